"""The logo: a small picture is taken, and nothing that runs, asks for something or fills the memory."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from relapse_cli.settings.logo import LARGEST, UnsoundLogoError, read_logo


def chunk(name: bytes, data: bytes = b"") -> bytes:
    """A part of a PNG with its checksum."""
    return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)


def png(wide: int = 1, high: int = 1) -> bytes:
    """A PNG of one grey point, which says it is this large."""
    size = chunk(b"IHDR", wide.to_bytes(4) + high.to_bytes(4) + b"\x08\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + size + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND")


def svg(inside: str = "", more: str = "") -> bytes:
    """An SVG with something in it."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" {more}>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png(), "png"),
        (svg('<path d="M0 0h1"/>'), "svg"),
        (svg('<g id="g"/><use href="#g" fill="url(#g)"/>'), "svg"),
    ],
)
def test_a_sound_picture_is_taken_as_it_is(tmp_path: Path, data: bytes, kind: str) -> None:
    """Its bytes come back unchanged, with the kind that they are, whatever the name of the file."""
    path = tmp_path / "logo"
    path.write_bytes(data)
    logo = read_logo(path)
    assert (logo.kind, logo.data) == (kind, data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "CONFIG_041"),
        (b"GIF89a", "CONFIG_041"),
        (b"<html/>", "CONFIG_041"),
        (png()[:-4], "CONFIG_041"),
        (png() + b"more", "CONFIG_041"),
        (png().replace(b"IDAT", b"IDAX"), "CONFIG_041"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IEND"), "CONFIG_041"),
        (b"\x89PNG\r\n\x1a\n", "CONFIG_041"),
        (png(wide=60_000), "CONFIG_042"),
        (png(high=0), "CONFIG_042"),
        (b"x" * (LARGEST + 1), "CONFIG_042"),
        (svg("<script>alert(1)</script>"), "CONFIG_041"),
        (svg("<style>@import 'https://example.org'</style>"), "CONFIG_041"),
        (svg("<foreignObject/>"), "CONFIG_041"),
        (svg('<image href="https://example.org/x.png"/>'), "CONFIG_041"),
        (svg('<image xmlns:l="http://www.w3.org/1999/xlink" l:href="file:///etc/passwd"/>'), "CONFIG_041"),
        (svg('<path fill="url(https://example.org)"/>'), "CONFIG_041"),
        (svg('<path style="fill: url( //example.org )"/>'), "CONFIG_041"),
        (svg('<path style="fill:u\\72l(//example.org)"/>'), "CONFIG_041"),
        (svg('<set attributeName="href" to="javascript:alert(1)"/>'), "CONFIG_041"),
        (svg(more='onload="alert(1)"'), "CONFIG_041"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "CONFIG_041"),
        (b'<?xml-stylesheet href="https://example.org"?>' + svg(), "CONFIG_041"),
        (svg()[:-3], "CONFIG_041"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    """What is damaged, too large, runs, or asks for something from elsewhere is not taken."""
    path = tmp_path / "logo.png"
    path.write_bytes(data)
    with pytest.raises(UnsoundLogoError) as refused:
        read_logo(path)
    assert refused.value.kind.code == code


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe, a folder and a name with nothing behind it are told as what cannot be read."""
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", ".", "none", "a\0b"):
        with pytest.raises(UnsoundLogoError) as refused:
            read_logo(tmp_path / name)
        assert refused.value.kind.code == "CONFIG_040"
