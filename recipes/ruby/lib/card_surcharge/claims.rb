# frozen_string_literal: true

module CardSurcharge
  # The claims of a quote, read by a reader that trusts nothing.
  module Claims
    text = ->(value) { value.is_a?(String) && !value.empty? }
    whole = ->(largest) { ->(value) { !Money.read_whole(value, largest).nil? } }
    one_of = ->(*texts) { ->(value) { texts.include?(value) } }
    or_nil = ->(form) { ->(value) { value.nil? || form.call(value) } }
    list_of = ->(form) { ->(value) { value.is_a?(Array) && value.all?(&form) } }
    shape = lambda do |forms|
      ->(value) { value.is_a?(Hash) && forms.all? { |name, form| value.key?(name) && form.call(value[name]) } }
    end
    amount = or_nil.call(whole.call(Money::MAX_AMOUNT))
    place = { "country" => text, "state" => or_nil.call(text) }

    WHOLE_FORMS = {
      "iat" => whole.call(Money::MAX_WHOLE),
      "exp" => whole.call(Money::MAX_WHOLE),
      "baseAmount" => amount,
      "rateBps" => whole.call(Money::MAX_RATE_BPS),
      "surchargeAmount" => amount,
      "surchargeTaxRate" => whole.call(Money::MAX_TAX_RATE),
      "surchargeTaxAmount" => amount,
      # Base amount, surcharge and tax are each within the limit; their sum may pass it.
      "totalAmount" => or_nil.call(whole.call(Money::MAX_WHOLE))
    }.freeze
    # +brand+ and +reason+ are texts here, not closed lists: a server must not stop verifying when the service learns a
    # brand.
    FORMS = {
      **WHOLE_FORMS,
      **place,
      "iss" => text,
      "aud" => text,
      "env" => one_of.call("test", "live"),
      "jti" => text,
      "sale" => ->(value) { Hashes.sale?(value) },
      "subject" => shape.call({ "kind" => one_of.call("token", "customer", "bin"), "hash" => text }),
      "outcome" => one_of.call("surcharge", "none", "unknown"),
      "reason" => text,
      "brand" => text,
      "funding" => one_of.call("credit", "charge", "debit", "prepaid", "unknown"),
      "currency" => text,
      "rules" => shape.call({ "version" => text, "ids" => list_of.call(text) }),
      "disclosure" => or_nil.call(shape.call({ "locale" => text, "version" => text, "sha256" => text }))
    }.freeze
    OPTIONAL_FORMS = { "shipTo" => shape.call(place), "orderRef" => text }.freeze
    IS_QUOTE = shape.call(FORMS)

    module_function

    # The claims out of a decoded payload, without those that this version does not know; nil when one is amiss.
    def read(payload)
      return nil unless IS_QUOTE.call(payload)
      return nil unless OPTIONAL_FORMS.all? { |name, form| !payload.key?(name) || form.call(payload[name]) }

      known = payload.select { |name, _| FORMS.key?(name) || OPTIONAL_FORMS.key?(name) }
      # JSON may write a whole number as 12500.0.
      known.to_h { |name, value| [name, value && WHOLE_FORMS.key?(name) ? value.to_i : value] }
    end
  end
  private_constant :Claims
end
