# frozen_string_literal: true

module CardSurcharge
  # What the gateway's answers mean for a merchant's server. What matters is which of them is known to have charged
  # nothing: a decline starts another try, and silence repeats the same one.
  module GatewayReplies
    PARTLY_APPROVED = 110

    module_function

    # The data of a success, or "not_taken" or "no_answer". A refusal may come as a 200 whose "status" alone tells it.
    def data_of(status, body)
      is_ok = status.between?(200, 299)
      word = body["status"] if body.is_a?(Hash)
      return body["data"] if is_ok && word == "success" && body["data"].is_a?(Hash)

      is_told = word.is_a?(String) && word != "success"
      is_refused = is_ok ? is_told : status.between?(400, 499) && ![408, 429].include?(status)
      is_refused ? "not_taken" : "no_answer"
    end
  end
  private_constant :GatewayReplies

  module_function

  # Reads the answer to POST /api/calculate/amounts: HTTP status and parsed body, nil where it could not be read. Never
  # raises. "kind" is "amounts" (with "amounts"), "not_taken" (refused before any bank was asked) or "no_answer".
  def read_amounts(status, body)
    data = GatewayReplies.data_of(status, body)
    data.is_a?(Hash) ? { "kind" => "amounts", "amounts" => data } : { "kind" => data }
  end

  # Reads the answer to POST /api/transaction. Never raises. "kind" is "approved", with the gateway's "id" and the
  # "totalAmount" charged, by the first try for a repeated key; "partly_approved", a part alone: void the transaction
  # "id", then it counts as declined; "declined", charged nothing: count it, so that the next try gets a new key;
  # "not_taken"; or "no_answer", nobody knows whether it was charged: try again by the same key.
  def read_transaction(status, body)
    data = GatewayReplies.data_of(status, body)
    return { "kind" => data } unless data.is_a?(Hash)

    id, amount, code = data.values_at("id", "amount", "response_code")
    return { "kind" => "no_answer" } unless id.is_a?(String) && amount.is_a?(Numeric) && code.is_a?(Numeric)
    return { "kind" => "partly_approved", "id" => id } if code == GatewayReplies::PARTLY_APPROVED
    return { "kind" => "approved", "id" => id, "totalAmount" => amount } if code.between?(100, 199)

    { "kind" => code > 199 && code <= 499 ? "declined" : "no_answer" }
  end
end
