"""Dates as people type and read them, in three languages."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from muniment.domain.date_names import LANGUAGES, Sign, endings, months, signs, weekdays
from muniment.domain.date_words import shown, shown_short, understand, understand_or_none
from muniment.domain.dates import DateError, UncertainDate

TODAY = date(2027, 3, 1)
BETWEEN = "[2017-09-18..2017-09-20]"
PERIOD = "2017-09-18/2017-10-02"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("20 Sep 2017", "2017-09-20"),
        ("20th of SEPTEMBER, 2017", "2017-09-20"),
        ("September 20, 2017", "2017-09-20"),
        ("20sep2017", "2017-09-20"),
        ("20-Sep-2017", "2017-09-20"),
        ("2017\u201109\u201120", "2017-09-20"),  # hyphens as word processors write them
        ("20\u201009\u20102017", "2017-09-20"),
        ("[2017\u221209\u221218..2017\u221209\u221220]", BETWEEN),
        ("Sept 2017", "2017-09"),
        ("in 2017", "2017"),
        ("the 2010s", "201X"),
        ("about 20 Sep 2017", "2017-09-20~"),
        ("20 Sep 2017 (approx.)", "2017-09-20~"),
        ("c. Sept. 2017", "2017-09~"),
        ("perhaps 20 Sep 2017", "2017-09-20?"),
        ("possibly about 20 Sep 2017", "2017-09-20%"),
        ("between 18 and 20 Sep 2017", BETWEEN),
        ("18–20 Sep 2017", BETWEEN),
        ("18 - 20 Sep 2017", BETWEEN),
        ("18 Sep 2017 or 19 Sep 2017", "[2017-09-18..2017-09-19]"),
        ("about between 18 and 20 Sep 2017", "[2017-09-18~..2017-09-20~]"),
        ("between about 18 and 20 Sep 2017", "[2017-09-18~..2017-09-20]"),
        ("c. 18–20 Sep 2017", "[2017-09-18~..2017-09-20~]"),
        ("18 and 20 Sep 2017", BETWEEN),
        ("between 18 to 20 Sep 2017", BETWEEN),
        ("between 18-20 Sep 2017", BETWEEN),
        ("from 18 Sep - 2 Oct 2017", PERIOD),
        ("18 Sep until 2 Oct 2017", PERIOD),
        ("Wed 20 Sep 2017", "2017-09-20"),
        ("Wednesday, September 20, 2017", "2017-09-20"),
        ("Sep-Nov 2017", "[2017-09..2017-11]"),
        ("2015-2017", "[2015..2017]"),
        ("before 20 Sep 2017", "[..2017-09-20]"),
        ("by 20 Sep 2017", "[..2017-09-20]"),
        ("not later than Sept 2017", "[..2017-09]"),
        ("20 Sep 2017 at the latest", "[..2017-09-20]"),
        ("after 20 Sep 2017", "[2017-09-20..]"),
        ("in 2017 or later", "[2017..]"),
        ("since 20 Sep 2017", "2017-09-20/.."),
        ("from 20 Sep 2017 onwards", "2017-09-20/.."),
        ("until 20 Sep 2017", "../2017-09-20"),
        ("from 18 Sep to 2 Oct 2017", PERIOD),
        ("18 Sep 2017 to 2 October", PERIOD),
        ("from 28 December to 3 January 2018", "2017-12-28/2018-01-03"),
        ("20 Sep 2017 14:30", "2017-09-20T14:30:00"),
        ("20 Sep 2017 at 2:30 pm", "2017-09-20T14:30:00"),
        ("2 pm, 20 Sep 2017", "2017-09-20T14:00:00"),
        ("20 Sep 2017 12 am", "2017-09-20T00:00:00"),
        ("12am 20 Sep 2017", "2017-09-20T00:00:00"),
        ("20 Sep 2017 12:15pm", "2017-09-20T12:15:00"),
        ("between 14:00 and 16:00 on 20 Sep 2017", "[2017-09-20T14:00:00..2017-09-20T16:00:00]"),
        ("20 Sep 2017 14:00 to 16:00", "2017-09-20T14:00:00/2017-09-20T16:00:00"),
        ("early Sep 2017", "[2017-09-01..2017-09-10]"),
        ("mid-September 2017", "[2017-09-11..2017-09-20]"),
        ("the end of February 2016", "[2016-02-21..2016-02-29]"),
        ("late 2017", "[2017-09..2017-12]"),
        ("Sep 2017, day unknown", "2017-09-XX"),
        ("today", "2027-03-01"),
        ("Yesterday 14:30", "2027-02-28T14:30:00"),
        ("the day before yesterday", "2027-02-27"),
        ("since yesterday", "2027-02-28/.."),
    ],
)
def test_english(text: str, edtf: str) -> None:
    assert understand(text, "en", TODAY).edtf == edtf
    assert understand(text, None, TODAY).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("20 sentyabr 2017", "2017-09-20"),
        ("20 SENTYABR 2017-Cİ İL", "2017-09-20"),
        ("2017-ci il sentyabrın 20-si", "2017-09-20"),
        ("5 İYUN 2017", "2017-06-05"),
        ("5 IYUL 2017", "2017-07-05"),
        ("2017-ci ilin sentyabrında", "2017-09"),
        ("2017-ci ildə", "2017"),
        ("2010-cu illər", "201X"),
        ("təxminən 20 sentyabr 2017", "2017-09-20~"),
        ("texminen 20 sentyabr 2017", "2017-09-20~"),
        ("ehtimal ki 20 sentyabr 2017", "2017-09-20?"),
        ("18-20 sentyabr 2017 arası", BETWEEN),
        ("18 və 20 sentyabr 2017 arasında", BETWEEN),
        ("18 ilə 20 sentyabr 2017 arasında", BETWEEN),
        ("20 sentyabr 2017-ci ilə qədər", "[..2017-09-20]"),
        ("20 sentyabr 2017-ci ildən əvvəl", "[..2017-09-20]"),
        ("20.09.2017-dən sonra", "[2017-09-20..]"),
        ("ən gec 20 sentyabr 2017", "[..2017-09-20]"),
        ("20 sentyabr 2017-ci ildən bəri", "2017-09-20/.."),
        ("20 sentyabr 2017-ci ilədək", "../2017-09-20"),
        ("18 sentyabrdan 2 oktyabr 2017-ci ilədək", PERIOD),
        ("2017-ci il sentyabrın 18-dən oktyabrın 2-dək", PERIOD),
        ("18 sentyabrdan 2 oktyabr 2017-ci ilə qədər", PERIOD),
        ("20 sentyabr 2017, çərşənbə", "2017-09-20"),
        ("18 sentyabr 2017, bazar ertəsi", "2017-09-18"),
        ("20 sentyabr 2017, saat 14:30", "2017-09-20T14:30:00"),
        ("sentyabrın ortalarında 2017", "[2017-09-11..2017-09-20]"),
        ("bu gün", "2027-03-01"),
        ("Dünən", "2027-02-28"),
        ("srağagün", "2027-02-27"),
    ],
)
def test_azerbaijani(text: str, edtf: str) -> None:
    assert understand(text, "az", TODAY).edtf == edtf
    assert understand(text, None, TODAY).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("20 сентября 2017", "2017-09-20"),
        ("20 СЕНТЯБРЯ 2017 Г.", "2017-09-20"),
        ("20-го сентября 2017 года", "2017-09-20"),
        ("в сентябре 2017 года", "2017-09"),
        ("сент. 2017", "2017-09"),
        ("в 2017 году", "2017"),
        ("2010-е годы", "201X"),
        ("около 20 сентября 2017", "2017-09-20~"),
        ("предположительно 20 сентября 2017", "2017-09-20?"),
        ("между 18 и 20 сентября 2017", BETWEEN),
        ("между 2015 и 2017 годами", "[2015..2017]"),
        ("18 или 19 сентября 2017", "[2017-09-18..2017-09-19]"),
        ("до 20 сентября 2017", "[..2017-09-20]"),
        ("не позже 20 сентября 2017", "[..2017-09-20]"),
        ("после 20 сентября 2017", "[2017-09-20..]"),
        ("с 20 сентября 2017", "2017-09-20/.."),
        ("по 20 сентября 2017", "../2017-09-20"),
        ("с 18 сентября по 2 октября 2017 года", PERIOD),
        ("с 18 сентября до 2 октября 2017 года", PERIOD),
        ("со 2 по 5 мая 2017", "2017-05-02/2017-05-05"),
        ("18 сентября до 2 октября 2017", PERIOD),
        ("в среду, 20 сентября 2017", "2017-09-20"),
        ("20 сентября 2017 года в 14:30", "2017-09-20T14:30:00"),
        ("в середине сентября 2017", "[2017-09-11..2017-09-20]"),
        ("сегодня", "2027-03-01"),
        ("Вчера", "2027-02-28"),
        ("позавчера", "2027-02-27"),
    ],
)
def test_russian(text: str, edtf: str) -> None:
    assert understand(text, "ru", TODAY).edtf == edtf
    assert understand(text, None, TODAY).edtf == edtf


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("20.09.2017", "2017-09-20"),
        ("20/09/2017", "2017-09-20"),
        ("5/6/2017", "2017-06-05"),
        ("20-09-2017", "2017-09-20"),
        ("2017/9/20", "2017-09-20"),
        ("2017-9-20", "2017-09-20"),
        ("31.12.2017", "2017-12-31"),
        ("09.2017", "2017-09"),
        ("18-20.09.2017", BETWEEN),
        ("18.09-20.09.2017", BETWEEN),
        ("18.09.2017 – 20.09.2017", BETWEEN),
        ("20.09.2017 14:30", "2017-09-20T14:30:00"),
        ("~20.09.2017", "2017-09-20~"),
        ("≤ 20.09.2017", "[..2017-09-20]"),
        (BETWEEN, BETWEEN),
        (" 2017-09-18/.. ", "2017-09-18/.."),
        ("2017-09-20%", "2017-09-20%"),
    ],
)
def test_numbers_and_edtf_in_any_language(text: str, edtf: str, language: str) -> None:
    assert understand(text, language, TODAY).edtf == edtf


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31 Sep 2017", "no such day: 2017-09-31"),
        ("32 Sep 2017", "no such day: 2017-09-32"),
        ("09/20/2017", "no such month: 20 in 09/20/2017 (the day comes first)"),
        ("2017/13/20", "no such month: 13 in 2017/13/20"),
        ("13.2017", "no such month: 13 in 13.2017"),
        ("Monday 20 Sep 2017", "2017-09-20 is another day of the week: Monday 20 Sep 2017"),
        ("Monday 31 Sep 2017", "no such day: 2017-09-31"),
        ("Monday Sep 2017", "the day is missing: Monday Sep 2017"),
        ("20.09.2017 25:00", "no such time: 25:00"),
        ("20 Sep 2017 13 pm", "no such time: 13 pm"),
        ("20 Sep", "the year is missing: 20 Sep"),
        ("до 20 сентября", "the year is missing: до 20 сентября"),
        ("20 2017", "the month is missing: 20 2017"),
        ("Sep 2017 14:30", "the day is missing: Sep 2017 14:30"),
        ("20.09.17", "write the year with four digits: 20.09.17"),
        ("20 Sep 2017 21 Sep 2017", "two dates run together, without a word between them: 20 Sep 2017 21 Sep 2017"),
        ("between 20 and 18 Sep 2017", "the end is before the beginning: between 20 and 18 Sep 2017"),
        ("20 to 18 Sep 2017", "the end is before the beginning: 20 to 18 Sep 2017"),
        ("before early Sep 2017", "not understood: before early Sep 2017"),
        ("early 20 Sep 2017", "not understood: early 20 Sep 2017"),
        ("20 Sep 2017, day unknown", "not understood: 20 Sep 2017, day unknown"),
        ("between 20 Sep 2017", "not understood: between 20 Sep 2017"),
        ("Ramadan 2017", "not understood: ramadan"),
        ("20 Sep 2117", "too far in the future: 2117-09-20"),
        ("20 Sep 1817", "before the year 1900: 1817-09-20"),
        ("about", "not understood: about"),
        ("  ", "no date given"),
    ],
)
def test_what_is_not_clear_is_refused_in_plain_words(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        understand(text, None, TODAY)
    assert str(caught.value) == message


def test_one_language_leaves_out_the_words_of_the_others() -> None:
    with pytest.raises(DateError, match="not understood: сентября"):
        understand("20 сентября 2017", "en", TODAY)


@pytest.mark.parametrize("text", ["", " ", "Unknown", "naməlum", "неизвестно"])
def test_unknown_is_none(text: str) -> None:
    assert understand_or_none(text, None, TODAY) is None


def test_a_known_date_of_a_field_is_understood() -> None:
    assert understand_or_none("Sept 2017", "en", TODAY) == understand("2017-09", "en", TODAY)


SHOWN = {
    "2017-09-20": ("20 September 2017", "20 sentyabr 2017", "20 сентября 2017 года"),
    "2017-09-20T14:30:00": (
        "20 September 2017, 14:30",
        "20 sentyabr 2017, saat 14:30",
        "20 сентября 2017 года, 14:30",
    ),
    "2017-09": ("September 2017", "sentyabr 2017", "сентябрь 2017 года"),
    "2017": ("2017", "2017-ci il", "2017 год"),
    "201X": ("the 2010s", "2010-cu illər", "2010-е годы"),
    "2017-09-XX": (
        "September 2017, day unknown",
        "sentyabr 2017, günü məlum deyil",
        "сентябрь 2017 года, день неизвестен",
    ),
    "2017-09-20~": ("about 20 September 2017", "təxminən 20 sentyabr 2017", "около 20 сентября 2017 года"),
    "2017-09~": ("about September 2017", "təxminən sentyabr 2017", "около сентября 2017 года"),
    "2017?": ("possibly 2017", "ehtimalən 2017-ci il", "предположительно 2017 год"),
    BETWEEN: (
        "between 18 and 20 September 2017",
        "18 ilə 20 sentyabr 2017 arasında",
        "между 18 и 20 сентября 2017 года",
    ),
    "[2017-09..2017-11]": (
        "between September and November 2017",
        "sentyabr ilə noyabr 2017 arasında",
        "между сентябрём и ноябрём 2017 года",
    ),
    "[2017-09..2017-10-02]": (
        "between September 2017 and 2 October 2017",
        "sentyabr 2017 ilə 2 oktyabr 2017 arasında",
        "между сентябрём 2017 года и 2 октября 2017 года",
    ),
    "[2015..2017]": ("between 2015 and 2017", "2015-ci il ilə 2017-ci il arasında", "между 2015 годом и 2017 годом"),
    "[2017-12-28..2018-01-03]": (
        "between 28 December 2017 and 3 January 2018",
        "28 dekabr 2017 ilə 3 yanvar 2018 arasında",
        "между 28 декабря 2017 года и 3 января 2018 года",
    ),
    "[..2017-09-20]": ("on or before 20 September 2017", "ən gec 20 sentyabr 2017", "не позднее 20 сентября 2017 года"),
    "[..2017-09]": ("in or before September 2017", "ən gec sentyabr 2017", "не позднее сентября 2017 года"),
    "[2017-09-20..]": ("on or after 20 September 2017", "ən tez 20 sentyabr 2017", "не ранее 20 сентября 2017 года"),
    PERIOD: (
        "from 18 September to 2 October 2017",
        "18 sentyabrdan 2 oktyabr 2017-ci ilədək",
        "с 18 сентября по 2 октября 2017 года",
    ),
    "2017-04-06/2017-04-18": (
        "from 6 to 18 April 2017",
        "6-dan 18 aprel 2017-ci ilədək",
        "с 6 по 18 апреля 2017 года",
    ),
    "2017-04/2017-05": ("from April to May 2017", "apreldən may 2017-ci ilədək", "с апреля по май 2017 года"),
    "2016-10-02/2019-01-02": (
        "from 2 October 2016 to 2 January 2019",
        "2 oktyabr 2016-cı ildən 2 yanvar 2019-cu ilədək",
        "со 2 октября 2016 года по 2 января 2019 года",
    ),
    "2017-09-20/..": ("since 20 September 2017", "20 sentyabr 2017-ci ildən etibarən", "с 20 сентября 2017 года"),
    "../2013-09-20": ("until 20 September 2013", "20 sentyabr 2013-cü ilədək", "по 20 сентября 2013 года"),
}


@pytest.mark.parametrize(("edtf", "expected"), SHOWN.items(), ids=SHOWN.keys())
def test_a_date_reads_naturally_in_each_language(edtf: str, expected: tuple[str, str, str]) -> None:
    found = UncertainDate.parse(edtf, TODAY)
    assert tuple(shown(found, language) for language in LANGUAGES) == expected


@pytest.mark.parametrize(
    ("edtf", "english", "russian"),
    [
        ("2017-09-20", "20 Sep 2017", "20 сен 2017"),
        ("2017-09-20T14:30", "20 Sep 2017 14:30", "20 сен 2017 14:30"),
        ("2017-05", "May 2017", "май 2017"),
        ("2017-09-XX", "?? Sep 2017", "?? сен 2017"),
        ("201X", "2010s", "2010-е"),
        (BETWEEN, "18–20 Sep 2017", "18–20 сен 2017"),
        ("[2017-09-18..2017-10-02]", "18 Sep – 2 Oct 2017", "18 сен – 2 окт 2017"),
        ("[2017-09..2017-11]", "Sep–Nov 2017", "сен–ноя 2017"),
        ("[2015..2017]", "2015–2017", "2015–2017"),
        ("2017-09-20~", "c. 20 Sep 2017", "ок. 20 сен 2017"),
        ("2017-09-20%", "c. 20 Sep 2017?", "ок. 20 сен 2017?"),
        ("[..2017-09-20]", "≤ 20 Sep 2017", "≤ 20 сен 2017"),
        ("[2017-09-20..]", "≥ 20 Sep 2017", "≥ 20 сен 2017"),
        (PERIOD, "18 Sep → 2 Oct 2017", "18 сен → 2 окт 2017"),
        ("2017-09-20/..", "20 Sep 2017 →", "20 сен 2017 →"),
        ("../2017-09-20", "→ 20 Sep 2017", "→ 20 сен 2017"),
    ],
)
def test_a_date_is_short_in_a_table(edtf: str, english: str, russian: str) -> None:
    found = UncertainDate.parse(edtf, TODAY)
    assert (shown_short(found, "en"), shown_short(found, "ru")) == (english, russian)


# every year's ordinal as a speaker writes it, by the last word of the number
@pytest.mark.parametrize(
    "year",
    [
        "1900-cü",
        "1901-ci",
        "1906-cı",
        "1909-cu",
        "1910-cu",
        "1920-ci",
        "1930-cu",
        "1940-cı",
        "1950-ci",
        "1960-cı",
        "1970-ci",
        "1980-ci",
        "1990-cı",
        "2000-ci",
        "2003-cü",
        "2004-cü",
        "2015-ci",
        "2018-ci",
    ],
)
def test_azerbaijani_years_have_the_right_ending(year: str) -> None:
    assert shown(UncertainDate.parse(year[:4], TODAY), "az") == f"{year} il"


@pytest.mark.parametrize(
    ("clock", "ending"), [("14:30", "dan"), ("14:05", "dən"), ("14:00", "dən"), ("10:00", "dan"), ("00:00", "dan")]
)
def test_azerbaijani_times_have_the_right_ending(clock: str, ending: str) -> None:
    assert f"saat {clock}-{ending} " in shown(UncertainDate.parse(f"2017-09-20T{clock}/..", TODAY), "az")


DAYS = st.dates(date(1911, 1, 1), date(2040, 1, 1))
FORMATS = st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%dT%H:%M:00", "%Y-%m-%dT%H:%M:%S"])
LONE = st.sampled_from(["%Y-%m-XX", "%Y-XX-XX"])
DOUBTS = st.sampled_from(["", "~", "?", "%"])


@st.composite
def points(draw: st.DrawFn, doubts: st.SearchStrategy[str] = DOUBTS) -> str:
    if draw(st.integers(0, 9)) == 0:
        return f"{draw(st.integers(191, 203))}X" + draw(doubts)
    moment = draw(st.datetimes(min_value=_moment(1911), max_value=_moment(2040)))
    return moment.strftime(draw(FORMATS)) + draw(doubts)


def _moment(year: int) -> datetime:
    return datetime(year, 1, 1)


@st.composite
def dates(draw: st.DrawFn, doubts: st.SearchStrategy[str] = DOUBTS) -> UncertainDate:
    form = draw(st.sampled_from(["{0}", "[{0}..{1}]", "{0}/{1}", "[{0}..]", "[..{0}]", "{0}/..", "../{0}", "lone"]))
    if form == "lone":
        return UncertainDate.parse(draw(DAYS).strftime(draw(LONE)), TODAY)
    text = form.format(draw(points(doubts)), draw(points(doubts)))
    try:
        return UncertainDate.parse(text, TODAY)
    except DateError:  # reversed
        assume(False)
        raise


@given(dates(), st.sampled_from(LANGUAGES))
def test_what_is_shown_is_understood_as_the_same_date(found: UncertainDate, language: str) -> None:
    assert understand(shown(found, language), language, TODAY) == found
    assert understand(shown(found, language), None, TODAY) == found


@given(dates(st.just("")), st.sampled_from(LANGUAGES))
def test_what_is_shown_short_is_understood_as_the_same_date(found: UncertainDate, language: str) -> None:
    assert understand(shown_short(found, language), language, TODAY) == found


@given(DAYS, st.integers(1, 400), st.sampled_from(["[{}..{}]", "{}/{}"]), st.sampled_from(LANGUAGES))
def test_ranges_near_in_time_keep_their_ends_when_what_they_share_is_said_once(
    start: date, length: int, form: str, language: str
) -> None:
    found = UncertainDate.parse(form.format(start, start + timedelta(days=length)), TODAY)
    assert understand(shown(found, language), language, TODAY) == found
    assert understand(shown_short(found, language), language, TODAY) == found


@given(st.text(max_size=40))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        found = understand(text, None, TODAY)
    except DateError:
        return
    assert UncertainDate.parse(found.edtf, TODAY) == found


NUMBERS_AND_MARKS = ("0", "1", "5", "18", "20", "2017", "2018", "14:30", "2 pm", "Sep", "may")
WORDS = st.sampled_from([*NUMBERS_AND_MARKS, *signs("en"), *signs("az"), *signs("ru"), *endings("az")])


@given(st.lists(WORDS, max_size=9), st.sampled_from([" ", ""]))
def test_any_words_of_dates_are_understood_or_refused(words: list[str], between: str) -> None:
    try:
        found = understand(between.join(words), None, TODAY)
    except DateError:
        return
    assert UncertainDate.parse(found.edtf, TODAY) == found


@pytest.mark.parametrize("table", [signs, endings, months, weekdays])
def test_no_word_means_two_things_in_two_languages(table: Callable[[str], Mapping[str, Sign | int]]) -> None:
    for first, second in combinations(LANGUAGES, 2):
        shared = table(first).keys() & table(second).keys()
        assert {word for word in shared if table(first)[word] != table(second)[word]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_is_also_a_sign(language: str) -> None:
    assert not (months(language).keys() | weekdays(language).keys()) & {
        word for each in LANGUAGES for word in signs(each)
    }


@pytest.mark.parametrize("text", ["9" * 5000, "2017-" + "9" * 5000, "20 Sep " + "1" * 5000, "٩" * 5000, "1" * 21])
def test_a_number_without_end_is_no_date(text: str) -> None:
    with pytest.raises(DateError) as refused:
        understand(text)
    assert len(str(refused.value)) < 100
