"""Asking an OpenAI-compatible endpoint: patiently, but not for ever, and within a budget."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from email.message import Message as Headers
from functools import cache
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from gazetteer.retries import retry_after_s
from mapper.config import LlmConfig
from mapper.llm.address import chat_address, is_loopback
from mapper.llm.answer import answer_schema
from mapper.llm.prompt import Message

__all__ = ["Endpoint", "UnansweredError"]

_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 60.0
"""The wait before the second try, doubled for each further one; who asks for more than the longest
is told so to the user, who can go on with other work."""
_BLOCK = 1 << 16
_MOST_BYTES = 2_000_000
"""No list of claims about one article is larger."""
_MENDED_BY_WAITING = frozenset({408, 409, 425, 429})
_FORM_REFUSED = frozenset({400, 422})


class UnansweredError(Exception):
    """A question was not answered; `final` if asking others makes no sense either."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final


class _AgainError(UnansweredError):
    """What another try may mend, after `wait_s` if the server says so."""

    def __init__(self, reason: str, *, wait_s: float = 0.0, final: bool = False) -> None:
        super().__init__(reason, final=final)
        self.wait_s = wait_s


class Endpoint:
    """One endpoint and model, and how often they were asked.

    Parameters
    ----------
    config : LlmConfig
    key : str
        The API key, or empty.
    sleep, clock : callable
        Wait, and tell the time in seconds; tests give their own.

    Raises
    ------
    ConfigError
        If the config names no endpoint that texts may be sent to; see
        :func:`mapper.llm.address.chat_address`.
    """

    def __init__(
        self,
        config: LlmConfig,
        *,
        key: str = "",
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.calls = 0
        self._config = config
        self._url = chat_address(config)
        self._key = key
        self._sleep = sleep
        self._clock = clock
        self._knows_form = True

    def ask(self, messages: Sequence[Message]) -> str:
        """Put one question, again if that may help, and give the words of the answer.

        Raises
        ------
        UnansweredError
            If the endpoint does not answer, answers something else, or may not be asked again.
        """
        for left in range(self._config.retries, -1, -1):
            try:
                return _content(self._asked(messages))
            except _AgainError as error:
                if not left:
                    raise
                wait = _FIRST_WAIT_S * 2 ** (self._config.retries - left)
                self._sleep(min(max(wait, error.wait_s), _LONGEST_WAIT_S))
        raise AssertionError("the last try returns or raises")

    def _asked(self, messages: Sequence[Message]) -> bytes:
        """Ask for the form of the answer, and without it where the endpoint knows no such thing."""
        if not self._knows_form:
            return self._sent({"messages": messages})
        try:
            return self._sent({"messages": messages, **_form()})
        except _FormRefusedError:
            answer = self._sent({"messages": messages})
        self._knows_form = False
        return answer

    def _sent(self, body: Mapping[str, Any]) -> bytes:
        if self.calls >= self._config.max_calls:
            raise UnansweredError(
                f"the budget of {self._config.max_calls} calls (llm.max_calls) is used up",
                final=True,
            )
        self.calls += 1
        packed = json.dumps({"model": self._config.model, **body}).encode("ascii")
        request = Request(self._url, packed, self._headers(), method="POST")  # noqa: S310 - checked
        try:
            return self._received(request)
        except HTTPError as error:
            with error:
                raise _refusal(error.code, error.headers) from None
        except (OSError, http.client.HTTPException) as error:
            raise _broken(error) from None

    def _received(self, request: Request) -> bytes:
        """Read the answer, piece by piece: a server that drips must not hold us for ever."""
        body = bytearray()
        until = self._clock() + self._config.timeout_s
        opener = _opener(is_loopback(urlsplit(self._url).hostname or ""))
        with opener.open(request, timeout=self._config.timeout_s) as answer:
            while block := answer.read1(_BLOCK):
                body += block
                if len(body) > _MOST_BYTES:
                    raise UnansweredError("the answer is far too long")
                if self._clock() > until:
                    raise TimeoutError
            if answer.length:  # so many bytes were promised and did not come
                raise http.client.IncompleteRead(bytes(body), answer.length)
        return bytes(body)

    def _headers(self) -> dict[str, str]:
        from importlib.metadata import version

        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "User-Agent": f"saytara/{version('saytara')}",
        }
        return headers | ({"Authorization": f"Bearer {self._key}"} if self._key else {})


class _FormRefusedError(UnansweredError):
    """The question was not taken; perhaps for the form of answer it asks for."""


def _form() -> Mapping[str, Any]:
    """Give what asks for structured output, and for the same answer to the same question."""
    schema = {"name": "claims", "strict": True, "schema": answer_schema()}
    return {"response_format": {"type": "json_schema", "json_schema": schema}, "temperature": 0}


class _NoRedirect(HTTPRedirectHandler):
    """Texts go where the user said, and nowhere else that a server may name."""

    def redirect_request(self, *_: Any) -> None:
        return None


@cache
def _opener(local: bool) -> OpenerDirector:
    """Make what opens connections; a proxy is used as the environment says, but not to oneself."""
    proxies = ProxyHandler({}) if local else ProxyHandler()
    return build_opener(proxies, _NoRedirect, HTTPSHandler(context=_certificates()))


def _certificates() -> ssl.SSLContext:
    """Trust what this machine trusts, and what browsers do: some Pythons come with no list."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _refusal(status: int, headers: Headers) -> UnansweredError:
    if status in _MENDED_BY_WAITING or status >= 500:
        return _asks_to_wait(status, retry_after_s(headers.get("Retry-After", "")))
    if status in _FORM_REFUSED:
        return _FormRefusedError(f"the endpoint does not take the question (HTTP {status})")
    if status in (401, 403):
        reason = "the endpoint does not let us in; check llm.api_key_env and the key"
    elif status == 404:
        reason = "the endpoint knows no such model or address; check llm.model and llm.endpoint"
    elif 300 <= status < 400:
        reason = "the endpoint points elsewhere; name that address if you trust it"
    else:
        reason = f"the endpoint answers HTTP {status}; check [llm] of the config"
    return UnansweredError(reason, final=True)


def _asks_to_wait(status: int, wait_s: float) -> UnansweredError:
    busy = status == 429
    if wait_s > _LONGEST_WAIT_S:
        return UnansweredError(
            f"the endpoint asks to wait {wait_s:.0f} s (HTTP {status})", final=True
        )
    reason = (
        "the endpoint was asked too often" if busy else f"the endpoint is in trouble ({status})"
    )
    return _AgainError(reason, wait_s=wait_s, final=busy)


def _broken(error: Exception) -> UnansweredError:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return UnansweredError("the endpoint has no certificate that is trusted", final=True)
    if isinstance(cause, TimeoutError):
        return _AgainError("the endpoint did not answer in time (llm.timeout_s)")
    if isinstance(error, URLError):
        return _AgainError("the endpoint cannot be reached", final=True)
    return _AgainError("the line to the endpoint broke off")


def _content(body: bytes) -> str:
    """Give the words of a chat completion."""
    try:
        choice = json.loads(body)["choices"][0]
        content, why = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise UnansweredError("the answer is no chat completion") from None
    if why == "length":
        raise UnansweredError(
            "the answer breaks off; let the model answer more, or lower llm.max_chars"
        )
    if not isinstance(content, str) or not content.strip():
        raise UnansweredError("the answer is empty")
    return content
