"""From a document to its toponyms, each resolved to a place or known to be unresolved."""

from mapper.geoparsing.mentions import find_mentions

__all__ = ["find_mentions"]
