# frozen_string_literal: true

# The server kit of card-surcharge in Ruby; see README.md.
require_relative "lib/card_surcharge/version"

Gem::Specification.new do |gem|
  gem.name = "card_surcharge"
  gem.version = CardSurcharge::VERSION
  gem.summary = "Verifies signed surcharge quotes and plans the charge, on a merchant's server."
  gem.authors = ["card-surcharge"]
  gem.license = "Apache-2.0"
  gem.homepage = "https://www.npmjs.com/package/@card-surcharge/element"
  gem.required_ruby_version = ">= 3.0"
  gem.files = Dir.chdir(__dir__) { Dir["README.md", "bin/*", "examples/*", "lib/**/*.rb", "sig/*.rbs"] }
  gem.bindir = "bin"
  gem.executables = ["verify-quote"]
  gem.add_dependency "jwt", ">= 2.5", "< 4"
end
