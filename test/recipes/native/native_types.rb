# frozen_string_literal: true

# What JSON cannot say: facts in Ruby's own types, and hashes that mean harm. Prints nothing; a failure is an error.
require "bigdecimal"
require "json"
require "time"
require_relative "../../../recipes/ruby/lib/card_surcharge"

VECTORS = JSON.parse(File.read("test/vectors/quotes.json", encoding: "UTF-8"))
CASE = VECTORS["cases"].find { |golden| golden["expected"]["valid"] && golden["facts"]["baseAmount"] == 12_500 }
QUOTE = CASE["quote"]
NOW = CASE["facts"]["now"]
FACTS = CASE["facts"].reject { |name, _| name == "now" }

def verdict(changes = {}, quote: QUOTE, keys: VECTORS["jwks"], now: NOW)
  facts = changes.is_a?(Hash) ? FACTS.merge(changes) : changes
  CardSurcharge.verify_quote(quote, facts, keys, now: now)
end

def check(what, actual, expected)
  raise "#{what}: #{actual.inspect}, not #{expected.inspect}" unless actual == expected
end

class Raises < BasicObject
  def method_missing(*)
    ::Kernel.raise "no"
  end

  def respond_to_missing?(*)
    true
  end
end

[12_500, 12_500.0, BigDecimal("12500"), BigDecimal("1.25e4"), Rational(25_000, 2)].each do |amount|
  check(amount.inspect, verdict({ "baseAmount" => amount })["valid"], true)
end
[
  true, "12500", 125.5, BigDecimal("125.5"), Rational(1, 3), Float::NAN, Float::INFINITY, -1, 10**12, BigDecimal("NaN"),
  BigDecimal("1e999999"), Complex(12_500, 1), Object.new, [], {}, :"12500"
].each { |amount| check(amount.class, verdict({ "baseAmount" => amount })["notChecked"], ["baseAmount"]) }

symbols = JSON.parse(JSON.generate(FACTS), symbolize_names: true)
check("symbols", CardSurcharge.verify_quote(QUOTE, symbols, VECTORS["jwks"], now: NOW)["valid"], true)
check("a Time", verdict(now: Time.at(NOW))["valid"], true)
check("text in UTF-16", verdict({ "merchant" => FACTS["merchant"].encode("UTF-16LE") })["valid"], true)
check("bytes", verdict({ "merchant" => FACTS["merchant"].b })["valid"], true)
check("a default", verdict(Hash.new { raise "no" }.merge(FACTS))["valid"], true)
check("a key set", verdict(keys: CardSurcharge::KeySet.new(VECTORS["jwks"]))["valid"], true)

[nil, 1, "facts", [], Object.new].each do |given|
  check("no facts", CardSurcharge.verify_quote(QUOTE, given, VECTORS["jwks"], now: NOW)["problem"], "not_checked")
end
check("facts that raise", CardSurcharge.verify_quote(QUOTE, Raises.new, VECTORS["jwks"], now: NOW)["valid"], false)
check("a fact that raises", verdict({ "state" => Raises.new })["valid"], false)
[nil, 1, [], :quote, "\xff.a.b", "é" * 20, "a." * 5_000, "a.b.c".encode("UTF-16LE"), Raises.new].each do |quote|
  check("no quote", verdict(quote: quote)["problem"], "malformed")
end
[nil, 1, "keys", [], {}, { "keys" => nil }, { "keys" => [Object.new] }, { "keys" => ["\xff"] }].each do |keys|
  check("no keys", verdict(keys: keys)["problem"], "keys_unavailable")
end
["now", Float::NAN, [], Object.new].each { |now| check("no time", verdict(now: now)["notChecked"], ["now"]) }

%w[merchant env subject currency country state shipTo orderRef iss].each do |fact|
  [1, 1.5, true, :x, Object.new, ["a"], "\xff", "\xff".b, "a".encode("UTF-16LE").force_encoding("UTF-8")].each do |value|
    check("#{fact} #{value.class}", verdict({ fact => value })["valid"], false)
  end
end

["http://surcharge.example/jwks.json", "ftp://localhost/a", "jwks.json", "", nil, 1].each do |address|
  CardSurcharge::Keys.new(address)
  raise "keys from #{address.inspect}"
rescue ArgumentError
  next
end

service = CardSurcharge::Service.new("https://a.example", "sk")
[nil, 1, [], Object.new].each do |given|
  check("a plan", CardSurcharge.charge_plan(QUOTE, given, service)["kind"], "refuse")
end
names = CardSurcharge.charge_plan(QUOTE, FACTS, nil)["notChecked"]
check("no service", names.first(2), %w[service.origin service.serverKey])
check("an address that is none", CardSurcharge::Service.new(Object.new, 1).origin, nil)

claims = { "baseAmount" => 12_500.0, "surchargeAmount" => BigDecimal("375"), "surchargeTaxRate" => 0 }
step = { refund_base: Rational(6250), refunded_base_before: 0, refunded_surcharge_before: 0.0 }
check("a share", CardSurcharge.refund_share(claims, **step), { "surchargeAmount" => 188, "surchargeTaxAmount" => 0 })
[nil, [], Object.new, "claims"].each do |given|
  CardSurcharge.refund_share(given, **step)
  raise "a share of no claims"
rescue CardSurcharge::RefundError => e
  check("the problem", e.problem, "bad_claims")
end
