"""The age format's passphrase recipient, read and written from its specification alone.

https://age-encryption.org/v1; independent of the library that the coach uses, and with a work
factor to be chosen, so that a test need not wait for it.
"""

import hmac
from base64 import b64decode, b64encode

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_INTRO = b"age-encryption.org/v1"
_CHUNK = 64 * 1024
_TAG = 16


def read_age(data: bytes, passphrase: str) -> bytes:
    """What is in a file under a passphrase; AssertionError or InvalidTag if it is not sound."""
    intro, stanza, body, mac = data.split(b"\n", 4)[:4]
    payload = data.split(b"\n", 4)[4]
    kind, salt, work = stanza.removeprefix(b"-> ").split(b" ")
    assert (intro, kind) == (_INTRO, b"scrypt")
    wrapping = _wrapping_key(passphrase, _decoded(salt), int(work))
    file_key = ChaCha20Poly1305(wrapping).decrypt(bytes(12), _decoded(body), None)
    header = b"\n".join((intro, stanza, body, b"---"))
    assert mac == b"--- " + _encoded(_mac(file_key, header))
    return b"".join(_chunks(file_key, payload))


def written_age(content: bytes, passphrase: str, work: int = 2) -> bytes:
    """A file under a passphrase, of one chunk, at a work factor that costs nothing."""
    file_key, salt, nonce = bytes(range(16)), bytes(range(16, 32)), bytes(range(32, 48))
    wrapping = _wrapping_key(passphrase, salt, work)
    body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    stanza = b"-> scrypt %s %d" % (_encoded(salt), work)
    header = b"\n".join((_INTRO, stanza, _encoded(body), b"---"))
    sealed = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(
        bytes(11) + b"\x01", content, None
    )
    return header + b" " + _encoded(_mac(file_key, header)) + b"\n" + nonce + sealed


def _chunks(file_key: bytes, payload: bytes) -> list[bytes]:
    cipher = ChaCha20Poly1305(_derived(file_key, payload[:16], b"payload"))
    rest = payload[16:]
    size = _CHUNK + _TAG
    parts = [rest[at : at + size] for at in range(0, len(rest), size)]
    return [
        cipher.decrypt(
            place.to_bytes(11, "big") + (b"\x01" if place == len(parts) - 1 else b"\x00"),
            part,
            None,
        )
        for place, part in enumerate(parts)
    ]


def _wrapping_key(passphrase: str, salt: bytes, work: int) -> bytes:
    # Python's own takes no more than 2 GiB, and a fast machine may ask for as much.
    return Scrypt(_INTRO + b"/scrypt" + salt, 32, n=2**work, r=8, p=1).derive(
        passphrase.encode()
    )


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), header, "sha256")


def _encoded(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    return b64decode(text + b"=" * (-len(text) % 4))
