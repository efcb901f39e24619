"""One judgement as a card: what was annotated beside what was output, and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mapper.evaluation.annotations import Annotation
from mapper.evaluation.judging import Cause, Judgement, Verdict
from mapper.evaluation.matching import dates_agree, km_apart, same_place
from mapper.markup import Html, element
from mapper.records import Claim, DateRange, Document
from mapper.vocabulary import actor_or_other

__all__ = ["SYMBOLS", "Numbered", "card", "cause_text", "slip_text", "slug"]

SYMBOLS: Mapping[Verdict, str] = {
    Verdict.RIGHT: "✓",
    Verdict.MISTAKEN: "✗○",
    Verdict.WRONG: "✗",
    Verdict.MISSED: "○",
    Verdict.ASIDE: "·",
}
"""A sign for each verdict, for those who do not see its colour."""

_CAUSES: Mapping[Cause, str] = {
    Cause.KIND: "kind wrong",
    Cause.ACTOR: "actor wrong",
    Cause.PLACE: "place wrong",
    Cause.REALITY: "tried or denied on one side, real on the other",
    Cause.NUMBER: "one too many or too few for this place",
    Cause.ALONE: "nothing like it on the other side",
}
_SIDED: Mapping[tuple[Verdict, Cause], str] = {
    (Verdict.MISSED, Cause.REALITY): "output as tried or denied",
    (Verdict.WRONG, Cause.REALITY): "annotated as tried or denied",
    (Verdict.MISSED, Cause.NUMBER): "one claim too few for this place",
    (Verdict.WRONG, Cause.NUMBER): "one claim too many for this place",
    (Verdict.MISSED, Cause.ALONE): "nothing like it output",
    (Verdict.WRONG, Cause.ALONE): "nothing like it annotated",
}
"""The same, where it is known which side is meant."""
_SLIPS: Mapping[str, str] = {
    "date": "date wrong",
    "from": "from wrong",
    "modality": "modality wrong",
    "geo_resolved": "no point",
    "geo_10km": "not within 10 km",
}
_ABSENT = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A judgement with its number in the article, and the article's own."""

    judgement: Judgement
    article: int
    number: int

    @property
    def card_id(self) -> str:
        """The id of its card in the page."""
        return f"a{self.article}-c{self.number}"


def cause_text(cause: Cause) -> str:
    """Say a cause in words."""
    return _CAUSES[cause]


def slip_text(name: str) -> str:
    """Say in words what is wrong about something right."""
    return _SLIPS[name]


def slug(text: str) -> str:
    """Give a name of ours as one word, for attributes.

    >>> slug("tried or done")
    'tried-or-done'
    """
    return text.replace(" ", "-")


def card(numbered: Numbered, rules: Mapping[str, int], document: Document | None) -> Html:
    """Make the card of a judgement.

    Parameters
    ----------
    numbered : Numbered
    rules : mapping of str to int
        The numbers by which the page's filters know the rules.
    document : Document or None
        Without it nothing is said about whether evidence stands in the text.
    """
    judgement = numbered.judgement
    reasons = [*judgement.causes, *judgement.slips]
    rule = judgement.claim.rule if judgement.claim else None
    return element(
        "li",
        _head(numbered),
        _comparison(judgement),
        *_evidence(judgement, document),
        id=numbered.card_id,
        class_=f"card {slug(judgement.verdict)}{' slipped' if judgement.slips else ''}",
        tabindex="-1",
        data_verdict=slug(judgement.verdict),
        data_number=str(numbered.number),
        data_why=" ".join(map(slug, reasons)),
        data_rule="" if rule is None else str(rules[rule]),
    )


def _head(numbered: Numbered) -> Html:
    judgement = numbered.judgement
    sign = f"{SYMBOLS[judgement.verdict]} {numbered.number}"
    causes = [_SIDED.get((judgement.verdict, c)) or cause_text(c) for c in judgement.causes]
    reasons = [*causes, *map(slip_text, judgement.slips)]
    return element(
        "h3",
        element("a", sign, href=f"#{numbered.card_id}", class_="sign"),
        element("span", judgement.verdict, class_="verdict"),
        element("span", "; ".join(reasons), class_="why"),
    )


# ------------------------------------------------------------------------------ what is compared


