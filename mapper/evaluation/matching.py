"""When a claim is the one that was annotated, and which claim goes with which annotation.

E1  a place is the same if its names are, without type words, articles and variants of spelling; or
    if one name has one or two words more than the other; or if the two points lie within 3 km and
    the names are alike
E2  an airport, camp, dam ... is not the town whose name it bears
E3  an actor is the same if its id is; actors outside the vocabulary are not told apart
E4  dates agree if they overlap, with a day of slack at each end
E5  taking a place by force and being handed it count as one kind
E6  a claim made twice in a document counts once: same kind, place and actor, dates that agree
E7  each annotation goes with one claim at most, pairs that agree in more first

The scale must not move with what is measured, so names are compared here by rules of their own
and not as the gazetteer folds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from gazetteer.distance import distance_km
from mapper.evaluation.annotations import Annotation
from mapper.records import Claim, ClaimPlace, DateRange, Kind
from mapper.vocabulary import load_table

__all__ = [
    "counted_kind",
    "dates_agree",
    "km_apart",
    "one_to_one",
    "pairs",
    "repeats_apart",
    "same_actor",
    "same_place",
]

_SLACK_DAYS = 1
_NEAR_KM, _ALIKE = 3.0, 0.6
_MORE_WORDS = 2
_LEFT_OUT = str.maketrans(
    dict.fromkeys(
        [*range(0x064B, 0x0660), *map(ord, "\u0670\u0640\u200e\u200f\"'«»“”()[]،,.:؛-–_")]
    )
)
"""Marks of vowels, the stretched line, marks of direction, quotes, brackets and stops."""


def same_place(annotation: Annotation, place: ClaimPlace) -> bool:
    """Say whether a claim is about the annotated place (E1, E2).

    >>> wanted = Annotation(kind=Kind.HOLD, place="البوكمال", actor="IS")
    >>> same_place(wanted, ClaimPlace(text="مدينة البوكمال"))
    True
    >>> same_place(wanted, ClaimPlace(text="مطار البوكمال"))
    False
    """
    one, other = _words(annotation.place), _words(place.text)
    if _facilities(one) != _facilities(other):
        return False
    return _same_name(one, other) or (_near(annotation, place) and _alike(one, other))


def _facilities(words: Iterable[str]) -> set[str]:
    return set(words).intersection(load_table("matching")["facilities"])


def _same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one or not other:
        return False
    shorter, longer = sorted((one, other), key=len)
    more = len(longer) - len(shorter)
    within = 0 < more <= _MORE_WORDS and " ".join(shorter) in " ".join(longer)
    return within or "".join(one) == "".join(other)


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    return SequenceMatcher(None, "".join(one), "".join(other)).ratio() >= _ALIKE


def _near(annotation: Annotation, place: ClaimPlace) -> bool:
    apart = km_apart(annotation, place)
    return apart is not None and apart <= _NEAR_KM


def km_apart(annotation: Annotation, place: ClaimPlace) -> float | None:
    """Give the distance between the annotated point and the claim's, or None if one is unknown."""
    if annotation.lat is None or annotation.lon is None or place.lat is None or place.lon is None:
        return None
    return distance_km(annotation.lat, annotation.lon, place.lat, place.lon)


@lru_cache(maxsize=10_000)
def _words(name: str) -> tuple[str, ...]:
    """Give the words of a name that are compared."""
    types = load_table("matching")["types"]
    bare = (word for word in name.translate(_LEFT_OUT).split() if word not in types)
    return tuple(filter(None, map(_folded, bare)))


def _folded(word: str) -> str:
    table = load_table("matching")
    letters = {variant: letter for letter, some in table["letters"].items() for variant in some}
    word = word.translate(str.maketrans(letters))
    fits = (a for a in table["articles"] if word.startswith(a) and len(word) >= len(a) + 2)
    return word.removeprefix(next(fits, ""))


def same_actor(one: str, other: str) -> bool:
    """Say whether two ids mean the same actor (E3).

    >>> same_actor("OTHER:عشائر", "OTHER"), same_actor("IS", "HTS")
    (True, False)
    """
    return one == other or (one.startswith("OTHER") and other.startswith("OTHER"))


def counted_kind(kind: Kind) -> Kind:
    """Give the kind as it is counted (E5)."""
    return Kind.CAPTURE if kind is Kind.TRANSFER else kind


def repeats_apart(claims: Iterable[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Part what a document says from what it says again (E6); the first of the same stays."""
    kept: list[Claim] = []
    repeats: list[Claim] = []
    for claim in claims:
        again = any(_repeats(claim, other) for other in kept)
        (repeats if again else kept).append(claim)
    return kept, repeats


def _repeats(claim: Claim, other: Claim) -> bool:
    return (
        counted_kind(claim.kind) is counted_kind(other.kind)
        and claim.actor == other.actor
        and _words(claim.place.text) == _words(other.place.text)
        and (claim.date is None or other.date is None or dates_agree(claim.date, other.date))
    )


def dates_agree(one: DateRange | None, other: DateRange | None) -> bool:
    """Say whether both have a date and these agree (E4)."""
    return one is not None and other is not None and one.overlaps(other, slack_days=_SLACK_DAYS)


def pairs(
    annotations: Sequence[Annotation],
    claims: Sequence[Claim],
    *,
    fits: Callable[[Annotation, Claim], bool],
) -> list[tuple[int, int]]:
    """Pair annotations with claims about the same place (E7).

    Parameters
    ----------
    annotations, claims
        Of one document.
    fits : callable
        What an annotation and a claim must have in common besides the place.

    Returns
    -------
    list of (int, int)
        Positions in `annotations` and `claims`; none occurs twice. Pairs whose actor, kind and
        date agree come first, among equals those that come first in the text.
    """
    candidates = sorted(
        (-_agreement(annotation, claim), at, by)
        for at, annotation in enumerate(annotations)
        for by, claim in enumerate(claims)
        if same_place(annotation, claim.place) and fits(annotation, claim)
    )
    return one_to_one((at, by) for _, at, by in candidates)


def _agreement(annotation: Annotation, claim: Claim) -> int:
    """Weigh what agrees: the actor more than the kind, and that more than the date."""
    return (
        4 * (annotation.actor == claim.actor)
        + 2 * (counted_kind(annotation.kind) is counted_kind(claim.kind))
        + dates_agree(annotation.date, claim.date)
    )


def one_to_one(candidates: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take the pairs in their order, each position at most once."""
    taken: list[tuple[int, int]] = []
    left: set[int] = set()
    right: set[int] = set()
    for at, by in candidates:
        if at not in left and by not in right:
            left.add(at)
            right.add(by)
            taken.append((at, by))
    return taken
