"""A download is whole or not at all, whatever the server does. No test waits."""

from __future__ import annotations

import base64
import hashlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dumps import DumpServer, Request, Turn, etag_of, serving

from gazetteer.download import Fetcher, MissingFileError
from gazetteer.errors import InstallError

BODY = random.Random(1).randbytes(300_000)
OTHER = random.Random(2).randbytes(300_000)


@pytest.fixture
def server() -> Iterator[DumpServer]:
    with serving({"SY.zip": BODY}) as server:
        yield server


class Client:
    """A fetcher that does not sleep, but remembers how long it would have."""

    def __init__(self, server: DumpServer, target: Path) -> None:
        self.waits: list[float] = []
        self.target = target
        self._server = server

    def fetch(self, *, name: str = "SY.zip", **more: object) -> bytes:
        with Fetcher(timeout_s=0.3, sleep=self.waits.append) as fetcher:
            address = f"{self._server.url}/{name}"
            self.stored = fetcher.fetch(address, self.target, lambda _: None, **more)  # type: ignore[arg-type]
        return self.target.read_bytes()

    @property
    def left(self) -> list[str]:
        """What stands beside the target."""
        return sorted(p.name for p in self.target.parent.iterdir() if p != self.target)


@pytest.fixture
def client(server: DumpServer, tmp_path: Path) -> Client:
    return Client(server, tmp_path / "SY.zip")


