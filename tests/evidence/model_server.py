"""A local server that answers as an OpenAI-compatible one does, with whatever a test tells it to say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Answer = Callable[[dict[str, Any]], object]
"""From the body of a request to the content of the answer: a text as it is, anything else as JSON."""


class ModelServer:
    """`url` is its address, `asked` the bodies of the requests that came, `headers` their headers."""

    def __init__(self, answer: Answer, *, status: int = 200) -> None:
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                outer.asked.append(body)
                outer.headers.append(dict(self.headers))
                content = answer(body)
                text = content if isinstance(content, str) else json.dumps(content)
                data = json.dumps({"choices": [{"message": {"content": text}}]}).encode()
                self.send_response(status)
                if status in {301, 302, 307}:
                    self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def start(self) -> None:
        Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self.close()

    def close(self) -> None:
        self._server.server_close()


@contextmanager
def model_server(answer: Answer, *, status: int = 200) -> Iterator[ModelServer]:
    """A server that runs as long as the block."""
    server = ModelServer(answer, status=status)
    server.start()
    try:
        yield server
    finally:
        server.stop()
