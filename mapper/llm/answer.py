"""The form of a model's answer: what is asked for, and how what comes is read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from mapper.records import DateBasis, Kind, Modality

__all__ = ["SaidClaim", "answer_schema", "items_of", "read_claim"]

_MOST_BRACES = 20
"""So many places at which an answer's JSON may begin are tried."""
_LOOSE = frozenset(
    {"default", "description", "title", "minLength", "maxLength", "minimum", "maximum"}
)
"""What the structured output of many endpoints does not know, or is not for a model to read."""


def _day(value: Any) -> Any:
    """Read YYYY-MM-DD; pydantic takes more for a date, like seconds since 1970."""
    if not isinstance(value, str):
        return value
    if (value[4:5], value[7:8]) != ("-", "-"):
        raise ValueError("expected YYYY-MM-DD")
    return dt.date.fromisoformat(value)


Name = Annotated[str, Field(min_length=1, max_length=200)]
Day = Annotated[dt.date, BeforeValidator(_day)]


class SaidClaim(BaseModel):
    """One claim as a model says it. Fields that were not asked for are left aside.

    What may be null may also be missing: not every endpoint holds its model to the form.
    """

    model_config = ConfigDict(strict=True, frozen=True)

    kind: Kind
    place: Name
    actor: Name
    from_actor: Name | None = None
    share: Annotated[float, Field(ge=0, le=1)] | None = None
    date_basis: DateBasis
    date_earliest: Day | None = None
    date_latest: Day | None = None
    modality: Modality
    source: Name | None = None
    evidence: Annotated[str, Field(min_length=1, max_length=1_000)]


def answer_schema() -> dict[str, Any]:
    """Give the JSON schema of an answer, as the strict mode of structured output wants it."""
    claim = _strict(SaidClaim.model_json_schema())
    defined = claim.pop("$defs", {})
    properties = {"claims": {"type": "array", "items": claim}}
    return {**_object(properties), "$defs": defined}


def _strict(schema: Any) -> Any:
    """Allow no further properties, and leave out what endpoints do not know."""
    if isinstance(schema, list):
        return [_strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _strict(value) for key, value in schema.items() if key not in _LOOSE}
    return {**kept, **_object(kept["properties"])} if "properties" in kept else kept


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def items_of(content: str) -> Sequence[Any] | None:
    """Give the claims of an answer, unchecked; None if it has no list of claims.

    The answer may be JSON, or have it within a fence or other words.

    >>> items_of('Here it is: {"claims": [1]}. Good luck!'), items_of("[]"), items_of("none")
    ([1], [], None)
    """
    starts = [at for at, letter in enumerate(content) if letter in "{["][:_MOST_BRACES]
    for at in starts:
        value = _json_at(content, at)
        items = value.get("claims") if isinstance(value, dict) else None
        # A list stands for the claims only where nothing stands around it: in an answer that
        # breaks off, the whole cannot be read and some list within it might be.
        if at == starts[0] and isinstance(value, list):
            items = value
        if isinstance(items, list):
            return items
    return None


def _json_at(content: str, at: int) -> Any:
    try:
        return json.JSONDecoder().raw_decode(content, at)[0]
    except (ValueError, RecursionError):
        return None


def read_claim(item: Any) -> SaidClaim | None:
    """Check one claim of an answer against the form; None if it does not have it."""
    try:
        return SaidClaim.model_validate_json(json.dumps(item))
    except (ValidationError, ValueError, RecursionError):
        return None
