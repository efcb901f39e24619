"""The words of dates from the vocabulary, folded once and ordered for looking up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from gazetteer import fold
from mapper.claims.words import Kept, PhraseTable
from mapper.vocabulary import load_table

__all__ = [
    "DIGITS",
    "GLUED",
    "OPENS",
    "PLAIN",
    "SHORT",
    "Feast",
    "Lexicon",
    "Part",
    "Unit",
    "UnitWord",
    "lexicon",
]


_LONGEST_WORD = 24
_CLITICS = frozenset("وفبل")
DIGITS = frozenset("0123456789")
SHORT = 3
"""Names of months up to this length are too like other words: ب and آب would be "door" (باب)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: how far an unnumbered plural reaches, and by how many days it may be off."""

    name: str
    fuzzy: int
    slack: int


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A word for a unit: `number` 1, 2, or None for the plural; `definite` with its article."""

    unit: Unit
    number: int | None
    definite: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a month (days), a year (months) and a week (days from Saturday), if it has one."""

    month: tuple[int, int] | None
    year: tuple[int, int] | None
    week: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast of the Hijri year: its month, first day and length in days."""

    month: int
    day: int
    days: int


class Lexicon:
    """Every word list of dates.toml and months.toml, folded."""

    def __init__(self) -> None:
        table, months = dict(load_table("dates")), load_table("months")
        table |= {name: _without_inner_and(table[name]) for name in ("ordinals", "numbers")}
        self._read_days(table)
        self._read_numbers(table)
        self._read_units(table)
        self._read_links(table)
        self._read_periods(table, months)
        self._find_openings()
        self.known = frozenset(_words_of(table)) | frozenset(_words_of(months))
        self.alone = self._alone()
        self.nouns = self._nouns()

    def _read_days(self, table: Mapping[str, Any]) -> None:
        self.weekday = PhraseTable.of_lists(table["weekdays"])
        steps = {"today": 0, "yesterday": -1, "before_yesterday": -2, "tomorrow": 1}
        steps |= {"after_tomorrow": 2}
        self.near = PhraseTable((w, step) for name, step in steps.items() for w in table[name])
        self.last_night = _phrases(table["last_night"])
        self.nights = _folded(table["nights"])
        self.same_day_as = _folded(table["same_day_as"])
        self.day_parts, self.day_words = _folded(table["day_parts"]), _folded(table["day_words"])
        self.not_today_behind = _folded(table["not_today_behind"])
        names = ("not_today_after", "not_today_before", "not_weekday_after", "not_weekday_before")
        self.not_today_after, self.not_today_before, *others = (_folded(table[n]) for n in names)
        self.not_weekday_after, self.not_weekday_before = others

    def _read_numbers(self, table: Mapping[str, Any]) -> None:
        self.ordinal = PhraseTable.of_lists(table["ordinals"])
        self.number = PhraseTable.of_lists(_with_article(table["numbers"]))
        self.several, self.few = _folded(table["several"]), _folded(table["few"])
        self.about = _phrases(table["about"])
        self.more_than, self.less_than = _phrases(table["more_than"]), _phrases(table["less_than"])
        self.half, self.only_one = _folded(table["half"]), _folded(table["only_one"])

    def _read_units(self, table: Mapping[str, Any]) -> None:
        self.unit: dict[str, UnitWord] = {}
        for name, row in table["units"].items():
            unit = Unit(name, row["fuzzy"], row["slack"])
            for key, number in (("one", 1), ("two", 2), ("many", None)):
                for word in row[key]:
                    folded = fold(word).text
                    self.unit[folded] = UnitWord(unit, number, definite=False)
                    self.unit[f"ال{folded}"] = UnitWord(unit, number, definite=True)

    def _read_links(self, table: Mapping[str, Any]) -> None:
        marks = {"before_last": -2, "past": -1, "current": 0, "next": 1}
        self.mark = PhraseTable((w, step) for n, step in marks.items() for w in table["marks"][n])
        self.same, self.this = _folded(table["marks"]["same"]), _folded(table["marks"]["this"])
        steps = {"previous": -1, "same": 0, "following": 1}
        self.day_step = {fold(w).text: n for name, n in steps.items() for w in table["marks"][name]}
        self.following = _folded(table["marks"]["following"])
        links, vague = table["links"], dict(table["vague"])
        self.ago, self.later = _folded(links["ago"]), _folded(links["later"])
        self.since = _folded(w.split()[0] for w in links["since"])
        self.later_than_that = _phrases(links["later_than_that"])
        self.earlier_than_that = _phrases(links["earlier_than_that"])
        self.bounds, self.to = _folded(links["bounds"]), _folded(links["to"])
        self.lasting, self.last = _phrases(links["lasting"]), _folded(links["last"])
        self.between = _folded(links["between"])
        self.now = _folded(links["now"])
        self.before_event, self.after_event = (
            _folded(links[name]) for name in ("before_event", "after_event")
        )
        self.events, self.places = _folded(links["events"]), _folded(links["places"])
        self.then, self.the_day = _phrases(links["then"]), _folded(links["the_day"])
        self.in_the_past = _folded(vague.pop("in_the_past"))
        self.vague = PhraseTable((w, name) for name, words in vague.items() for w in words)

    def _read_periods(self, table: Mapping[str, Any], months: Mapping[str, Any]) -> None:
        self.month = PhraseTable.of_lists(months["gregorian"])
        self.hijri = PhraseTable.of_lists(months["hijri"])
        self.month_names = frozenset(_words_of(months))
        self.part = PhraseTable(
            (w, Part(*(_pair(row, key) for key in ("month", "year", "week"))))
            for row in table["parts"].values()
            for w in row["words"]
        )
        self.season = PhraseTable(
            (w, (row["months"][0], row["months"][1]))
            for row in table["seasons"].values()
            for name in row["words"]
            for w in (name, f"ال{name}")
        )
        self.decade = PhraseTable.of_lists(_with_article(table["decades"]))
        self.feast = PhraseTable(
            (w, Feast(row["month"], row["day"], row["days"]))
            for row in table["feasts"].values()
            for w in row["words"]
        )
        self.feast_days = {
            fold(w).text: int(n) for n, ws in table["feast_days"].items() for w in ws
        }
        years, alone = table["years"], table["months"]
        self.year_words, self.year_openers = _folded(years["words"]), _folded(years["openers"])
        self.counted, self.not_calendar = _folded(years["counted"]), _folded(years["not_calendar"])
        self.christian, self.hijri_marks = _folded(years["christian"]), _folded(years["hijri"])
        self.century = _folded(years["century"])
        self.month_words, self.the_month = _folded(alone["words"]), _folded(alone["definite"])
        self.honours = _folded(alone["honours"])
        self.month_openers = _folded(alone["openers"])
        self.homograph_openers = _folded(alone["homograph_openers"])
        self.scores = _folded(alone["scores"])
        self.homographs, self.namers = _folded(alone["homographs"]), _folded(alone["namers"])

    def _find_openings(self) -> None:
        """Tell at which words which kind of expression can begin; at a number any can."""
        definite = frozenset(w for w, unit in self.unit.items() if unit.definite)
        numbers = frozenset(w for w in self.number.first_words if w.startswith("ال"))
        days = (self.weekday, self.near, self.last_night, self.ordinal)
        periods: list[PhraseTable[Any]] = [self.month, self.hijri, self.part, self.season]
        periods += [self.decade, self.feast]
        lengths = (self.later_than_that, self.earlier_than_that, self.lasting)
        self.vague_openings = self.vague.first_words | self.in_the_past
        self.day_openings = frozenset[str]().union(*(table.first_words for table in days))
        self.period_openings = definite.union(
            self.year_words, self.month_words, self.this, *(table.first_words for table in periods)
        )
        links = definite | numbers | self.ago | self.later | self.since | self.last
        self.length_openings = links.union(*(table.first_words for table in lengths))
        self.told_openings = self.then.first_words | self.the_day
        self.openings = self.vague_openings | self.day_openings | self.period_openings
        self.openings |= self.length_openings | self.told_openings
        self.after_number = frozenset(self.unit).union(
            {"من"},
            self.month_words,
            self.christian,
            self.hijri_marks,
            self.to,
            *(t.first_words for t in (self.month, self.hijri, self.mark)),
        )

    def _alone(self) -> frozenset[str]:
        """Give the words that can be an expression without any other."""
        days: list[PhraseTable[Any]] = [self.weekday, self.near, self.then, self.vague]
        periods: list[PhraseTable[Any]] = [self.month, self.hijri, self.decade, self.season]
        words = (table.single_words for table in days + periods)
        return self.in_the_past.union(*words)

    def _nouns(self) -> frozenset[str]:
        """Give the words that may carry ب or ل; a short name of a month may not."""
        months: list[PhraseTable[Any]] = [self.month, self.hijri, self.part, self.season]
        others: list[PhraseTable[Any]] = [self.weekday, self.near, self.decade, self.feast]
        counts: list[PhraseTable[Any]] = [self.ordinal, self.number]
        short = {w for w in self.month.first_words | self.hijri.first_words if len(w) <= SHORT}
        words = self.year_words.union(self.unit, self.day_words)
        return words.union(*(table.first_words for table in months + others + counts)) - short


