# frozen_string_literal: true

# The checkout behind Rack's interface, and a server that is just large enough to try it: POST /pay with "order",
# "token" and "quote", as a form sends them, and GET /orders/ID with the receipt. Every order costs 125.00 USD here and
# goes to Illinois.
#
#     PORT=9000 SERVICE_ORIGIN=http://localhost:8787 SERVER_KEY=sk_sandbox_demo MERCHANT=mch_demo MERCHANT_ENV=test \
#       GATEWAY_ORIGIN=http://localhost:8788 GATEWAY_KEY=api_sandbox_demo ruby recipes/ruby/examples/server.rb
#
# Yours is Puma, say, with `run App.new(ENV)` in its config.ru.
require "json"
require "socket"
require "stringio"
require "uri"

# Only here, where the gem is not installed but stands beside its example.
$LOAD_PATH.unshift(File.expand_path("../lib", __dir__))
require_relative "checkout"
require_relative "orders"

# What Rack calls.
class App
  def initialize(settings)
    tax_rate = settings["SURCHARGE_TAX_RATE"]&.to_i
    @orders = Orders.new do
      { base_amount: 12_500, currency: "USD", country: "US", state: "IL", surcharge_tax_rate: tax_rate }
    end
    @checkout = Checkout.new(
      merchant: settings.fetch("MERCHANT"),
      env: settings.fetch("MERCHANT_ENV"),
      # One for the life of the process: it keeps the service's keys.
      service: CardSurcharge::Service.new(settings.fetch("SERVICE_ORIGIN"), settings.fetch("SERVER_KEY")),
      gateway: PaymentGateway.new(settings.fetch("GATEWAY_ORIGIN"), settings.fetch("GATEWAY_KEY")),
      orders: @orders
    )
  end

  def call(env)
    method, path = env.values_at("REQUEST_METHOD", "PATH_INFO")
    return receipt(path.delete_prefix("/orders/")) if method == "GET" && path.start_with?("/orders/")
    return text(404, "There is nothing here.") unless method == "POST" && path == "/pay"

    form = URI.decode_www_form(env["rack.input"].read).to_h
    order_id, token, quote = %w[order token quote].map { |name| form.fetch(name, "") }
    return text(400, "order and token are needed") if order_id.empty? || token.empty?

    @checkout.pay(order_id, token, quote)
  end

  private

  def text(status, body)
    [status, { "content-type" => "text/plain; charset=utf-8" }, [body]]
  end

  def receipt(order_id)
    order = @orders.find(order_id)
    return text(404, "not paid") unless order.paid

    shown = order.paid.slice("baseAmount", "surchargeAmount", "surchargeTaxAmount", "totalAmount", "currency")
    answer = JSON.generate({ "order" => order_id, **shown, "transaction" => order.transaction })
    [200, { "content-type" => "application/json" }, [answer]]
  end
end

# One request a connection.
def serve(socket, app)
  method, path, = socket.gets.to_s.split
  headers = {}
  while (line = socket.gets&.chomp) && !line.empty?
    name, value = line.split(": ", 2)
    headers[name.downcase] = value
  end
  body = socket.read(headers["content-length"].to_i).to_s
  env = { "REQUEST_METHOD" => method, "PATH_INFO" => path.to_s, "rack.input" => StringIO.new(body) }
  status, answered, parts = app.call(env)
  html = parts.join
  lines = answered.merge("content-length" => html.bytesize, "connection" => "close").map { |pair| pair.join(": ") }
  socket.write("HTTP/1.1 #{status} \r\n#{lines.join("\r\n")}\r\n\r\n#{html}")
ensure
  socket.close
end

if $PROGRAM_NAME == __FILE__
  app = App.new(ENV)
  server = TCPServer.new("127.0.0.1", ENV.fetch("PORT").to_i)
  puts "listening on http://127.0.0.1:#{ENV.fetch("PORT")}"
  loop { Thread.new(server.accept) { |socket| serve(socket, app) } }
end
