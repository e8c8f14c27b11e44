# frozen_string_literal: true

# Verifies a signed surcharge quote on a merchant's server, and plans the charge. See README.md.
#
#   KEYS = CardSurcharge::Keys.new("https://surcharge.example.com/.well-known/jwks.json")
#   verdict = CardSurcharge.verify_quote(quote, facts, KEYS)
#   charge(verdict["claims"]["totalAmount"]) if verdict["valid"]
module CardSurcharge
end

require_relative "card_surcharge/version"
require_relative "card_surcharge/tables"
require_relative "card_surcharge/base64url"
require_relative "card_surcharge/money"
require_relative "card_surcharge/places"
require_relative "card_surcharge/hashes"
require_relative "card_surcharge/claims"
require_relative "card_surcharge/facts"
require_relative "card_surcharge/report"
require_relative "card_surcharge/http"
require_relative "card_surcharge/signature"
require_relative "card_surcharge/keys"
require_relative "card_surcharge/checks"
require_relative "card_surcharge/verify"
require_relative "card_surcharge/shares"
require_relative "card_surcharge/service"
require_relative "card_surcharge/plan"
require_relative "card_surcharge/gateway"
require_relative "card_surcharge/gateway_replies"
require_relative "card_surcharge/offer"
