"""Slow clients lose their connection; quick ones keep it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

import malmoi
from malmoi.web import search_app
from malmoi.web.serving.impatient import ImpatientProtocol

REQUEST = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Hasty(ImpatientProtocol):
    """As the server's, with less patience."""

    seconds = 0.5


@pytest.fixture
def address(samples: malmoi.Index) -> Iterator[tuple[str, int]]:
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        search_app(samples), http=Hasty, ws="none", log_level="warning", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield listening.getsockname()
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.mark.parametrize("beginning", [b"", b"G", REQUEST[:-2]])
def test_a_request_that_does_not_arrive(address: tuple[str, int], beginning: bytes) -> None:
    """A client that sends nothing, or headers that never end, is cut off, however it drips."""
    with socket.create_connection(address, timeout=10) as client:
        client.sendall(beginning)
        began = time.monotonic()
        assert client.recv(1000) == b""
        assert time.monotonic() - began < 8


def test_a_quick_client_keeps_its_connection(address: tuple[str, int]) -> None:
    """Requests on one connection are answered for longer than one of them may take, and a slow second one is cut off."""
    with socket.create_connection(address, timeout=10) as client:
        for _ in range(4):
            client.sendall(REQUEST)
            answer = b""
            while not answer.endswith(b"}"):
                answer += client.recv(4000)
            assert answer.startswith(b"HTTP/1.1 200")
            time.sleep(0.3)
        client.sendall(REQUEST[:20])
        assert client.recv(1000) == b""
