"""The wire itself: a relay between browser and server that counts what passes, compressed as it is."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class Wire:
    """Passes bytes on, both ways, and counts them."""

    def __init__(self, server: str) -> None:
        self._target = (urlsplit(server).hostname, urlsplit(server).port)
        self._listener = socket.create_server(("localhost", 0))
        self._lock, self._count = threading.Lock(), 0
        self.address = f"http://localhost:{self._listener.getsockname()[1]}"

    def taken(self) -> int:
        """The bytes since the last call."""
        with self._lock:
            taken, self._count = self._count, 0
        return taken

    def accept(self) -> None:
        with suppress(OSError):  # closed at the end
            while True:
                browser, _ = self._listener.accept()
                server = socket.create_connection(self._target)
                for source, sink in ((browser, server), (server, browser)):
                    threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                with self._lock:
                    self._count += len(piece)
                sink.sendall(piece)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@contextmanager
def wire_to(server: str) -> Iterator[Wire]:
    wire = Wire(server)
    accepting = threading.Thread(target=wire.accept, daemon=True)
    accepting.start()
    try:
        yield wire
    finally:
        wire.close()
        accepting.join(timeout=5)
