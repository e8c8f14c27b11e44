# frozen_string_literal: true

module CardSurcharge
  # That of the service and of the npm package.
  VERSION = "1.0.0"
end
