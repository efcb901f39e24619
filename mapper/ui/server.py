"""Starting the app: a Streamlit server on this machine alone."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

from mapper.errors import EnvironmentMissing

__all__ = ["serve", "server_command"]

_HOST = "localhost"


def serve(project: Path | None, *, port: int, browser: bool) -> None:
    """Run the app until it is stopped with Ctrl-C.

    Parameters
    ----------
    project : Path or None
        The project file to open.
    port : int
        The port on this machine; the app is not reachable from others.
    browser : bool
        Whether to open the browser.

    Raises
    ------
    EnvironmentMissing
        If the port is taken.
    """
    _check_port(port)
    try:
        code = subprocess.run(server_command(project, port=port, browser=browser)).returncode  # noqa: S603
    except KeyboardInterrupt:
        return
    if code not in (0, 130, -2):
        raise EnvironmentMissing("The app stopped with an error; the lines above say why.")


def server_command(project: Path | None, *, port: int, browser: bool) -> list[str]:
    """Give the command that serves the app: no network, no usage statistics, no questions."""
    options = {
        "server.port": str(port),
        "server.address": _HOST,
        "server.headless": str(not browser).lower(),
        "server.showEmailPrompt": "false",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "theme.base": "light",
    }
    entry = Path(__file__).with_name("entry.py")
    command = [sys.executable, "-m", "streamlit", "run", str(entry)]
    command += [f"--{name}={value}" for name, value in options.items()]
    return [*command, "--", str(project.resolve())] if project is not None else command


def _check_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise EnvironmentMissing(
                f"Port {port} is taken by another program; choose another: "
                f"saytara app --port {port + 1}"
            ) from None
