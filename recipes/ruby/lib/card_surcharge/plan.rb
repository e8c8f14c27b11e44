# frozen_string_literal: true

module CardSurcharge
  # What can help after a refusal: a new quote, the card entered again, another press on Pay, or a person.
  ADVICES = %w[quote_again new_token press_again fix_server].freeze
  # How the service refuses a server's question, by its own codes.
  LOOKUP_PROBLEMS = %w[token_rejected rate_limited invalid_request].freeze

  # One payment on its way to a plan.
  class Planner
    # The service had no time or no answer when the page asked: its quote proves nothing but that.
    WANT_OF_AN_ANSWER = %w[gateway_unavailable gateway_timeout service_limited].freeze
    # What no honest page can cause: settings, keys or clocks are wrong, or the service itself.
    ONLY_A_PERSON_CAN_HELP = %w[
      wrong_issuer wrong_merchant wrong_env life_too_long not_yet_valid informational_only inconsistent_claims
      inconsistent_amounts not_checked
    ].freeze
    ADVICE_ON = {
      "token_rejected" => "new_token",
      # Asked too often is not down: who asks often enough would pay without the surcharge.
      "rate_limited" => "press_again",
      "invalid_request" => "fix_server"
    }.freeze

    def self.misses(*names)
      { "kind" => "refuse", "problem" => "not_checked", "notChecked" => names, "advice" => "fix_server" }
    end

    def initialize(quote, facts, service, options)
      @quote = quote
      # The purpose of a plan is to charge, whatever the facts say.
      @given = Facts.with_text_keys(facts).merge("purpose" => "charge")
      @facts = Facts.new(@given)
      @service = service
      @options = options
    end

    def plan
      names = missing
      return Planner.misses(*names) unless names.empty?
      return ask(nil) if [nil, ""].include?(@quote)

      verdict = verify(@quote)
      return by_bad_quote(verdict) unless verdict["valid"]

      known = [@quote, verdict["claims"]]
      WANT_OF_AN_ANSWER.include?(verdict["claims"]["reason"]) ? ask(known) : charge("quote", known)
    end

    private

    def token?
      @facts.subject&.first == "token"
    end

    # The names of what was not given, or in a form that cannot be read.
    def missing
      service = @service if @service.is_a?(Service)
      saved_card = @facts.subject && !token?
      given = {
        "service.origin" => service&.origin,
        "service.serverKey" => service&.server_key,
        "declines" => Money.read_whole(@options[:declines], Money::MAX_WHOLE),
        "unansweredKey" => [nil, ""].include?(@options[:unanswered_key]) || Hashes.sale?(@options[:unanswered_key]),
        "merchant" => @facts.merchant,
        "env" => @facts.env,
        "subject" => @facts.subject,
        "baseAmount" => @facts.base_amount.is_a?(Integer),
        "currency" => @facts.currency,
        "country" => @facts.country,
        "orderRef" => !saved_card || @facts.order_ref
      }
      given.reject { |_, value| value }.keys | @facts.unreadable
    end

    def verify(quote)
      CardSurcharge.verify_quote(quote, @given, @options[:keys] || @service.keys, now: @options[:now])
    end

    def by_bad_quote(verdict)
      problem = verdict["problem"]
      # Nobody can tell what the quote is worth.
      return charge("service_down", nil) if problem == "keys_unavailable"

      # A token and its quote end together; the quote of a saved card ends alone.
      again = problem == "expired" && token? ? "new_token" : "quote_again"
      advice = ONLY_A_PERSON_CAN_HELP.include?(problem) ? "fix_server" : again
      refusal = { "kind" => "refuse", "problem" => problem, "problems" => verdict["problems"], "advice" => advice }
      problem == "not_checked" ? refusal.merge("notChecked" => verdict["notChecked"]) : refusal
    end

    # Only the service can tell. +known+: the page's quote, where it is good and says that nothing is known.
    def ask(known)
      reply = @service.ask(Answers.request(@facts, Facts.text(@options[:locale]))) || {}
      problem = reply["refused"]
      return { "kind" => "refuse", "problem" => problem, "advice" => ADVICE_ON.fetch(problem) } if problem

      answer = Answers.read(reply)
      verdict = answer ? verify(answer["quote"]) : {}
      claims = verdict["claims"]
      return charge("service_down", known) unless verdict["valid"] && Answers.shows_its_quote?(answer, claims)
      # The shopper has not been shown it.
      return { "kind" => "offer", "answer" => answer, "quote" => answer["quote"], "claims" => claims } if
        claims["outcome"] == "surcharge"

      charge("nothing_to_add", [answer["quote"], claims])
    end

    # Adds up, and names the sale. +by+: the quote to charge by and its claims, nil for the base amount alone.
    def charge(why, by)
      quote, claims = by
      sale = claims ? claims["sale"] : own_sale
      amounts = [@facts.base_amount, claims&.fetch("surchargeAmount") || 0, claims&.fetch("surchargeTaxAmount") || 0]
      key = @options[:unanswered_key]
      {
        "kind" => "charge",
        "sale" => sale,
        "idempotencyKey" => [nil, ""].include?(key) ? CardSurcharge.next_key(sale, @options[:declines]) : key,
        "currency" => Places.normalise_code(@facts.currency),
        **%w[baseAmount surchargeAmount surchargeTaxAmount].zip(amounts).to_h,
        "totalAmount" => amounts.sum,
        "rateBps" => claims ? claims["rateBps"] : 0,
        "claims" => claims,
        "quote" => quote,
        "why" => why
      }
    end

    def own_sale
      _, *ids = @facts.subject
      names = token? ? %w[token] : %w[customerId paymentMethodId orderRef]
      CardSurcharge.sale_of(@facts.merchant, names.zip([*ids, @facts.order_ref]).to_h)
    end
  end
  private_constant :Planner

  module_function

  # What to do with one payment: a Hash whose "kind" is "charge", "offer" or "refuse".
  #
  # Verifies the page's quote; where there is none (nil or empty), or one that knows nothing for want of an answer, asks
  # the service by the token or saved card itself. Charges no surcharge that is not in a verified quote, and none that
  # the shopper was not shown. A quote that says "surcharge" counts as accepted: the element gives it away once the
  # shopper has accepted, and so does the form of offer_html.
  #
  # - "charge": {"sale", "idempotencyKey", "currency", "baseAmount", "surchargeAmount", "surchargeTaxAmount",
  #   "totalAmount", "rateBps", "claims", "quote", "why"}. Amounts are minor units; "totalAmount" is what is charged.
  #   "claims" and "quote" are those it is charged by, nil where there is none: keep both beside the order, for refunds.
  #   "why" is "quote", "nothing_to_add" (the service said so to the server) or "service_down" (nobody could say, so
  #   nothing is added).
  # - "offer": {"answer", "quote", "claims"}. Do not charge: show offer_html(answer); once accepted, its quote comes
  #   back.
  # - "refuse": {"problem", "problems"?, "notChecked"?, "advice"}. Do not charge; "advice" is one of ADVICES.
  #
  # +declines+ is how many tries to charge this order were declined so far; +unanswered_key+ the "idempotencyKey" of an
  # earlier try that got no answer, to be used again whatever card comes now; +locale+ a BCP 47 tag, the language of an
  # offer. "baseAmount" is required, and "orderRef" for a saved card: without it, nothing tells a second press on Pay
  # from a second order. +keys+ are those of +service+ unless given; +now+ is as for verify_quote.
  #
  # Never raises, whatever the page and the service send; takes at most seconds.
  def charge_plan(quote, facts, service, declines: 0, unanswered_key: nil, locale: nil, keys: nil, now: nil)
    options = { declines: declines, unanswered_key: unanswered_key, locale: locale, keys: keys, now: now }
    Planner.new(quote, facts, service, options).plan
  rescue StandardError
    # What cannot be read even by name.
    Planner.misses("facts")
  end
end
