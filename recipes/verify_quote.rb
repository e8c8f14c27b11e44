# frozen_string_literal: true

# Verifies a surcharge quote on a Ruby server. Needs Ruby 3.0 or later, and no gem.
#
#   keys = SurchargeQuote::Keys.new("https://surcharge.example.com/.well-known/jwks.json")
#   verdict = SurchargeQuote.verify_quote(quote, facts, keys)
#   charge(verdict["claims"]["totalAmount"]) if verdict["valid"]
#
# `facts` is what your server knows by itself, never what the page says: merchant, env, subject, baseAmount, currency,
# country, and state, shipTo, orderRef and surchargeTaxRate where the sale has them; all keys are strings. See
# docs/integrate-server.md.

require "json"
require "net/http"
require "openssl"

module SurchargeQuote
  PROBLEMS = %w[
    malformed wrong_type wrong_algorithm forbidden_header keys_unavailable unknown_key bad_signature retired_key
    revoked_key wrong_issuer
    wrong_merchant wrong_env expired life_too_long not_yet_valid informational_only wrong_subject wrong_sale
    wrong_amount wrong_currency
    wrong_tax wrong_place wrong_order inconsistent_claims inconsistent_amounts not_checked
  ].freeze
  MAX_AMOUNT = 999_999_999_999
  MAX_TAX_RATE = 50_000
  LARGEST_INTEGER = 2**53
  CLOCK_SKEW_SECONDS = 5
  RETIRED_KEY_GRACE_SECONDS = 3_600
  KEYS_FRESH_SECONDS = 600
  UNKNOWN_KEY_COOLDOWN_SECONDS = 30
  FAILURE_COOLDOWN_SECONDS = 5
  KEYS_STALE_SECONDS = 86_400
  FETCH_TIMEOUT_SECONDS = 3

  KeysUnavailable = Class.new(StandardError)

  # Keys in hand: the content of /.well-known/jwks.json, kept by you.
  class KeySet
    def initialize(jwks)
      @keys = jwks.fetch("keys")
    end

    def find(kid)
      found = @keys.select { |key| key["kid"] == kid }
      found.length == 1 ? found.first : nil
    end
  end

  # The service's keys, fetched from their address and kept. Make one and keep it for the life of the process.
  class Keys < KeySet
    def initialize(url)
      @url = URI(url)
      is_loopback = %w[localhost 127.0.0.1].include?(@url.host)
      raise ArgumentError, "url must be https; http is for loopback only" unless @url.scheme == "https" || is_loopback

      super("keys" => [])
      @fetched = @failed = 0
      @lock = Mutex.new
    end

    def find(kid)
      @lock.synchronize do
        age = Time.now.to_i - @fetched
        key = super
        next key unless age > KEYS_FRESH_SECONDS || (key.nil? && age > UNKNOWN_KEY_COOLDOWN_SECONDS)

        is_there = refresh
        key = super
        raise KeysUnavailable if !is_there && (key.nil? || age > KEYS_STALE_SECONDS)

        key
      end
    end

    private

    def refresh
      return false if Time.now.to_i - @failed < FAILURE_COOLDOWN_SECONDS

      options = { use_ssl: @url.scheme == "https", open_timeout: FETCH_TIMEOUT_SECONDS, read_timeout: FETCH_TIMEOUT_SECONDS }
      response = Net::HTTP.start(@url.host, @url.port, **options) { |http| http.get(@url.request_uri) }
      raise KeysUnavailable unless response.is_a?(Net::HTTPOK)

      keys = JSON.parse(response.body)["keys"]
      raise KeysUnavailable unless keys.is_a?(Array)

      @keys = keys
      @fetched = Time.now.to_i
      true
    rescue KeysUnavailable, JSON::ParserError, TypeError, SystemCallError, IOError, SocketError, Timeout::Error, OpenSSL::SSL::SSLError
      @failed = Time.now.to_i
      false
    end
  end

  # Collects what is wrong with a signed quote.
  class Findings
    attr_reader :missing

    def initialize
      @problems = []
      @missing = []
    end

    def problems
      PROBLEMS & @problems
    end

    def add(problem, is_wrong)
      @problems << problem if is_wrong
    end

    def miss(fact)
      @missing << fact
      add("not_checked", true)
    end

    # `problem` if the fact was given and is wrong; not_checked if it was not given.
    def compare(problem, fact, given, quoted)
      SurchargeQuote.text?(given) ? add(problem, given != quoted) : miss(fact)
    end

    # `state_fact` is what a missing state is called.
    def compare_place(given, quoted, state_fact)
      country, state = SurchargeQuote.normalise_place(given)
      miss(state_fact) if country == quoted["country"] && state.empty? && quoted["state"]
      add("wrong_place", country != quoted["country"] || (!state.empty? && state != quoted["state"]))
    end
  end

  module_function

  def encode(bytes)
    [bytes].pack("m0").tr("+/", "-_").delete("=")
  end

  def decode(text)
    text.tr("-_", "+/").unpack1("m")
  end

  # subject_hash("token", merchant, token), or subject_hash("customer", merchant, customer_id, payment_method_id).
  def subject_hash(kind, *parts)
    bytes = ["surcharge-quote/#{kind}", *parts].map { |part| [part.bytesize].pack("N") + part.b }.join
    encode(OpenSSL::Digest::SHA256.digest(bytes))
  end

  # The tax on a surcharge, rounded half up; the rate is in thousandths of a percent.
  def surcharge_tax_on(surcharge, tax_rate)
    (surcharge * tax_rate + 50_000) / 100_000
  end

  # The part of the surcharge that goes back with this refund, and its tax: "surchargeAmount" and "surchargeTaxAmount".
  # Raises ArgumentError on amounts that cannot be.
  def refund_share(claims, refund_base, refunded_base_before, refunded_surcharge_before)
    base, surcharge, tax_rate = claims.values_at("baseAmount", "surchargeAmount", "surchargeTaxRate")
    amounts = [base, surcharge, refund_base, refunded_base_before, refunded_surcharge_before]
    raise ArgumentError, "every amount must be a whole number of minor units" unless amounts.all? { |amount| amount?(amount) }
    raise ArgumentError, "surchargeTaxRate must be that of a quote" unless amount?(tax_rate, MAX_TAX_RATE)

    refunded = refunded_base_before + refund_base
    if refunded > base || refunded_surcharge_before > surcharge
      raise ArgumentError, "more would be refunded than was charged"
    end

    share = base.zero? ? 0 : [0, -(-surcharge * refunded / base) - refunded_surcharge_before].max
    # What is kept of the tax is the tax on the surcharge that is kept.
    kept = surcharge - refunded_surcharge_before
    tax = surcharge_tax_on(kept, tax_rate) - surcharge_tax_on(kept - share, tax_rate)
    { "surchargeAmount" => share, "surchargeTaxAmount" => tax }
  end

  def amount?(value, largest = MAX_AMOUNT)
    value.is_a?(Integer) && value.between?(0, largest)
  end

  def text?(value)
    value.is_a?(String) && !value.empty?
  end

  def place?(value)
    value.is_a?(Hash) && text?(value["country"]) && value.key?("state") && (value["state"].nil? || text?(value["state"]))
  end

  def texts?(value, *names)
    value.is_a?(Hash) && names.all? { |name| text?(value[name]) }
  end

  # Whether every claim is there and in its form. Unknown claims, brands and reasons of a later version are fine.
  def claims?(claims)
    place?(claims) &&
      texts?(claims, "iss", "aud", "jti", "reason", "brand", "currency") &&
      %w[iat exp].all? { |name| amount?(claims[name], LARGEST_INTEGER) } &&
      %w[test live].include?(claims["env"]) &&
      %w[surcharge none unknown].include?(claims["outcome"]) &&
      %w[credit charge debit prepaid unknown].include?(claims["funding"]) &&
      amount?(claims["rateBps"], 10_000) &&
      amount?(claims["surchargeTaxRate"], MAX_TAX_RATE) &&
      %w[baseAmount surchargeAmount surchargeTaxAmount].all? do |name|
        claims.key?(name) && (claims[name].nil? || amount?(claims[name]))
      end &&
      claims.key?("totalAmount") && (claims["totalAmount"].nil? || amount?(claims["totalAmount"], LARGEST_INTEGER)) &&
      texts?(claims["subject"], "kind", "hash") && %w[token customer bin].include?(claims["subject"]["kind"]) &&
      texts?(claims["rules"], "version") && claims["rules"]["ids"].is_a?(Array) &&
      claims.key?("disclosure") && (claims["disclosure"].nil? || texts?(claims["disclosure"], "locale", "version", "sha256")) &&
      (!claims.key?("shipTo") || place?(claims["shipTo"])) &&
      (!claims.key?("orderRef") || text?(claims["orderRef"]))
  end

  # The header, or the problem with it. No key is looked up before it is in order.
  def read_header(quote)
    parts = quote.is_a?(String) && quote.length <= 8_192 && /\A([\w-]+)\.[\w-]+\.([\w-]{86})\z/.match(quote)
    # The last character of a signature has four spare bits: two spellings of one signature.
    return "malformed" unless parts && encode(decode(parts[2])) == parts[2]

    header = JSON.parse(decode(parts[1]))
    return "malformed" unless header.is_a?(Hash)
    return "wrong_type" unless header["typ"] == "surcharge-quote+jwt"
    return "wrong_algorithm" unless header["alg"] == "ES256"
    return "forbidden_header" unless (header.keys - %w[alg typ kid]).empty?

    header["kid"].is_a?(String) ? header : "unknown_key"
  end

  # ES256: ECDSA on P-256 with SHA-256. A quote has r and s of 32 bytes each, OpenSSL wants them in DER.
  def signed?(quote, key)
    signed, _, signature = quote.rpartition(".")
    numbers = decode(signature).unpack("a32a32").map { |part| OpenSSL::ASN1::Integer(OpenSSL::BN.new(part, 2)) }
    point = [4].pack("C") + [key["x"], key["y"]].map { |part| decode(part).rjust(32, "\0") }.join
    kind = OpenSSL::ASN1::Sequence([OpenSSL::ASN1::ObjectId("id-ecPublicKey"), OpenSSL::ASN1::ObjectId("prime256v1")])
    public_key = OpenSSL::PKey.read(OpenSSL::ASN1::Sequence([kind, OpenSSL::ASN1::BitString(point)]).to_der)
    public_key.verify("SHA256", OpenSSL::ASN1::Sequence(numbers).to_der, signed)
  rescue OpenSSL::PKey::PKeyError
    false
  end

  # Any case, and US-IL for IL. Give codes; full names are understood by the service and by the Node package alone.
  def normalise_place(place)
    country = place["country"].strip.upcase
    # A state is nothing to the rules of any other country, and stands in no quote.
    return [country, ""] unless %w[US CA].include?(country)

    [country, place["state"].to_s.strip.upcase.delete_prefix("#{country}-")]
  end

  def check_subject(findings, claims, facts)
    return findings.add("informational_only", true) if claims["subject"]["kind"] == "bin"

    subject = facts["subject"] || {}
    kind = subject.key?("token") ? "token" : "customer"
    ids = subject.values_at(*(kind == "token" ? %w[token] : %w[customerId paymentMethodId]))
    return findings.miss("subject") unless ids.all? { |id| text?(id) }
    return unless text?(facts["merchant"])

    expected = { "kind" => kind, "hash" => subject_hash(kind, facts["merchant"], *ids) }
    findings.add("wrong_subject", claims["subject"].slice("kind", "hash") != expected)
  end

  # Left out or nil says that the surcharge is not taxed, which is right only of a quote without a tax.
  def check_tax(findings, claims, facts)
    given = facts["surchargeTaxRate"]
    is_left_out = given.nil? || given == ""
    return if is_left_out && claims["surchargeTaxRate"].zero?
    return findings.miss("surchargeTaxRate") unless given.is_a?(Numeric)

    findings.add("wrong_tax", given != claims["surchargeTaxRate"])
  end

  # A quote that contradicts itself was not made by a sound service, however well it is signed.
  def check_consistency(findings, claims)
    is_surcharge = claims["outcome"] == "surcharge"
    is_credit = %w[credit charge].include?(claims["funding"])
    findings.add(
      "inconsistent_claims",
      is_surcharge != (claims["reason"] == "eligible") || (is_surcharge && !is_credit) || is_surcharge == claims["disclosure"].nil?
    )
    base, surcharge, tax, total = claims.values_at("baseAmount", "surchargeAmount", "surchargeTaxAmount", "totalAmount")
    is_right =
      if base.nil?
        surcharge.nil? && tax.nil? && total.nil?
      else
        surcharge == base * claims["rateBps"] / 10_000 &&
          tax == surcharge_tax_on(surcharge, claims["surchargeTaxRate"]) &&
          total == base + surcharge + tax && is_surcharge == surcharge.positive?
      end
    findings.add("inconsistent_amounts", !is_right || is_surcharge != claims["rateBps"].positive?)
  end

  def refuse(*problems)
    { "valid" => false, "problem" => problems.first, "problems" => problems, "notChecked" => [] }
  end

  # Whether the quote was signed by the service for exactly this sale. Never raises, whatever the quote is.
  # `facts["purpose"] == "refund"` ignores the expiry. `now` is in seconds since 1970.
  def verify_quote(quote, facts, keys, now = nil)
    header = read_header(quote)
    return refuse(header) if header.is_a?(String)

    key = keys.find(header["kid"])
    return refuse("unknown_key") if key.nil?
    return refuse("bad_signature") unless signed?(quote, key)

    claims = JSON.parse(decode(quote.split(".")[1]).force_encoding("UTF-8"))
    claims?(claims) ? judge(claims, facts, key, now || Time.now.to_i) : refuse("malformed")
  rescue KeysUnavailable
    refuse("keys_unavailable")
  rescue JSON::ParserError, EncodingError, ArgumentError
    refuse("malformed")
  end

  def judge(claims, facts, key, now)
    findings = Findings.new
    is_refund = facts["purpose"] == "refund"
    used_at = is_refund ? claims["iat"] : [claims["iat"], now].max
    findings.add("retired_key", key.key?("retired_at") && used_at > key["retired_at"] + RETIRED_KEY_GRACE_SECONDS)
    findings.compare("wrong_merchant", "merchant", facts["merchant"], claims["aud"])
    findings.compare("wrong_env", "env", facts["env"], claims["env"])
    findings.add("expired", !is_refund && now >= claims["exp"] + CLOCK_SKEW_SECONDS)
    findings.add("not_yet_valid", now < claims["iat"] - CLOCK_SKEW_SECONDS)
    check_subject(findings, claims, facts)
    # nil is an amount here: the lookup was asked without one.
    amount = facts["baseAmount"]
    is_given = facts.key?("baseAmount") && (amount.nil? || amount.is_a?(Numeric))
    is_given ? findings.add("wrong_amount", amount != claims["baseAmount"]) : findings.miss("baseAmount")
    findings.compare("wrong_currency", "currency", facts["currency"]&.strip&.upcase, claims["currency"])
    check_tax(findings, claims, facts)
    text?(facts["country"]) ? findings.compare_place(facts, claims, "state") : findings.miss("country")
    if facts["shipTo"]
      # A quote without a shipping place is for goods that go to the billing place.
      findings.compare_place(facts["shipTo"], claims["shipTo"] || claims, "shipTo.state")
    elsif claims["shipTo"]
      findings.miss("shipTo")
    end
    if facts["orderRef"] || claims["orderRef"]
      findings.compare("wrong_order", "orderRef", facts["orderRef"], claims["orderRef"])
    end
    check_consistency(findings, claims)

    problems = findings.problems
    return { "valid" => true, "claims" => claims } if problems.empty?

    refuse(*problems).merge("notChecked" => findings.missing, "claims" => claims)
  end
end

# Run by itself it reads one sale as JSON, {"quote", "facts", "jwks", "now"?}, and prints the verdict.
if $PROGRAM_NAME == __FILE__
  sale = JSON.parse($stdin.read)
  keys = SurchargeQuote::KeySet.new(sale["jwks"])
  puts JSON.generate(SurchargeQuote.verify_quote(sale["quote"], sale["facts"], keys, sale["now"]))
end
