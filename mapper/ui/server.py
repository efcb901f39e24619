"""Serving the app on this machine, and to this machine only."""

from __future__ import annotations

import os
import socket
import sys
from importlib import resources
from pathlib import Path
from typing import NoReturn

from mapper.errors import EnvironmentMissing

__all__ = ["CONFIG_VARIABLE", "serve", "server_command"]

CONFIG_VARIABLE = "SAYTARA_CONFIG"
"""The environment variable that names the file of settings."""

_HOST = "127.0.0.1"
_SETTINGS = {
    "server.address": _HOST,
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
}
"""Said on the command line, where no config file of the user's can undo it."""


def serve(
    project: Path | None,
    *,
    port: int = 8501,
    browser: bool = True,
    config: Path | None = None,
) -> NoReturn:
    """Become the server of the app; this does not return.

    The process is replaced, so that whatever stops it stops the server itself.

    Parameters
    ----------
    project : Path or None
        The project to open; without one the page says how to make it.
    port : int
        The port on this machine.
    browser : bool
        Whether to open the browser.
    config : Path, optional
        A file of settings; the app takes those of the map.

    Raises
    ------
    EnvironmentMissing
        If the port is taken or may not be used.
    """
    _check_port(port)
    if config is not None:
        os.environ[CONFIG_VARIABLE] = str(config)
    command = server_command(project, port=port, browser=browser)
    os.execv(command[0], command)  # noqa: S606 - our own command, without a shell


def server_command(project: Path | None, *, port: int, browser: bool) -> list[str]:
    """Give the command that serves the app.

    >>> server_command(Path("syria.gpkg"), port=8501, browser=True)[-2:]
    ['--', 'syria.gpkg']
    """
    settings = {**_SETTINGS, "server.port": str(port), "server.headless": str(not browser).lower()}
    entry = str(resources.files("mapper.ui").joinpath("entry.py"))
    options = [f"--{name}={value}" for name, value in settings.items()]
    command = [sys.executable, "-m", "mapper.ui", "run", entry, *options]
    return command if project is None else [*command, "--", str(project)]


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        # as the server will ask for it: a port that was just left is free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise EnvironmentMissing(
                f"Port {port} cannot be used ({error.strerror}); choose another, "
                f"for example --port {port % 65535 + 1}."
            ) from None