@cache
def lexicon() -> Lexicon:
    """Give the words of dates; read once."""
    return Lexicon()


def _plain(word: str) -> str:
    if len(word) > _LONGEST_WORD:
        return word
    if word[-1:].isdecimal() or word[-2:-1].isdecimal():
        return _digits(word) or word
    words = lexicon()
    if word[:1] not in _CLITICS or word in words.known:
        return word
    for clitic, kept in (("و", ""), ("ف", ""), ("ولل", "ال"), ("لل", "ال")):
        rest = kept + word[len(clitic) :]
        if word.startswith(clitic) and rest in words.known:
            return rest
    for clitic in ("ب", "ل", "وب", "ول"):
        if word.startswith(clitic) and word[len(clitic) :] in words.nouns:
            return word[len(clitic) :]
    return word


def _digits(word: str) -> str:
    """Give the digits of "21st" (ال21), "and 7" (و7), "2017 AD" (2017م), or nothing."""
    bare = word.removeprefix("و").removeprefix("ال").removeprefix("ب").removeprefix("ل")
    bare = bare.removesuffix("م").removesuffix("ه")
    return bare if bare.isascii() and bare.isdecimal() else ""


def _opens(word: str) -> bool:
    text = PLAIN[word]
    return text in lexicon().openings or text[:1] in DIGITS or GLUED[word] > 0


