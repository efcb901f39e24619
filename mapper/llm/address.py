"""Where texts may be sent: over an encrypted line, or not beyond this machine."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from mapper.config import LlmConfig
from mapper.errors import ConfigError

__all__ = ["api_key", "chat_address", "is_loopback"]

_PATH = "/chat/completions"


def chat_address(config: LlmConfig) -> str:
    """Give the address that questions go to.

    Raises
    ------
    ConfigError
        If no endpoint or model is named, or the endpoint is neither https nor on this machine, or
        carries a password or a query.

    >>> chat_address(LlmConfig(endpoint="http://localhost:11434/v1/", model="m"))
    'http://localhost:11434/v1/chat/completions'
    """
    if not config.endpoint or not config.model:
        raise ConfigError(
            "The extractor llm needs an endpoint and a model; name them in [llm] of the config."
        )
    host = _checked_host(config.endpoint)
    if not config.endpoint.startswith("https://") and not is_loopback(host):
        raise ConfigError(
            f"llm.endpoint would send texts to {host} in the clear; give an https:// address, or "
            "one on this machine."
        )
    return config.endpoint.rstrip("/").removesuffix(_PATH) + _PATH


def _checked_host(endpoint: str) -> str:
    try:
        parts = urlsplit(endpoint)
        host = parts.hostname or ""
        sound = bool(host) and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    # The address itself is not told: it may carry a password.
    if not sound or not endpoint.isascii() or parts.scheme not in ("http", "https"):
        raise ConfigError("llm.endpoint is no address; expected one like https://HOST/v1.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigError(
            "llm.endpoint has a user, a password or a query in it; give the bare address, and name "
            "the key's environment variable in llm.api_key_env."
        )
    return host


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine by its very name.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.1", "::1", "localhost.example.org")]
    [True, True, True, False]
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def api_key(config: LlmConfig, environ: Mapping[str, str]) -> str:
    """Read the key from the environment variable that the config names; empty if it names none.

    Raises
    ------
    ConfigError
        If the name is none, the variable is not set, or its value can be no key. Neither the name
        nor the value is told: it is easy to mistake the one for the other.
    """
    name = config.api_key_env
    if not name:
        return ""
    if not (name.isascii() and name.isidentifier()):
        raise ConfigError(
            "llm.api_key_env is no name of an environment variable; put the key into one, and its "
            "name here."
        )
    key = environ.get(name, "").strip()
    if not key or not (key.isascii() and key.isprintable()) or " " in key:
        raise ConfigError(
            "The environment variable that llm.api_key_env names holds no key; set it, or leave "
            "api_key_env empty for an endpoint that wants none."
        )
    return key
