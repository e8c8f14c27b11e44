# frozen_string_literal: true

module CardSurcharge
  # Base64url without padding (RFC 7515), as quotes have it.
  module Base64url
    module_function

    def encode(bytes)
      [bytes].pack("m0").tr("+/", "-_").delete("=")
    end

    # Raises ArgumentError when +text+ is none.
    def decode(text)
      raise ArgumentError, "this is no base64url" if text.length % 4 == 1

      # Lenient about spare bits, as every JOSE library is: a signature covers the text, not what it decodes to.
      text.tr("-_", "+/").unpack1("m")
    end
  end
  private_constant :Base64url
end
