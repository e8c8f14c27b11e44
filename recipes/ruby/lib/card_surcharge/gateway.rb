# frozen_string_literal: true

module CardSurcharge
  # The gateway's two calls for a planned charge, POST /api/calculate/amounts and POST /api/transaction, as bodies. The
  # surcharge is a flat figure of its own and the total final: a total sent as a base amount would be surcharged again
  # by a gateway with a surcharge programme of its own.
  module Gateway
    # The gateway repeats the first answer to a key for this long, instead of charging again: a day.
    IDEMPOTENCY_SECONDS = 86_400

    module_function

    def flat(amount)
      { "type" => "flat", "value" => amount, "include" => true } if amount.positive?
    end

    def sales_tax(plan, given)
      amount = Money.read_whole(given)
      return amount if amount && amount <= plan["baseAmount"]

      raise ArgumentError, "sales_tax_amount must be a whole number of minor units, and no more than the base amount"
    end
  end
  private_constant :Gateway

  module_function

  # The body of POST /api/calculate/amounts for a "charge" of charge_plan.
  #
  # +payment+ is {"token"}, or the saved card by {"customerId", "paymentMethodId"}. +country+ and +state+ are the
  # billing place, as the gateway's own fee programmes read it. +sales_tax_amount+ is the part of the base amount that
  # is sales tax, in minor units, where it shall be reported: it goes into the tax figure instead of the subtotal, and
  # the total stays. +transaction_type+ is "sale", or "auth" to be captured later. Raises ArgumentError when
  # +sales_tax_amount+ is no amount or above the base amount.
  def amounts_request(
    plan, payment:, country: nil, state: nil, processor_id: nil, sales_tax_amount: 0, transaction_type: "sale"
  )
    payment = Facts.with_text_keys(payment)
    sales_tax = Gateway.sales_tax(plan, sales_tax_amount)
    subtotal = plan["baseAmount"] - sales_tax
    saved = { "customer_id" => payment["customerId"], "payment_method_id" => payment["paymentMethodId"] }
    token = payment["token"]
    {
      "subtotal" => subtotal,
      "amount" => subtotal,
      "currency" => plan["currency"],
      **(token ? { "payment_method" => "token", "token" => token } : { "payment_method" => "card", **saved }),
      "transaction_type" => transaction_type,
      "country" => country,
      "state" => state,
      "processor_id" => processor_id,
      "surcharge" => Gateway.flat(plan["surchargeAmount"]),
      "tax_amount" => Gateway.flat(sales_tax + plan["surchargeTaxAmount"])
    }.compact
  end

  # {"kind" => "request", "body"} for POST /api/transaction, or {"kind" => "refuse", "problem" => "total_differs"} when
  # the gateway's total is not the plan's: charge nothing.
  #
  # +amounts+ is the "data" of the gateway's answer to the first call, untouched; the other options are those of
  # amounts_request. +order_id+ has up to 17 letters and digits. Raises ArgumentError as amounts_request does.
  def transaction_request(
    plan, payment:, amounts:, country: nil, state: nil, processor_id: nil, sales_tax_amount: 0,
    transaction_type: "sale", order_id: nil, description: nil
  )
    payment = Facts.with_text_keys(payment)
    tax = Gateway.sales_tax(plan, sales_tax_amount) + plan["surchargeTaxAmount"]
    is_right = amounts.is_a?(Hash) && amounts["total"] == plan["totalAmount"]
    return { "kind" => "refuse", "problem" => "total_differs" } unless is_right

    customer = {
      "id" => payment["customerId"], "payment_method_type" => "card", "payment_method_id" => payment["paymentMethodId"]
    }
    place = { "country" => country, "state" => state }.compact
    body = {
      "type" => transaction_type == "auth" ? "authorize" : "sale",
      "amount" => plan["totalAmount"],
      "amounts" => amounts,
      "tax_amount" => tax.positive? ? tax : nil,
      "currency" => plan["currency"],
      "payment_method" => payment["token"] ? { "token" => payment["token"] } : { "customer" => customer },
      "idempotency_key" => plan["idempotencyKey"],
      "idempotency_time" => Gateway::IDEMPOTENCY_SECONDS,
      "processor_id" => processor_id,
      "order_id" => order_id,
      "description" => description,
      "billing_address" => place.empty? ? nil : place
    }
    { "kind" => "request", "body" => body.compact }
  end
end