def _comparison(judgement: Judgement) -> Html:
    """Make a table of two columns, annotated and output, or of the one there is."""
    annotation, claim = judgement.annotation, judgement.claim
    names = ["annotated"] * (annotation is not None) + ["output"] * (claim is not None)
    header = element("tr", element("td"), *(element("th", name, scope="col") for name in names))
    wanted = _annotated(annotation) if annotation else {}
    said = _output(claim, annotation) if claim else {}
    differ = _differing(annotation, claim) if annotation and claim else set()
    rows = (
        _row(name, [side[name] for side in (wanted, said) if side], differs=name in differ)
        for name in _ROWS
    )
    more = [_row("read by", [*([_ABSENT] * bool(annotation)), _reading(claim)])] if claim else []
    return element("table", header, *rows, *more)


_ROWS = ("kind", "place", "actor", "from", "date", "modality")


def _row(name: str, cells: list[str], *, differs: bool = False) -> Html:
    sign = element("span", "✗ ", class_="differs", title="differs") if differs else ""
    values = (element("td", cell) for cell in cells)
    return element("tr", element("th", sign, name, scope="row"), *values)


def _differing(annotation: Annotation, claim: Claim) -> set[str]:
    """Name the rows that differ; more strictly than what counts as right."""
    same = {
        "kind": annotation.kind is claim.kind,
        "place": same_place(annotation, claim.place),
        "actor": annotation.actor == claim.actor,
        "from": annotation.from_actor == claim.from_actor,
        "date": annotation.date == claim.date or dates_agree(annotation.date, claim.date),
        "modality": annotation.modality is claim.modality,
    }
    return {name for name, fits in same.items() if not fits}


def _annotated(annotation: Annotation) -> dict[str, str]:
    within = f" ({annotation.within})" if annotation.within else ""
    return {
        "kind": annotation.kind,
        "place": _cell(_said(annotation.place + within), _point(annotation.lat, annotation.lon)),
        "actor": _actor(annotation.actor),
        "from": _actor(annotation.from_actor),
        "date": _days(annotation.date),
        "modality": _voice(annotation.modality, annotation.source),
    }


def _output(claim: Claim, annotation: Annotation | None) -> dict[str, str]:
    place = claim.place
    apart = km_apart(annotation, place) if annotation else None
    notes = [place.name_en or "", "approximate" if place.approximate else ""]
    notes += [] if apart is None else [f"{apart:.1f} km away"]
    where = _point(place.lat, place.lon) if place.resolved else "no point"
    share = "" if claim.share is None else f" ({claim.share:.0%})"
    return {
        "kind": claim.kind + share,
        "place": _cell(_said(place.text), "; ".join(filter(None, [*notes, where]))),
        "actor": _actor(claim.actor),
        "from": _actor(claim.from_actor),
        "date": _cell(_days(claim.date), claim.date_basis),
        "modality": _voice(claim.modality, claim.source),
    }


def _cell(value: str, note: str) -> Html:
    return element("div", value, " ", element("small", note))


def _said(text: str) -> Html:
    """Isolate words of an article, which may run from right to left."""
    return element("bdi", text, class_="said")


def _point(lat: float | None, lon: float | None) -> str:
    return "" if lat is None or lon is None else f"{lat:.2f}, {lon:.2f}"


def _actor(actor_id: str | None) -> str:
    if actor_id is None:
        return _ABSENT
    return element("bdi", actor_id, title=actor_or_other(actor_id).name_en)


def _days(days: DateRange | None) -> str:
    if days is None:
        return _ABSENT
    first, last = days.earliest.isoformat(), days.latest.isoformat()
    return element("bdi", first if first == last else f"{first} – {last}", dir="ltr")


def _voice(modality: str, source: str | None) -> Html:
    return _cell(element("span", modality), _said(source) if source else "")


def _reading(claim: Claim) -> Html:
    rule = element("bdi", claim.rule or "no rule named")
    return element("div", rule, element("small", f" confidence {claim.confidence:.2f}"))


# ------------------------------------------------------------------------------------- evidence


def _evidence(judgement: Judgement, document: Document | None) -> list[Html]:
    """Quote what both sides rest on, and say where a quotation does not stand in the text."""
    quoted = []
    if judgement.annotation is not None:
        missing = document is not None and judgement.where is None
        quoted.append(_quoted("annotated", judgement.annotation.evidence, missing=missing))
    if judgement.claim is not None:
        span = judgement.claim.evidence
        missing = document is not None and (span is None or not span.quotes(document.text))
        quoted.append(_quoted("output", span.text if span else "", missing=missing))
    return quoted


def _quoted(whose: str, text: str, *, missing: bool) -> Html:
    said = element("q", text, dir="auto", class_="said") if text else "no evidence"
    lost = element("strong", " (does not stand in the text like this)") if missing and text else ""
    return element("p", element("small", f"{whose}: "), said, lost, class_="evidence")
