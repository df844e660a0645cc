"""Unpacks a member of a package, whatever it claims to be: bounded, or refused."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from quiz.deflate import isal
from quiz.model import Unusable

_RATIO = 200
_SPARED = 16 << 20
"""Bytes up to which any ratio of compression is believed."""
_CHUNK = 1 << 18
_PIECE = 1 << 16
"""Bytes that are read at once, to be inflated."""


def unpack(archive: ZipFile, name: str, packed: bool, most: int, target: IO[bytes]) -> None:
    """Unpack a member, whatever size it claims. Raises Unusable where it swells beyond bounds."""
    info = archive.getinfo(name)
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unusable(f"{name!r} is compressed in a way that Anki does not use")
    believed = _SPARED + _RATIO * max(info.compress_size, 0)
    done = 0
    with _member(archive, info) as member:
        source: Any = _unpacked(member) if packed else member
        while chunk := source.read(_CHUNK):
            done += len(chunk)
            if done > believed:
                raise Unusable(f"{name!r} unpacks to far more than a package holds")
            if done > most:
                size = f"over {most >> 20} MiB when it is unpacked"
                raise Unusable(f"{name!r} is {size}: export fewer decks at a time")
            target.write(chunk)


@contextmanager
def _member(archive: ZipFile, info: ZipInfo) -> Iterator[Any]:
    """What reads a member: by ISA-L, where there is one for this machine, in half of the time."""
    isal_zlib = isal()
    if isal_zlib is None or info.compress_type != ZIP_DEFLATED:
        with archive.open(info) as member:
            yield member
        return
    raw = copy(info)  # its bytes as they lie in the package
    raw.compress_type, raw.file_size = ZIP_STORED, info.compress_size
    del raw.CRC
    with archive.open(raw) as member:
        yield _Inflated(member, info, isal_zlib)


class _Inflated:
    """Inflates a member as `zipfile` does: no more than it claims, and its checksum must be right.

    Raises zlib.error and BadZipFile.
    """

    def __init__(self, raw: IO[bytes], info: ZipInfo, isal_zlib: Any) -> None:  # noqa: ANN401
        self._raw = raw
        self._isal = isal_zlib
        self._inflate = isal_zlib.decompressobj(-isal_zlib.MAX_WBITS)
        self._rest = b""
        self._left, self._crc, self._wanted = info.file_size, 0, info.CRC
        self._done = False

    def read(self, size: int) -> bytes:
        """Some of what is left; nothing at the end."""
        while not self._done:
            data = self._rest or self._raw.read(_PIECE)  # at its end there may be more to come out
            try:
                chunk: bytes = self._inflate.decompress(data, size)
            except self._isal.error as error:
                raise zlib.error(str(error)) from error
            self._rest = self._inflate.unconsumed_tail
            stands = not chunk and len(self._rest) == len(data)
            chunk = chunk[: self._left]
            self._left -= len(chunk)
            self._done = stands or self._inflate.eof or self._left <= 0
            self._crc = self._isal.crc32(chunk, self._crc)
            if chunk:
                return chunk
        if self._crc != self._wanted:
            raise BadZipFile("a member has another checksum than it should")
        return b""


def _unpacked(member: IO[bytes]) -> Any:  # noqa: ANN401 - a reader
    import zstandard

    return _Zstd(zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(member))


class _Zstd:
    """Errors of zstandard as those of a damaged file, and so is an end that comes too early."""

    def __init__(self, reader: Any) -> None:  # noqa: ANN401 - of zstandard
        self._reader = reader

    def read(self, size: int) -> bytes:
        import zstandard

        try:
            return self._reader.read(size)  # type: ignore[no-any-return]
        except zstandard.ZstdError as error:
            raise ValueError(str(error)) from error
