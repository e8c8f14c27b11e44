# frozen_string_literal: true

require "openssl"

module CardSurcharge
  # The hashes that bind a quote to what it is about, and the key of its charge.
  module Hashes
    SALE_FORM = /\A[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z/

    module_function

    # SHA-256 over the parts, each preceded by the number of its UTF-8 bytes: ("ab", "c") is not ("a", "bc").
    def digest(*parts)
      texts = parts.map { |part| part.encode("UTF-8").scrub("\uFFFD").b }
      OpenSSL::Digest.digest("SHA256", texts.map { |text| [text.bytesize].pack("N") + text }.join)
    end

    def uuid_of(*parts)
      bytes = digest(*parts).bytes.first(16)
      bytes[6] = (bytes[6] & 0x0f) | 0x80 # version 8
      bytes[8] = (bytes[8] & 0x3f) | 0x80 # the variant of RFC 9562
      bytes.pack("C*").unpack("H8H4H4H4H12").join("-")
    end

    def sale?(value)
      value.is_a?(String) && value.valid_encoding? && SALE_FORM.match?(value)
    end
  end
  private_constant :Hashes

  module_function

  # subject_hash("token", merchant, token), or subject_hash("customer", merchant, customer_id, payment_method_id).
  def subject_hash(kind, *parts)
    Base64url.encode(Hashes.digest("surcharge-quote/#{kind}", *parts))
  end

  # The +sale+ of every quote about this token, or about this saved card and order; without a quote, the key to charge
  # by.
  #
  # +sale+ is {"token"}, or {"customerId", "paymentMethodId", "orderRef"}. Raises ArgumentError when a text is missing or
  # blank, or when both are given.
  def sale_of(merchant, sale)
    token, *card = Facts.with_text_keys(sale).values_at("token", "customerId", "paymentMethodId", "orderRef")
    is_token = !Facts.left_out?(token)
    is_both = is_token && card.first(2).any? { |id| !Facts.left_out?(id) }
    raise ArgumentError, "sale_of: give a token or a saved card, not both" if is_both

    texts = [merchant, *(is_token ? [token] : card)].map { |text| Facts.text(text) }
    unless texts.all?
      raise ArgumentError, "sale_of: merchant and token, or customerId, paymentMethodId and orderRef must be texts"
    end

    Hashes.uuid_of(is_token ? "surcharge-sale/token" : "surcharge-sale/customer", *texts)
  end

  # The idempotency key of the next try to charge a sale, after so many declines: the sale itself when there was none.
  #
  # A decline is known to have charged nothing, so the try after it is a new one; after a try that got no answer the key
  # is the same. Raises ArgumentError when +sale+ is no sale or +declines+ no whole number.
  def next_key(sale, declines)
    raise ArgumentError, "next_key: sale must be a UUID in lower case, as sale_of gives it" unless Hashes.sale?(sale)

    count = Money.read_whole(declines, Money::MAX_WHOLE)
    raise ArgumentError, "next_key: declines must be a whole number, 0 or more" if count.nil?

    count.zero? ? sale : Hashes.uuid_of("surcharge-sale/retry", sale, count.to_s)
  end
end
