"""Online geocoders, with answers in the form of the three services and no network at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from dumps import serving
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable

from gazetteer.errors import GeocoderError
from gazetteer.online import SERVICES, OnlineConfig, OnlineGeocoder

TADMUR = {
    "nominatim": [
        {
            "place_id": 1,
            "osm_type": "node",
            "osm_id": 27565069,
            "lat": "34.5600",
            "lon": "38.2700",
            "display_name": "Tadmur, Homs Governorate, Syria",
            "address": {"state": "Homs Governorate", "county": "Tadmur", "country_code": "sy"},
            "namedetails": {"name": "تدمر", "name:ar": "تدمر", "name:en": "Tadmur"},
        },
        {
            "place_id": 2,
            "osm_type": "relation",
            "osm_id": 77,
            "lat": "34.0",
            "lon": "-118.0",
            "display_name": "Palmyra, Wisconsin, United States",
            "address": {"country_code": "us"},
            "namedetails": None,
        },
    ],
    "photon": {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [38.27, 34.56]},
                "properties": {
                    "osm_id": 27565069,
                    "osm_type": "N",
                    "name": "تدمر",
                    "countrycode": "SY",
                    "state": "محافظة حمص",
                    "county": "Tadmur",
                },
            },
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [-118.0, 34.0]},
                "properties": {
                    "osm_id": 77,
                    "osm_type": "R",
                    "name": "Palmyra",
                    "countrycode": "US",
                },
            },
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [38.0, 34.0]},
                "properties": {"osm_id": 5, "osm_type": "W", "housenumber": "5"},
            },
        ],
    },
    "geonames": {
        "totalResultsCount": 2,
        "geonames": [
            {
                "geonameId": 163345,
                "lat": "34.56",
                "lng": "38.27",
                "name": "تدمر",
                "toponymName": "Tadmur",
                "countryCode": "SY",
                "countryName": "Syria",
                "adminName1": "Homs",
                "population": 51015,
            },
            {
                "geonameId": 77,
                "lat": "34.0",
                "lng": "-118.0",
                "name": "Palmyra",
                "countryCode": "US",
                "countryName": "United States",
            },
        ],
    },
}
NOTHING: dict[str, Any] = {
    "nominatim": [],
    "photon": {"type": "FeatureCollection", "features": []},
    "geonames": {"totalResultsCount": 0, "geonames": []},
}
LICENCES = {"nominatim": "ODbL-1.0", "photon": "ODbL-1.0", "geonames": "CC-BY-4.0"}
IDS = {"nominatim": "N27565069", "photon": "N27565069", "geonames": "163345"}


class Service:
    """Answers in turn what it is told to; the last answer stays. Remembers what was asked."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.timeouts: list[float] = []

    def adapter(self, *, proxies: object, ssl_context: object) -> BaseSyncAdapter:
        return _Adapter(self, proxies=proxies, ssl_context=ssl_context)

    def parameters(self, at: int = -1) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.asked[at][0]).query)


class _Adapter(BaseSyncAdapter):
    def __init__(self, service: Service, **options: object) -> None:
        super().__init__(**options)
        self._service = service

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> object:
        self._service.asked.append((url, headers))
        self._service.timeouts.append(timeout)
        answers = self._service.answers
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        raise AssertionError("the three services are asked for JSON")


