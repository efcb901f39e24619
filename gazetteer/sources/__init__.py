"""Where places come from, one module a source."""

from gazetteer.sources.builtin import builtin_places

__all__ = ["builtin_places"]
