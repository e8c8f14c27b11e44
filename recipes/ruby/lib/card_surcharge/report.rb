# frozen_string_literal: true

module CardSurcharge
  # Why a quote is not good, in the order in which they are reported. docs/integrate-server.md says what each means.
  QUOTE_PROBLEMS = %w[
    malformed wrong_type wrong_algorithm forbidden_header keys_unavailable unknown_key bad_signature
    retired_key revoked_key wrong_issuer wrong_merchant wrong_env expired life_too_long not_yet_valid
    informational_only wrong_subject wrong_sale wrong_amount wrong_currency wrong_tax wrong_place wrong_order
    inconsistent_claims inconsistent_amounts not_checked
  ].freeze

  # Collects what is wrong with a signed quote; a server is told everything at once.
  class Report
    # The verdict on a quote that was not signed by the service.
    def self.refuse(problem)
      { "valid" => false, "problem" => problem, "problems" => [problem], "notChecked" => [] }
    end

    def initialize
      @problems = []
      @missing = []
    end

    def add(problem, is_wrong)
      @problems << problem if is_wrong
    end

    def miss(fact)
      @missing << fact
      @problems << "not_checked"
    end

    # +problem+ if the fact was given and is wrong; not_checked if it was not given.
    def compare(problem, fact, given, quoted)
      given.nil? ? miss(fact) : add(problem, given != quoted)
    end

    def verdict(claims)
      problems = QUOTE_PROBLEMS & @problems
      return { "valid" => true, "claims" => claims } if problems.empty?

      {
        "valid" => false,
        "problem" => problems.first,
        "problems" => problems,
        "notChecked" => FACT_NAMES & @missing,
        "claims" => claims
      }
    end
  end
  private_constant :Report
end
