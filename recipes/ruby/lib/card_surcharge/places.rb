# frozen_string_literal: true

module CardSurcharge
  # The one form of a place and a currency that rules and quotes use, in the steps that tables.rb tells.
  module Places
    BLANKS_AROUND = /\A[#{Regexp.escape(Tables::BLANKS)}]+|[#{Regexp.escape(Tables::BLANKS)}]+\z/

    module_function

    # +text+ without the blanks around it, and only what every language of ours calls a blank.
    def trim(text)
      text.gsub(BLANKS_AROUND, "")
    end

    # A country's or a currency's code without the blanks around it, a to z as capitals.
    def normalise_code(text)
      trim(text).tr("a-z", "A-Z")
    end

    # Country and state as quotes have them. An unknown name stays as it is, so that it matches no quote of a known one.
    def normalise(country, state)
      country = normalise_code(country)
      return ["US", country] if Tables::TERRITORIES.include?(country)

      states = Tables::STATES[country]
      return [country, nil] if states.nil?

      state = normalise_code(state.to_s)
      state = trim(state.delete_prefix("#{country}-")) while state.start_with?("#{country}-")
      folded = state.each_char.map { |character| Tables::FOLDS.fetch(character, character) }.join
      state = states.fetch(folded, state)
      [country, state.empty? ? nil : state]
    end
  end
  private_constant :Places
end
