"""The log under a passphrase, in the age format, which any age program opens.

The format and its work factor are pyrage's; nothing is kept of the passphrase.
"""

_MAGIC = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")


class WrongPassphrase(ValueError):
    """The passphrase does not open the file, or the file is damaged; one sentence."""


def is_age(head: bytes) -> bool:
    """Whether a file begins as age files do."""
    return head.startswith(_MAGIC)


def sealed(data: bytes, passphrase: str) -> bytes:
    """A log under a passphrase.

    Raises:
        ValueError: If the passphrase is empty.
    """
    if not passphrase:
        raise ValueError("the passphrase is empty")
    from pyrage import passphrase as age

    closed: bytes = age.encrypt(data, passphrase)
    return closed


def opened(data: bytes, passphrase: str) -> bytes:
    """What is in an age file.

    Raises:
        WrongPassphrase: If the passphrase does not open it.
    """
    from pyrage import DecryptError
    from pyrage import passphrase as age

    try:
        content: bytes = age.decrypt(data, passphrase)
    except DecryptError:
        raise WrongPassphrase("is not opened by this passphrase, or is damaged") from None
    return content
