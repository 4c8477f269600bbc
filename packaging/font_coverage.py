"""Write down which characters the shipped fonts can draw.

Run `python packaging/font_coverage.py` after a font has changed. The fonts are Noto Sans Regular and Bold
2.004 as Debian packs them (fonts-noto-core 20201225), byte for byte. Reading a font takes longer than
typesetting a plan, so what it covers is kept beside it.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "relapse_cli" / "formats" / "press" / "fonts"


def covered_by_all() -> list[int]:
    """The code points that every one of the fonts has, in order."""
    maps = [set(TTFont(path).getBestCmap()) for path in sorted(FONTS.glob("*.ttf"))]
    return sorted(set.intersection(*maps))


def as_ranges(codes: list[int]) -> list[str]:
    """Neighbours as one range of hexadecimal numbers, both ends included."""
    starts = [code for place, code in enumerate(codes) if place == 0 or codes[place - 1] != code - 1]
    ends = [code for place, code in enumerate(codes) if codes[place + 1 : place + 2] != [code + 1]]
    return [f"{start:04X}-{end:04X}" for start, end in zip(starts, ends, strict=True)]


def coverage_text() -> str:
    """What stands in the file, one range a line."""
    return "\n".join(as_ranges(covered_by_all())) + "\n"


if __name__ == "__main__":
    (FONTS / "coverage.txt").write_text(coverage_text(), "ascii")
