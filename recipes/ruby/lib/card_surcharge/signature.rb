# frozen_string_literal: true

require "json"
require "jwt"

module CardSurcharge
  # The signature of a quote: a compact JWS, ES256, with exactly "alg", "typ" and "kid". ruby-jwt does all of JOSE.
  module Signature
    MAX_QUOTE_LENGTH = 8_192
    COMPACT = /\A([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})\z/
    COORDINATE = /\A[A-Za-z0-9_-]{43}\z/
    HALF_ORDER_OF_P256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551 / 2
    # Time and everything else that a payload says is judged by us.
    NO_CLAIM_IS_CHECKED = {
      verify_expiration: false, verify_not_before: false, verify_iat: false, verify_iss: false, verify_aud: false,
      verify_jti: false, verify_sub: false, required_claims: []
    }.freeze

    # A quote whose form or header is not in order; the message is one of QUOTE_PROBLEMS.
    class HeaderProblem < StandardError; end

    module_function

    # The key id of a quote whose form and header are in order. Raises HeaderProblem; no key is looked up before.
    def read_kid(quote)
      parts = COMPACT.match(quote) if quote.is_a?(String) && quote.ascii_only? && quote.length <= MAX_QUOTE_LENGTH
      # The last character of a signature has four spare bits: two spellings of one signature.
      is_spelt_right = parts && Base64url.encode(Base64url.decode(parts[3])) == parts[3]
      raise HeaderProblem, "malformed" unless is_spelt_right

      header = JSON.parse(utf8(Base64url.decode(parts[1])).scrub("\uFFFD"))
      problem = problem_of(header)
      raise HeaderProblem, problem if problem

      header["kid"]
    rescue JSON::ParserError, ArgumentError
      raise HeaderProblem, "malformed"
    end

    def problem_of(header)
      return "malformed" unless header.is_a?(Hash)
      return "wrong_type" unless header["typ"] == "surcharge-quote+jwt"
      return "wrong_algorithm" unless header["alg"] == "ES256"
      return "forbidden_header" unless (header.keys - %w[alg typ kid]).empty?

      "unknown_key" unless header["kid"].is_a?(String)
    end

    # Whether these members are those of a key on the curve P-256.
    def key?(jwk)
      return false unless jwk.values_at("x", "y").all? { |part| part.is_a?(String) && COORDINATE.match?(part) }

      !JWT::JWK.import(members(jwk)).nil?
    rescue JWT::DecodeError, OpenSSL::OpenSSLError
      false
    end

    # The payload, if this key signed it; a signature has one form, the one with the lower s. nil when it is none.
    # Raises JWT::DecodeError when the payload is no JSON.
    def signed_payload(quote, jwk)
      lower = Base64url.decode(quote[-86..])[32..].unpack1("H*").hex
      return nil if lower > HALF_ORDER_OF_P256

      keys = { keys: [members(jwk).merge(kid: jwk["kid"])] }
      JWT.decode(quote, nil, true, **NO_CLAIM_IS_CHECKED, algorithms: ["ES256"], jwks: keys).first
    rescue JWT::VerificationError
      nil
    end

    def members(jwk)
      jwk.slice("kty", "crv", "x", "y").transform_keys(&:to_sym)
    end

    def utf8(bytes)
      bytes.dup.force_encoding(Encoding::UTF_8)
    end
  end
  private_constant :Signature
end