def breaks_off(request: Request) -> None:
    body = request.body or b""
    request.answer(200, body[: len(body) // 2], length=len(body), ETag=etag_of(body))


def refuses(status: int, **headers: str) -> Turn:
    return lambda request: request.answer(status, b"no", **headers)


def test_a_whole_file(client: Client, server: DumpServer) -> None:
    assert client.fetch() == BODY
    assert client.stored.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (client.stored.size, client.stored.etag) == (len(BODY), etag_of(BODY))
    assert client.left == []
    assert server.seen[0][1]["User-Agent"].startswith("saytara/")


def test_what_broke_off_is_gone_on_with(client: Client, server: DumpServer) -> None:
    server.turns = [breaks_off]
    assert client.fetch() == BODY
    start = int(str(server.ranges[1]).removeprefix("bytes=").removesuffix("-"))
    assert 0 < start <= len(BODY) // 2
    assert server.seen[1][1]["If-Range"] == etag_of(BODY)
    assert client.waits == [1]
    assert client.left == []


def test_what_broke_off_is_gone_on_with_by_the_next_run(client: Client, server: DumpServer) -> None:
    server.turns = [breaks_off, *[refuses(503)] * 3]
    with pytest.raises(InstallError, match="run it again to go on"):
        client.fetch()
    assert client.left == ["SY.zip.part", "SY.zip.part.json"]
    assert client.fetch() == BODY
    assert str(server.ranges[-1]).startswith("bytes=")


def test_a_server_without_ranges_sends_it_all_again(client: Client, server: DumpServer) -> None:
    server.turns = [breaks_off, lambda request: request.answer(200, BODY)]
    assert client.fetch() == BODY


def test_a_file_that_changed_meanwhile_is_begun_anew(client: Client, server: DumpServer) -> None:
    def changes(request: Request) -> None:
        breaks_off(request)
        server.files["SY.zip"] = OTHER

    server.turns = [changes]
    assert client.fetch() == OTHER


def test_a_part_of_another_version_is_not_taken(client: Client, server: DumpServer) -> None:
    """A server that ignores If-Range sends the tail of the new file behind the old head."""

    def tail_of_other(request: Request) -> None:
        start = int(request.asked["Range"].removeprefix("bytes=").removesuffix("-"))
        span = f"bytes {start}-{len(OTHER) - 1}/{len(OTHER)}"
        request.answer(206, OTHER[start:], ETag=etag_of(OTHER), Content_Range=span)

    server.files["SY.zip"] = OTHER
    server.turns = [
        lambda request: request.answer(200, BODY[:150_000], length=300_000, ETag=etag_of(BODY)),
        tail_of_other,
    ]
    assert client.fetch() == OTHER


def test_a_range_beyond_the_end_is_begun_anew(client: Client, server: DumpServer) -> None:
    server.turns = [breaks_off, refuses(416)]
    assert client.fetch() == BODY
    assert server.ranges[2] is None


def test_a_weak_etag_is_no_ground_to_go_on(client: Client, server: DumpServer) -> None:
    server.turns = [
        lambda request: request.answer(200, BODY[:9], length=300_000, ETag='W/"1"'),
    ]
    assert client.fetch() == BODY
    assert server.ranges == [None, None]


def test_a_length_that_is_too_long(client: Client, server: DumpServer) -> None:
    server.turns = [lambda r: r.answer(200, BODY, length=len(BODY) + 9, ETag='"1"')] * 4
    with pytest.raises(InstallError, match="broke off"):
        client.fetch()
    assert not client.target.exists()
    assert client.waits == [1, 2, 4]


def test_trouble_at_the_server_passes(client: Client, server: DumpServer) -> None:
    server.turns = [refuses(500), refuses(500)]
    assert client.fetch() == BODY
    assert client.waits == [1, 2]


def test_retry_after_is_kept(client: Client, server: DumpServer) -> None:
    server.turns = [refuses(429, Retry_After="17")]
    assert client.fetch() == BODY
    assert client.waits == [17]


@pytest.mark.parametrize("after", ["3600", "Fri, 31 Dec 2999 23:59:59 GMT"])
def test_a_long_retry_after_is_told(client: Client, server: DumpServer, after: str) -> None:
    server.turns = [refuses(429, Retry_After=after)]
    with pytest.raises(InstallError, match="asks to wait"):
        client.fetch()
    assert client.waits == []


@pytest.mark.parametrize("after", ["soon", "-3", "Fri, 31 Dec 1999 23:59:59 GMT", ""])
def test_a_retry_after_without_sense_is_none(
    client: Client, server: DumpServer, after: str
) -> None:
    server.turns = [refuses(503, Retry_After=after)]
    assert client.fetch() == BODY
    assert client.waits == [1]


@pytest.mark.parametrize("status", [401, 403, 418])
def test_a_refusal_is_not_asked_again(client: Client, server: DumpServer, status: int) -> None:
    server.turns = [refuses(status)]
    with pytest.raises(InstallError, match=f"HTTP {status}.*--mirror"):
        client.fetch()
    assert client.waits == []


def test_what_is_not_there(client: Client) -> None:
    with pytest.raises(MissingFileError, match=r"XX\.zip"):
        client.fetch(name="XX.zip")
    assert client.waits == []


def test_a_web_page_is_no_file(client: Client, server: DumpServer) -> None:
    server.turns = [refuses(200, Content_Type="text/html; charset=utf-8")]
    with pytest.raises(InstallError, match="web page"):
        client.fetch()
    assert client.left == []


def test_a_server_that_hangs(client: Client, server: DumpServer) -> None:
    server.turns = [lambda request: server.released.wait() and None] * 4
    with pytest.raises(InstallError, match="silent"):
        client.fetch()


def test_a_server_that_hangs_half_way(client: Client, server: DumpServer) -> None:
    def hangs(request: Request) -> None:
        breaks_off(request)
        server.released.wait()

    server.turns = [hangs]
    assert client.fetch() == BODY
    assert server.ranges[1] is not None


def test_no_network(tmp_path: Path) -> None:
    with serving({}) as server:
        gone = server.url
    with Fetcher(sleep=lambda _: None) as fetcher, pytest.raises(InstallError) as told:
        fetcher.fetch(f"{gone}/SY.zip", tmp_path / "SY.zip", lambda _: None)
    assert "cannot be reached" in str(told.value)
    assert "saytara gazetteer build" in str(told.value)
    assert "--mirror" in str(told.value)


def test_a_disk_that_is_full(client: Client) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    client.target.with_name("SY.zip.part").symlink_to("/dev/full")
    with pytest.raises(InstallError, match=r"No space left.*make room"):
        client.fetch()
    assert not client.target.exists()


def test_a_file_that_is_whole_and_held_is_not_sent_again(
    client: Client, server: DumpServer
) -> None:
    client.fetch()
    first = client.stored
    client.fetch(known=first)
    assert client.stored is first
    assert server.seen[1][1]["If-None-Match"] == first.etag
    server.files["SY.zip"] = OTHER
    assert client.fetch(known=first) == OTHER


def sha256(body: bytes) -> str:
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


def md5(body: bytes) -> str:
    return base64.b64encode(hashlib.md5(body).digest()).decode()


DIGESTS: list[Callable[[bytes], dict[str, str]]] = [
    lambda body: {"Repr_Digest": f"sha-256=:{sha256(body)}:"},
    lambda body: {"Digest": f"SHA-256={sha256(body)},unixsum=30637"},
    lambda body: {"Digest": f"md5={md5(body)}"},
    lambda body: {"Content_MD5": md5(body)},
]


@pytest.mark.parametrize("digest", DIGESTS)
def test_the_digest_of_the_server_is_compared(
    client: Client, server: DumpServer, digest: Callable[[bytes], dict[str, str]]
) -> None:
    server.turns = [lambda request: request.answer(200, BODY, **digest(OTHER))]
    with pytest.raises(InstallError, match="other bytes"):
        client.fetch()
    assert client.left == []
    server.turns = [lambda request: request.answer(200, BODY, **digest(BODY))]
    assert client.fetch() == BODY


@pytest.mark.parametrize("digest", ["sha-256=:AAAA:", "sha-256=:!:", "crc32c=AAAAAA==", ","])
def test_a_digest_without_sense_is_passed_over(
    client: Client, server: DumpServer, digest: str
) -> None:
    server.turns = [lambda request: request.answer(200, BODY, Repr_Digest=digest)]
    assert client.fetch() == BODY


def test_the_digest_of_a_whole_is_compared_with_the_whole(
    client: Client, server: DumpServer
) -> None:
    """A resumed answer tells the digest of the file, not of the part that it brings."""

    def rest(request: Request) -> None:
        start = int(request.asked["Range"].removeprefix("bytes=").removesuffix("-"))
        span = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
        request.answer(
            206,
            BODY[start:],
            Content_Range=span,
            Repr_Digest=f"sha-256=:{sha256(BODY)}:",
            Content_MD5=md5(BODY[start:]),
        )

    server.turns = [breaks_off, rest]
    assert client.fetch() == BODY


def test_a_failed_check_leaves_nothing_and_the_old_file_whole(
    client: Client, server: DumpServer
) -> None:
    def refuse(_: Path) -> None:
        raise InstallError("no zip")

    client.fetch()
    server.files["SY.zip"] = OTHER
    with Fetcher() as fetcher, pytest.raises(InstallError, match="no zip"):
        fetcher.fetch(f"{server.url}/SY.zip", client.target, refuse)
    assert client.target.read_bytes() == BODY
    assert client.left == []


@pytest.mark.parametrize("note", ["", "[]", "{", '{"url": 3}', '{"url": "http://other"}'])
def test_a_part_without_a_fitting_note_is_begun_anew(
    client: Client, server: DumpServer, note: str
) -> None:
    client.target.with_name("SY.zip.part").write_bytes(OTHER[:1000])
    client.target.with_name("SY.zip.part.json").write_text(note, encoding="utf-8")
    assert client.fetch() == BODY
    assert server.ranges == [None]


def test_progress_tells_how_far_it_is(server: DumpServer, tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    with Fetcher(progress=lambda *how_far: told.append(how_far)) as fetcher:
        fetcher.fetch(f"{server.url}/SY.zip", tmp_path / "SY.zip", lambda _: None)
    assert told[-1] == ("SY.zip", len(BODY), len(BODY))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


@pytest.mark.parametrize("as_url", [True, False])
def test_a_folder_of_this_machine_is_a_mirror(tmp_path: Path, as_url: bool) -> None:
    source = tmp_path / "a b" / "SY.zip"
    source.parent.mkdir()
    source.write_bytes(BODY)
    address = source.as_uri() if as_url else str(source)
    with Fetcher() as fetcher:
        stored = fetcher.fetch(address, tmp_path / "to" / "SY.zip", lambda _: None)
        assert (tmp_path / "to" / "SY.zip").read_bytes() == BODY
        assert stored.url == source.as_uri()
        with pytest.raises(MissingFileError, match="alternatenames"):
            fetcher.fetch(f"{address}x", tmp_path / "to" / "SY.zip", lambda _: None)


def test_an_address_of_another_kind_is_told(tmp_path: Path) -> None:
    with Fetcher() as fetcher, pytest.raises(InstallError, match="ftp://x"):
        fetcher.fetch("ftp://x/SY.zip", tmp_path / "SY.zip", lambda _: None)
