"""Evidence in its sentence, for people to read."""

from __future__ import annotations

from dataclasses import dataclass

from mapper.claims.sentences import sentences
from mapper.records import Document, Span

__all__ = ["Quote", "quote"]

_LONGEST_CONTEXT = 240


@dataclass(frozen=True, slots=True)
class Quote:
    """The evidence and what stands before and after it in its sentence, all as written."""

    before: str
    evidence: str
    after: str


def quote(document: Document, span: Span) -> Quote:
    """Give a span in the context of its sentence; long contexts are cut with an ellipsis.

    >>> text = "أولا. ثم سيطر الجيش على حلب اليوم. وأخيرا."
    >>> quote(Document(id="a", text=text), Span.of(text, 9, 27))
    Quote(before='ثم ', evidence='سيطر الجيش على حلب', after=' اليوم.')
    """
    around = [s for s in sentences(document.text) if s.start < span.end and span.start < s.end]
    start = min([span.start, *(s.start for s in around)])
    end = max([span.end, *(s.end for s in around)])
    before, after = document.text[start : span.start], document.text[span.end : end]
    if len(before) > _LONGEST_CONTEXT:
        before = "… " + before[-_LONGEST_CONTEXT:].partition(" ")[2]
    if len(after) > _LONGEST_CONTEXT:
        after = after[:_LONGEST_CONTEXT].rpartition(" ")[0] + " …"
    return Quote(before, span.text, after)
