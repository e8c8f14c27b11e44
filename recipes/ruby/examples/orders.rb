# frozen_string_literal: true

# What your server knows of an order by itself. Amounts in minor units, sales tax included.
#
# - +ship_to+: where the goods go, as { country: "US", state: "IL" }; nil: to the payer
# - +surcharge_tax_rate+: of your tax engine, where you tax surcharges: 8875 is 8.875 %
# - +declines+: how many tries to charge it were declined
# - +unanswered+: the try that got no answer: its key, its token, and the body that was sent
# - +tries+: what was sent to the gateway
# - +paid+, +transaction+: what was charged, and the gateway's id of it. Keep its quote and claims, for refunds
Order = Struct.new(
  :id, :base_amount, :currency, :country, :state, :ship_to, :surcharge_tax_rate, :declines, :unanswered, :tries,
  :paid, :transaction, keyword_init: true
)

# The orders of the sample, kept in memory. Each method says what a database has to do in its place.
class Orders
  # The block gives what an order of this id is of: yours reads the cart.
  def initialize(&price)
    @price = price
    @orders = {}
    @locks = {}
    @transactions = {}
    @lock = Mutex.new
  end

  def find(id)
    @lock.synchronize { @orders[id] ||= Order.new(id: id, declines: 0, tries: [], **@price.call(id)) }
  end

  # One press on Pay after the other. A database: SELECT ... FOR UPDATE on the order's row, such as order.with_lock.
  def alone(id, &work)
    lock = @lock.synchronize { @locks[id] ||= Mutex.new }
    lock.synchronize { work.call(find(id)) }
  end

  # Here every change is kept at once. A database: an UPDATE that is committed before this returns.
  def save(_order); end

  # False where another order has it. A database: a unique index on the gateway's transaction id.
  def claim_transaction?(transaction, order_id)
    @lock.synchronize { (@transactions[transaction] ||= order_id) == order_id }
  end
end
