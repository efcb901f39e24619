"""Names as sources spell them, made fit to keep: cleaned, split, told apart by their script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from gazetteer.arabic import bare, fold_all, romanised_key
from gazetteer.sources.tables import shipped_toml
from gazetteer.table import is_arabic, latin_spelling

__all__ = [
    "cleaned",
    "in_arabic_letters",
    "is_plain_arabic",
    "language_of",
    "name_fault",
    "name_key",
    "name_keys",
    "nearest_first",
    "parts",
    "without_unit_word",
]

_LONGEST = 200
"""No place has a longer name; what is longer is a note that stands in the wrong column."""
_BEYOND_ARABIC = re.compile("[پچژگکیےہەۆێڕڵڤۇۈېڭݘ]")
_KURDISH = re.compile("[ەۆێڕڵ]")
_PERSIAN = re.compile("[پچژگکی]")
_KAF_AND_YA = str.maketrans("کی", "كي")
_ONLY_ARABIC = re.compile("[ةىيكأإؤئ]|^ال")
"""Letters that are on no Persian keyboard, and the article."""
_ARABIC_BLOCK = re.compile("[\u0600-\u06ff]")
_ASCII_LETTER = re.compile("[A-Za-z]")
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_LOST = re.compile("[\ufffd?]|\u00bf\u00bd")
_MARKUP = re.compile(r"[<>]|&#?\w{1,12};")
_HIGH_LATIN = re.compile("[\u00c0-\u00ff]{3,}")
_LATIN_ARTICLE = re.compile(r"\b(?:[ae][lrnstdz]|[ae](?:sh|th|dh))[\s'’-]+", re.IGNORECASE)


def cleaned(name: str) -> str:
    r"""Remove controls and direction marks, join runs of spaces, and compose letters (NFC).

    The zero-width non-joiner stays: Persian and Kurdish names are spelled with it.

    >>> cleaned("  \u202bدير\u00a0 الزور\u202c ")
    'دير الزور'
    """
    if name.isascii() and name.isprintable() and "  " not in name:
        return name.strip()
    composed = unicodedata.normalize("NFC", _REMOVED.sub("", name))
    return " ".join(composed.split()).strip("\u200c\u200d ")


def parts(name: str) -> list[str]:
    """Split a double name that is joined by "_"; in Latin letters "_" is a space.

    >>> parts("الفوز_الزوف"), parts("Deir_ez_Zor")
    (['الفوز', 'الزوف'], ['Deir ez Zor'])
    """
    if "_" not in name:
        return [name]
    if not is_arabic(name):
        return [name.replace("_", " ")]
    return [part for part in name.split("_") if part.strip()]


def name_fault(name: str) -> str:
    r"""Say why a text cannot be a name, or "" if it can.

    >>> name_fault("دمش\ufffd"), name_fault("Ø¯Ù…Ø´Ù‚"), name_fault("<b>x</b>"), name_fault("حلب")
    ('name with a broken encoding', 'name with a broken encoding', 'name with markup', '')
    """
    if len(name) > _LONGEST:
        return f"name longer than {_LONGEST} letters"
    if _MARKUP.search(name):
        return "name with markup"
    if _LOST.search(name) or _is_misread(name):
        return "name with a broken encoding"
    if not any(map(str.isalnum, name)):
        return "name without a letter"
    return ""


def _is_misread(name: str) -> bool:
    """Say whether bytes of UTF-8 or Windows-1256 were read as something else."""
    if name.isascii():
        return False
    if _HIGH_LATIN.search(name) and not any("a" <= letter <= "z" for letter in name.lower()):
        return True
    try:
        data = name.encode("cp1256") if is_arabic(name) else b"".join(map(_western_byte, name))
        read = data.decode("utf-8")
    except UnicodeError:
        return False
    return bool(_ARABIC_BLOCK.search(read)) != bool(_ASCII_LETTER.search(read))


def _western_byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def is_plain_arabic(name: str) -> bool:
    """Say whether a name is spelled with the letters of Arabic alone."""
    return is_arabic(name) and _BEYOND_ARABIC.search(name) is None


def in_arabic_letters(name: str) -> str:
    """Write the kaf and ya of Persian keyboards as Arabic has them.

    >>> in_arabic_letters("اراک")
    'اراك'
    """
    return name.translate(_KAF_AND_YA)


def language_of(name: str, country: str = "") -> str:
    """Guess the language of a name from its script: ckb, fa, ar, or en for all else.

    Parameters
    ----------
    name : str
        A name.
    country : str
        Where the place lies; in Iran (IR) names in Arabic letters are Persian, unless a letter or
        the article says otherwise.

    >>> language_of("کەرکووک"), language_of("پیرانشهر"), language_of("حلب"), language_of("Aleppo")
    ('ckb', 'fa', 'ar', 'en')
    """
    if not is_arabic(name):
        return "en"
    if _KURDISH.search(name):
        return "ckb"
    if _PERSIAN.search(name) or (country == "IR" and not _ONLY_ARABIC.search(name)):
        return "fa"
    return "ar"


def nearest_first(names: Iterable[str], romanised: str) -> list[str]:
    """Sort Arabic names by how well their consonants agree with a romanised name.

    >>> nearest_first(["الشهباء", "حلب"], "Ḩalab")
    ['حلب', 'الشهباء']
    """
    unique = set(names)
    if len(unique) < 2:
        return list(unique)
    wanted = romanised_key(romanised)

    def rank(name: str) -> tuple[bool, int, bool, bool, str]:
        key = romanised_key(name)
        off, persian = abs(len(key) - len(wanted)), not is_plain_arabic(name)
        return (key != wanted, off, persian, not name.startswith("ال"), name)

    return sorted(unique, key=rank)


def name_key(name: str) -> str:
    """Give what spellings of one name share: folded, without article, spaces and accents.

    >>> name_key("تل أبيض") == name_key("تل ابيض"), name_key("Al-Būkamāl")
    (True, 'bukamal')
    """
    return next(name_keys([name]))


def name_keys(names: Sequence[str]) -> Iterator[str]:
    """Give the keys of many names, in their order; folds them all at once."""
    for name, folded in zip(names, fold_all(names), strict=True):
        if is_arabic(name):
            yield bare(folded.strip()).replace(" ", "")
        else:
            yield latin_spelling(_LATIN_ARTICLE.sub("", name))


def without_unit_word(name: str) -> str:
    """Give the name of a unit of administration without the word for its kind.

    >>> without_unit_word("محافظة دير الزور"), without_unit_word("Al-Bukamal District")
    ('دير الزور', 'Al-Bukamal')
    """
    before, after = _unit_words()
    rest = after.sub("", before.sub("", name))
    return rest or name


@cache
def _unit_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = shipped_toml("unit_words.toml")
    before = "|".join(map(re.escape, words["before"]))
    after = "|".join(map(re.escape, words["after"]))
    return (
        re.compile(rf"^(?:{before})\s+", re.IGNORECASE),
        re.compile(rf"\s+(?:{after})$", re.IGNORECASE),
    )
