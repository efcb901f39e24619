"""The errors and warnings of the gazetteer.

::

    GazetteerError
    ├── SourceError (ValueError)       a file that should hold places cannot be read as one
    ├── GazetteerFileError (ValueError)    a gazetteer file that is corrupt, or of another version
    ├── InstallError (RuntimeError)    a download that cannot be had or is not whole
    ├── TargetError (OSError)          a file that cannot be written; the old one is whole
    └── GeocoderError (RuntimeError)   an online geocoder that is not set up, or does not answer

    GazetteerWarning (UserWarning)     rows left out, the rest kept

Each error also descends from the built-in that fits. A message is one sentence or two: what was
found, what was expected, what to do next.
"""

__all__ = [
    "GazetteerError",
    "GazetteerFileError",
    "GazetteerWarning",
    "GeocoderError",
    "InstallError",
    "SourceError",
    "TargetError",
]


class GazetteerError(Exception):
    """The root of all errors that the gazetteer raises on purpose."""


class SourceError(GazetteerError, ValueError):
    """A file that should hold places cannot be read as one."""


class GazetteerFileError(GazetteerError, ValueError):
    """A gazetteer file is corrupt, is no gazetteer, or was made by a later version."""


class InstallError(GazetteerError, RuntimeError):
    """A download cannot be had, or what came is not whole."""


class TargetError(GazetteerError, OSError):
    """A file cannot be written; what was there before is whole."""


class GeocoderError(GazetteerError, RuntimeError):
    """An online geocoder is not set up, or does not answer."""


class GazetteerWarning(UserWarning):
    """Some rows were left out and the rest was kept."""
