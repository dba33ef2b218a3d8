"""Pictures of exhibits, and what becomes of files that are made to do harm."""

import os
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from shlex import quote
from typing import Any

import pytest
from PIL import Image

from muniment.host import preview
from muniment.host.preview import CannotShow, Look, Picture, Preview

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
RED, WHITE = b"\x00\x00\xff", b"\xff\xff\xff"  # blue, green, red


def image(form: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 20), **rest: object) -> bytes:
    file = BytesIO()
    colour: Any = {"RGB": (255, 0, 0), "RGBA": (0, 0, 0, 0), "CMYK": (0, 255, 255, 0), "P": 0, "L": 0}.get(mode, 0)
    Image.new(mode, size, colour).save(file, form, **rest)
    return file.getvalue()


def pdf(content: str = "", *, box: str = "0 0 200 100", more: str = "", pages: int = 1) -> bytes:
    """A PDF whose pages share one content; nothing in it is compressed."""
    kids = " ".join(f"{10 + number} 0 R" for number in range(pages))
    parts = [
        "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
        f"2 0 obj <</Type/Pages/Kids[{kids}]/Count {pages}/MediaBox[{box}]>> endobj",
        f"4 0 obj <</Length {len(content)}>> stream\n{content}\nendstream endobj",
        more,
    ]
    parts += [
        f"{10 + number} 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>> endobj"
        for number in range(pages)
    ]
    return ("%PDF-1.4\n" + "\n".join(parts) + "\ntrailer <</Root 1 0 R>>\n%%EOF\n").encode("latin-1")


def seen(content: bytes, width: int = 40, page: int = 0) -> tuple[Look, Picture]:
    with closing(Preview(content)) as made:
        return made.look, made.picture(page, width)


def at(picture: Picture, x: int, y: int) -> bytes:
    place = 4 * (y * picture.width + x)
    return picture.pixels[place : place + 3]


def refused(content: bytes) -> str:
    with pytest.raises(CannotShow) as why, closing(Preview(content)) as made:
        made.picture(0, 400)
    return str(why.value)


# --- what can be shown ---


@pytest.mark.parametrize("content", [image(), pdf("1 0 0 rg 0 0 50 50 re f")], ids=["picture", "document"])
def test_nothing_of_a_picture_lets_anything_shine_through(content: bytes) -> None:
    """A window may draw what says so black."""
    assert set(seen(content)[1].pixels[3::4]) == {255}


def test_the_words_of_a_page_can_be_read_and_a_picture_has_none() -> None:
    font = "5 0 obj <</Font<</F 6 0 R>>>> endobj 6 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj"
    content = pdf("BT /F 12 Tf 10 50 Td (copy 0001-7KQM) Tj ET", more=font, pages=2).replace(
        b"<</XObject<</X 5 0 R>>>>", b"5 0 R"
    )
    with closing(Preview(content)) as made:
        assert [made.text(page).strip() for page in (0, 1)] == ["copy 0001-7KQM"] * 2
    with closing(Preview(image())) as made:
        assert made.text(0) == ""


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGB"), ("JPEG", "RGB"), ("JPEG", "CMYK")])
def test_a_picture_is_shown_in_its_colours(form: str, mode: str) -> None:
    _look, picture = seen(image(form, mode))
    assert (picture.width, picture.height) == (40, 20)
    assert all(abs(one - other) < 12 for one, other in zip(at(picture, 20, 10), RED, strict=True))


def test_a_large_picture_is_made_smaller_and_a_small_one_is_left_as_it_is() -> None:
    assert seen(image(size=(800, 400)), 100)[1].width == 100
    assert seen(image(size=(40, 20)), 800)[1].width == 40


def test_what_one_sees_through_is_white() -> None:
    assert at(seen(image(mode="RGBA"))[1], 5, 5) == WHITE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16"])
def test_pictures_of_any_depth_are_shown(mode: str) -> None:
    assert seen(image(mode=mode))[1].width == 40


def test_a_picture_is_turned_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    look, picture = seen(image("JPEG", exif=exif))
    assert (picture.width, picture.height) == (20, 40)
    assert look.sizes == ((15.0, 30.0),)


