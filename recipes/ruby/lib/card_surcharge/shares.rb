# frozen_string_literal: true

module CardSurcharge
  # Why a share could not be told; docs/integrate-server.md says what each means.
  SHARE_PROBLEMS = %w[bad_claims no_amount bad_amount base_exceeded surcharge_exceeded].freeze

  # +problem+ is one of SHARE_PROBLEMS. Carries none of the values given.
  class ShareError < ArgumentError
    attr_reader :problem

    def initialize(problem)
      super
      @problem = problem
    end
  end

  # Raised by refund_share.
  class RefundError < ShareError; end

  # Raised by capture_share.
  class CaptureError < ShareError; end

  # Base, surcharge and tax rate of a quote, and one step of a sequence, held against one another.
  class SharedSale
    attr_reader :base, :surcharge, :base_so_far, :surcharge_before

    def initialize(error, claims, *step)
      raise error, "bad_claims" unless claims.is_a?(Hash)

      read_claims(error, claims)
      now, base_before, @surcharge_before = step.map { |amount| Money.read_whole(amount) }
      raise error, "bad_amount" if now.nil? || base_before.nil? || surcharge_before.nil?

      @base_so_far = base_before + now
      raise error, "base_exceeded" if base_so_far > base
      raise error, "surcharge_exceeded" if surcharge_before > surcharge
    end

    # More may have gone already, as a courtesy; the difference evens out with later steps.
    def share(due_in_all)
      [0, due_in_all - surcharge_before].max
    end

    def tax_on(amount)
      Money.surcharge_tax_on(amount, @tax_rate)
    end

    private

    def read_claims(error, claims)
      given = claims.values_at("baseAmount", "surchargeAmount")
      raise error, "no_amount" if %w[baseAmount surchargeAmount].any? { |name| claims.key?(name) && claims[name].nil? }

      @base, @surcharge = given.map { |amount| Money.read_whole(amount) }
      @tax_rate = Money.read_whole(claims["surchargeTaxRate"], Money::MAX_TAX_RATE)
      raise error, "bad_claims" if base.nil? || surcharge.nil? || @tax_rate.nil?
    end
  end
  private_constant :SharedSale

  module_function

  # The part of the surcharge that goes back with this refund, and its tax: {"surchargeAmount", "surchargeTaxAmount"}.
  #
  # +refund_base+ is the part of the base amount that goes back now, +refunded_base_before+ the sum of all earlier ones,
  # +refunded_surcharge_before+ the sum of all earlier surcharge shares, their tax not counted. Cumulative and rounded
  # up: what is kept never passes the cap on what is kept, and any sequence of refunds ends at exactly surcharge and
  # tax. Raises RefundError.
  def refund_share(claims, refund_base:, refunded_base_before:, refunded_surcharge_before:)
    sale = SharedSale.new(RefundError, claims, refund_base, refunded_base_before, refunded_surcharge_before)
    share = sale.share(sale.base.zero? ? 0 : -(-sale.surcharge * sale.base_so_far / sale.base))
    kept_before = sale.surcharge - sale.surcharge_before
    tax = sale.tax_on(kept_before) - sale.tax_on(kept_before - share)
    { "surchargeAmount" => share, "surchargeTaxAmount" => tax }
  end

  # The part of the surcharge that is captured with this part of the base amount, and its tax. As refund_share, but
  # rounded down: what is captured never passes the cap on it. Raises CaptureError.
  def capture_share(claims, capture_base:, captured_base_before:, captured_surcharge_before:)
    sale = SharedSale.new(CaptureError, claims, capture_base, captured_base_before, captured_surcharge_before)
    share = sale.share(sale.base.zero? ? 0 : sale.surcharge * sale.base_so_far / sale.base)
    before = sale.surcharge_before
    { "surchargeAmount" => share, "surchargeTaxAmount" => sale.tax_on(before + share) - sale.tax_on(before) }
  end
end
