"""Which articles of which treaties an act may engage: data, for counsel to confirm."""

from collections.abc import Iterable, Mapping
from dataclasses import field

from muniment.domain.datafile import Entry, read_whole
from muniment.domain.frozen import frozen


@frozen
class Article:
    """One article: its number, and what it protects or demands."""

    id: str
    titles: Mapping[str, str] = field(hash=False)

    def title(self, language: str = "en") -> str:
        """What the article is about, in a language, else in English."""
        return self.titles.get(language) or self.titles.get("en", "")


@frozen
class Treaty:
    """One treaty with those of its articles that the file names."""

    id: str
    titles: Mapping[str, str] = field(hash=False)
    short_titles: Mapping[str, str] = field(hash=False)
    articles: tuple[Article, ...] = ()

    def title(self, language: str = "en") -> str:
        """The treaty's name in a language, else in English."""
        return self.titles.get(language) or self.titles.get("en", self.id)

    def short_title(self, language: str = "en") -> str:
        """The treaty's initials in a language, else in English."""
        return self.short_titles.get(language) or self.short_titles.get("en", self.id)


@frozen
class Rights:
    """Treaties in the order of the file; which of their articles acts and purposes engage, as (treaty, article)."""

    treaties: tuple[Treaty, ...]
    by_act: Mapping[str, frozenset[tuple[str, str]]] = field(hash=False)
    by_purpose: Mapping[str, frozenset[tuple[str, str]]] = field(hash=False)

    def engaged(self, act: str, purposes: Iterable[str] = ()) -> frozenset[tuple[str, str]]:
        """The articles that an act for such purposes may engage; none for an act that the file does not name."""
        found = self.by_act.get(act, frozenset())
        return found.union(*(self.by_purpose.get(purpose, frozenset()) for purpose in purposes))


def parse_rights(raw: Mapping[str, object]) -> Rights:
    """What a data file says. Raises InvalidInput with every fault in it."""
    return read_whole(raw, "", _read_rights)


def _read_rights(entry: Entry) -> Rights:
    treaties = tuple(_read_treaty(inner) for inner in entry.tables("treaty"))
    known = {(treaty.id, article.id) for treaty in treaties for article in treaty.articles}
    acts = dict(_read_engaged(inner, known) for inner in entry.tables("act"))
    purposes = dict(_read_engaged(inner, known) for inner in entry.tables("purpose"))
    entry.no_more()
    return Rights(treaties, acts, purposes)


def _read_treaty(entry: Entry) -> Treaty:
    treaty = Treaty(
        id=entry.text("id", required=True),
        titles=entry.labels("title"),
        short_titles=entry.labels("short_title"),
        articles=tuple(_read_article(inner) for inner in entry.tables("article")),
    )
    entry.no_more()
    return treaty


def _read_article(entry: Entry) -> Article:
    article = Article(entry.text("id", required=True), entry.labels("title"))
    entry.no_more()
    return article


def _read_engaged(entry: Entry, known: set[tuple[str, str]]) -> tuple[str, frozenset[tuple[str, str]]]:
    """One act or purpose with its articles, each written "echr 3"."""
    found = set()
    for named in entry.texts("articles"):
        treaty, _, article = named.partition(" ")
        if (treaty, article) not in known:
            entry.blame("articles", f"no such article above: {named}")
        found.add((treaty, article))
    name = entry.text("id", required=True)
    entry.no_more()
    return name, frozenset(found)
