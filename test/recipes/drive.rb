# frozen_string_literal: true

# Answers one JSON question a line, so that one process serves all vectors.
require "json"
require_relative "../../recipes/ruby/lib/card_surcharge"

FETCHED = Hash.new { |kept, url| kept[url] = CardSurcharge::Keys.new(url) }
REFUND = %i[refund_base refunded_base_before refunded_surcharge_before].freeze
CAPTURE = %i[capture_base captured_base_before captured_surcharge_before].freeze

def snake_case(options)
  options.to_h do |name, value|
    [name == "dir" ? :direction : name.gsub(/[A-Z]/) { |capital| "_#{capital.downcase}" }.to_sym, value]
  end
end

# An answer of one member, nil where the question is refused.
def or_nil(name)
  { name => yield }
rescue ArgumentError
  { name => nil }
end

# The plan, and what the service was asked; "lookup" is what it answers.
def plan(ask)
  given, lookup = ask.values_at("charge", "lookup")
  asked = []
  fetch = lambda do |_url, _headers, body|
    asked << JSON.parse(body)
    raise CardSurcharge::NoAnswer if lookup.nil? || lookup["fails"]

    [lookup["status"], lookup.fetch("text") { JSON.generate(lookup["body"]) }]
  end
  facts = given["facts"]
  service = CardSurcharge::Service.new(*given["service"].values_at("origin", "serverKey"), fetch: fetch)
  options = snake_case(given.slice("declines", "unansweredKey", "locale"))
  keys = facts.is_a?(Hash) ? facts.fetch("jwks", ask["jwks"]) : ask["jwks"]
  made = CardSurcharge.charge_plan(given["quote"], facts, service, keys: keys, now: ask["now"], **options)
  { plan: made, asked: asked.first }
end

def gateway(asked)
  plan, amounts_answer = asked.values_at("plan", "amounts")
  options = snake_case(asked["options"])
  amounts = CardSurcharge.amounts_request(plan, **options.reject { |name, _| %i[order_id description].include?(name) })
  sale = CardSurcharge.transaction_request(plan, amounts: amounts_answer, **options)
  { amountsRequest: amounts, transactionRequest: sale["body"] }
end

def reply(came)
  given = came.values_at("status", "body")
  { amounts: CardSurcharge.read_amounts(*given), transaction: CardSurcharge.read_transaction(*given) }
end

# What a set by address says at each of the times, and how often the address was asked until then.
def keep(steps)
  requests = 0
  step = nil
  fetch = lambda do |_url, _headers, _body|
    requests += 1
    raise CardSurcharge::NoAnswer if step["answer"].nil?

    step["answer"].values_at("status", "text")
  end
  keys = CardSurcharge::Keys.new("https://surcharge.example/jwks.json", fetch: fetch, clock: -> { step["at"] })
  said = steps.map do |next_step|
    step = next_step
    [!keys.find(step["kid"]).nil?, requests]
  rescue CardSurcharge::KeysUnavailable
    [nil, requests]
  end
  { kept: said }
end

# How often the address is asked by so many threads at once.
def crowd(ask)
  requests = 0
  fetch = lambda do |_url, _headers, _body|
    requests += 1
    sleep 0.1
    [200, JSON.generate(ask["jwks"])]
  end
  keys = CardSurcharge::Keys.new("https://surcharge.example/jwks.json", fetch: fetch)
  Array.new(ask["crowd"]) { Thread.new { keys.find("first") } }.each(&:join)
  { requests: requests }
end

def verify(ask)
  keys = ask.key?("jwksUrl") ? FETCHED[ask["jwksUrl"]] : ask["jwks"]
  CardSurcharge.verify_quote(ask["quote"], ask["facts"], keys, now: ask["now"])
end

# By the member that tells a question from the others.
ANSWERS = {
  "charge" => method(:plan),
  "gateway" => ->(ask) { gateway(ask["gateway"]) },
  "reply" => ->(ask) { reply(ask["reply"]) },
  "offer" => lambda { |ask|
    { html: CardSurcharge.offer_html(ask["offer"]["answer"], **snake_case(ask["offer"]["options"])) }
  },
  "steps" => ->(ask) { keep(ask["steps"]) },
  "crowd" => method(:crowd),
  "parts" => ->(ask) { { hash: CardSurcharge.subject_hash(ask["kind"], *ask["parts"]) } },
  "of" => ->(ask) { or_nil(:sale) { CardSurcharge.sale_of(ask["merchant"], ask["of"]) } },
  "declines" => ->(ask) { or_nil(:key) { CardSurcharge.next_key(ask["sale"], ask["declines"]) } },
  "refund" => lambda { |ask|
    or_nil(:share) { CardSurcharge.refund_share(ask["claims"], **REFUND.zip(ask["refund"]).to_h) }
  },
  "capture" => lambda { |ask|
    or_nil(:share) { CardSurcharge.capture_share(ask["claims"], **CAPTURE.zip(ask["capture"]).to_h) }
  }
}.freeze

$stdout.sync = true
$stdin.each_line do |line|
  question = JSON.parse(line)
  _, answer = ANSWERS.find { |name, _| question.key?(name) }
  puts JSON.generate((answer || method(:verify)).call(question))
end
