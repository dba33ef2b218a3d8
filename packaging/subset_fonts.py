"""Cut the fonts that are bundled with Muniment out of the fonts that Debian ships.

    apt-get download fonts-noto-core fonts-dejavu-core
    for package in *.deb; do dpkg-deb -x "$package" unpacked; done
    python packaging/subset_fonts.py unpacked resources/fonts

Reports set plain characters one after the other, so hints and layout tables go; every character of the scripts below
stays. The run ends with a failure if one of the characters that must be there is not.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

NOTO = ("NotoSerif-Regular", "NotoSerif-Bold", "NotoSerif-Italic", "NotoSans-Regular", "NotoSans-Bold")
DEJAVU = ("DejaVuSans", "DejaVuSans-Bold")

# Latin and its extensions, Greek, Cyrillic, punctuation, currencies, letterlike signs, number forms.
NOTO_RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x036F),
    (0x0370, 0x03FF),
    (0x0400, 0x052F),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1EFF),
    (0x1F00, 0x1FFF),
    (0x2000, 0x206F),
    (0x2070, 0x20CF),
    (0x2100, 0x218F),
    (0x2C60, 0x2C7F),
    (0x2DE0, 0x2DFF),
    (0xA640, 0xA69F),
    (0xA720, 0xA7FF),
    (0xFB00, 0xFB06),
)
# Characters of one font's own making mean nothing elsewhere. Of the pictographs DejaVu has a few, and not all of those
# in bold; in black on white at this size one face is not told from another, its number is.
LEFT_OUT = frozenset((*range(0xE000, 0xF900), *range(0x1F000, 0x20000)))
# What has no mark of its own is printed as its number, so an empty glyph for it would only hide it.
UNSEEN = frozenset(
    (
        *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
        *range(0x180B, 0x1810),
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xFFF0, 0xFFFC),
    )
)
MUST_STAY = (
    "0123456789 ABCXYZabcxyz.,;:!?()[]{}<>&%@#§†‡№…–—‘’“”„«»/\\|_-+=*"
    "ÄÖÜäöüßÇçĞğİıŞşƏəÑñÂâÊêÎîÔôÛûŁłŽžČčŐő"
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяІіЇїЄєҐґЂђЈјҒғҚқҢңҮүҰұҺһӘәӨө"
    "ΑΒΓΔΩαβγδωάέήίόύώς€£₺₼₽₾"
)
FALLBACK_MUST_STAY = "აბგდევზჰԱԲԳաբգև→←↑↓↔⇒✓✗☐☑☒■□▪●○▲►◆★אבתابتث٠١"


def wanted(font: TTFont, name: str) -> set[int]:
    """The characters of ``font`` that the cut keeps."""
    there = set(font.getBestCmap()) - UNSEEN
    if name in DEJAVU:
        return there - LEFT_OUT
    return {code for code in there if any(first <= code <= last for first, last in NOTO_RANGES)}


def cut(source: Path, target: Path) -> set[int]:
    """Write the cut of ``source`` to ``target``; returns the characters that can be read back from it."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(hinting=False, layout_features=[], notdef_outline=True, recalc_bounds=True, glyph_names=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "STAT", "DSIG", "FFTM", "meta"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    keep = wanted(font, source.stem)
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)
    font.save(target)
    left = set(TTFont(target).getBestCmap())
    lost = keep - left
    if lost:
        raise SystemExit(f"{source.stem}: lost {len(lost)} characters")
    return left


def main(unpacked: Path, target: Path) -> None:
    """Cut all fonts found below ``unpacked`` into ``target``."""
    for name in (*NOTO, *DEJAVU):
        [source] = unpacked.rglob(f"{name}.ttf")
        left = cut(source, target / f"{name}.ttf")
        must = MUST_STAY if name in NOTO else FALLBACK_MUST_STAY
        missing = [character for character in must if ord(character) not in left]
        if missing:
            raise SystemExit(f"{name}: lacks {' '.join(missing)}")
        size = (target / f"{name}.ttf").stat().st_size
        sys.stdout.write(f"{name}: {len(left)} characters, {size} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