class Clock:
    """A time that only passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


Make = Callable[..., OnlineGeocoder]


@pytest.fixture
def make(tmp_path: Path, clock: Clock) -> Make:
    def make(service: Service | None, name: str = "nominatim", **more: Any) -> OnlineGeocoder:
        fields: dict[str, Any] = {
            "service": name,
            "user_agent": "tests@example.org",
            "username": "tester",
            "cache": tmp_path / "cache" / "online.sqlite",
            # the limiter of geopy has a clock of its own, which does not stand still
            "min_delay_s": 0.0,
            "domain": "geocoder.example.org",
        }
        config = OnlineConfig(**(fields | more))
        return OnlineGeocoder(
            config,
            adapter_factory=service.adapter if service else None,
            sleep=clock.sleep,
            clock=clock,
        )

    return make


def http_error(status: int, **headers: str) -> AdapterHTTPError:
    lowered = {name.replace("_", "-"): value for name, value in headers.items()}
    return AdapterHTTPError("no", status_code=status, headers=lowered, text="no")


# ------------------------------------------------- what holds for each of the three services


@pytest.fixture(params=SERVICES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_place_says_where_it_is_from_and_is_approximate(make: Make, name: str) -> None:
    found = make(Service(TADMUR[name]), name).search("تدمر")
    place = found[0].place
    assert place.id == f"online:{name}:{IDS[name]}"
    assert (place.lat, place.lon, place.country) == (34.56, 38.27, "SY")
    assert place.name_ar == "تدمر"
    assert place.approximate
    assert place.feature == "populated"
    assert place.source.lower() == f"{name} (online)"
    assert place.licence == LICENCES[name]
    assert {(n.source, n.licence) for n in place.names} == {(place.source, place.licence)}
    assert [c.place.country for c in found] == ["SY", "US"]
    assert found[0].score == 1 > found[1].score


def test_admin_names_are_english_or_none(make: Make, name: str) -> None:
    place = make(Service(TADMUR[name]), name).search("تدمر")[0].place
    assert place.admin1 == {"nominatim": "Homs Governorate", "photon": "", "geonames": "Homs"}[name]


def test_the_service_is_told_who_asks(make: Make, name: str) -> None:
    service = Service(TADMUR[name])
    make(service, name, timeout_s=7.0).search("تدمر")
    url, headers = service.asked[0]
    assert headers["User-Agent"].startswith("saytara/")
    assert "tests@example.org" in headers["User-Agent"]
    assert urlsplit(url).netloc == "geocoder.example.org"
    assert urlsplit(url).scheme == "https"
    assert service.timeouts == [7.0]


def test_one_question_is_asked_once(make: Make, name: str) -> None:
    service = Service(TADMUR[name])
    first = make(service, name).search("تدمر")
    assert make(service, name).search(" تدمر ") == first
    assert len(service.asked) == 1


def test_nothing_found_is_an_answer_and_is_kept(make: Make, name: str) -> None:
    service = Service(NOTHING[name])
    assert make(service, name).search("لا شيء") == []
    assert make(service, name).search("لا شيء") == []
    assert len(service.asked) == 1


def test_other_countries_are_another_question(make: Make, name: str) -> None:
    service = Service(TADMUR[name])
    geocoder = make(service, name)
    assert len(geocoder.search("تدمر")) == 2
    assert [c.place.country for c in geocoder.search("تدمر", countries=["sy"])] == ["SY"]
    assert len(service.asked) == 2
    make(service, name, countries=("SY",)).search("تدمر")
    assert len(service.asked) == 2


def test_the_nearer_of_equal_scores_comes_first_and_the_point_stays_here(
    make: Make, name: str
) -> None:
    service = Service(TADMUR[name])
    found = make(service, name).search("Dura", near=(34.0, -117.0))
    assert [c.place.country for c in found] == ["US", "SY"]
    assert "117" not in service.asked[0][0]


def test_old_answers_are_asked_for_anew(make: Make, name: str, clock: Clock) -> None:
    service = Service(TADMUR[name])
    geocoder = make(service, name, expires_days=90)
    geocoder.search("تدمر")
    clock.now += 89 * 86_400
    geocoder.search("تدمر")
    assert len(service.asked) == 1
    clock.now += 2 * 86_400
    geocoder.search("تدمر")
    assert len(service.asked) == 2


def test_silence_is_asked_again_and_then_told(make: Make, name: str, clock: Clock) -> None:
    service = Service(GeocoderTimedOut("silent"), GeocoderUnavailable("away"), TADMUR[name])
    assert make(service, name).search("تدمر")
    assert len(service.asked) == 3
    assert clock.slept == [5, 5]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (GeocoderTimedOut("silent"), "in time"),
        (GeocoderUnavailable("away"), "cannot be reached"),
        (http_error(500), "in trouble"),
        (http_error(429, retry_after="17"), "in 17 s"),
        (http_error(429), "later"),
        (http_error(401), "username"),
        (http_error(403), "user_agent"),
        (http_error(400), "otherwise"),
        (GeocoderParseError("<html>"), "no list of places"),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    make: Make, name: str, error: Exception, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(GeocoderError, match=told) as raised:
        make(Service(error), name).search("تدمر")
    assert str(raised.value).startswith({"geonames": "GeoNames"}.get(name, name.capitalize()))
    assert str(raised.value).count(".") == 1
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("status", [400, 401, 403, 429])
def test_a_refusal_is_not_asked_again(make: Make, name: str, status: int) -> None:
    service = Service(http_error(status))
    with pytest.raises(GeocoderError):
        make(service, name).search("تدمر")
    assert len(service.asked) == 1


NONSENSE: dict[str, object] = {
    "nominatim": [{}],
    "photon": {"features": [{}]},
    "geonames": {"geonames": [{"lat": "34", "lng": "38", "name": "no id"}]},
}


@pytest.mark.parametrize(
    "answer",
    ["nonsense", ["nonsense"], [{"lat": "x"}], {"geonames": 5, "features": 5}, "of its own"],
)
def test_nonsense_is_told_and_not_kept(make: Make, name: str, answer: object) -> None:
    service = Service(NONSENSE[name] if answer == "of its own" else answer)
    with pytest.raises(GeocoderError, match="no list of places"):
        make(service, name).search("تدمر")
    assert make(Service(TADMUR[name]), name).search("تدمر")


@pytest.mark.parametrize("lat", ["nan", "91", "north", None])
def test_a_point_that_is_none_is_nonsense(make: Make, lat: object) -> None:
    answer = [{**TADMUR["nominatim"][0], "lat": lat}]
    with pytest.raises(GeocoderError, match="no list of places"):
        make(Service(answer)).search("تدمر")


def test_when_the_calls_are_used_up_only_kept_answers_are_given(
    make: Make, name: str, clock: Clock
) -> None:
    service = Service(TADMUR[name])
    make(service, name, most_calls=2).search("تدمر")
    make(service, name, most_calls=2).search("الرقة")
    geocoder = make(service, name, most_calls=2)
    assert geocoder.search("تدمر")
    with pytest.raises(GeocoderError, match="most_calls"):
        geocoder.search("حلب")
    assert len(service.asked) == 2
    clock.now += 86_401
    assert geocoder.search("حلب")


# ----------------------------------------------------------------------------------- the rest


def test_two_runs_keep_the_delay_between_them(make: Make, clock: Clock) -> None:
    service = Service(TADMUR["photon"])
    make(service, "photon", min_delay_s=3.0).search("تدمر")
    clock.now += 1
    make(service, "photon", min_delay_s=3.0).search("الرقة")
    assert clock.slept == [2]


def test_a_missing_level_of_privacy_is_not_offered(make: Make) -> None:
    """GeoNames gets the user name encrypted, which geopy alone would not do."""
    service = Service(TADMUR["geonames"])
    make(service, "geonames", domain="").search("تدمر")
    assert service.asked[0][0].startswith("https://secure.geonames.org/")
    assert service.parameters()["username"] == ["tester"]


def test_nominatim_is_asked_for_all_names_and_the_countries(make: Make) -> None:
    service = Service(TADMUR["nominatim"])
    place = make(service).search("Tadmur", countries=["SY", "IQ"])[0].place
    assert service.parameters()["countrycodes"] == ["iq,sy"]
    assert service.parameters()["namedetails"] == ["1"]
    assert {(n.text, n.language) for n in place.names} == {("تدمر", "ar"), ("Tadmur", "en")}
    assert (place.name_en, place.admin2) == ("Tadmur", "Tadmur")


@pytest.mark.parametrize(
    ("code", "told"),
    [(10, "username"), (18, "later"), (19, "later"), (11, "in trouble")],
)
def test_geonames_says_what_is_wrong_in_its_answer(make: Make, code: int, told: str) -> None:
    answer = {"status": {"message": "no", "value": code}}
    with pytest.raises(GeocoderError, match=told):
        make(Service(answer), "geonames").search("تدمر")


def test_a_server_of_ones_own_on_this_machine(make: Make, name: str, clock: Clock) -> None:
    """Once through geopy's own adapter: what a service sends over a wire is understood."""
    body = json.dumps(TADMUR[name]).encode()
    with serving({}) as server:
        server.turns = [lambda request: request.answer(200, body)]
        geocoder = make(None, name, domain=server.url)
        assert geocoder.search("تدمر")[0].place.country == "SY"
        assert "tests@example.org" in server.seen[0][1]["User-Agent"]
        server.turns = [lambda request: request.answer(429, Retry_After="9")]
        with pytest.raises(GeocoderError, match="in 9 s"):
            geocoder.search("الرقة")
    with pytest.raises(GeocoderError, match="cannot be reached"):
        make(None, name, domain=server.url).search("حلب")
    assert clock.slept == [5, 5]