def _glued(word: str) -> int:
    if len(word) > _LONGEST_WORD or not (word[-1:].isdecimal() or word[-2:-1].isdecimal()):
        return 0
    at = next((i for i, sign in enumerate(word) if sign.isdecimal()), 0)
    words = lexicon()
    front = PLAIN[word[:at]] if at else ""
    known = front in words.month_names or front in words.year_words
    return at if known else 0


PLAIN = Kept(_plain)
"""A folded word of a text as the lexicon writes it: without و, ب, ل, a number in digits.

>>> [PLAIN[word] for word in ("والاحد", "بنوفمبر", "ال21", "2017م", "وقال")]
['الاحد', 'نوفمبر', '21', '2017', 'وقال']
"""

GLUED = Kept(_glued)
"""Where a year is joined to the word before it (عام2014), or 0."""

OPENS = Kept(_opens)
"""Whether an expression of time can begin at a word of a text."""


def _pair(row: Mapping[str, Any], key: str) -> tuple[int, int] | None:
    return (row[key][0], row[key][1]) if key in row else None


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word).text for word in words)


def _phrases(words: Sequence[str]) -> PhraseTable[bool]:
    return PhraseTable((word, True) for word in words)


def _without_inner_and(table: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Write "one-and-twenty" without its "and", as the words of a text are read."""
    return {number: [p.replace(" و", " ") for p in phrases] for number, phrases in table.items()}


def _with_article(table: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {number: [f for p in ps for f in (p, f"ال{p}")] for number, ps in table.items()}


def _words_of(table: object) -> Iterator[str]:
    """Yield every word of every list of a vocabulary file, with and without its article."""
    if isinstance(table, str):
        for word in fold(table).text.split():
            yield from (word, f"ال{word}")
    elif isinstance(table, Mapping):
        for value in table.values():
            yield from _words_of(value)
    elif isinstance(table, list):
        for value in table:
            yield from _words_of(value)
