"""A few annotated articles of our own, and the claims that somebody made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conftest import a_claim, day

from mapper.evaluation import Annotation
from mapper.records import Claim, ClaimPlace, DateBasis, DateRange, Document, Kind, Modality, Span


def annotated(place: str = "تل الغار", kind: str = "capture", **more: Any) -> Annotation:
    """An annotation; `more` overrides any field."""
    fields: dict[str, Any] = {"kind": Kind(kind), "place": place, "actor": "IS"}
    return Annotation(**(fields | more))


def claimed(place: str = "تل الغار", kind: str = "capture", **more: Any) -> Claim:
    """A claim that goes with :func:`annotated`; `more` overrides any field."""
    point = {"lat": more.pop("lat", None), "lon": more.pop("lon", None)}
    where = ClaimPlace(text=place, id=None if point["lat"] is None else "p", **point)
    fields: dict[str, Any] = {"kind": Kind(kind), "place": where, "actor": "IS", "rule": "R1-gain"}
    undated = {"date": None, "date_basis": DateBasis.NONE}
    return a_claim(**(fields | undated | more))


def dated(first: str, last: str | None = None) -> dict[str, Any]:
    """The date of a claim, as its fields."""
    return {"date": days(first, last), "date_basis": DateBasis.STATED}


def days(first: str, last: str | None = None) -> DateRange:
    return DateRange(day(first), day(last or first))


def quoting(text: str, words: str) -> dict[str, Span]:
    """The evidence of a claim, as its field."""
    at = text.index(words)
    return {"evidence": Span.of(text, at, at + len(words))}


TEXT = (
    "سيطر تنظيم داعش أمس على قرية تل الغار. وقال ناشطون إن الجيش السوري دخل بلدة دير الورد.\n"
    "وما زال حي الصنوبر محاصرا."
)
DOCUMENTS = [Document(id="a", text=TEXT), Document(id="b", text="Nothing happened in Tell Ward.")]
GOLD: list[Mapping[str, Any]] = [
    {
        "doc": "a",
        "published": "2015-05-02",
        "claims": [
            {
                "kind": "capture",
                "place": "تل الغار",
                "within": "حماة",
                "lat": 35.0,
                "lon": 37.0,
                "actor": "IS",
                "from_actor": "SY.GOV",
                "date": ["2015-05-01", "2015-05-01"],
                "source": None,
                "modality": "asserted",
                "evidence": "سيطر تنظيم داعش أمس على قرية تل الغار",
            },
            {
                "kind": "partial",
                "place": "دير الورد",
                "within": None,
                "lat": None,
                "lon": None,
                "actor": "SY.GOV",
                "from_actor": None,
                "date": None,
                "source": "ناشطون",
                "modality": "claimed",
                "evidence": "دخل بلدة دير الورد",
            },
            {
                "kind": "siege",
                "place": "الصنوبر",
                "actor": "SY.GOV",
                "modality": "asserted",
                "evidence": "حي الصنوبر ... محاصرا",
            },
        ],
    },
    {"doc": "b", "published": "2015-05-02", "claims": []},
]
CLAIMS = [
    claimed(
        doc="a",
        from_actor="HTS",
        lat=35.05,
        lon=37.0,
        **dated("2015-05-02"),
        **quoting(TEXT, "سيطر تنظيم داعش أمس على قرية تل الغار"),
    ),
    claimed(
        "دير الورد",
        doc="a",
        actor="SY.GOV",
        modality=Modality.CLAIMED,
        source="ناشطون",
        rule="R7-enter",
        **quoting(TEXT, "الجيش السوري دخل بلدة دير الورد"),
    ),
    claimed("Tell Ward", "hold", doc="b", **quoting(DOCUMENTS[1].text, "Tell Ward")),
]
