"""What a model is told: the task, in the system's message, and an article, in the user's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from mapper.llm.answer import answer_schema
from mapper.records import Document
from mapper.vocabulary import actors

__all__ = ["Message", "messages", "prompt_version"]

Message = Mapping[str, str]
"""What the chat completions of OpenAI take: `role` and `content`."""


def messages(document: Document, text: str) -> Sequence[Message]:
    """Write the two messages for a document, or for a part of its text.

    The article stands between two lines with a mark made of itself, which it therefore cannot
    contain. This helps a good model to tell it from its task; what a model that is taken in
    answers is checked like any other answer.
    """
    mark = f"ARTICLE {_hash(text)}"
    said = {
        "published": document.published.isoformat() if document.published else None,
        "outlet": document.outlet,
    }
    user = f"{json.dumps(said, ensure_ascii=False)}\n{mark}\n{text}\n{mark}"
    return (
        {"role": "system", "content": _task()},
        {"role": "user", "content": user},
    )


@cache
def prompt_version() -> str:
    """Name the task and the form of the answer by their hash."""
    return _hash(_task() + json.dumps(answer_schema(), sort_keys=True))


@cache
def _task() -> str:
    text = resources.files("mapper.llm").joinpath("prompt.txt").read_text("utf-8")
    known = (f"{actor.id}: {actor.name_en}, {actor.name_ar}" for actor in actors().values())
    return text + "\n".join(known)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
