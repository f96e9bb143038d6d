"""Keys of other keyboards: the Latin key that lies in the same place.

A letter does not say on which keyboard it was typed: Cyrillic is read as on those of Russia
and, for the letters that only theirs have, of Ukraine.
"""

import unicodedata
from functools import cache

# What a key writes there, and what it writes on a keyboard of Latin letters.
_PLACES = (
    ("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"),
    ("іїє", "s]'"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    ("。、「」・ー", ".,[]/-"),
)
_SHIFTED = str.maketrans("[];',.`", '{}:"<>~')
_FULL_WIDTH = "F"


@cache
def _latin_keys() -> dict[str, str]:
    keys: dict[str, str] = {}
    for written, latin in _PLACES:
        for sign, key in zip(written, latin, strict=True):
            # The final sigma has no capital of its own.
            if sign.upper() not in keys and sign != "ς":
                keys[sign.upper()] = key.upper().translate(_SHIFTED)
            keys[sign] = key
    return keys


def latin_key(sign: str) -> str | None:
    """The sign of the Latin key in the same place; None where there is none.

    Args:
        sign: What a key wrote: Cyrillic, Greek, full-width, or a digit of any script.
    """
    if len(sign) != 1 or sign.isascii():
        return None
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    if sign == "\N{IDEOGRAPHIC SPACE}" or unicodedata.east_asian_width(sign) == _FULL_WIDTH:
        return unicodedata.normalize("NFKC", sign)
    keys = _latin_keys()
    # A Greek vowel with its accent lies where the vowel lies.
    return keys.get(sign) or keys.get(unicodedata.normalize("NFD", sign)[0])
