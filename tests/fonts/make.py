#!/usr/bin/env python3
"""Makes SquareOne.ttf: a face whose glyphs are all one em wide, so that lines can be counted by hand.

Needs fontTools (pip install fonttools). The face is our own, under the licences of this repository.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 1000
# ASCII, and what the tool itself prints: no-break space, dashes, bullets, ellipsis, tick, cross.
CHARACTERS = [*range(0x20, 0x7F), 0xA0, 0x2013, 0x2014, 0x2022, 0x2026, 0x25E6, 0x2713, 0x2717]
# Of no width: it stands on the letter before.
ACUTE = 0x301


def box(inset: int):
    """A square inside the em, smaller the larger the inset."""
    pen = TTGlyphPen(None)
    corners = [(inset, inset), (inset, 700 - inset), (EM - inset, 700 - inset), (EM - inset, inset)]
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def main() -> None:
    names = {code: f"u{code:04X}" for code in [*CHARACTERS, ACUTE]}
    order = [".notdef", *names.values()]
    empty = TTGlyphPen(None).glyph()
    blank = {names[0x20], names[0xA0]}
    glyphs = {name: empty if name in blank else box(50 + 2 * (index % 60)) for index, name in enumerate(order)}
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder(order)
    font.setupCharacterMap(names_to_codes(names))
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics({name: (0 if name == names[ACUTE] else EM, 50) for name in order})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Square One", "styleName": "Regular", "psName": "SquareOne"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200, sCapHeight=700, sxHeight=500)
    font.setupPost()
    font.setupHead(unitsPerEm=EM, created=0, modified=0)
    font.font.recalcTimestamp = False
    font.save(Path(__file__).with_name("SquareOne.ttf"))


def names_to_codes(names: dict[int, str]) -> dict[int, str]:
    """The character map; the face has a glyph for each of its characters and no other."""
    return dict(sorted(names.items()))


if __name__ == "__main__":
    main()
