# frozen_string_literal: true

require "cgi"

module CardSurcharge
  # An offer as a merchant's own server shows it, where the page could not: plain HTML that needs no script.
  class Offer
    # The texts that are not the answer's own; the names are those of a policy's labels.
    ENGLISH_LABELS = {
      "base" => "Before surcharge",
      "surcharge" => "Surcharge ({rate})",
      "surchargeTax" => "Tax on the surcharge",
      "total" => "New total",
      "accept" => "Accept surcharge and pay {total}",
      "decline" => "Use another card"
    }.freeze

    # Exact, and the same in every place: "USD 1,287.50".
    IN_MAJOR_UNITS = lambda do |amount, currency, digits|
      whole, part = amount.divmod(10**digits)
      grouped = whole.to_s.gsub(/(\d)(?=(\d{3})+\z)/, '\1,')
      "#{currency} #{grouped}#{".#{part.to_s.rjust(digits, "0")}" if digits.positive?}"
    end

    def initialize(answer, labels, locale, direction, money)
      @answer = answer
      @view = answer["surcharge"]
      @labels = labels || ENGLISH_LABELS
      @language = %(lang="#{escape(locale)}") + (direction ? %( dir="#{escape(direction)}") : "")
      @own_language = labels ? @language : 'lang="en"'
      @money = money
    end

    def html(action, fields, another_card)
      # The accepted quote is the button's: an earlier one beside it would make two.
      hidden = fields.reject { |name, _| name.to_s == "quote" }
      [
        %(<form class="card-surcharge-offer" method="post" action="#{escape(action)}" #{@own_language}>),
        %(<p #{@language}>#{escape(@answer["message"])}</p>),
        "<dl>", *rows, "</dl>",
        *(%(<p #{@language}><small>#{escape(@answer["disclosure"])}</small></p>) if @answer["disclosure"]),
        *hidden.map { |name, value| %(<input type="hidden" name="#{escape(name)}" value="#{escape(value)}">) },
        %(<button name="quote" value="#{escape(@answer["quote"])}">#{label("accept")}</button>),
        %(<a href="#{escape(another_card)}">#{label("decline")}</a>),
        "</form>"
      ].join("\n")
    end

    private

    def escape(text)
      CGI.escapeHTML(text.to_s)
    end

    def rows
      names = %w[base surcharge surchargeTax total]
      names.delete("surchargeTax") unless @view["surchargeTaxAmount"].to_i.positive?
      names.map { |name| "<div><dt>#{label(name)}</dt><dd>#{escape(write(@view["#{name}Amount"]))}</dd></div>" }
    end

    def label(name)
      escape(@labels.fetch(name).gsub("{rate}") { percent }.gsub("{total}") { write(@view["totalAmount"]) })
    end

    def write(amount)
      @money.call(amount.to_i, @view["currency"], @view["currencyDigits"].to_i)
    end

    def percent
      whole, part = @view["rateBps"].to_i.divmod(100)
      "#{format("%<whole>d.%<part>02d", whole: whole, part: part).sub(/\.?0+\z/, "")}%"
    end
  end
  private_constant :Offer

  module_function

  # The form that shows +answer+ and sends it back accepted: +fields+ and the answer's quote as "quote".
  #
  # It is a form of its own, so it cannot stand inside another one. Everything in it is escaped. +answer+ is that of an
  # "offer" of charge_plan; +action+ the address that takes payments; +fields+ what that address has to get again
  # (token, order), by name; +another_card+ where the shopper enters another card. +labels+ and +locale+ are those of
  # the answer's language, as a policy has them; default English. +money+ writes an amount, from minor units, currency
  # and digits.
  def offer_html(
    answer, action:, fields:, another_card:, labels: nil, locale: "en", direction: nil, money: Offer::IN_MAJOR_UNITS
  )
    Offer.new(answer, labels, locale, direction, money).html(action, fields, another_card)
  end
end
