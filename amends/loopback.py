"""Carries httpx's requests to a process of this house over connections that stay open, at little cost.

httpx's own transport looks for optional modules and walks through many layers on every request: one to two
milliseconds and more of a turn, on the thread that serves every conversation. Between two processes of one
machine there is no proxy, no TLS and no HTTP/2, so plain streams and one parser do.
"""

import asyncio
from collections.abc import Mapping

import httptools
import httpx

LARGEST_READ = 1 << 16
Timeouts = Mapping[str, float | None]


class _Answer:
    """What the parser finds; httptools calls these methods by their names."""

    def __init__(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self.keeps_open = False
        self._headers: list[tuple[bytes, bytes]] = []
        self._body: list[bytes] = []
        self.complete = False

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header line."""
        self._headers.append((name, value))

    def on_body(self, part: bytes) -> None:
        """A part of the body; chunks arrive without their sizes."""
        self._body.append(part)

    def on_message_complete(self) -> None:
        """The last byte was read; only now does the parser know whether the connection stays open."""
        self.keeps_open = bool(self._parser.should_keep_alive())
        self.complete = True

    def feed(self, part: bytes) -> None:
        """Read on."""
        self._parser.feed_data(part)

    def response(self) -> httpx.Response:
        """The whole answer."""
        content = b"".join(self._body)
        return httpx.Response(self._parser.get_status_code(), headers=self._headers, content=content)


class _Connection:
    """One open connection, used by one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @property
    def is_usable(self) -> bool:
        """Whether the other side has kept it open, as far as is known here."""
        return not (self._reader.at_eof() or self._writer.is_closing())

    async def exchange(self, sent: bytes) -> tuple[httpx.Response, bool]:
        """Send the bytes of a request; the response, and whether the connection may be used again."""
        self._writer.write(sent)
        answer = _Answer()
        while not answer.complete:
            part = await self._reader.read(LARGEST_READ)
            if not part:
                raise httpx.RemoteProtocolError("the connection ended before the answer did")
            answer.feed(part)
        return answer.response(), answer.keeps_open

    def close(self) -> None:
        """Close it at once."""
        self._writer.close()


def transport_for(url: str) -> httpx.AsyncBaseTransport:
    """The lean transport for plain HTTP, and httpx's own for everything else."""
    # Never through a proxy from the environment: it must not see customers' messages.
    plain = httpx.URL(url).scheme == "http"
    return LoopbackTransport() if plain else httpx.AsyncHTTPTransport(trust_env=False)


class LoopbackTransport(httpx.AsyncBaseTransport):
    """A transport for `httpx.AsyncClient`: plain HTTP/1.1, and the answer read whole.

    It raises httpx's own errors. Nothing is sent twice: what fails, fails.
    """

    def __init__(self) -> None:
        self._idle: dict[tuple[str, int], list[_Connection]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and read its answer, within the request's own timeouts."""
        timeouts: Timeouts = request.extensions.get("timeout", {})
        place = (request.url.host, request.url.port or 80)
        sent = _as_bytes(request, await request.aread())
        connection = self._take_idle(place) or await _connect(place, timeouts.get("connect"))
        reusable = False
        try:
            async with asyncio.timeout(timeouts.get("read")):
                response, reusable = await connection.exchange(sent)
            return response
        except TimeoutError as error:
            raise httpx.ReadTimeout("no answer in time", request=request) from error
        except OSError as error:
            raise httpx.ReadError(str(error), request=request) from error
        except httptools.HttpParserError as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from error
        finally:
            # Also when the request was cancelled: a late answer must not be taken for the next one's.
            if reusable:
                self._idle.setdefault(place, []).append(connection)
            else:
                connection.close()

    async def aclose(self) -> None:
        """Close what is open."""
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle.clear()

    def _take_idle(self, place: tuple[str, int]) -> _Connection | None:
        connections = self._idle.get(place, [])
        while connections:
            connection = connections.pop()
            if connection.is_usable:
                return connection
            connection.close()
        return None


async def _connect(place: tuple[str, int], timeout_s: float | None) -> _Connection:
    try:
        async with asyncio.timeout(timeout_s):
            return _Connection(*await asyncio.open_connection(*place))
    except TimeoutError as error:
        raise httpx.ConnectTimeout("no connection in time") from error
    except OSError as error:
        raise httpx.ConnectError(str(error)) from error


def _as_bytes(request: httpx.Request, content: bytes) -> bytes:
    lines = [b"%s %s HTTP/1.1" % (request.method.encode("ascii"), request.url.raw_path)]
    lines += [b"%s: %s" % line for line in request.headers.raw]
    return b"\r\n".join([*lines, b"", content])
