"""A language model as an extractor of claims."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mapper.claims import Extraction, Refusal, one_claim_a_fact, sentences
from mapper.config import Config
from mapper.errors import ExportError
from mapper.llm.address import api_key
from mapper.llm.answer import items_of
from mapper.llm.answers import Answers
from mapper.llm.checking import Checker
from mapper.llm.endpoint import Endpoint, UnansweredError
from mapper.llm.prompt import Message, messages, prompt_version
from mapper.records import Claim, Document, Mention

__all__ = ["LlmExtractor"]

_MOST_FAILURES = 3
"""After so many documents in a row without an answer nothing more is asked."""


class LlmExtractor:
    """Asks a model for the claims of documents, and keeps those that the documents bear out.

    An article goes to the endpoint of the config and nowhere else, whole or, if it is longer than
    `llm.max_chars`, in parts. A document without an answer is left unread, and so are, without
    being sent, all that follow once the budget is used up or the endpoint refuses; answers that are
    kept on the disk are used all the same.

    Parameters
    ----------
    config : Config
        Its section `llm` names endpoint and model.
    environ : mapping of str to str
        Where the API key is looked up.
    sleep, clock : callable
        Wait, and tell the time in seconds; tests give their own.

    Raises
    ------
    ConfigError
        If the config names no endpoint that texts may be sent to, or no key where it says so.
    ExtractorError
        If answers cannot be kept.
    """

    def __init__(
        self,
        config: Config,
        *,
        environ: Mapping[str, str] = os.environ,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._config = config
        key = api_key(config.llm, environ)
        self._endpoint = Endpoint(config.llm, key=key, sleep=sleep, clock=clock)
        self._answers = Answers(config.llm)
        self._failures = 0
        self._stopped = ""

    @property
    def stamp(self) -> str:
        """The model, and what it was told; not where it runs, which is its user's matter."""
        return f"llm {self._config.llm.model} {prompt_version()}"

    @property
    def calls(self) -> int:
        """How often the endpoint was asked."""
        return self._endpoint.calls

    def __call__(self, document: Document, mentions: Sequence[Mention]) -> Extraction:
        """Read a document; see :class:`mapper.claims.ClaimExtractor`."""
        checker = Checker(document, mentions, dates=self._config.dates)
        checked: list[Claim | Refusal] = []
        try:
            for start, end in parts(document.text, self._config.llm.max_chars):
                items = self._items(messages(document, document.text[start:end]))
                checked += [checker.check(item, start, end) for item in items]
        except UnansweredError as error:
            return Extraction(unread=str(error))
        claims = [claim for claim in checked if isinstance(claim, Claim)]
        refused = [refusal for refusal in checked if isinstance(refusal, Refusal)]
        in_order = sorted(claims, key=lambda claim: claim.evidence.start if claim.evidence else 0)
        return Extraction(claims=tuple(one_claim_a_fact(in_order)), refused=tuple(refused))

    def _items(self, question: Sequence[Message]) -> Sequence[Any]:
        """Give the claims of the answer to a question, kept or asked for."""
        kept = items_of(self._answers.get(question) or "")
        if kept is not None:
            return kept
        if self._stopped:
            raise UnansweredError(self._stopped)
        try:
            items = self._asked(question)
        except UnansweredError as error:
            self._note_failure(error)
            raise
        self._failures = 0
        return items

    def _asked(self, question: Sequence[Message]) -> Sequence[Any]:
        """Ask, and keep the answer if it is one."""
        content = self._endpoint.ask(question)
        items = items_of(content)
        if items is None:
            raise UnansweredError("the answer is no list of claims")
        try:
            self._answers.put(question, content)
        except ExportError as error:
            raise UnansweredError(f"the answer cannot be kept ({error})", final=True) from None
        return items

    def _note_failure(self, error: UnansweredError) -> None:
        self._failures += 1
        if error.final or self._failures >= _MOST_FAILURES:
            self._stopped = str(error)


def parts(text: str, most: int) -> Iterator[tuple[int, int]]:
    """Cut a text between sentences into parts of at most `most` characters.

    A text without sentences has no parts.

    >>> list(parts("واحد. اثنان. ثلاثة.", 14))
    [(0, 12), (13, 19)]
    """
    start = end = None
    for sentence in sentences(text):
        if start is not None and end is not None and sentence.end - start > most:
            yield start, end
            start = None
        start, end = sentence.start if start is None else start, sentence.end
    if start is not None and end is not None:
        yield start, end
