# frozen_string_literal: true

require "json"

module CardSurcharge
  # The keys could not be fetched, or are no key set.
  class KeysUnavailable < StandardError; end

  # Keys in hand: the content of /.well-known/jwks.json, kept by you. A set that you change is read anew.
  class KeySet
    MAX_KEYS = 100

    # A key's public members and, for one that is no longer in use, what became of it; +retired_at+ in seconds since
    # 1970.
    Found = Struct.new(:jwk, :retired_at, :is_revoked)

    # The keys of a set, at most 100. Raises KeysUnavailable when the text is none.
    def self.read(text)
      jwks = JSON.parse(text)
      keys = jwks["keys"] if jwks.is_a?(Hash)
      is_set = keys.is_a?(Array) && keys.length <= MAX_KEYS && keys.all? { |key| key.is_a?(Hash) || key.is_a?(Array) }
      raise KeysUnavailable, "this is no key set" unless is_set

      keys.grep(Hash)
    rescue JSON::JSONError, EncodingError
      raise KeysUnavailable, "this is no key set"
    end

    # The one key of this id, if it is one that quotes are signed with; else nil.
    def self.find(keys, kid)
      named = keys.select { |key| key["kid"] == kid }
      return nil unless named.length == 1 && for_quotes?(named.first)

      jwk = named.first
      retired_at = Money.read_whole(jwk["retired_at"], Money::MAX_WHOLE)
      return nil if !jwk["retired_at"].nil? && retired_at.nil?

      Found.new(jwk, retired_at, !jwk["revoked_at"].nil?)
    end

    # True for a key that is plainly one for ES256 signatures. nil counts as absent; who publishes a private key has
    # lost it.
    def self.for_quotes?(jwk)
      operations = jwk["key_ops"]
      jwk["kty"] == "EC" && jwk["crv"] == "P-256" && [nil, "sig"].include?(jwk["use"]) &&
        [nil, "ES256"].include?(jwk["alg"]) && jwk["d"].nil? &&
        (operations.nil? || (operations.is_a?(Array) && operations.include?("verify"))) && Signature.key?(jwk)
    end
    private_class_method :for_quotes?

    # The set has text keys, as JSON.parse gives them.
    def initialize(jwks)
      @jwks = jwks
    end

    # The service's origin, where the keys' address tells it.
    def issuer
      nil
    end

    # The key of this id, or nil. Raises KeysUnavailable.
    def find(kid)
      text = JSON.generate(@jwks)
      raise KeysUnavailable, "the key set is longer than 64 KiB" if text.length > Http::MAX_BYTES

      KeySet.find(KeySet.read(text), kid)
    rescue JSON::JSONError, EncodingError
      raise KeysUnavailable, "this is no key set"
    end
  end

  # The service's keys by their address, such as https://surcharge.example.com/.well-known/jwks.json. Make one and keep
  # it for the life of the process; threads may share it.
  #
  # The address is asked at most once in ten minutes, for an unknown key at most once in thirty seconds, and after a
  # failure not again for five seconds. While it fails, the last good copy serves for a day: a quote is verified
  # offline.
  class Keys
    FRESH_SECONDS = 600
    UNKNOWN_KEY_COOLDOWN_SECONDS = 30
    FAILURE_COOLDOWN_SECONDS = 5
    STALE_SECONDS = 86_400

    # The service's origin.
    attr_reader :issuer

    # Raises ArgumentError for an address that is not https; http is for loopback only.
    # +clock+ counts seconds.
    def initialize(url, fetch: Http.method(:fetch), clock: -> { Process.clock_gettime(Process::CLOCK_MONOTONIC) })
      @issuer = Http.origin_of(url)
      @url = url
      @fetch = fetch
      @clock = clock
      @lock = Mutex.new
      @keys = []
      @fetched_at = @failed_at = -Float::INFINITY
    end

    # The key of this id, or nil. Raises KeysUnavailable.
    def find(kid)
      # The lock is held while fetching, so that many askers are one request.
      @lock.synchronize do
        is_known = !KeySet.find(@keys, kid).nil?
        age = now - @fetched_at
        if age >= FRESH_SECONDS || (!is_known && age >= UNKNOWN_KEY_COOLDOWN_SECONDS)
          refresh(may_stay: is_known && age < STALE_SECONDS)
        end
        KeySet.find(@keys, kid)
      end
    end

    private

    def now
      @clock.call
    end

    def refresh(may_stay:)
      raise KeysUnavailable, "the keys could not be fetched a moment ago" if now - @failed_at < FAILURE_COOLDOWN_SECONDS

      @keys = fetch_set
      @fetched_at = now
    rescue KeysUnavailable
      raise unless may_stay
    end

    def fetch_set
      status, body = @fetch.call(@url, { "Accept" => "application/json" }, nil)
      is_in_bounds = status == 200 && body.bytesize <= Http::MAX_BYTES
      raise KeysUnavailable, "the keys' address answered #{status}" unless is_in_bounds

      KeySet.read(Signature.utf8(body))
    rescue NoAnswer, KeysUnavailable
      @failed_at = now
      raise KeysUnavailable, "the keys could not be fetched"
    end
  end
end
