"""The errors and warnings of Saytara.

::

    SaytaraError
    ├── InputError (ValueError)         what the user gave cannot be used
    │   ├── DocumentError               a file or line that should hold documents
    │   ├── ClaimError                  a line that should hold a claim
    │   └── ConfigError                 a config file or one of its values
    ├── RecordError (ValueError)        a record that contradicts itself
    ├── ProjectError (ValueError)       a project file that is corrupt, or of another version
    ├── ExportError (ValueError)        a target that cannot be written, or an unknown ending
    ├── ExtractorError (RuntimeError)   documents that an extractor could not read
    └── EnvironmentMissing (RuntimeError)   a port, program or package that this machine lacks

    SaytaraWarning (UserWarning)
    └── SkippedInput                    a broken line or file was left out; the rest was kept

Each error also descends from the built-in that fits. A message is one sentence or two: what was
found, what was expected, what to do next. The command line prints it as it stands and exits with 1.
"""

__all__ = [
    "ClaimError",
    "ConfigError",
    "DocumentError",
    "EnvironmentMissing",
    "ExportError",
    "ExtractorError",
    "InputError",
    "ProjectError",
    "RecordError",
    "SaytaraError",
    "SaytaraWarning",
    "SkippedInput",
]


class SaytaraError(Exception):
    """The root of all errors that Saytara raises on purpose."""


class InputError(SaytaraError, ValueError):
    """What the user gave cannot be used."""


class DocumentError(InputError):
    """A file or line that should hold documents does not."""


class ClaimError(InputError):
    """A line that should hold a claim does not."""


class ConfigError(InputError):
    """A config file, or a value in it, is not valid."""


class RecordError(SaytaraError, ValueError):
    """A record contradicts itself, like an interval that ends before it starts."""


class ProjectError(SaytaraError, ValueError):
    """A project file is corrupt, is no project, or was made by a later version."""


class ExportError(SaytaraError, ValueError):
    """An export cannot be written: unknown ending, or a target that refuses."""


class ExtractorError(SaytaraError, RuntimeError):
    """Documents could not be read by the extractor that was chosen."""


class EnvironmentMissing(SaytaraError, RuntimeError):  # noqa: N818 - says what is, reads better
    """Something this machine lacks: a free port, a program, a package."""


class SaytaraWarning(UserWarning):
    """The root of the warnings that Saytara gives."""


class SkippedInput(SaytaraWarning):
    """A broken line or file was left out and the rest was kept."""
