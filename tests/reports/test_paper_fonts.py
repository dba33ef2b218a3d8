from pathlib import Path

import pytest
from tests.reports.reading import document, squeezed, text_of

from muniment.reports.document import Paragraph, Run, Text
from muniment.reports.fonts import Notes, typeface
from muniment.reports.pdf import to_pdf
from muniment.reports.wording import wording

FONTS = Path(__file__).parents[2] / "resources" / "fonts"

ALPHABETS = {
    "Azerbaijani": "AaBbCcÇçDdEeƏəFfGgĞğHhXxIıİiJjKkQqLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZz",
    "Russian": "АаБбВвГгДдЕеЁёЖжЗзИиЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя",
    "Cyrillic of the neighbours": "ІіЇїЄєҐґЎўЂђЈјЉљЊњЋћЏџҒғҚқҢңҮүҰұҺһӘәӨөӀӏ",
    "Turkish and European": "ÂâÎîÛûÄäßÑñŁłŻżŹźĆćŃńÓóĘęĄąŠšŽžČčŘřĚěŮůŐőŰűȘșȚțĐđÞþðÆæŒœ",
    "Georgian": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "Armenian": "ԱաԲբԳգԴդԵեԶզԷէԸըԹթԺժԻիԼլԽխԾծԿկՀհՁձՂղՃճՄմՅյՆնՇշՈոՉչՊպՋջՌռՍսՎվՏտՐրՑցՒւՓփՔքՕօՖֆև",
    "Greek": "ΑαΒβΓγΔδΕεΖζΗηΘθΙιΚκΛλΜμΝνΞξΟοΠπΡρΣσςΤτΥυΦφΧχΨψΩωάέήίόύώ",
    "signs": "0123456789.,;:!?()[]{}<>&%@#§†‡№…–—‘’“”„«»/\\|_+=*€£₺₼₽₾→←↑↓↔✓✗☐☑☒■□▲",
}


@pytest.mark.parametrize("name", ALPHABETS)
@pytest.mark.parametrize("emphasis", ["plain", "bold", "italic"])
def test_every_letter_is_read_back_from_paper(name: str, emphasis: str) -> None:
    letters = ALPHABETS[name]
    runs: dict[str, Text] = {
        "plain": (Run(letters),),
        "bold": (Run(letters, "bold"),),
        "italic": (Run(letters, "italic"),),
    }
    rendered = to_pdf(document(Paragraph(runs[emphasis])))
    assert (letters in squeezed(text_of(rendered.data)), rendered.warnings) == (True, ())


@pytest.mark.parametrize(
    ("family", "emphasis"), [("serif", "plain"), ("serif", "bold"), ("sans", "plain"), ("sans", "bold")]
)
def test_all_figures_are_equally_wide(family: str, emphasis: str) -> None:
    widths = typeface(family, emphasis).main.widths
    assert len({widths[figure] for figure in "0123456789"}) == 1


def test_no_invisible_character_has_an_empty_glyph_to_hide_behind() -> None:
    notes = Notes(wording("en"))
    assert typeface("serif", "plain").printable("a\u200d\u202eb", notes) == "a[U+200D][U+202E]b"


def test_a_word_is_measured_as_the_sum_of_its_letters() -> None:
    face = typeface("serif", "plain")
    [unit] = face.units("Dəniz")
    assert unit.width == sum(face.main.widths[letter] for letter in "Dəniz")


def test_licences_lie_beside_fonts_of_modest_size() -> None:
    names = {file.name for file in FONTS.iterdir()}
    size = sum(file.stat().st_size for file in FONTS.glob("*.ttf"))
    assert ({"OFL-Noto.txt", "LICENSE-DejaVu.txt", "README.md"} <= names, size < 3_000_000) == (True, True)
