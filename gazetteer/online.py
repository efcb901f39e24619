"""Geocoders on the net, through geopy: asked only on request, slowly, and once for each name.

What a name is searched for goes to the service that is asked. Nothing here is called unless the
user names a service and asks for it; texts are never sent.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from gazetteer.answers import Answers
from gazetteer.arabic import bare, romanised_key, spelling
from gazetteer.errors import GeocoderError
from gazetteer.place import Candidate, Place
from gazetteer.services import ADAPTERS, SERVICES, OnlineConfig
from gazetteer.table import is_arabic, latin_spelling

if TYPE_CHECKING:
    from geopy.geocoders.base import Geocoder

__all__ = ["SERVICES", "OnlineConfig", "OnlineGeocoder"]

_MOST_ANSWERS = 10
_RETRIES = 2
_ERROR_WAIT_S = 5.0
_A_DAY_S = 86_400.0
_EXACT, _SAME_CONSONANTS, _OTHER = 1.0, 0.85, 0.5
"""The scale of :meth:`gazetteer.Gazetteer.search`; for other names we have the service's word."""


class OnlineGeocoder:
    """Asks one service for names, keeps the answers, and keeps within what the service allows.

    Parameters
    ----------
    config : OnlineConfig
    adapter_factory : callable, optional
        Makes geopy's adapter; tests give one that answers without a network.
    sleep, clock : callable
        Wait, and tell the time in seconds since 1970; tests give their own.
    """

    def __init__(
        self,
        config: OnlineConfig,
        *,
        adapter_factory: Callable[..., Any] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._config = config
        self._service = ADAPTERS[config.service]()
        self._answers = Answers(config.cache, clock=clock)
        self._sleep = sleep
        self._clock = clock
        self._geocode = _limited(self._asked, config, sleep)
        self._factory = adapter_factory
        self._geocoder: Geocoder | None = None

    def search(
        self,
        name: str,
        *,
        near: tuple[float, float] | None = None,
        countries: Sequence[str] = (),
    ) -> list[Candidate]:
        """Search a name; the same question is asked once and then answered from what is kept.

        Parameters
        ----------
        name : str
            In Arabic or Latin letters.
        near : (lat, lon), optional
            Degrees; among equal scores the nearer place comes first. It is not sent.
        countries : sequence of str
            Only places of these; by default those of the config.

        Returns
        -------
        list of Candidate
            Best first; empty if the service knows no such place. All are `approximate`.

        Raises
        ------
        GeocoderError
            If the service cannot be asked, refuses, answers nonsense, or has been asked as often
            as `most_calls` allows.
        """
        question = " ".join(name.split())
        within = tuple(sorted(code.upper() for code in countries or self._config.countries))
        if not question:
            return []
        answer = self._answers.get(self._key(question, within), self._config.expires_days)
        if answer is None:
            answer = self._ask(question, within)
        places = [p for p in self._parsed(answer) if not within or p.country in within]
        return _ranked(places, question, near)

    def _key(self, question: str, within: Sequence[str]) -> tuple[str, str, str]:
        server = f"{self._config.service} {self._config.domain}".strip()
        return server, question, ",".join(within)

    def _ask(self, question: str, within: Sequence[str]) -> list[Any]:
        """Ask the service, and keep what it says once that has proved to be readable."""
        asked = self._answers.asked_since(self._clock() - _A_DAY_S, self._config.service)
        if len(asked) >= self._config.most_calls:
            raise GeocoderError(
                f"{self._service.label} was asked {len(asked)} times within a day, and most_calls "
                "allows no more; names asked before are still answered, ask for others tomorrow."
            )
        answer = self._geocode(question, within)
        self._parsed(answer)
        self._answers.put(self._key(question, within), answer)
        return answer

    def _asked(self, question: str, within: Sequence[str]) -> list[Any]:
        """Put the question once; what another try cannot mend becomes a GeocoderError."""
        from geopy.exc import GeopyError

        self._wait_for_others()
        self._answers.note_call(self._config.service)
        try:
            with warnings.catch_warnings():
                # geopy warns of a point that is none before it raises, as if that were its user's
                warnings.simplefilter("ignore", UserWarning)
                found = self._open().geocode(
                    question, exactly_one=False, **self._service.arguments(within)
                )
            return [place.raw for place in found or () if place is not None][:_MOST_ANSWERS]
        except GeopyError as error:
            if _may_be_mended(error):
                raise
            raise GeocoderError(_explained(error, self._service.label)) from error
        except _NONSENSE as error:
            raise GeocoderError(_nonsense(self._service.label)) from error

    def _wait_for_others(self) -> None:
        """Keep the delay also between two runs of the program, which geopy knows nothing of."""
        last = self._answers.asked_since(
            self._clock() - self._config.min_delay_s, self._config.service
        )
        if last:
            self._sleep(max(0.0, last[-1] + self._config.min_delay_s - self._clock()))

    def _open(self) -> Geocoder:
        if self._geocoder is None:
            self._geocoder = self._service.geocoder(
                self._config,
                user_agent=_user_agent(self._config),
                timeout=self._config.timeout_s,
                adapter_factory=self._factory or _adapter(),
            )
        return self._geocoder

    def _parsed(self, answer: Iterable[Any]) -> list[Place]:
        try:
            places = [self._service.place(raw) for raw in answer]
        except _NONSENSE as error:
            raise GeocoderError(_nonsense(self._service.label)) from error
        return [place for place in places if place.names]


_NONSENSE = (AttributeError, LookupError, TypeError, ValueError)
"""What reading an answer raises that is not built as the service's answers are."""


def _limited(
    ask: Callable[[str, Sequence[str]], list[Any]],
    config: OnlineConfig,
    sleep: Callable[[float], None],
) -> Callable[[str, Sequence[str]], list[Any]]:
    """Let geopy keep the delay and try again; what fails in the end is told as GeocoderError."""
    from geopy.exc import GeopyError
    from geopy.extra.rate_limiter import RateLimiter

    class Limiter(RateLimiter):  # type: ignore[misc]
        def _sleep(self, seconds: float) -> None:
            sleep(seconds)

    # Without a handler, the tries of the limiter would be printed with their tracebacks.
    logging.getLogger("geopy").addHandler(logging.NullHandler())
    limiter = Limiter(
        ask,
        min_delay_seconds=config.min_delay_s,
        max_retries=_RETRIES,
        error_wait_seconds=max(_ERROR_WAIT_S, config.min_delay_s),
        swallow_exceptions=False,
    )

    def limited(question: str, within: Sequence[str]) -> list[Any]:
        try:
            answer: list[Any] = limiter(question, within)
        except GeopyError as error:
            label = ADAPTERS[config.service].label
            raise GeocoderError(_explained(error, label)) from error
        return answer

    return limited


def _adapter() -> Callable[..., Any]:
    """Give geopy's adapter without tries of its own: it would obey any Retry-After and hang."""
    from geopy.adapters import RequestsAdapter

    return partial(RequestsAdapter, max_retries=0)


def _user_agent(config: OnlineConfig) -> str:
    from importlib.metadata import version

    return f"saytara/{version('saytara')} ({config.user_agent.strip()})"


def _may_be_mended(error: Exception) -> bool:
    """Only silence and trouble at the service; a refusal asked again is a nuisance."""
    from geopy.exc import GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

    mended = isinstance(error, GeocoderTimedOut | GeocoderUnavailable)
    return mended or type(error) is GeocoderServiceError


def _explained(error: Exception, label: str) -> str:
    """Say in one sentence what is wrong and what to do; the first kind that fits."""
    from geopy import exc

    wait = getattr(error, "retry_after", None)
    later = f"in {wait:.0f} s" if wait else "later"
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (exc.GeocoderRateLimited, f"was asked too often; ask again {later}"),
        (exc.GeocoderQuotaExceeded, "has answered as often as it does for you; ask again later"),
        (exc.GeocoderAuthenticationFailure, "does not know you; check username in [online]"),
        (
            exc.GeocoderInsufficientPrivileges,
            "does not let you in; check username and user_agent in [online], and that your account "
            "there may use its web service",
        ),
        (exc.GeocoderTimedOut, "did not answer in time; ask again later, or raise timeout_s"),
        (exc.GeocoderUnavailable, "cannot be reached; look at your network, or search off line"),
        (exc.GeocoderParseError, "answered something that is no list of places; ask again later"),
        (exc.GeocoderQueryError, "does not understand the question; write the name otherwise"),
        (exc.ConfigurationError, "is not set up; check the section [online] of the config"),
    )
    said = next((text for kind, text in kinds if isinstance(error, kind)), "is in trouble")
    return f"{label} {said}."


def _nonsense(label: str) -> str:
    return f"{label} answered something that is no list of places; ask again later."


def _ranked(
    places: Iterable[Place], question: str, near: tuple[float, float] | None
) -> list[Candidate]:
    """Put those first that bear the very name; then the nearer, or as the service has them."""
    from gazetteer.distance import distance_km

    def order(candidate: Candidate) -> tuple[float, float]:
        place = candidate.place
        away = distance_km(*near, place.lat, place.lon) if near else 0.0
        return -candidate.score, away

    found = [Candidate(place, _score(place, question)) for place in places]
    return sorted(found, key=order)


def _score(place: Place, question: str) -> float:
    names = [name.text for name in place.names]
    if _folded(question) in {_folded(name) for name in names}:
        return _EXACT
    key = romanised_key(question)
    same = len(key) > 1 and key in {romanised_key(name) for name in names}
    return _SAME_CONSONANTS if same else _OTHER


def _folded(name: str) -> str:
    arabic = bare(spelling(name)).replace(" ", "")
    return arabic if is_arabic(name) else latin_spelling(name)
