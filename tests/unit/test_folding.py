import string
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.domain.folding import fold, fold_each, query_words, words

# One name a line, in spellings that must all meet.
ONE_NAME = """
Gülşən Gulshan Gülsən Gulsen Гюльшан Гюльшен GÜLŞƏN
İsmayıl Ismayil Ismail Исмаил Исмайыл İSMAYIL ISMAYIL
Əliyev Eliyev Aliyev Aliev Алиев Әлијев
Əliyeva Aliyeva Алиева
Məmmədov Mammadov Memmedov Mamedov Мамедов Маммадов
Cavid Javid Djavid Dzhavid Джавид Ҹавид
Xədicə Khadija Xadija Хадиджа
Şahin Shahin Sahin Шахин
Hüseynov Huseynov Guseynov Гусейнов
Hüseyn Huseyin Гусейн
Həsən Hasan Hesen Гасан Хасан
Heydər Heydar Гейдар
Çingiz Chingiz Cingiz Чингиз
Ağayev Agayev Aghayev Agaev Агаев
Babayev Babaev Бабаев
Qarabağ Karabakh Garabagh Карабах Гарабаг
Quliyev Guliyev Kuliev Гулиев Кулиев
Qasımov Gasimov Kasimov Касимов Гасымов
Məryəm Maryam Mar'yam Марьям
Dəniz Deniz Daniz Дениз
Aytən Aytan Ayten Айтен
Aygün Aygun Айгюн
Xəyal Khayal Хаял
Həyat Hayat Хаят
Yaşar Yashar Яшар
Yaqub Yagub Yakub Якуб
Yusif Юсиф
Yelena Elena Елена
Lyudmila Людмила
Süleyman Suleyman Suleiman Сулейман Сюлейман
Gəncə Ganja Gandzha Гянджа
Nəsimi Nasimi Насими
Binəqədi Binagadi Бинагади
Sabunçu Sabunchu Сабунчу
Göyçay Goychay Goycay Гёйчай
Orxan Orkhan Орхан
Xaqani Khagani Хагани
Vüqar Vugar Вугар
Rəhim Rahim Рагим Рахим
İbrahim Ibrahim Ибрагим
Əhməd Ahmad Akhmed Ахмед
Fəthi Fathi Фатхи
İshaq Ishaq Исхак
Sevinc Sevinj Севиндж
Ceyhun Jeyhun Джейхун
Nicat Nijat Ниджат
Hacı Haji Hajji Гаджи
Elçin Elchin Эльчин
Əyyub Ayyub Eyyub Эйюб
Ömər Omer Omar Омар
Şəmkir Shamkir Шамкир
Aydın Aydyn Айдын
Bakı Baki Бакы
Jurnal Zhurnal Журнал
William Villiam
Maria Mariya Мария
Dmitriy Dmitri Dmitry Дмитрий
Alexandr Aleksandr Александр
Maxim Maksim Максим
Tskhinvali Цхинвали
Obyekt Объект
Gözəl Gozel Gozal Гозел
Üzeyir Uzeyir Uzeir Узеир
Səadət Saadat Саадат
Ülviyyə Ulviyya Ульвия
Tovuz Товуз Towuz
işgəncə işgence ishganja
vəkil vekil
müdafiəçi mudafiechi
""".strip().splitlines()
SAME = [(names.split()[0], other) for names in ONE_NAME for other in names.split()[1:]]

# Two different words a line, which must not meet.
DIFFERENT = [
    tuple(line.split())
    for line in """
Anar Anna
Əli Vəli
Kamran Kamal
Leyla Leyli
Aytən Aytac
Aynur Aygün
Elçin Elşən
Elnur Elmar
Elman Elmar
Rəşad Rəşid
Orxan Turxan
Tural Turan
Nicat Nihad
Cavid Cavad
Samir Samirə
Səbinə Səbuhi
Murad Murat
Vüqar Vüsal
Əliyev Vəliyev
Əliyev Əliyeva
Məmmədov Məhəmmədov
Həsənov Hüseynov
Quliyev Qəniyev
Qasımov Qəribov
Nəsimi Nərimanov
Binəqədi Binə
Sabunçu Suraxanı
Xətai Xəzər
Sumqayıt Şamaxı
Lənkəran Lerik
Гасан Гусейн
Марина Мария
Роман Рамин
Анна Инна
Дениз Денис
Руслан Рустам
Севиндж Севиль
Фарид Фаик
head had
beaten bitten
court cord
police place
officer office
appeal apple
lawyer layer
phone fine
detained obtained
released leased
İsmayıl İsmət
Sara Zara
B D
""".strip().splitlines()
]


def test_the_tables_are_long_enough() -> None:
    assert len(SAME) >= 60
    assert len(DIFFERENT) >= 40


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_do_not_meet(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def _cut(name: str) -> list[str]:
    """The beginnings of a name that do not fold to a beginning of the folded name."""
    return [name[:end] for end in range(1, len(name)) if not fold(name).startswith(fold(name[:end]))]


def test_typing_a_name_finds_it_from_the_first_letter_on_save_where_a_letter_is_cut() -> None:
    names = sorted({name for names in ONE_NAME for name in names.split()})
    beginnings = sum(len(name) - 1 for name in names)
    failing = {name: _cut(name) for name in names if _cut(name)}
    assert sum(len(cut) for cut in failing.values()) / beginnings < 0.02, failing


@pytest.mark.parametrize("name", ["Gülşən", "Гюльшан", "Gulshan", "İsmayıl", "Xədicə", "Khadija", "Əliyev", "Алиев"])
def test_every_beginning_of_a_common_name_finds_it(name: str) -> None:
    assert _cut(name) == []


@given(st.text() | st.text(alphabet=string.ascii_letters + "əğıöçşüĞİ'ьъйяюёждхч -_0123456789"))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters()))
def test_a_folded_text_is_words_of_small_letters_and_digits(text: str) -> None:
    assert set(fold(text)) <= set("abcdfgilmnoprstuvz0123456789 ")
    assert " ".join(words(text)) == fold(text)


@given(st.text(), st.text())
def test_words_are_folded_each_on_its_own(one: str, other: str) -> None:
    assert words(f"{one} {other}") == words(one) + words(other)


@given(st.lists(st.text().filter(lambda text: "\n" not in text)))
def test_many_are_folded_as_each_would_be(texts: list[str]) -> None:
    assert fold_each(texts) == [fold(text) for text in texts] or not texts


@given(st.text(alphabet="abcdehkxyzəğışöüçйяюё"))
def test_case_makes_no_difference(text: str) -> None:
    assert fold(text.upper().replace("I", "ı")) == fold(text)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\0", "Ali\0yev", "\x1b[31m", "\u202e", "😀" * 3, "北京", ""])
def test_no_string_is_too_strange(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_letters_with_loose_accents_are_the_same_letters() -> None:
    assert fold("S\u0327ahin") == fold("Şahin")
    assert fold("Геи\u0306дар") == fold("Гейдар")


def test_numbers_keep_every_digit() -> None:
    assert words("+994 50 111-22-33, № 2011") == ["994", "50", "111", "22", "33", "no", "2011"]


def test_query_leaves_out_words_that_another_one_implies() -> None:
    assert query_words("gul Gülşən Гюльшан Nəsimi nas") == ["gulsan", "nasimi"]


def test_two_kilobytes_fold_in_well_under_a_millisecond() -> None:
    text = ("Qapını döydülər, açmadıq; потом позвонил наш друг – он был уже в отделении. " * 40)[:2000]
    assert min(timeit.repeat(lambda: fold(text), number=5, repeat=9)) / 5 < 0.001
