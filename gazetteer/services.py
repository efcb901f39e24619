"""The geocoders on the net that can be asked, one adapter a service, and how they are set up."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import GeocoderError
from gazetteer.place import Place, PlaceName
from gazetteer.table import is_arabic

if TYPE_CHECKING:
    from geopy.geocoders.base import Geocoder

__all__ = ["ADAPTERS", "SERVICES", "OnlineConfig", "Service"]

_MOST_ANSWERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineConfig:
    """Which service to ask, as whom, and how often.

    Parameters
    ----------
    service : str
        One of :data:`SERVICES`.
    user_agent : str
        Who asks: an address or page where the service can reach you. Sent with the name and
        version of Saytara.
    cache : Path
        The file in which answers are kept; one name is asked for once.
    domain : str
        Another server of the same service, empty for the public one. It is asked by https unless
        it begins with http://, as one on this machine may.
    username : str
        The account; only GeoNames needs one.
    min_delay_s : float
        The least time between two questions; the public Nominatim wants 1 s or more.
    timeout_s : float
        How long an answer may take.
    expires_days : float
        Answers older than this are asked for anew.
    most_calls : int
        The most questions within 24 hours; then only kept answers are given.
    countries : sequence of str
        Only places of these countries (ISO 3166-1 alpha-2); empty for all.

    Raises
    ------
    GeocoderError
        If the service is unknown, or what it needs is missing.
    """

    service: str
    user_agent: str
    cache: Path
    domain: str = ""
    username: str = ""
    min_delay_s: float = 1.0
    timeout_s: float = 10.0
    expires_days: float = 90.0
    most_calls: int = 200
    countries: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        adapter = ADAPTERS.get(self.service)
        if adapter is None:
            known = ", ".join(SERVICES)
            raise GeocoderError(
                f"No online service {self.service or 'is set, so none'} can be asked; set service "
                f"to one of {known} in the section [online] of the config."
            )
        if not self.user_agent.strip() or not self.user_agent.isprintable():
            raise GeocoderError(
                f"{adapter.label} wants to know who asks; set user_agent in the section [online] "
                "of the config to an address or page where you can be reached."
            )
        trouble = adapter.trouble(self)
        if trouble:
            raise GeocoderError(trouble)


class Service(ABC):
    """One service: how it is asked and how its answers are read."""

    label: str
    licence: str

    @classmethod
    def trouble(cls, config: OnlineConfig) -> str:  # noqa: ARG003 - for those that ask for more
        """Say what the service wants and the config does not have; empty if it has all."""
        return ""

    @abstractmethod
    def geocoder(self, config: OnlineConfig, **common: Any) -> Geocoder:
        """Make geopy's geocoder."""

    @abstractmethod
    def arguments(self, within: Sequence[str]) -> dict[str, Any]:
        """Give what this service's geocode takes besides the name."""

    @abstractmethod
    def place(self, raw: Mapping[str, Any]) -> Place:
        """Read one place of an answer."""

    def _make(
        self,
        key: str,
        names: Iterable[tuple[str, str]],
        point: tuple[object, object],
        **fields: Any,
    ) -> Place:
        """Make a place of (text, language) names and a (lat, lon) point."""
        source = f"{self.label} (online)"
        unique = dict.fromkeys((text, language) for text, language in names if text)
        listed = tuple(PlaceName(t, language, source, self.licence) for t, language in unique)
        lat, lon = point
        return Place(
            id=f"online:{self.label.lower()}:{key}",
            name_ar=next((n.text for n in listed if n.language == "ar"), ""),
            name_en=next((n.text for n in listed if n.language == "en"), ""),
            lat=float(str(lat)),
            lon=float(str(lon)),
            names=listed,
            approximate=True,
            source=source,
            licence=self.licence,
            **fields,
        )