def test_an_empty_name_is_not_asked(make: Make) -> None:
    service = Service(TADMUR["nominatim"])
    assert make(service).search("  ") == []
    assert service.asked == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"service": ""}, "nominatim, photon, geonames"),
        ({"service": "google"}, "google"),
        ({"user_agent": " "}, "user_agent"),
        ({"user_agent": "me\nHost: x"}, "user_agent"),
        ({"service": "geonames", "username": ""}, "username"),
        ({"min_delay_s": 0.5, "domain": ""}, "min_delay_s"),
    ],
)
def test_what_the_config_lacks_is_named(make: Make, fields: dict[str, object], told: str) -> None:
    with pytest.raises(GeocoderError, match=told):
        make(Service([]), fields.pop("service", "nominatim"), **fields)


# ----------------------------------------------------------------------------- the kept answers


@pytest.mark.parametrize("cut", [100, 3000, 5000])
def test_a_broken_file_of_answers_is_set_aside(make: Make, tmp_path: Path, cut: int) -> None:
    service = Service(TADMUR["nominatim"])
    make(service).search("تدمر")
    file = tmp_path / "cache" / "online.sqlite"
    file.write_bytes(file.read_bytes()[:cut] + b"garbage" * 999)
    assert make(service).search("تدمر")
    assert len(service.asked) == 2
    assert sorted(p.name for p in file.parent.iterdir()) == [
        "online.sqlite",
        "online.sqlite.broken",
    ]


def test_a_file_of_something_else_is_set_aside(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "cache" / "online.sqlite"
    file.parent.mkdir()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE answers (other TEXT)")
    other.close()
    assert make(Service(TADMUR["nominatim"])).search("تدمر")
    assert file.with_name("online.sqlite.broken").exists()


def test_a_broken_answer_is_asked_for_anew(make: Make, tmp_path: Path) -> None:
    service = Service(TADMUR["nominatim"])
    make(service).search("تدمر")
    with sqlite3.connect(tmp_path / "cache" / "online.sqlite") as file:
        file.execute("UPDATE answers SET answer = '[{'")
    file.close()
    assert make(service).search("تدمر")
    assert len(service.asked) == 2


def test_a_place_where_nothing_can_be_kept_is_told(make: Make, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(GeocoderError, match="kept"):
        make(Service(TADMUR["nominatim"])).search("تدمر")
