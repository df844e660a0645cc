"""Members of a package come out as `zipfile` gives them, or are refused as it refuses them."""

import io
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.importing import unpack as unpacking
from quiz.importing.unpack import unpack
from quiz.model import Unusable

REFUSED = (
    BadZipFile, Unusable, zlib.error, KeyError, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip


def packed(content: bytes, method: int = ZIP_DEFLATED) -> bytearray:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        archive.writestr("m", content)
    return bytearray(buffer.getvalue())


def unpacked(data: bytes, most: int = 1 << 30) -> bytes | None:
    target = io.BytesIO()
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            unpack(archive, "m", False, most, target)
    except REFUSED:
        return None
    return target.getvalue()


def by_zipfile(data: bytes) -> bytes | None:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return archive.read("m")
    except REFUSED:
        return None


CONTENTS = [b"", b"a", b"abc" * 1000, bytes(range(256)) * 40]


@given(
    st.sampled_from(CONTENTS),
    st.sampled_from([ZIP_DEFLATED, ZIP_STORED]),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=2),
)
def test_damage_is_seen_as_zipfile_sees_it(content, method, wrong):
    data = packed(content, method)
    for at, byte in wrong:
        data[at % (30 + len(data) // 2)] = byte
    found = by_zipfile(data)
    if found is None or not wrong:
        assert unpacked(data) == found
    else:  # of what is no better than damaged more may be refused, but nothing else comes out
        assert unpacked(data) in (found, None)
    if not wrong:
        assert found == content


@pytest.mark.parametrize("size", [0, 1, 1 << 16, (1 << 18) + 1, 3 << 20])
def test_all_sizes_come_out_whole(size):
    content = bytes(n * n % 251 for n in range(1000)) * (size // 1000) + b"x" * (size % 1000)
    assert unpacked(packed(content)) == content


@pytest.mark.parametrize("claimed", [0, 10, 5000])
def test_a_wrong_size_does_no_harm(claimed):
    data = packed(b"abc" * 1000)
    size = (3000).to_bytes(4, "little")
    data = bytearray(bytes(data).replace(size, claimed.to_bytes(4, "little")))
    assert unpacked(data) == by_zipfile(data)


def test_what_swells_is_refused():
    data = io.BytesIO(packed(bytes(40 << 20)))
    with ZipFile(data) as archive, pytest.raises(Unusable, match="far more than a package holds"):
        unpack(archive, "m", False, 1 << 30, io.BytesIO())


def test_of_what_is_too_large_it_is_said_how_to_get_on():
    data = io.BytesIO(packed(b"abc" * (1 << 20)))
    with ZipFile(data) as archive, pytest.raises(Unusable, match=r"over 2 MiB .* fewer decks"):
        unpack(archive, "m", False, 2 << 20, io.BytesIO())


def test_without_isa_l_it_is_the_same(monkeypatch):
    monkeypatch.setattr(unpacking, "isal", lambda: None)
    assert unpacked(packed(b"abc" * 1000)) == b"abc" * 1000
