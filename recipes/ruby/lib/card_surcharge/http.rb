# frozen_string_literal: true

require "net/http"
require "timeout"
require "uri"

module CardSurcharge
  # There is no answer to be had.
  class NoAnswer < StandardError; end

  # One HTTP exchange: bounded in time and size, never redirected, and named. Only https, or http on loopback.
  module Http
    TIMEOUT_SECONDS = 3
    MAX_BYTES = 65_536
    DEFAULT_PORTS = { "http" => 80, "https" => 443 }.freeze
    LOOPBACK = %r{\Ahttp://([a-z0-9._-]+\.localhost|localhost|\[::1\]|127(\.\d{1,3}){3})(:\d+)?\z}

    module_function

    # The origin of an http or https address in any spelling, such as "https://surcharge.example"; nil for anything
    # else.
    def read_origin(address)
      text = Facts.utf8(address)
      scheme, host, digits = Tables::ORIGIN.match(Places.trim(text).tr("A-Z", "a-z"))&.captures if text
      return nil if host.nil?

      port = digits.nil? ? DEFAULT_PORTS[scheme] : digits.to_i
      "#{scheme}://#{host}#{port == DEFAULT_PORTS[scheme] ? "" : ":#{port}"}"
    end

    # The origin of an address that may be asked: https, or http on loopback. Raises ArgumentError for any other.
    def origin_of(address)
      origin = read_origin(address)
      return origin if origin&.start_with?("https:") || LOOPBACK.match?(origin.to_s)

      raise ArgumentError, "an address must be https; http is for loopback only"
    end

    # Status and body of the answer, at most 64 KiB, within three seconds in all. +body+ nil is a GET. Raises NoAnswer.
    def fetch(url, headers, body = nil)
      origin_of(url)
      uri = URI.parse(url)
      method = body.nil? ? Net::HTTP::Get : Net::HTTP::Post
      request = method.new(uri, headers.merge("User-Agent" => Tables::USER_AGENT))
      request.body = body unless body.nil?
      limits = { open_timeout: TIMEOUT_SECONDS, read_timeout: TIMEOUT_SECONDS, max_retries: 0 }
      Timeout.timeout(TIMEOUT_SECONDS) do
        Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == "https", **limits) { |http| read(http, request) }
      end
    rescue SystemCallError, IOError, SocketError, Timeout::Error, OpenSSL::SSL::SSLError, Net::ProtocolError,
           Net::HTTPBadResponse, Net::HTTPHeaderSyntaxError, Zlib::Error => e
      raise NoAnswer, "no answer: #{e.class}"
    end

    def read(http, request)
      http.request(request) do |response|
        text = +""
        response.read_body do |part|
          text << part
          raise NoAnswer, "the answer is too long" if text.bytesize > MAX_BYTES
        end
        return [response.code.to_i, text]
      end
    end
  end
  private_constant :Http
end
