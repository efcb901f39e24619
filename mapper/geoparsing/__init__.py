"""From a document to its toponyms, each resolved to a place or known to be unresolved."""

from mapper.geoparsing.doubts import Doubt, DoubtfulName, PutAt, doubtful_names
from mapper.geoparsing.mentions import Mentions, find_mentions

__all__ = ["Doubt", "DoubtfulName", "Mentions", "PutAt", "doubtful_names", "find_mentions"]
