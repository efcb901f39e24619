"""Where Saytara keeps what a user installs: one folder, which SAYTARA_DATA can move."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["GAZETTEER_FILE", "data_folder", "installed_path"]

GAZETTEER_FILE = "gazetteer.gpkg"


def data_folder() -> Path:
    """Give the folder of the user's own data; it need not exist yet.

    The environment variable SAYTARA_DATA names another one: on a shared disk, or in tests.

    >>> from unittest.mock import patch
    >>> with patch.dict("os.environ", SAYTARA_DATA="/tmp/saytara/none"):
    ...     data_folder().as_posix(), installed_path()
    ('/tmp/saytara/none', None)
    """
    named = os.environ.get("SAYTARA_DATA")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("saytara", appauthor=False)


def installed_path() -> Path | None:
    """Give the gazetteer file made by `saytara gazetteer install`, or None if there is none."""
    path = data_folder() / GAZETTEER_FILE
    return path if path.is_file() else None
