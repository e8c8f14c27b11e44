# frozen_string_literal: true

module CardSurcharge
  # What a signed quote is held against: the time, the facts of the sale, and itself.
  class Checks
    # How far the service's clock and this one may be apart.
    CLOCK_SKEW_SECONDS = 5
    # For this long after a rotation some instances may still sign with the key that was retired.
    RETIRED_KEY_GRACE_SECONDS = 3_600
    # No quote of a sound service is good for longer.
    LONGEST_LIFE_SECONDS = 1_200

    # +now+ is in seconds since 1970; nil when it cannot be read.
    def initialize(claims, facts, key, keys_issuer, now)
      @claims = claims
      @facts = facts
      @key = key
      @keys_issuer = keys_issuer
      @now = now
      @report = Report.new
    end

    def verdict
      @facts.unreadable.each { |fact| @report.miss(fact) }
      check_issuer
      @report.compare("wrong_merchant", "merchant", @facts.merchant, @claims["aud"])
      @report.compare("wrong_env", "env", @facts.env, @claims["env"])
      check_key
      check_time
      check_subject
      check_amount
      currency = @facts.currency && Places.normalise_code(@facts.currency)
      @report.compare("wrong_currency", "currency", currency, @claims["currency"])
      check_tax
      check_places
      check_order
      check_consistency
      @report.verdict(@claims)
    end

    private

    def check_issuer
      issuer = @facts.issuer_given? ? @facts.iss : @keys_issuer
      @report.add("wrong_issuer", issuer && issuer != @claims["iss"])
    end

    def check_key
      @report.add("revoked_key", @key.is_revoked)
      return if @key.is_revoked || @key.retired_at.nil? || @now.nil?

      # A leaked old key can be made to sign any date, so an old date is worth something for refunds only.
      used_at = @facts.refund? ? @claims["iat"] : [@claims["iat"], @now].max
      @report.add("retired_key", used_at > @key.retired_at + RETIRED_KEY_GRACE_SECONDS)
    end

    def check_time
      life = @claims["exp"] - @claims["iat"]
      @report.add("life_too_long", !@facts.refund? && !life.between?(0, LONGEST_LIFE_SECONDS))
      return @report.miss("now") if @now.nil?

      @report.add("expired", !@facts.refund? && @now >= @claims["exp"] + CLOCK_SKEW_SECONDS)
      @report.add("not_yet_valid", @now < @claims["iat"] - CLOCK_SKEW_SECONDS)
    end

    def check_subject
      quoted = @claims["subject"]
      return @report.add("informational_only", true) if quoted["kind"] == "bin"
      return @report.miss("subject") if @facts.subject.nil?
      return if @facts.merchant.nil?

      kind, *ids = @facts.subject
      is_right = kind == quoted["kind"] && CardSurcharge.subject_hash(kind, @facts.merchant, *ids) == quoted["hash"]
      @report.add("wrong_subject", !is_right)
      @report.add("wrong_sale", is_right && !sale_right?(ids))
    end

    # A saved card without an order is a sale of its own each time; there is nothing to recompute.
    def sale_right?(ids)
      return @claims["sale"] == CardSurcharge.sale_of(@facts.merchant, { "token" => ids.first }) if ids.length == 1
      return true unless @claims.key?("orderRef")

      named = { "customerId" => ids[0], "paymentMethodId" => ids[1], "orderRef" => @claims["orderRef"] }
      @claims["sale"] == CardSurcharge.sale_of(@facts.merchant, named)
    end

    def check_amount
      return @report.miss("baseAmount") if @facts.base_amount == Facts::NOT_GIVEN

      @report.add("wrong_amount", @facts.base_amount != @claims["baseAmount"])
    end

    def check_tax
      return if @facts.surcharge_tax_rate.nil? && @claims["surchargeTaxRate"].zero?

      @report.compare("wrong_tax", "surchargeTaxRate", @facts.surcharge_tax_rate, @claims["surchargeTaxRate"])
    end

    def check_places
      billing = @claims.slice("country", "state")
      @facts.country ? check_place([@facts.country, @facts.state], billing, "state") : @report.miss("country")
      if @facts.ship_to
        # A quote without a ship-to place is for goods that go to the billing place.
        check_place(@facts.ship_to, @claims["shipTo"] || billing, "shipTo.state")
      elsif @claims.key?("shipTo")
        @report.miss("shipTo")
      end
    end

    # +fact+ is what a missing state is called.
    def check_place(given, quoted, fact)
      country, state = Places.normalise(*given)
      @report.miss(fact) if country == quoted["country"] && state.nil? && quoted["state"]
      @report.add("wrong_place", country != quoted["country"] || (state && state != quoted["state"]))
    end

    def check_order
      return if @facts.order_ref.nil? && !@claims.key?("orderRef")

      @report.compare("wrong_order", "orderRef", @facts.order_ref, @claims["orderRef"])
    end

    # A quote that contradicts itself was not made by a sound service, however well it is signed.
    def check_consistency
      outcome = @claims["outcome"]
      is_surcharge = outcome == "surcharge"
      is_credit = %w[credit charge].include?(@claims["funding"])
      @report.add(
        "inconsistent_claims",
        Tables::REASON_OUTCOME.fetch(@claims["reason"], outcome) != outcome ||
          (is_surcharge && !is_credit) || is_surcharge == @claims["disclosure"].nil?
      )
      @report.add("inconsistent_amounts", !amounts_right?(is_surcharge) || is_surcharge != @claims["rateBps"].positive?)
    end

    def amounts_right?(is_surcharge)
      base, surcharge, tax, total =
        @claims.values_at("baseAmount", "surchargeAmount", "surchargeTaxAmount", "totalAmount")
      return [base, surcharge, tax, total].all?(&:nil?) if base.nil? || surcharge.nil?

      surcharge == Money.surcharge_on(base, @claims["rateBps"]) &&
        tax == Money.surcharge_tax_on(surcharge, @claims["surchargeTaxRate"]) &&
        total == base + surcharge + tax && is_surcharge == surcharge.positive?
    end
  end
  private_constant :Checks
end