def test_a_photograph_of_fifty_million_pixels_is_shown() -> None:
    look, picture = seen(image("JPEG", size=(8192, 6144)), 3000)
    assert look.sizes == ((6144.0, 4608.0),)
    assert picture.width == 3000


def test_a_document_is_shown_page_by_page() -> None:
    look, picture = seen(pdf("1 0 0 rg 0 0 100 100 re f", pages=3), 200, 2)
    assert (look.is_document, look.pages, look.sizes) == (True, 3, ((200.0, 100.0),) * 3)
    assert (at(picture, 50, 50), at(picture, 150, 50)) == (RED, WHITE)


def test_no_more_pages_than_the_most_are_told_of() -> None:
    with closing(Preview(pdf(pages=preview.MOST_PAGES + 3))) as made:
        assert (made.look.pages, len(made.look.sizes)) == (preview.MOST_PAGES + 3, preview.MOST_PAGES)


def test_what_a_file_is_called_does_not_count_but_what_it_is() -> None:
    assert refused(b"GIF89a" + bytes(50)) == "Only PDF, PNG and JPEG can be shown here."
    assert refused(b"SYNTHETIC text") == "Only PDF, PNG and JPEG can be shown here."


def test_the_process_ends_with_the_preview() -> None:
    made = Preview(image())
    made.close()
    with pytest.raises(ProcessLookupError):
        os.kill(made.pid, 0)


# --- what is made to do harm ---


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *more: bytes, depth: int = 8, colours: int = 2) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IEND", b"")


def bomb(levels: int) -> bytes:
    """A page that draws ten forms, each of which draws ten others, and so on."""
    numbers = [5, *range(100, 100 + levels)]
    forms = [form(one, "/X Do " * 10, following) for one, following in pairwise(numbers)]
    return pdf("/X Do", more="\n".join([*forms, form(numbers[-1], "0 0 m 200 100 l 0 100 200 0 9 9 c S " * 10, 0)]))


def form(number: int, content: str, inner: int) -> str:
    """A form as a numbered object, in which X is another one."""
    kind = f"/Type/XObject/Subtype/Form/BBox[0 0 200 100]/Resources<</XObject<</X {inner} 0 R>>>>"
    return f"{number} 0 obj <<{kind}/Length {len(content)}>> stream\n{content}\nendstream endobj"


HARMFUL = {
    "a picture that says it is huge": png(60_000, 60_000),
    "one line of a million pixels, over and over": png(1_000_000, 60, chunk(b"IDAT", zlib.compress(bytes(3_000_001)))),
    "a picture cut off": image("JPEG", size=(400, 400))[:700],
    "a picture of nothing": png(0, 0),
    "only a beginning": b"\x89PNG\r\n\x1a\n",
    "a chunk longer than the file": png(4, 4, struct.pack(">I", 0x7FFFFFFF) + b"IDAT" + b"x"),
    "a text that unpacks to 200 MB": png(4, 4, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200 << 20)))),
    "a wrong sum": image()[:-6] + b"xx" + image()[-4:],
    "a document without pages": pdf(pages=0),
    "a document cut off": pdf("0 0 10 10 re f")[:60],
    "a document that is its own page": b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 1>> endobj\n"
    b"trailer <</Root 1 0 R>>\n%%EOF",
    "only the name of a document": b"%PDF-1.7\n" + bytes(500),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_hostile_file_ends_in_a_sentence_or_in_a_picture_of_bounded_size(name: str) -> None:
    with suppress(CannotShow), closing(Preview(HARMFUL[name])) as made:
        picture = made.picture(0, 4_000_000)
        assert picture.width * picture.height <= preview.MOST_SHOWN


def test_a_picture_that_says_it_is_huge_is_refused_before_it_is_unpacked() -> None:
    assert "million pixels" in refused(HARMFUL["a picture that says it is huge"])


