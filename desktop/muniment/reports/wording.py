"""The few words that the paper itself says, in the language of the document."""

from muniment.domain.frozen import frozen


@frozen
class Wording:
    """Words and sentences with places for numbers in braces."""

    page_of: str
    page: str
    contents: str
    copy: str
    journal: str
    figure: str
    no_glyph: str
    and_more: str
    right_to_left: str
    no_anchor: str
    shortened: str


_ENGLISH = Wording(
    page_of="page {page} of {pages}",
    page="p. {page}",
    contents="Contents",
    copy="copy {number}",
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
    copy="nüsxə {number}",
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
    copy="экз. {number}",
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
