"""Folding of Arabic spelling for matching, with the way back to the original text.

Folded are: the forms of alef (أ إ آ ٱ to ا), ى to ي, ة to ه, the seats of hamza (ؤ to و, ئ to ي),
Persian and Kurdish letters, Arabic and Persian digits, Latin capitals, presentation forms (NFKC),
and spaces of any kind, with "_" as in hashtags. Tashkeel, tatweel, bidi marks and zero-width
characters are deleted, runs of spaces become one. Newlines stay: they end a phrase.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain, product

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ARTICLE_CLITICS",
    "CLITICS",
    "Folded",
    "bare",
    "fold",
    "fold_all",
    "romanised_key",
    "spelling",
]

_ONE_TO_ONE = {
    **dict.fromkeys("أإآٱ", "ا"),
    "ى": "ي",
    "ة": "ه",
    "ؤ": "و",
    "ئ": "ي",
    "ی": "ي",
    "ې": "ي",
    "ے": "ي",
    "ێ": "ي",
    "ک": "ك",
    "گ": "ك",
    "ڪ": "ك",
    "پ": "ب",
    "چ": "ج",
    "ژ": "ز",
    "ڤ": "ف",
    "ۆ": "و",
    "ۇ": "و",
    "ہ": "ه",
    "ۀ": "ه",
    "ە": "ه",
    "ھ": "ه",
    "ڵ": "ل",
    "ڕ": "ر",
    "ڭ": "ك",
    "ڨ": "ق",
    **{chr(0x0660 + n): str(n) for n in range(10)},
    **{chr(0x06F0 + n): str(n) for n in range(10)},
    **{chr(n): chr(n + 32) for n in range(ord("A"), ord("Z") + 1)},
    **dict.fromkeys("\t\v\f\u00a0\u1680\u202f\u205f\u3000_", " "),
    **{chr(n): " " for n in range(0x2000, 0x200B)},
    **dict.fromkeys("\r\u2028\u2029\u0085", "\n"),
}
_MARKS = (
    *(range(0x0610, 0x061B), (0x0640,), range(0x064B, 0x0660), (0x0670,), range(0x06D6, 0x06DD)),
    *(range(0x06DF, 0x06E5), (0x06E7, 0x06E8), range(0x06EA, 0x06EE), range(0x08D3, 0x0900)),
    *((0x00AD, 0x061C), range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x206A)),
    *(range(0xFE00, 0xFE10), (0xFEFF,)),
)
_SPACE, _DELETED = ord(" "), 0
_UTF32 = "utf-32-le"
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


@cache
def _fold_table() -> NDArray[np.uint32]:
    """Give what each code point folds to; 0 for what is deleted."""
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for letter, folded in _ONE_TO_ONE.items():
        table[ord(letter)] = ord(folded)
    for mark in chain.from_iterable(_MARKS):
        table[mark] = _DELETED
    return table


@cache
def _word_table() -> NDArray[np.uint32]:
    """Give each letter and digit as it is, and a space for all else."""
    wordless = [code for code in range(0x10000) if not chr(code).isalnum()]
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    table[wordless] = _SPACE
    table[0x10000:] = _SPACE  # emoji and scripts that no news in Arabic is written in
    return table


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode(_UTF32, "surrogatepass"), dtype=np.uint32)


def _text(codes: NDArray[np.uint32]) -> str:
    return codes.tobytes().decode(_UTF32, "surrogatepass")


@dataclass(frozen=True, eq=False)
class Folded:
    """A folded text with the way back to its original.

    `text[a:b]` stands at [start(a), end(b)) of `original`. `offsets` gives the original offset of
    every folded character, shape (len(text),); it is None where the two texts have the same
    offsets.
    """

    original: str
    text: str
    offsets: NDArray[np.intp] | None = None

    @cached_property
    def spaced(self) -> str:
        """The text with a space for all that is no letter or digit, and one more at both ends.

        The character `at` of the text is the character `at + 1` here.

        >>> fold("(حمص)").spaced
        '  حمص  '
        """
        return f" {_text(_word_table()[_codes(self.text)])} "

    def start(self, at: int) -> int:
        """Give the original offset of the folded character `at` (or of the end).

        >>> fold("مَدِينة").start(1)
        2
        """
        if self.offsets is None:
            return at
        return int(self.offsets[at]) if at < len(self.offsets) else len(self.original)

    def at(self, offset: int) -> int:
        """Give the folded offset of the first character that stands at or after an original one.

        >>> fold("مَدِينة").at(2)
        1
        """
        return offset if self.offsets is None else int(np.searchsorted(self.offsets, offset))

    def end(self, at: int) -> int:
        """Give the original offset behind the last folded character before `at`.

        The vowel marks on that character belong to it; what else was deleted does not.

        >>> fold("حَمَاةُ ").end(4)
        7
        """
        if self.offsets is None:
            return at
        if at == 0:
            return 0
        end = int(self.offsets[at - 1]) + 1
        while end < len(self.original) and unicodedata.combining(self.original[end]):
            end += 1
        return end


def fold(text: str) -> Folded:
    """Fold the spelling of a text for matching.

    The result is idempotent: folding a folded text changes nothing. Offsets never decrease.

    >>> fold("أبو  كَمال").text
    'ابو كمال'
    """
    if _PRESENTATION.search(text):
        return _fold_presentation_forms(text)
    codes = _fold_table()[_codes(text)]
    kept = np.flatnonzero(codes)  # _DELETED is 0
    codes = codes[kept]
    doubled = (codes[1:] == _SPACE) & (codes[:-1] == _SPACE)
    if doubled.any():
        single = np.concatenate(([True], ~doubled))
        codes, kept = codes[single], kept[single]
    return Folded(text, _text(codes), kept if len(kept) < len(text) else None)


@lru_cache(maxsize=100_000)
def spelling(name: str) -> str:
    """Give the folded spelling of a name, without space around it; a corpus repeats its names.

    >>> spelling("حلب ")
    'حلب'
    """
    return fold(name).text.strip()


def fold_all(texts: Sequence[str]) -> list[str]:
    """Fold many short texts at once, each without line breaks.

    >>> fold_all(["حماة", "إدلب"])
    ['حماه', 'ادلب']
    """
    return fold("\n".join(texts)).text.split("\n") if texts else []


def _fold_presentation_forms(text: str) -> Folded:
    """Fold a text with ligatures, each of which may become several letters."""
    pieces = [unicodedata.normalize("NFKC", c) if _PRESENTATION.match(c) else c for c in text]
    origin = [at for at, piece in enumerate(pieces) for _ in piece]
    plain = _PRESENTATION.sub("", "".join(pieces))
    if len(plain) != len(origin):  # a presentation form that NFKC leaves as it is
        pieces = ["" if _PRESENTATION.match(p) else p for p in pieces]
        origin = [at for at, piece in enumerate(pieces) for _ in piece]
    folded = fold(plain)
    offsets = np.array(origin, dtype=np.intp)
    return Folded(text, folded.text, offsets if folded.offsets is None else offsets[folded.offsets])


def bare(folded: str) -> str:
    """Remove the article from the front of a folded name, if three letters of its word stay.

    >>> bare("البوكمال"), bare("الام")
    ('بوكمال', 'الام')
    """
    return folded[2:] if folded.startswith("ال") and len(folded.split()[0]) > 4 else folded


def _joined(conjunction: str, preposition: str, article: str) -> str:
    """Join clitics as they are spelled: ل and ال meet as لل."""
    if preposition == "ل" and article:
        return conjunction + "لل"
    return conjunction + preposition + article


CLITICS = frozenset("".join(parts) for parts in product(("", "و", "ف"), ("", "ب", "ل", "ك")))
"""What may stand before a word without its article, folded: و, ف, then ب, ل, ك."""

ARTICLE_CLITICS = CLITICS | frozenset(
    _joined(*parts) for parts in product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال"))
)
"""The same, with ال: what may stand before a bare name."""

_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
_CONSONANTS = str.maketrans(
    {
        **dict(zip("بتثجخدذرزسشصضطظغفقكلمن", "bttjxddrzsssdtzgfkklmn", strict=True)),
        **dict.fromkeys("حهويىاعءأإآؤئة", None),
    }
)
"""The consonants of Arabic in the key's letters; what transliterations leave out is left out."""

