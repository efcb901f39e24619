from __future__ import annotations

import datetime as dt
import json

import pytest
from conftest import a_claim, an_incident, day
from hypothesis import given
from hypothesis import strategies as st

from mapper.errors import ClaimError, DocumentError, RecordError
from mapper.records import (
    Claim,
    ClaimPlace,
    ControlEvent,
    ControlInterval,
    DateRange,
    Document,
    Incident,
    Modality,
    RankedPlace,
    Span,
    Status,
)

INTERVAL = {
    "place_id": "p",
    "place_name_ar": "حلب",
    "place_name_en": "Aleppo",
    "lat": 36.2,
    "lon": 37.2,
    "status": Status.CONTROLLED,
    "actor": "SY.GOV",
    "confidence": 0.5,
    "valid_from": day("2016-12-22"),
    "valid_from_earliest": day("2016-12-22"),
    "valid_from_latest": day("2016-12-22"),
}


def interval(**more: object) -> ControlInterval:
    return ControlInterval(**(INTERVAL | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "make",
    [
        lambda: DateRange(day("2017-11-09"), day("2017-11-08")),
        lambda: Span(0, 3, "ab"),
        lambda: Span(-1, 1, "ab"),
        lambda: Document(id="", text="x"),
        lambda: Document(id="a", text="body", title="other"),
        lambda: ClaimPlace(text=" "),
        lambda: ClaimPlace(text="حلب", lat=1.0),
        lambda: ClaimPlace(text="حلب", lat=1.0, lon=1.0),
        lambda: ClaimPlace(text="حلب", id="a", lat=99.0, lon=1.0),
        lambda: RankedPlace(id="a", name_ar="", lat=0, lon=0, score=2),
        lambda: a_claim(share=1.3),
        lambda: a_claim(actor="IS", from_actor="IS"),
        lambda: a_claim(confidence=-0.1),
        lambda: a_claim(date=None),
        lambda: an_incident(actor="IS"),
        lambda: an_incident(confidence=1.1),
        lambda: an_incident(date=None),
        lambda: an_incident(modality=Modality.DENIED),
        lambda: an_incident(modality=Modality.ATTEMPT),
        lambda: interval(valid_to=day("2016-12-22")),
        lambda: interval(valid_from_latest=day("2016-12-21")),
        lambda: interval(status=Status.UNKNOWN),
        lambda: interval(status=Status.BESIEGED),
        lambda: interval(actor=None),
        lambda: ControlEvent(day=day("2017-01-01"), before=None, after=interval()),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(make: object) -> None:
    with pytest.raises(RecordError):
        make()  # type: ignore[operator]


def test_an_interval_is_half_open() -> None:
    short = interval(valid_to=day("2016-12-23"))
    assert short.covers(day("2016-12-22"))
    assert not short.covers(day("2016-12-23"))


def test_the_id_of_a_claim_says_what_it_says() -> None:
    assert a_claim().id == a_claim().id
    assert a_claim().id != a_claim(actor="IS").id


def test_a_claim_reads_back_equal() -> None:
    claim = a_claim(source="المرصد", share=0.4, evidence=Span.of("سيطر الجيش", 5, 10))
    assert Claim.from_json(json.loads(json.dumps(claim.to_json()))) == claim


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "party"), ("date", ["2017-13-01", "2017-13-01"]), ("place", None), ("actor", "")],
)
def test_a_broken_claim_is_told_not_raised_raw(field: str, value: object) -> None:
    with pytest.raises(ClaimError):
        Claim.from_json(a_claim().to_json() | {field: value})


def test_a_claim_without_a_document_says_which_field_is_missing() -> None:
    record = a_claim().to_json()
    del record["doc"]
    with pytest.raises(ClaimError, match="doc"):
        Claim.from_json(record)


texts = st.text(min_size=1, max_size=40)


@given(st.builds(dict, id=texts, text=texts, title=st.none() | texts, outlet=st.none() | texts))
def test_a_document_reads_back_equal(record: dict[str, str]) -> None:
    document = Document.from_json(record)
    assert Document.from_json(document.to_json()) == document


@pytest.mark.parametrize(
    "record", [{}, {"id": "a"}, {"text": "x"}, {"id": "a", "text": 3}, {"id": None, "text": "x"}]
)
def test_a_document_without_id_or_text_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(DocumentError):
        Document.from_json(record)


def test_a_date_time_gives_its_day() -> None:
    read = Document.from_json({"id": "a", "text": "x", "published": "2017-11-19T23:30:00+03:00"})
    assert read.published == dt.date(2017, 11, 19)


@given(
    st.sampled_from(["SY.GOV", None]),
    st.sampled_from(["IS", None]),
    st.sampled_from([Modality.ASSERTED, Modality.CLAIMED]),
    st.booleans(),
)
def test_an_incident_reads_back_from_its_json(
    actor: str | None, target: str | None, modality: Modality, placed: bool
) -> None:
    place = an_incident().place if placed else ClaimPlace(text="قرية")
    evidence = Span.of("غارة على قرية", 0, 4)
    said = an_incident(
        actor=actor, target=target, modality=modality, place=place, evidence=evidence
    )
    assert Incident.from_json(json.loads(json.dumps(said.to_json()))) == said


@pytest.mark.parametrize(
    "change", [{"kind": "capture"}, {"place": None}, {"modality": "denied"}, {"date": ["x", "y"]}]
)
def test_a_record_that_is_no_incident_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ClaimError, match=r"docs/contracts\.md"):
        Incident.from_json(an_incident().to_json() | change)


def test_an_incident_is_told_apart_by_all_that_it_says() -> None:
    said = [an_incident(), an_incident(target=None), an_incident(doc="e"), an_incident(source="x")]
    assert len({incident.id for incident in said}) == len(said)
    assert an_incident().id == an_incident().id
