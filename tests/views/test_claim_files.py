"""A selection of claims as a file reads back, and no spreadsheet runs it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from conftest import BUKAMAL, a_claim

from mapper.records import Claim, ClaimPlace, Span
from mapper.views import claims_csv, claims_geojson, claims_jsonl

EVIL = "=1+1"
CLAIMS = (
    a_claim(from_actor="IS", evidence=Span.of(EVIL, 0, 4), outlet=EVIL, source="مصدر", rule="G1"),
    a_claim("siege", place=ClaimPlace(text=EVIL), doc=EVIL, share=0.5),
)


def test_json_lines_read_back_equal() -> None:
    lines = claims_jsonl(CLAIMS).splitlines()
    assert tuple(Claim.from_json(json.loads(line)) for line in lines) == CLAIMS


def test_csv_has_a_row_a_claim_and_no_formula() -> None:
    first, second = csv.DictReader(io.StringIO(claims_csv(CLAIMS)[1:], newline=""))
    assert (first["lat"], first["lon"], first["name_en"]) == ("34.45", "40.92", "Al-Bukamal")
    assert (first["date_from"], first["evidence"]) == ("2017-11-08", f"'{EVIL}")
    assert (second["place"], second["lat"], second["share"]) == (f"'{EVIL}", "", "0.5")


def test_geojson_has_a_point_where_there_is_one() -> None:
    features = json.loads(claims_geojson(CLAIMS))["features"]
    assert features[0]["geometry"]["coordinates"] == [BUKAMAL.lon, BUKAMAL.lat]
    assert features[1]["geometry"] is None
    assert features[0]["properties"]["evidence"] == EVIL


@pytest.mark.parametrize("write", [claims_csv, claims_geojson, claims_jsonl])
def test_the_same_claims_give_the_same_text(write: object) -> None:
    assert write(CLAIMS) == write(iter(CLAIMS))  # type: ignore[operator]
