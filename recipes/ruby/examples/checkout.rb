# frozen_string_literal: true

# Takes the payments of a checkout: one method, Checkout#pay, from what the page sent to the receipt.
#
# It is no framework's: in a Rails or Sinatra action call it with the order's id, and "token" and "quote" of the form,
# and send the status, headers and body that it gives; they are what Rack takes. Whatever is pressed, however often and
# in however many tabs, an order is charged once, and nobody pays a surcharge that they were not shown.
require "card_surcharge"
require "json"
require "net/http"
require "uri"

# The calls to the gateway, with the secret key.
class PaymentGateway
  # A bank may take minutes; whoever gives up sooner does not know whether it was charged.
  TIMEOUT_SECONDS = 180

  def initialize(origin, secret_key)
    @origin = origin
    @headers = { "Content-Type" => "application/json", "Authorization" => secret_key }
  end

  # The HTTP status and the parsed body, as read_amounts and read_transaction take them; 0 where none came. Net::HTTP
  # follows no redirect by itself: one would take the key along.
  def post(path, body)
    uri = URI(@origin + path)
    options = { use_ssl: uri.scheme == "https", open_timeout: 10, read_timeout: TIMEOUT_SECONDS, max_retries: 0 }
    response = Net::HTTP.start(uri.hostname, uri.port, **options) do |http|
      http.post(uri.path, JSON.generate(body), @headers)
    end
    [response.code.to_i, parsed(response.body)]
  rescue StandardError
    # A connection that broke.
    [0, nil]
  end

  private

  def parsed(text)
    JSON.parse(text.to_s)
  rescue JSON::ParserError
    nil
  end
end

# Takes the payments of a shop.
class Checkout
  # What the shopper reads, with the status, by what helps.
  WORDS = {
    "quote_again" => [
      409, "The payment details have changed. Nothing was charged. Please press Pay to see what it costs now."
    ],
    "new_token" => [409, "The card was not taken. Nothing was charged. Please enter it again, or another one."],
    "press_again" => [503, "The card could not be checked just now. Nothing was charged. Please press Pay again."],
    "fix_server" => [500, "Your payment could not be taken. Nothing was charged. We have been told."],
    "declined" => [402, "The card was declined. Nothing was charged. Please enter another card."],
    "no_answer" => [502, "The payment got no answer. Please press Pay again: this order is never charged twice."]
  }.freeze

  def initialize(merchant:, env:, service:, gateway:, orders:)
    @merchant = merchant
    @env = env
    @service = service
    @gateway = gateway
    @orders = orders
  end

  def pay(order_id, token, quote)
    @orders.alone(order_id) do |order|
      next receipt(order) if order.paid
      # The same press again: what was sent is sent again, for the token may be used up by it.
      next submit(order, order.unanswered[:body]) if order.unanswered && order.unanswered[:token] == token

      by_plan(order, token, plan(order, token, quote))
    end
  end

  private

  def plan(order, token, quote)
    # What the server knows by itself: nothing here but the token came from the page.
    facts = {
      merchant: @merchant, env: @env, subject: { token: token }, baseAmount: order.base_amount,
      currency: order.currency, country: order.country, state: order.state, shipTo: order.ship_to,
      surchargeTaxRate: order.surcharge_tax_rate
    }
    key = order.unanswered && order.unanswered[:key]
    CardSurcharge.charge_plan(quote, facts, @service, declines: order.declines, unanswered_key: key)
  end

  def by_plan(order, token, plan)
    case plan["kind"]
    when "charge" then charge(order, plan, token)
    when "offer"
      fields = { "order" => order.id, "token" => token }
      another_card = "/checkout/#{order.id}"
      page(200, CardSurcharge.offer_html(plan["answer"], action: "/pay", fields: fields, another_card: another_card))
    else
      report(plan["problem"], not_checked: plan["notChecked"]) if plan["advice"] == "fix_server"
      refuse(plan["advice"])
    end
  end

  def charge(order, plan, token)
    card = { payment: { token: token }, country: order.country, state: order.state }
    asked = CardSurcharge.amounts_request(plan, **card)
    reply = CardSurcharge.read_amounts(*@gateway.post("/api/calculate/amounts", asked))
    return refuse(reply["kind"] == "not_taken" ? "new_token" : "press_again") unless reply["kind"] == "amounts"

    request = CardSurcharge.transaction_request(plan, amounts: reply["amounts"], **card)
    if request["kind"] == "refuse"
      # The gateway adds a surcharge of its own, say.
      report(request["problem"])
      return refuse("fix_server")
    end
    # Kept before the gateway is asked: a try that gets no answer, or ends with this process, is sent again.
    order.unanswered = { key: plan["idempotencyKey"], token: token, body: request["body"] }
    order.tries << plan
    @orders.save(order)
    submit(order, request["body"])
  end

  def submit(order, body)
    sold = CardSurcharge.read_transaction(*@gateway.post("/api/transaction", body))
    case sold["kind"]
    when "approved" then settle(order, sold)
    when "no_answer" then refuse("no_answer")
    when "not_taken"
      forget_try(order)
      refuse("new_token")
    else
      # Known to have charged nothing, once the part is given back: the next try is a new one.
      order.declines += 1
      forget_try(order)
      give_back(sold["id"]) if sold["kind"] == "partly_approved"
      refuse("declined")
    end
  end

  def forget_try(order)
    order.unanswered = nil
    @orders.save(order)
  end

  # The void is what counts: without it the shopper has paid a part of an order that is not paid.
  def give_back(transaction)
    _, voided = @gateway.post("/api/transaction/#{transaction}/void", {})
    report("not_voided", transaction: transaction) unless voided.is_a?(Hash) && voided["status"] == "success"
  end

  # A repeated key brings the first try's charge, maybe of another amount: the receipt is of what was charged.
  def settle(order, sold)
    charged = order.tries.reverse.find { |plan| plan["totalAmount"] == sold["totalAmount"] }
    # One token can be sent for two orders; its one charge pays for one of them.
    if charged.nil? || !@orders.claim_transaction?(sold["id"], order.id)
      forget_try(order)
      report("charge_of_another_order", transaction: sold["id"], order: order.id)
      return refuse("new_token")
    end
    order.paid = charged
    order.transaction = sold["id"]
    forget_try(order)
    receipt(order)
  end

  # Tells a person; never holds card data or a token.
  def report(problem, **what)
    warn JSON.generate({ problem: problem, **what })
  end

  def page(status, html)
    [status, { "content-type" => "text/html; charset=utf-8", "cache-control" => "no-store" }, [html]]
  end

  def refuse(advice)
    status, words = WORDS.fetch(advice)
    page(status, "<p>#{words}</p>")
  end

  def receipt(order)
    [303, { "location" => "/orders/#{order.id}", "cache-control" => "no-store" }, []]
  end
end