class _Nominatim(Service):
    label = "Nominatim"
    licence = "ODbL-1.0"

    @classmethod
    def trouble(cls, config: OnlineConfig) -> str:
        if config.domain or config.min_delay_s >= 1:
            return ""
        return (
            f"min_delay_s is {config.min_delay_s:g}, but the public Nominatim may be asked once a "
            "second; set it to 1 or more in the section [online], or name a domain of your own."
        )

    def geocoder(self, config: OnlineConfig, **common: Any) -> Geocoder:
        from geopy.geocoders import Nominatim

        return Nominatim(**_server(config), **common)

    def arguments(self, within: Sequence[str]) -> dict[str, Any]:
        return {
            "limit": _MOST_ANSWERS,
            "addressdetails": True,
            "namedetails": True,
            "language": "en",
            "country_codes": [code.lower() for code in within],
        }

    def place(self, raw: Mapping[str, Any]) -> Place:
        address, named = raw.get("address") or {}, raw.get("namedetails") or {}
        plain = named.get("name") or raw["display_name"].partition(",")[0]
        names = [(named.get("name:ar", ""), "ar"), (named.get("name:en", ""), "en")]
        names.append((plain, _language(plain)))
        return self._make(
            f"{raw['osm_type'][0].upper()}{raw['osm_id']}",
            names,
            (raw["lat"], raw["lon"]),
            country=address.get("country_code", "").upper(),
            admin1=address.get("state", ""),
            admin2=address.get("county", ""),
        )


class _Photon(Service):
    label = "Photon"
    licence = "ODbL-1.0"

    def geocoder(self, config: OnlineConfig, **common: Any) -> Geocoder:
        from geopy.geocoders import Photon

        return Photon(**_server(config), **common)

    def arguments(self, within: Sequence[str]) -> dict[str, Any]:  # noqa: ARG002
        return {"limit": _MOST_ANSWERS}  # it cannot be held to countries; its answers are sifted

    def place(self, raw: Mapping[str, Any]) -> Place:
        said = raw["properties"]
        name = said.get("name", "")
        lon, lat = raw["geometry"]["coordinates"]
        return self._make(
            f"{said['osm_type']}{said['osm_id']}",
            [(name, _language(name))],
            (lat, lon),
            country=said.get("countrycode", "").upper(),
            admin1=_english(said.get("state", "")),
            admin2=_english(said.get("county", "")),
        )


class _GeoNames(Service):
    label = "GeoNames"
    licence = "CC-BY-4.0"

    @classmethod
    def trouble(cls, config: OnlineConfig) -> str:
        if config.username:
            return ""
        return (
            "GeoNames answers only to those who have an account; set username in the section "
            "[online] of the config."
        )

    def geocoder(self, config: OnlineConfig, **common: Any) -> Geocoder:
        from geopy.geocoders import GeoNames

        # geopy's own default sends the user name unencrypted.
        server = _server(config) or {"domain": "secure.geonames.org", "scheme": "https"}
        return GeoNames(config.username, **server, **common)

    def arguments(self, within: Sequence[str]) -> dict[str, Any]:
        return {"country": list(within)}

    def place(self, raw: Mapping[str, Any]) -> Place:
        names = [raw["name"], raw.get("toponymName", "")]
        return self._make(
            str(raw["geonameId"]),
            [(name, _language(name)) for name in names],
            (raw["lat"], raw["lng"]),
            country=raw.get("countryCode", ""),
            admin1=raw.get("adminName1", ""),
            population=int(raw.get("population") or 0),
        )


ADAPTERS: dict[str, type[Service]] = {
    "nominatim": _Nominatim,
    "photon": _Photon,
    "geonames": _GeoNames,
}
SERVICES = tuple(ADAPTERS)
"""The services that can be asked."""


def _server(config: OnlineConfig) -> dict[str, str]:
    """Give scheme and domain of a server of one's own; nothing for the public one."""
    scheme, _, rest = config.domain.rpartition("://")
    return {"scheme": scheme or "https", "domain": rest} if rest else {}


def _language(name: str) -> str:
    """Say Arabic of a name in Arabic letters and English of any other."""
    return "ar" if is_arabic(name) else "en"


def _english(name: str) -> str:
    """Give a name only if it is not in Arabic letters, as a place wants it of its governorate."""
    return name if _language(name) == "en" else ""