_LATIN = (
    (
        re.compile(r"\b(?:al|el)?[\s'’-]*a?b(?:u|ou)(?=[\s'’-]?[a-z])"),
        "b",
    ),  # Abu, Abou, Albu, Al-Bu
    (re.compile(r"\b(?:[ae][lrnstdz]|[ae](?:sh|th|dh|ch|ss))[\s'’-]+"), ""),  # the article, apart
    (re.compile(r"\bal(?=[bcdfghjkmnpqrstvwxyz][a-z]{3})"), ""),  # and joined: Albukamal
    (re.compile(r"kh|ḫ|ẖ"), "x"),
    (re.compile(r"sch|sh|ch|š|ç|ş"), "s"),
    (re.compile(r"dj|ǧ"), "j"),
    (re.compile(r"gh|ġ|ğ"), "g"),
    (re.compile(r"th|ṯ"), "t"),
    (re.compile(r"dh|ḏ"), "d"),
)
"""Spellings of press style, BGN, ISO 233 and French that mean one Arabic letter or article."""
_LATIN_SAME = str.maketrans({"p": "b", "v": "f", "c": "k", "q": "k"})
_NOT_IN_KEY = re.compile(r"[^bdfgjklmnrstxz]")
_DOUBLED = re.compile(r"(.)\1+")


def romanised_key(name: str) -> str:
    """Give the consonants of a name in Latin letters, alike for Arabic and romanised spellings.

    Joined are press style (Deir Ezzor), BGN/PCGN (Dayr az Zawr), ISO 233 (Ḥalab, Šahbāʾ) and French
    (Abou Kamal, Hassaké); vowels, h, w, y and the article do not count.

    >>> {romanised_key(name) for name in ("البوكمال", "أبو كمال", "Al-Bukamal", "Abou Kamal")}
    {'bkml'}
    """
    spelled = re.sub(
        r"ة(?=\s)", "ت", name
    )  # in the middle of a name it is spoken: Maarrat an-Numan
    folded = fold(spelled).text
    if _ARABIC_LETTER.search(folded):
        words = "".join(bare(word) for word in folded.split())
        return _DOUBLED.sub(r"\1", _NOT_IN_KEY.sub("", words.translate(_CONSONANTS)))
    latin = unicodedata.normalize("NFC", folded).lower()
    for pattern, letter in _LATIN:
        latin = pattern.sub(letter, latin)
    plain = unicodedata.normalize("NFKD", latin).translate(_LATIN_SAME)
    return _DOUBLED.sub(r"\1", _NOT_IN_KEY.sub("", plain))
