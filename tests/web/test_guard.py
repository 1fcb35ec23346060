"""The guard and the server under it: host names, slow clients, faults in the middle, compressed and kept responses."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from time import sleep

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from comity.law import Corpus
from comity.web import Settings, Site, create_app, guard, patience
from comity.web.guard import HEADERS, Guard, host_of
from comity.web.server import configuration

SECRET = "planted-secret-51b2"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost", "localhost"),
        ("localhost:8440", "localhost"),
        ("127.0.0.1:1", "127.0.0.1"),
        ("[::1]", "[::1]"),
        ("[::1]:8440", "[::1]"),
        ("[::1", ""),
        ("", ""),
        ("localhost:8440:evil", ""),
        ("[::1].evil.example", ""),
        ("localhost/evil", ""),
    ],
)
def test_the_name_is_told_from_its_port(header: str, name: str) -> None:
    assert host_of(header) == name


@pytest.mark.parametrize("host", ["LOCALHOST:8440", "127.0.0.1", "[::1]:8440", "[::1]"])
def test_a_named_host_is_answered_however_it_is_written(web: TestClient, host: str) -> None:
    assert web.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "[::1].evil.example",
        "[::2]",
        "",
        "evil.example:8440",
    ],
)
def test_any_other_host_is_refused(web: TestClient, host: str) -> None:
    answer = web.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("length", ["-1", "1e3", "²", "9" * 5_000, " ", "0x10"])
def test_a_length_that_is_none_is_refused(web: TestClient, length: str) -> None:
    answer = web.get("/", headers=[(b"content-length", length.encode("latin-1"))])
    assert answer.status_code == 413


def made(endpoint: object, settings: Settings | None = None) -> TestClient:
    """A client of one endpoint behind the guard."""

    def fault(_: Request, error: Exception) -> Response:
        raise ValueError(SECRET) from error  # the page that tells of a fault fails too

    app = Starlette(
        routes=[Route("/", endpoint, methods=["GET", "POST"])],  # type: ignore[arg-type]  # several shapes of endpoint
        middleware=[Middleware(Guard, settings=settings or Settings(), fault=fault)],
    )
    return TestClient(app, base_url="http://localhost")


def test_a_fault_of_the_page_that_tells_of_a_fault_is_told_in_a_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def endpoint(request: Request) -> Response:
        raise RuntimeError(SECRET)

    answer = made(endpoint).get("/")
    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert SECRET not in answer.text + caplog.text


def test_a_fault_in_the_middle_of_a_response_cuts_it_off(caplog: pytest.LogCaptureFixture) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"first"
        raise RuntimeError(SECRET)

    async def endpoint(request: Request) -> Response:
        return StreamingResponse(parts())

    with (
        served(
            Starlette(
                routes=[Route("/", endpoint)],
                middleware=[
                    Middleware(Guard, settings=Settings(), fault=lambda *_: PlainTextResponse("-"))
                ],
            )
        ) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as client,
    ):
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        received = everything(client)
    assert b"first" in received
    assert not received.endswith(b"0\r\n\r\n"), "a cut response must not look whole"
    assert SECRET not in caplog.text


def test_a_body_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.2)
    with (
        served(create_app(site)) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as client,
    ):
        client.sendall(
            b"POST /api/v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Content-Length: 100\r\n\r\n{"
        )
        received = everything(client)
    assert received.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in received


@pytest.mark.parametrize(
    "sent", [b"", b"GET / HTTP/1.1\r\nHost: local"], ids=["nothing", "half a head"]
)
def test_a_head_that_never_ends_is_given_up(
    monkeypatch: pytest.MonkeyPatch, site: Site, sent: bytes
) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.2)
    with (
        served(create_app(site)) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as client,
    ):
        if sent:
            client.sendall(sent)
        assert everything(client) == b""


def test_a_second_head_that_never_ends_is_given_up_too(
    monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.5)
    head = b"GET /static/style.css HTTP/1.1\r\nHost: localhost\r\n"
    with (
        served(create_app(site)) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as client,
    ):
        client.sendall(head + b"\r\n")
        assert client.recv(12) == b"HTTP/1.1 200"
        client.sendall(head)
        everything(client)  # ends only when the server closes


def test_a_head_without_end_of_size_is_refused(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        served(create_app(site)) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as client,
    ):
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: " + SECRET.encode() * 4_000)
        received = everything(client)
    assert received.startswith(b"HTTP/1.1 400 ")
    assert SECRET not in caplog.text


def test_a_length_and_chunks_together_are_no_way_in(site: Site) -> None:
    with (
        served(create_app(site)) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as client,
    ):
        client.sendall(
            b"POST /api/v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
            b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        received = everything(client)
    assert received.count(b"HTTP/1.1 ") == 1
    assert received.startswith(b"HTTP/1.1 400 ")


def test_the_log_of_the_server_holds_no_query(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.DEBUG),
        served(create_app(site)) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as client,
    ):
        client.sendall(
            f"GET /api/v1/law/{SECRET}?action={SECRET} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        assert b" 422 " in everything(client)
    assert any("/api/v1/law/{place} 422" in one.getMessage() for one in caplog.records)
    assert SECRET not in caplog.text


def test_a_response_goes_compressed_to_those_who_take_it_so(web: TestClient) -> None:
    plain = web.get("/api/v1/vocabulary", headers={"accept-encoding": "identity"})
    packed = web.get("/api/v1/vocabulary", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.json() == packed.json()
    assert "accept-encoding" in plain.headers["vary"].lower()
    assert plain.headers["etag"] == packed.headers["etag"]
    assert plain.headers["etag"].startswith("W/"), (
        "the same words in other bytes have a weak tag only"
    )
    held = web.get(
        "/api/v1/vocabulary",
        headers={"accept-encoding": "gzip", "if-none-match": plain.headers["etag"]},
    )
    assert (held.status_code, held.content) == (304, b"")
    assert "content-encoding" not in held.headers


def test_under_a_path_of_a_proxy_every_address_of_a_page_begins_with_it(corpus: Corpus) -> None:
    site = Site(corpus=corpus, settings=Settings(root_path="/law"))
    with TestClient(create_app(site), base_url="http://localhost") as web:
        text = web.get("/").text
        assert 'href="/law/static/style.css"' in text
        assert 'href="/"' not in text
        assert web.get("/openapi.json").json()["servers"] == [{"url": "/law"}]


# A real server on loopback.


class served:  # noqa: N801 -- reads as a sentence where it is used
    """A server in a thread; the port it took."""

    def __init__(self, app: Starlette) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.server = uvicorn.Server(configuration(app, host="127.0.0.1", port=self.port))
        self.thread = threading.Thread(target=lambda: asyncio.run(self.server.serve()), daemon=True)

    def __enter__(self) -> int:
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive()
            sleep(0.01)
        return self.port

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(30)


def everything(client: socket.socket) -> bytes:
    """What comes until the other side closes."""
    return b"".join(iter(lambda: _some(client), b""))


def _some(client: socket.socket) -> bytes:
    try:
        return client.recv(65_536)
    except ConnectionResetError:
        return b""


@pytest.fixture(autouse=True)
def _uvicorn_logs_pass_on() -> Iterator[None]:
    """Uvicorn's own set-up keeps its records from the root, and from these tests."""
    yield
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
