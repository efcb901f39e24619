"""The expressions of time in a sentence, in the order of the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mapper.claims.dates.lexicon import DIGITS, GLUED, OPENS, PLAIN, lexicon
from mapper.claims.dates.line import Found, Line, TimeRole
from mapper.claims.dates.numbers import NEWEST_YEAR, OLDEST_YEAR
from mapper.claims.dates.ranges import led_by, moment, moments
from mapper.claims.dates.spans import span
from mapper.claims.words import Word, words_of
from mapper.config import DatesConfig
from mapper.records import DateBasis, DateRange

__all__ = ["TimeExpression", "TimeRole", "find_times", "line_of"]

_TELLING = frozenset({TimeRole.AT, TimeRole.SINCE})
_RECENT_DAYS = 30
"""How far back "recently" reaches."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression of time.

    Attributes
    ----------
    start, end : int
        Where it stands in the folded text.
    when : DateRange or None
        The days; None where it cannot be resolved, such as "yesterday" in an undated text.
    basis : DateBasis
        Stated, or relative to publication or to another time of the text.
    role : TimeRole
        What it tells of what happened.
    clash : bool
        Whether the text contradicts itself: "Monday 19 November" was a Sunday.
    """

    start: int
    end: int
    when: DateRange | None
    basis: DateBasis
    role: TimeRole = TimeRole.AT
    clash: bool = False


def find_times(
    folded: str,
    words: Sequence[Word],
    published: dt.date | None,
    *,
    anchor: DateRange | None = None,
    config: DatesConfig | None = None,
) -> list[TimeExpression]:
    """Find the expressions of time in one sentence, in the order of the text.

    Parameters
    ----------
    folded : str
        The folded text that the words' offsets refer to.
    words : sequence of Word
        The words of the sentence.
    published : date or None
        The day of publication; without it only what has a year, or counts from `anchor`, is
        resolved.
    anchor : DateRange or None
        The last time that the text told before this sentence, for "one day later".
    config : DatesConfig, optional
        How far back the vague expressions reach.

    >>> from gazetteer import fold
    >>> text = fold("وفي الثامن من نوفمبر الجاري").text
    >>> [t.when for t in find_times(text, words_of(text), dt.date(2017, 11, 19))]
    [DateRange(earliest=datetime.date(2017, 11, 8), latest=datetime.date(2017, 11, 8))]
    >>> find_times("طقس معتدل", words_of("طقس معتدل"), None)
    []
    """
    hits = [at for at, word in enumerate(words) if OPENS[word.text]]
    if any(GLUED[words[at].text] for at in hits):
        words = _unglued(words)
        hits = [at for at, word in enumerate(words) if OPENS[word.text]]
    hits = [at for at in hits if _may_begin(words, at)]
    if not hits:
        return []
    texts = [PLAIN[word.text] for word in words]
    known = published if published and OLDEST_YEAR <= published.year <= NEWEST_YEAR else None
    line = Line(words, texts, folded, known, anchor, config or DatesConfig())
    return _expressions(line, hits)


def _unglued(words: Sequence[Word]) -> list[Word]:
    """Part a year from the word that it is joined to: "ديسمبر2015"."""
    apart: list[Word] = []
    for word in words:
        at = GLUED[word.text]
        if at:
            apart.append(Word(word.text[:at], word.start, word.start + at))
        apart.append(Word(word.text[at:], word.start + at, word.end))
    return apart


def _may_begin(words: Sequence[Word], at: int) -> bool:
    """Say whether an expression may begin here, so that most numbers and "this" are passed over."""
    known, text = lexicon(), PLAIN[words[at].text]
    if text in known.alone or "." in text:
        return True
    behind = PLAIN[words[at + 1].text] if at + 1 < len(words) else ""
    if behind[:1] in DIGITS:
        return True
    if text[:1] not in DIGITS:
        return behind in known.known
    before = PLAIN[words[at - 1].text] if at else ""
    return behind in known.after_number or before in known.year_openers


def line_of(text: str, published: dt.date | None = None, anchor: DateRange | None = None) -> Line:
    """Make a line of a folded text, for trying one rule."""
    words = words_of(text)
    return Line(words, [PLAIN[w.text] for w in words], text, published, anchor, DatesConfig())


def _expressions(line: Line, hits: Sequence[int]) -> list[TimeExpression]:
    found: list[TimeExpression] = []
    free = 0
    for at in hits:
        read = _read(line, at, free) if at >= free else None
        if read is None:
            continue
        start, expression = read
        free = at + expression.taken
        found.append(_expression(line, start, free, expression))
        if expression.role in _TELLING and expression.when is not None:
            line.anchor = expression.when
            line.told = line.day_told
    return found


def _expression(line: Line, start: int, end: int, found: Found) -> TimeExpression:
    begin, until = line.words[start].start, line.words[end - 1].end
    return TimeExpression(begin, until, found.when, found.basis, found.role, found.clash)


def _read(line: Line, at: int, free: int) -> tuple[int, Found] | None:
    """Read the expression at a word; it may begin before it, but not before `free`."""
    words, text = lexicon(), line.text(at)
    found = _vague(line, at) if text in words.vague_openings else None
    if found is None and (text in words.length_openings or text[:1] in DIGITS):
        found = span(line, at)
    if found is not None:
        return at, found
    found = moments(line, at)
    if found is None:
        return None
    role, start = led_by(line, at, free)
    if role is TimeRole.BOUND:
        found = replace(found, when=_after(line, found.when, line.text(start)))
    return start, found if role is TimeRole.AT else replace(found, role=role)


def _after(line: Line, when: DateRange | None, link: str) -> DateRange | None:
    """Give the days from a time to publication for "after" it; "before" has no begin (D11)."""
    today = line.published
    if when is None or today is None or link not in lexicon().later or when.latest > today:
        return None
    return DateRange(when.latest, today)


def _vague(line: Line, at: int) -> Found | None:
    """D12; "earlier on Saturday" is on Saturday, "earlier this month" in the month up to now."""
    words = lexicon()
    match = line.match(words.vague, at)
    if match is None and line.text(at) in words.in_the_past and line.text(at - 1) == "في":
        match = ("formerly", 1)
    if match is None:
        return None
    name, taken = match
    behind = line.skip(at + taken, words.day_parts | words.day_words | {"من"})
    told = moment(line, behind) if name in {"earlier", "some_time"} else None
    if told is not None:
        return replace(told, taken=behind + told.taken - at)
    if name == "some_time":
        return None
    return Found(_reach(line, name), DateBasis.RELATIVE, taken, role=TimeRole.EARLIER)


def _reach(line: Line, name: str) -> DateRange | None:
    """Give how far a vague word reaches back from the day before publication; None without end."""
    days = {"earlier": line.config.earlier_days, "recently": _RECENT_DAYS}.get(name)
    if days is None or line.published is None:
        return None
    one = dt.timedelta(1)
    return DateRange(line.published - max(dt.timedelta(days), one), line.published - one)
