# frozen_string_literal: true

# Answers one JSON question a line, so that one process serves all vectors.
require "json"
require_relative "../../recipes/verify_quote"

$stdout.sync = true
fetched = Hash.new { |kept, url| kept[url] = SurchargeQuote::Keys.new(url) }

$stdin.each_line do |line|
  ask = JSON.parse(line)
  answer =
    if ask["parts"]
      { hash: SurchargeQuote.subject_hash(ask["kind"], *ask["parts"]) }
    elsif ask["refund"]
      begin
        { share: SurchargeQuote.refund_share(ask["claims"], *ask["refund"]) }
      rescue ArgumentError
        { share: nil }
      end
    else
      keys = ask["jwksUrl"] ? fetched[ask["jwksUrl"]] : SurchargeQuote::KeySet.new(ask["jwks"])
      SurchargeQuote.verify_quote(ask["quote"], ask["facts"], keys, ask["now"])
    end
  puts JSON.generate(answer)
end
