"""The few words that the paper itself says, in the language of the document."""

from muniment.domain.frozen import frozen
from muniment.reports.document import PageFoot, PageHead


@frozen
class Wording:
    """Words and sentences with places for numbers in braces."""

    page_of: str
    page: str
    contents: str
    document: str
    copy_head: str
    code_head: str
    page_head: str
    counted_through: str
    copy: str
    copies: str
    journal: str
    figure: str
    no_glyph: str
    and_more: str
    right_to_left: str
    no_anchor: str
    shortened: str

    def of_copy(self, head: PageHead) -> str:
        """The number of the copy, or of the first and the last; "" where there is none."""
        if head.last_copy:
            return self.copies.format(first=head.copy_number, last=head.last_copy)
        return self.copy.format(number=head.copy_number) if head.copy_number else ""

    def of_journal(self, foot: PageFoot) -> str:
        """The head of the journal; "" where there is none."""
        return self.journal.format(head=foot.journal_head) if foot.journal_head else ""


_ENGLISH = Wording(
    page_of="page {page} of {pages}",
    page="p. {page}",
    contents="Contents",
    document="Document",
    copy_head="Copy",
    code_head="Case file",
    page_head="Page",
    counted_through="Pages are counted through this whole file; each document has a count of its own as well.",
    copy="copy {number}",
    copies="copies {first} to {last}",
    journal="journal {head}",
    figure="Figure",
    no_glyph="No font has a glyph for {characters}: the number is printed instead.",
    and_more="{listed} and {count} more",
    right_to_left="Right-to-left text is marked [RTL] and printed from left to right in the order of its storage.",
    no_anchor="A reference to a page leads nowhere: “?” is printed.",
    shortened="A text at the edge of a page or in a figure was too long for its place and was shortened.",
)
_AZERBAIJANI = Wording(
    page_of="səhifə {page} / {pages}",
    page="səh. {page}",
    contents="Mündəricat",
    document="Sənəd",
    copy_head="Nüsxə",
    code_head="İş",
    page_head="Səhifə",
    counted_through="Səhifələr bütün fayl üzrə sayılıb; hər sənədin öz səhifə sayı da var.",
    copy="nüsxə {number}",
    copies="nüsxələr {first} – {last}",
    journal="jurnal {head}",
    figure="Şəkil",
    no_glyph="Şriftlərdə {characters} işarəsi yoxdur: əvəzinə nömrəsi çap edilib.",
    and_more="{listed} və daha {count}",
    right_to_left="Sağdan sola yazılan mətn [RTL] ilə işarələnib və saxlandığı ardıcıllıqla soldan sağa çap edilib.",
    no_anchor="Səhifəyə istinadın ünvanı yoxdur: “?” çap edilib.",
    shortened="Səhifə kənarındakı və ya şəkildəki mətn yerinə sığmadığı üçün qısaldılıb.",
)
_RUSSIAN = Wording(
    page_of="стр. {page} из {pages}",
    page="с. {page}",
    contents="Содержание",
    document="Документ",
    copy_head="Экземпляр",
    code_head="Дело",
    page_head="Страница",
    counted_through="Страницы считаются по всему файлу; у каждого документа есть и свой счёт.",
    copy="экз. {number}",
    copies="экз. {first} – {last}",
    journal="журнал {head}",
    figure="Рисунок",
    no_glyph="В шрифтах нет знака {characters}: вместо него напечатан номер.",
    and_more="{listed} и ещё {count}",
    right_to_left="Текст, который пишется справа налево, отмечен [RTL] и напечатан слева направо в порядке хранения.",
    no_anchor="Ссылка на страницу никуда не ведёт: напечатан знак «?».",
    shortened="Текст на краю страницы или на рисунке не поместился и был сокращён.",
)
_BY_LANGUAGE = {"en": _ENGLISH, "az": _AZERBAIJANI, "ru": _RUSSIAN}


def wording(language: str) -> Wording:
    """The words in ``language``; English where there are none."""
    return _BY_LANGUAGE.get(language, _ENGLISH)
