# frozen_string_literal: true

module CardSurcharge
  # Reads what verify_quote is given beside the facts.
  module Verify
    module_function

    def source_of(keys)
      return keys if keys.is_a?(Keys) || keys.is_a?(KeySet)
      return KeySet.new(keys) if keys.is_a?(Hash)

      raise KeysUnavailable, "keys must be a Keys, a KeySet or a key set"
    end

    def seconds(now)
      return Time.now.to_f if Facts.left_out?(now)

      now.to_f if [Integer, Float, Rational, Time].any? { |type| now.is_a?(type) } && now.to_f.finite?
    end

    def verdict(quote, facts, keys, now)
      kid = Signature.read_kid(quote)
      source = source_of(keys)
      found = source.find(kid)
      return Report.refuse("unknown_key") if found.nil?

      payload = Signature.signed_payload(quote, found.jwk)
      return Report.refuse("bad_signature") if payload.nil?

      claims = Claims.read(payload)
      return Report.refuse("malformed") if claims.nil?

      Checks.new(claims, Facts.new(facts), found, source.issuer, seconds(now)).verdict
    end
  end
  private_constant :Verify

  module_function

  # Whether +quote+ was signed by the service for exactly this sale.
  #
  # Verify before charging, then charge claims["totalAmount"], with claims["surchargeAmount"] as its own figure. +facts+
  # is what your server knows by itself, never what the page says: "merchant", "env", "subject", "baseAmount",
  # "currency", "country", and "state", "shipTo", "orderRef" and "surchargeTaxRate" where the sale has them; keys may be
  # texts or symbols. A fact that the quote has and you do not give is not_checked, and the quote not valid. "purpose"
  # => "refund" ignores the expiry. +keys+ is a Keys, a KeySet or a key set; +now+ a Time or seconds since 1970, nil the
  # clock.
  #
  # Gives {"valid" => true, "claims"} or {"valid" => false, "problem", "problems", "notChecked", "claims"?}. Never
  # raises, whatever it is given.
  def verify_quote(quote, facts, keys, now: nil)
    Verify.verdict(quote, facts, keys, now)
  rescue Signature::HeaderProblem => e
    Report.refuse(e.message)
  rescue KeysUnavailable
    Report.refuse("keys_unavailable")
  rescue StandardError, SystemStackError
    # What a decoder raises at: bytes that are not the JSON or UTF-8 they claim to be.
    Report.refuse("malformed")
  end
end
