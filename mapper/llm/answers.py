"""Answers kept on the disk, so that no question is asked, sent and paid for twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from gazetteer.folders import data_folder
from mapper.config import LlmConfig
from mapper.errors import ExtractorError
from mapper.files import write_text
from mapper.llm.prompt import Message, prompt_version

__all__ = ["Answers"]


class Answers:
    """A folder of answers, a file each, named by the hash of the question.

    The question is the text that was sent, what the model was told to do with it, the model, and
    the endpoint; the key is no part of it. A file that is broken counts as missing. What is read is
    checked like an answer that has just come.

    Parameters
    ----------
    config : LlmConfig
        Its `cache` names the folder; empty for one in the user's data folder.

    Raises
    ------
    ExtractorError
        If the folder cannot be made.
    """

    def __init__(self, config: LlmConfig) -> None:
        named = Path(config.cache).expanduser() if config.cache else data_folder() / "llm"
        self._folder = named
        self._asked_of = [config.endpoint, config.model]
        try:
            named.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExtractorError(
                f"Answers cannot be kept in {named} ({error.strerror}); name another folder in "
                "llm.cache."
            ) from None

    def get(self, messages: Sequence[Message]) -> str | None:
        """Give a kept answer, or None."""
        try:
            kept = json.loads(self._path(messages).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        content = kept.get("content") if isinstance(kept, dict) else None
        return content if isinstance(content, str) else None

    def put(self, messages: Sequence[Message], content: str) -> None:
        """Keep an answer; it is there whole or not at all."""
        path = self._path(messages)
        path.parent.mkdir(exist_ok=True)
        write_text(path, json.dumps({"content": content}))

    def _path(self, messages: Sequence[Message]) -> Path:
        asked = [*self._asked_of, prompt_version(), *(message["content"] for message in messages)]
        name = hashlib.sha256(json.dumps(asked).encode("ascii")).hexdigest()
        return self._folder / name[:2] / f"{name}.json"
