"""The body of a reply, unpacked under a limit."""

import zlib
from collections.abc import Callable, Iterator

from digest.sources.net.errors import FetchError

_CHUNK = 1 << 16
_GZIP_OR_ZLIB = 47
_RAW = -15


def read_body(
    read: Callable[[int], bytes], *, encoding: str | None, most_bytes: int, where: str
) -> bytes:
    """All of a body, packed or not. Raises FetchError where it is larger than `most_bytes`.

    Neither more than that is read nor more than that is unpacked, however well it was packed.
    """
    packing = (encoding or "identity").strip().lower()
    if packing in {"", "identity"}:
        pieces = _chunks(read)
    elif packing in {"gzip", "x-gzip", "deflate"}:
        pieces = _unpack(_chunks(read), most_bytes, where)
    else:
        raise FetchError(f"the server packs its reply as '{packing}'", where=where)
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > most_bytes:
            raise FetchError(f"is larger than {most_bytes / 1e6:g} MB", where=where)
    return bytes(body)


def _chunks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while chunk := read(_CHUNK):
        yield chunk


def _unpack(chunks: Iterator[bytes], most_bytes: int, where: str) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    packed = 0
    for chunk in chunks:
        packed += len(chunk)
        if packed > most_bytes:
            raise FetchError(f"is larger than {most_bytes / 1e6:g} MB", where=where)
        try:
            yield unpacker.decompress(chunk, _CHUNK)
        except zlib.error as error:
            if packed > len(chunk):
                raise FetchError("the reply is packed wrongly", where=where) from error
            # "deflate" often comes without the header it should have.
            unpacker = zlib.decompressobj(_RAW)
            try:
                yield unpacker.decompress(chunk, _CHUNK)
            except zlib.error as again:
                raise FetchError("the reply is packed wrongly", where=where) from again
        while unpacker.unconsumed_tail:
            yield unpacker.decompress(unpacker.unconsumed_tail, _CHUNK)
        if unpacker.eof:
            return
    if packed:
        raise FetchError("the reply broke off", where=where, temporary=True)
