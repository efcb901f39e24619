"""Small dumps in the format of GeoNames, and a server that gives them out, well or badly."""

from __future__ import annotations

import hashlib
import io
import random
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_NOISE = random.Random(7).randbytes(200_000)  # so that a zip has some length to break off in


def place_row(
    geoname_id: int, name: str, lat: float, lon: float, country: str, *, code: str = "PPL"
) -> str:
    """One row of CC.txt: 19 columns, as readme.txt of GeoNames names them."""
    fields = [str(geoname_id), name, name, "", str(lat), str(lon), "P", code, country, ""]
    fields += ["07", "", "", "", "1200", "", "300", "Asia/Damascus", "2024-01-01"]
    return "\t".join(fields) + "\n"


def name_row(row_id: int, geoname_id: int, language: str, name: str) -> str:
    """One row of alternatenames/CC.txt: 10 columns."""
    return "\t".join([str(row_id), str(geoname_id), language, name, *[""] * 6]) + "\n"


def zipped(members: Mapping[str, str], *, noise: bool = True) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
        if noise:
            archive.writestr("readme.txt", _NOISE)
    return file.getvalue()


SYRIA = {
    "SY.zip": zipped(
        {
            "SY.txt": place_row(9000001, "Tell Saytara", 35.101, 38.202, "SY")
            + place_row(9000002, "Khirbat Saytara", 35.303, 38.404, "SY")
        }
    ),
    "alternatenames/SY.zip": zipped(
        {
            "SY.txt": name_row(1, 9000001, "ar", "تل سيطرة")
            + name_row(2, 9000002, "ar", "خربة سيطرة")
        }
    ),
}
IRAQ = {
    "IQ.zip": zipped({"IQ.txt": place_row(9000003, "Qalat Saytara", 34.1, 42.2, "IQ")}),
    "alternatenames/IQ.zip": zipped({"IQ.txt": name_row(3, 9000003, "ar", "قلعة سيطرة")}),
}


def write_mirror(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Lay the files out as a mirror on this machine does."""
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return folder


class Request:
    """What a turn of the server may do: look at what is asked, and answer."""

    def __init__(self, handler: BaseHTTPRequestHandler, body: bytes | None) -> None:
        self._handler = handler
        self.asked = handler.headers
        self.body = body

    def answer(
        self, status: int, body: bytes = b"", *, length: int | None = None, **headers: str
    ) -> None:
        self._handler.send_response(status)
        self._handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.end_headers()
        self._handler.wfile.write(body)


Turn = Callable[[Request], None]


def properly(request: Request) -> None:
    """Answer as a good server does, with ranges and conditions."""
    if request.body is None:
        request.answer(404)
        return
    body = request.body
    etag = etag_of(body)
    start = request.asked.get("Range", "bytes=0-").removeprefix("bytes=").removesuffix("-")
    ranged = "Range" in request.asked and request.asked.get("If-Range") in (None, etag)
    if request.asked.get("If-None-Match") == etag:
        request.answer(304, ETag=etag)
    elif not ranged:
        request.answer(200, body, ETag=etag, Content_Type="application/zip")
    elif int(start) >= len(body):
        request.answer(416, Content_Range=f"bytes */{len(body)}")
    else:
        span = f"bytes {start}-{len(body) - 1}/{len(body)}"
        request.answer(206, body[int(start) :], ETag=etag, Content_Range=span)


def etag_of(body: bytes) -> str:
    return f'"{hashlib.md5(body).hexdigest()}"'


class DumpServer:
    """A server of files; `turns` are the odd answers that come first, then it behaves.

    `seen` holds the path and the headers of each request.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.turns: list[Turn] = []
        self.seen: list[tuple[str, Mapping[str, str]]] = []
        self.released = threading.Event()
        self.url = ""

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.removeprefix("/dump/")
        self.seen.append((path, dict(handler.headers)))
        turn = self.turns.pop(0) if self.turns else properly
        turn(Request(handler, self.files.get(path)))
        handler.close_connection = True

    @property
    def ranges(self) -> list[str | None]:
        """The Range of each request."""
        return [headers.get("Range") for _, headers in self.seen]


@contextmanager
def serving(files: Mapping[str, bytes]) -> Iterator[DumpServer]:
    server = DumpServer(files)
    with local_server(server.handle) as address:
        server.url = f"{address}/dump"
        try:
            yield server
        finally:
            server.released.set()


@contextmanager
def local_server(handle: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """Have every request handled in threads on this machine; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            handle(self)

        def do_POST(self) -> None:
            handle(self)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_port}"
        finally:
            http.shutdown()
            thread.join()
