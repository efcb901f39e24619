"""Folding of Arabic spelling for matching, with the way back to the original text.

Folded are: the forms of alef (أ إ آ ٱ to ا), ى to ي, ة to ه, the seats of hamza (ؤ to و, ئ to ي),
Persian and Kurdish letters, Arabic and Persian digits, Latin capitals, presentation forms (NFKC),
and spaces of any kind, with "_" as in hashtags. Tashkeel, tatweel, bidi marks and zero-width
characters are deleted, runs of spaces become one. Newlines stay: they end a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import product

__all__ = ["ARTICLE_CLITICS", "CLITICS", "Folded", "bare", "fold", "romanised_key"]

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
_TABLE = str.maketrans(_ONE_TO_ONE)
_MARKS = (
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u08d3-\u08ff\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
)
_DELETED = re.compile(f"(?<= )[ {_MARKS}]+|[{_MARKS}]+")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the way back to its original.

    `text[a:b]` stands at [start(a), end(b)) of `original`. `offsets` gives the original offset of
    every folded character; it is None where the two texts have the same offsets.
    """

    original: str
    text: str
    offsets: tuple[int, ...] | None = None

    def start(self, at: int) -> int:
        """Give the original offset of the folded character `at` (or of the end).

        >>> fold("مَدِينة").start(1)
        2
        """
        if self.offsets is None:
            return at
        return self.offsets[at] if at < len(self.offsets) else len(self.original)

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
        end = self.offsets[at - 1] + 1
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
    translated = text.translate(_TABLE)
    if _DELETED.search(translated) is None:
        return Folded(text, translated)
    kept: list[int] = []
    pieces: list[str] = []
    last = 0
    for match in _DELETED.finditer(translated):
        kept.extend(range(last, match.start()))
        pieces.append(translated[last : match.start()])
        last = match.end()
    kept.extend(range(last, len(translated)))
    pieces.append(translated[last:])
    return Folded(text, "".join(pieces), tuple(kept))


def _fold_presentation_forms(text: str) -> Folded:
    """Fold a text with ligatures, each of which may become several letters."""
    pieces = [unicodedata.normalize("NFKC", c) if _PRESENTATION.match(c) else c for c in text]
    origin = [at for at, piece in enumerate(pieces) for _ in piece]
    plain = _PRESENTATION.sub("", "".join(pieces))
    if len(plain) != len(origin):  # a presentation form that NFKC leaves as it is
        pieces = ["" if _PRESENTATION.match(p) else p for p in pieces]
        origin = [at for at, piece in enumerate(pieces) for _ in piece]
    folded = fold(plain)
    return Folded(
        text, folded.text, tuple(origin[folded.start(i)] for i in range(len(folded.text)))
    )


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

_CONSONANTS = {
    "ب": "b",
    "ت": "t",
    "ث": "t",
    "ج": "j",
    "ح": "",
    "خ": "k",
    "د": "d",
    "ذ": "d",
    "ر": "r",
    "ز": "z",
    "س": "s",
    "ش": "s",
    "ص": "s",
    "ض": "d",
    "ط": "t",
    "ظ": "z",
    "غ": "g",
    "ف": "f",
    "ق": "q",
    "ك": "k",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ه": "",
    "و": "",
    "ي": "",
    "ا": "",
    "ع": "",
    "ء": "",
}
_LATIN_PAIRS = (("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"))
_LATIN_ARTICLES = re.compile(r"\b(?:al|el|ad|ar|as|at|az|an|ash|abu|abou|albu|bu)[\s'-]+")
_LATIN_SAME = str.maketrans({"p": "b", "v": "f", "c": "k", "q": "q", "g": "g", "x": "s"})


def romanised_key(name: str) -> str:
    """Give the consonants of a name in Latin letters, alike for Arabic and romanised spellings.

    >>> romanised_key("الموصل") == romanised_key("Al-Mawsil")
    True
    """
    folded = fold(name).text
    if any(letter in _CONSONANTS for letter in folded):
        words = [bare(word) for word in folded.split()]
        return "".join(_CONSONANTS.get(letter, "") for word in words for letter in word)
    plain = unicodedata.normalize("NFKD", folded)
    latin = "".join(c for c in plain if c.isascii() and (c.isalpha() or c in " -'"))
    latin = _LATIN_ARTICLES.sub("", latin)
    for pair, single in _LATIN_PAIRS:
        latin = latin.replace(pair, single)
    return re.sub(r"[^bdfgjklmnqrstz]|(?<=([bdfgjklmnqrstz]))\1", "", latin.translate(_LATIN_SAME))
