"""The local address of pages and API: hands each request to the local CloudFront, under a name all programs know.

CloudFront's own local name ends in `.localhost`, which browsers know and most programs do not. Requests to
the API beyond the cap wait here: each one at the same time costs the local AWS a process of its own.
Text goes out compressed, as CloudFront and API Gateway do it and the local AWS does not.

python -m infra.local.front --port PORT --cloud PORT --host NAME
"""

import argparse
import asyncio
import gzip
from asyncio import StreamReader, StreamWriter

CAP = 8
HEAD = 64 * 1024
AWAY_BODY = (
    b'{"type": "https://antrean.example/problems/busy", "title": "Sedang gangguan / Out of order", '
    b'"status": 503, "detail": "The local AWS does not run: make up"}'
)
AWAY = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nRetry-After: 1\r\n"
    b"Connection: close\r\nContent-Length: %d\r\n\r\n%s"
) % (len(AWAY_BODY), AWAY_BODY)
BODILESS = (b"204", b"304")
COMPRESSED_FROM = 1000
"""Bytes below which CloudFront sends a text as it is; the API's own limit is set to the same."""
TEXT = (b"text/", b"application/json", b"application/problem+json", b"image/svg+xml")


async def relay(
    reader: StreamReader, writer: StreamWriter, cloud: int, host: str, cap: asyncio.Semaphore
) -> None:
    """Serve one client's connection: request after request, each over to the cloud and back."""
    try:
        while head := await _head(reader):
            method, target, _ = head.split(b"\r\n", 1)[0].split(b" ", 2)
            body = await _body(reader, head)
            if target.startswith(b"/api/"):
                async with cap:
                    answer = await _ask(cloud, host, head, body, method)
            else:
                answer = await _ask(cloud, host, head, body, method)
            writer.write(_compressed(answer, head))
            await writer.drain()
    except ConnectionRefusedError:
        writer.write(AWAY)
    except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        pass  # the client or the cloud went away in the middle; the client asks again
    finally:
        writer.close()


async def _ask(cloud: int, host: str, head: bytes, body: bytes, method: bytes) -> bytes:
    """The cloud's whole answer with a length that the client can rely on."""
    reader, writer = await asyncio.open_connection("127.0.0.1", cloud, limit=HEAD)
    try:
        writer.write(_addressed(head, host, len(body)) + body)
        answer = await _head(reader)
        status = answer.split(b" ", 2)[1]
        bare = method == b"HEAD" or status in BODILESS
        payload = b"" if bare else await _body(reader, answer)
    finally:
        writer.close()
    first, *fields = answer.rstrip(b"\r\n").split(b"\r\n")
    dropped = (b"transfer-encoding:", b"connection:", b"keep-alive:") + (
        () if bare else (b"content-length:",)
    )
    kept = [field for field in fields if not field.lower().startswith(dropped)]
    if not bare:
        kept.append(b"Content-Length: %d" % len(payload))
    return b"\r\n".join([first, *kept, b"Connection: keep-alive", b"", b""]) + payload


def _compressed(answer: bytes, asked: bytes) -> bytes:
    """The answer as it goes over a real wire; unchanged for who does not take gzip, and where it gains little."""
    head, _, body = answer.partition(b"\r\n\r\n")
    fields = _fields(head)
    kind = fields.get(b"content-type", b"")
    takes = b"gzip" in _fields(asked).get(b"accept-encoding", b"")
    if not takes or len(body) < COMPRESSED_FROM or not kind.startswith(TEXT) or b"content-range" in fields:
        return answer
    small = gzip.compress(body, mtime=0)
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length:")]
    told = [b"Content-Encoding: gzip", b"Vary: Accept-Encoding", b"Content-Length: %d" % len(small)]
    return b"\r\n".join([*kept, *told, b"", b""]) + small


def _addressed(head: bytes, host: str, length: int) -> bytes:
    first, *fields = head.rstrip(b"\r\n").split(b"\r\n")
    # The local CloudFront, unlike the real one, finds no behaviour for a path with a line break: let it stay escaped.
    path, *query = first.split(b"?", 1)
    first = b"?".join([path.replace(b"%0A", b"%250A").replace(b"%0a", b"%250a"), *query])
    dropped = (b"host:", b"connection:", b"expect:", b"transfer-encoding:", b"content-length:")
    kept = [field for field in fields if not field.lower().startswith(dropped)]
    told = [b"Host: " + host.encode(), b"Connection: close", b"Content-Length: %d" % length]
    return b"\r\n".join([first, *kept, *told, b"", b""])


async def _head(reader: StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


async def _body(reader: StreamReader, head: bytes) -> bytes:
    fields = _fields(head)
    if fields.get(b"transfer-encoding") == b"chunked":
        return await _chunks(reader)
    if b"content-length" in fields:
        return await reader.readexactly(int(fields[b"content-length"]))
    return b""


def _fields(head: bytes) -> dict[bytes, bytes]:
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return {name.strip().lower(): value.strip().lower() for name, _, value in lines}


async def _chunks(reader: StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readline()
    while (await reader.readline()).strip():
        pass
    return body


async def serve(port: int, cloud: int, host: str) -> None:
    """Listen on loopback until ended."""
    cap = asyncio.Semaphore(CAP)

    async def connected(reader: StreamReader, writer: StreamWriter) -> None:
        await relay(reader, writer, cloud, host, cap)

    async with await asyncio.start_server(connected, "127.0.0.1", port, limit=HEAD) as server:
        await server.serve_forever()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--cloud", type=int, required=True)
    options.add_argument("--host", required=True)
    told = options.parse_args()
    asyncio.run(serve(told.port, told.cloud, told.host))