@pytest.mark.parametrize("box", ["0 0 1e9 1e9", "0 0 1 20000", "0 0 0 0", "0 0 -5 nan"])
def test_pages_of_any_size_come_in_bounds(box: str) -> None:
    with closing(Preview(pdf(box=box))) as made:
        assert all(0 < side <= preview.LONGEST_SIDE for side in made.look.sizes[0])
        with suppress(CannotShow):
            picture = made.picture(0, 1_000_000)
            assert picture.width * picture.height <= preview.MOST_SHOWN


@pytest.mark.parametrize(("levels", "patience"), [(5, 1.0), (20, 30.0)])
def test_a_page_that_takes_all_time_or_memory_is_given_up(
    monkeypatch: pytest.MonkeyPatch, levels: int, patience: float
) -> None:
    monkeypatch.setattr(preview, "PATIENCE", patience)
    with closing(Preview(bomb(levels))) as made:
        with pytest.raises(CannotShow, match="took too long"):
            made.picture(0, 400)
        with pytest.raises(ProcessLookupError):
            os.kill(made.pid, 0)


def test_a_document_with_a_password_says_so() -> None:
    import pikepdf

    file = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as opened:
        opened.save(file, encryption=pikepdf.Encryption(owner="SYNTHETIC", user="SYNTHETIC", R=6))
    assert "protected by a password" in refused(file.getvalue())


def test_a_file_that_is_too_large_is_not_even_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "LARGEST_FILE", 1 << 20)
    assert "more than 1 MB" in refused(image() + bytes(1 << 20))


# --- a process that was taken over ---


class Lying:
    """Stands where the process is asked, with the answers of one that was taken over."""

    def __init__(self, answers: Iterator[bytes | None]) -> None:
        self._answers = answers

    def send(self, message: bytes) -> None:
        """Nobody is there to hear it."""

    def answer(self, _seconds: float) -> bytes | None:
        return next(self._answers)

    def close(self) -> None:
        """Nothing is to be ended."""


def lied_to(monkeypatch: pytest.MonkeyPatch, *answers: bytes | None) -> Preview:
    monkeypatch.setattr(preview, "Assistant", lambda _module, largest: Lying(iter(answers)))  # noqa: ARG005
    return Preview(image())


GOOD = preview.FINE + preview.HEAD.pack(b"i", 1) + preview.SIZE.pack(10, 10)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"+",
        b"-SYNTHETIC words of an intruder",
        preview.FINE + preview.HEAD.pack(b"i", 1),
        preview.FINE + preview.HEAD.pack(b"i", 1) + preview.SIZE.pack(float("nan"), 1),
        preview.FINE + preview.HEAD.pack(b"i", 1) + preview.SIZE.pack(1e300, 1),
        preview.FINE + preview.HEAD.pack(b"p", 9) + preview.SIZE.pack(1, 1) * (preview.MOST_PAGES + 1),
        None,
    ],
)
def test_what_it_says_of_a_file_is_measured_before_it_is_believed(
    monkeypatch: pytest.MonkeyPatch, answer: bytes | None
) -> None:
    with pytest.raises(CannotShow, match="made to do harm"):
        lied_to(monkeypatch, answer)


@pytest.mark.parametrize(
    "answer",
    [
        preview.FINE,
        preview.FINE + preview.PICTURE.pack(10, 10) + bytes(399),
        preview.FINE + preview.PICTURE.pack(0, 0),
        preview.FINE + preview.PICTURE.pack(1 << 31, 1 << 31) + bytes(400),
    ],
)
def test_a_picture_has_as_many_bytes_as_it_says(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    with pytest.raises(CannotShow, match="made to do harm"):
        lied_to(monkeypatch, GOOD, answer).picture(0, 10)


def test_a_program_in_one_piece_is_its_own_assistant(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    desktop = Path(preview.__file__).parents[2]
    start = "import sys; sys.frozen = True; from muniment.__main__ import main; main()"
    program = tmp_path / "muniment"
    path, python = quote(str(desktop)), quote(sys.executable)
    program.write_text(f'#!/bin/sh\nPYTHONPATH={path} exec {python} -c "{start}" "$@"\n')
    program.chmod(0o700)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert seen(image())[1].width == 40
