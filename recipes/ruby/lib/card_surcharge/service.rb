# frozen_string_literal: true

require "json"
require "openssl"

module CardSurcharge
  # How to reach the service: its origin, such as https://surcharge.example.com, and the merchant's sk_... key. Make one
  # and keep it for the life of the process: it keeps the service's keys. +fetch+ is what sends its requests: called
  # with an address, headers and a body, it gives status and body, or raises when there is no answer.
  class Service
    # nil where what was given is of no use; charge_plan says so: a setting that is wrong is no reason to break a
    # checkout.
    attr_reader :origin, :server_key, :keys

    def initialize(origin, server_key, fetch: Http.method(:fetch))
      @origin = begin
        Http.origin_of(origin)
      rescue ArgumentError, TypeError, NoMethodError
        nil
      end
      @server_key = Facts.text(server_key)
      @fetch = fetch
      @keys = @origin && Keys.new("#{@origin}/.well-known/jwks.json", fetch: fetch)
    end

    # 401, 404, 500 and the rest are no answer to the question: the sale goes on without a surcharge.
    REFUSALS = { 400 => "invalid_request", 422 => "token_rejected", 429 => "rate_limited" }.freeze
    private_constant :REFUSALS

    # Asks POST /v1/server/lookup: {"refused" => problem}, the parsed body of a 200, or nil for no answer. Never raises.
    def ask(body)
      headers = { "Content-Type" => "application/json", "Authorization" => "Bearer #{server_key}" }
      status, text = @fetch.call("#{origin}/v1/server/lookup", headers, JSON.generate(body))
      return { "refused" => REFUSALS[status] } if REFUSALS.key?(status)
      return nil unless status == 200 && text.bytesize <= Http::MAX_BYTES

      parsed = JSON.parse(text.dup.force_encoding(Encoding::UTF_8))
      parsed.is_a?(Hash) ? parsed.slice("answer") : nil
    rescue StandardError
      # A fetch that was passed in may raise anything.
      nil
    end
  end

  # What counts as an answer of the service to the server's own question.
  module Answers
    SHOWN = %w[rateBps baseAmount surchargeAmount surchargeTaxAmount totalAmount currency].freeze
    MAX_CURRENCY_DIGITS = 4

    module_function

    # The body of the question about this sale: what the server knows, and nothing that a page said.
    def request(facts, locale)
      kind, *ids = facts.subject
      names = kind == "token" ? %w[token] : %w[customerId paymentMethodId]
      {
        "merchant" => facts.merchant,
        **names.zip(ids).to_h,
        "country" => facts.country,
        "state" => facts.state,
        "shipTo" => facts.ship_to && %w[country state].zip(facts.ship_to).to_h.compact,
        "baseAmount" => facts.base_amount,
        "currency" => facts.currency,
        "surchargeTaxRate" => facts.surcharge_tax_rate,
        "orderRef" => facts.order_ref,
        "locale" => locale
      }.compact
    end

    # The browser's part of the answer, if the members that are shown are in their form.
    def read(body)
      answer = body["answer"]
      return nil unless answer.is_a?(Hash) && answer["message"].is_a?(String) && answer["quote"].is_a?(String)

      disclosure, surcharge = answer.values_at("disclosure", "surcharge")
      return nil unless answer.key?("disclosure") && (disclosure.nil? || disclosure.is_a?(String))
      return nil unless surcharge.is_a?(Hash) && Money.read_whole(surcharge["currencyDigits"], MAX_CURRENCY_DIGITS)

      answer
    end

    # True when the answer shows exactly what its quote proves: nobody may be asked to pay anything else.
    def shows_its_quote?(answer, claims)
      shown = answer["surcharge"]
      answer["outcome"] == claims["outcome"] &&
        SHOWN.all? { |name| shown.key?(name) && shown[name] == claims[name] } &&
        disclosed?(answer["disclosure"], claims["disclosure"])
    end

    def disclosed?(text, disclosure)
      return text.nil? && disclosure.nil? if text.nil? || disclosure.nil?

      Base64url.encode(OpenSSL::Digest.digest("SHA256", text)) == disclosure["sha256"]
    end
  end
  private_constant :Answers
end
