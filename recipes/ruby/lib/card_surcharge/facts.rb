# frozen_string_literal: true

module CardSurcharge
  # The facts that can be not given, by the names that "notChecked" lists.
  FACT_NAMES = %w[
    iss merchant env subject baseAmount currency surchargeTaxRate country state shipTo shipTo.state orderRef now
  ].freeze

  # The facts of a sale that a quote is held against, and a reader that takes them from anything without ever raising.
  # What is missing, of another type or cannot be read counts as not given. nil and "" say "left out".
  class Facts
    # nil is an amount of its own: the lookup was asked without one.
    NOT_GIVEN = Object.new.freeze
    OPTIONAL = %w[iss surchargeTaxRate state shipTo shipTo.state orderRef].freeze

    attr_reader :iss, :merchant, :env, :subject, :base_amount, :currency, :surcharge_tax_rate, :country, :state,
                :ship_to, :order_ref, :unreadable

    # Keys may be texts or symbols.
    def self.with_text_keys(value)
      value.is_a?(Hash) ? value.transform_keys { |key| key.is_a?(Symbol) ? key.name : key } : {}
    end

    # A text in UTF-8, or nil when it is none. One without an encoding, as sockets give it, is read as UTF-8.
    def self.utf8(value)
      return nil unless value.is_a?(String)

      is_bytes = value.encoding == Encoding::BINARY
      text = is_bytes ? value.dup.force_encoding(Encoding::UTF_8) : value.encode(Encoding::UTF_8)
      text if text.valid_encoding?
    rescue EncodingError
      nil
    end

    # The same; nil also when it is blank.
    def self.text(value)
      text = utf8(value)
      text unless text.nil? || Places.trim(text).empty?
    end

    # True for nil and for a text of nothing but blanks.
    def self.left_out?(value)
      text = utf8(value)
      text.nil? ? value.nil? : Places.trim(text).empty?
    end

    def self.texts(given, *names)
      with_text_keys(given).values_at(*names).map { |value| text(value) }
    end

    def initialize(given)
      facts = Facts.with_text_keys(given)
      @iss = Http.read_origin(facts["iss"])
      @is_issuer_given = !Facts.left_out?(facts["iss"])
      @merchant, @env, @currency, @country, @state, @order_ref =
        Facts.texts(facts, "merchant", "env", "currency", "country", "state", "orderRef")
      @is_refund = facts["purpose"] == "refund"
      @subject = read_subject(facts["subject"])
      @base_amount = read_base_amount(facts)
      @surcharge_tax_rate = Money.read_whole(facts["surchargeTaxRate"], Money::MAX_TAX_RATE)
      @ship_to = read_ship_to(facts["shipTo"])
      @unreadable = unreadable_of(facts)
    end

    def refund?
      @is_refund
    end

    def issuer_given?
      @is_issuer_given
    end

    private

    def read_subject(given)
      names = %w[token customerId paymentMethodId]
      token, *card = Facts.texts(given, *names)
      token_given, *ids_given = Facts.with_text_keys(given).values_at(*names).map { |id| !Facts.left_out?(id) }
      # A subject that is two things at once is none.
      return nil if token_given && ids_given.any?
      return ["token", token] if token

      card.all? ? ["customer", *card] : nil
    end

    def read_base_amount(facts)
      return nil if facts.key?("baseAmount") && facts["baseAmount"].nil?

      Money.read_whole(facts["baseAmount"]) || NOT_GIVEN
    end

    def read_ship_to(given)
      country, state = Facts.texts(given, "country", "state")
      country && [country, state]
    end

    # Facts that may be left out, but were given in a form that cannot be read: nobody may take them for left out.
    def unreadable_of(facts)
      ship_to_state = Facts.with_text_keys(facts["shipTo"])["state"]
      given = facts.slice(*OPTIONAL).merge("shipTo.state" => ship_to_state)
      read = {
        "iss" => iss, "surchargeTaxRate" => surcharge_tax_rate, "state" => state, "shipTo" => ship_to,
        "shipTo.state" => Facts.text(ship_to_state), "orderRef" => order_ref
      }
      OPTIONAL.select { |name| read[name].nil? && !Facts.left_out?(given[name]) }
    end
  end
  private_constant :Facts
end
