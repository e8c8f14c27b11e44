# frozen_string_literal: true

require "bigdecimal"

module CardSurcharge
  # Money in integers alone: minor units, basis points, and thousandths of a percent for tax rates; never a float.
  module Money
    MAX_AMOUNT = Tables::MAX_AMOUNT
    MAX_RATE_BPS = 10_000
    MAX_TAX_RATE = Tables::MAX_TAX_RATE
    # The largest whole number that every language's JSON carries exactly.
    MAX_WHOLE = (2**53) - 1

    module_function

    # +value+ as an Integer, if it is a whole number from 0 to +largest+ in any of Ruby's types (12500.0 is one), or
    # nil.
    def read_whole(value, largest = MAX_AMOUNT)
      is_number = [Integer, Float, Rational, BigDecimal].any? { |type| value.is_a?(type) }
      # The range first: a BigDecimal may be 1E+999999, which nobody shall turn into an Integer. NaN is in no range.
      return nil unless is_number && value >= 0 && value <= largest

      value == value.to_i ? value.to_i : nil
    end

    # The surcharge in minor units, rounded down so that it never passes a cap.
    def surcharge_on(base, rate_bps)
      base * rate_bps / MAX_RATE_BPS
    end

    # The tax on a surcharge in minor units, rounded half up, once.
    def surcharge_tax_on(surcharge, tax_rate)
      ((surcharge * tax_rate) + 50_000) / 100_000
    end
  end
  private_constant :Money
end
