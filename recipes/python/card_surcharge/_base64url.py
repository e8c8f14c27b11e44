"""Base64url without padding (RFC 7515), as quotes have it."""

import base64


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Raises ValueError when `text` is none."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
