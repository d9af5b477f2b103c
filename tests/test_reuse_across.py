"""Texts of two languages that may be one: suggested by names and numbers in one order."""

import pandas as pd
import pytest

from helpers import reuse
from helpers.reuse.across import find_anchors, name_key, number_key
from helpers.tables import TRANSLATIONS

ENGLISH = (
    "Mykhailo Bondarenko opened the bridge in Kremenchuk on 14 May 2021. It had cost 12,500 hryvnias a metre, said "
    "Larysa Tkachenko of the firm Dniprobud. The old one, of 1949, was closed after Viktor Savchenko found cracks."
)
UKRAINIAN = (
    "Михайло Бондаренко відкрив міст у Кременчуці 14 травня 2021 року. Метр коштував 12 500 гривень, сказала Лариса "
    "Ткаченко з фірми «Дніпробуд». Старий, 1949 року, закрили, коли Віктор Савченко знайшов тріщини."
)
OTHER = (
    "Олена Гончарук виграла забіг у Полтаві 3 квітня 2020 року з часом 31,5 хвилини. Другою була Оксана Мельник, "
    "третьою Дарина Литвин. Тренер Богдан Руденко чекав на це з 2016 року."
)


@pytest.mark.parametrize(
    ("left", "right"),
    [("Фургала", "Furgal"), ("Ткаченко", "Tkachenko"), ("Трампом", "Trump"), ("Щербаков", "Shcherbakov"),
     ("Київ", "Kyiv"), ("Müller", "Muller"), ("Хабаровске", "Khabarovsk")],
)  # fmt: skip
def test_a_name_is_one_in_two_scripts(left: str, right: str) -> None:
    assert name_key(left) == name_key(right) is not None


@pytest.mark.parametrize(("left", "right"), [("Путин", "Macron"), ("Одесса", "Berlin")])
def test_other_names_are_others(left: str, right: str) -> None:
    assert name_key(left) != name_key(right)


@pytest.mark.parametrize(
    ("written", "key"),
    [("10 000", "10000"), ("10,000", "10000"), ("10.000", "10000"), ("1,5", "1.5"), ("2021", "2021"), ("7", None)],
)
def test_a_number_is_one_in_two_locales(written: str, key: str | None) -> None:
    assert number_key(written) == key


def test_anchors_stand_in_the_order_of_the_text() -> None:
    assert [anchor.written for anchor in find_anchors("In Lima 3,500 of 9 voted for Ann Roe.")] == [
        "Lima", "3,500", "Ann",
    ]  # fmt: skip


def test_a_translation_is_suggested_and_another_story_is_not() -> None:
    rows = [("a", "en", ENGLISH), ("b", "uk", UKRAINIAN), ("c", "uk", OTHER), ("d", None, ENGLISH)]
    found = reuse.translations(pd.DataFrame(rows, columns=["article_id", "language", "text"]))
    TRANSLATIONS.check(found)
    (row,) = found.itertuples()
    assert (row.article_id, row.other_id, row.language, row.other_language) == ("a", "b", "en", "uk")
    assert row.n_anchors >= 8
    assert row.share_in_order > 0.6


def test_nothing_is_suggested_within_one_language_or_of_nothing() -> None:
    rows = [("a", "en", ENGLISH), ("b", "en", ENGLISH)]
    made = pd.DataFrame(rows, columns=["article_id", "language", "text"])
    assert reuse.translations(made).empty
    assert reuse.translations(made.head(0)).equals(TRANSLATIONS.empty())


def test_the_same_names_in_another_order_say_less() -> None:
    turned = " ".join(reversed(UKRAINIAN.split()))
    rows = [("a", "en", ENGLISH), ("b", "uk", UKRAINIAN), ("c", "uk", turned)]
    found = reuse.translations(pd.DataFrame(rows, columns=["article_id", "language", "text"]))
    assert found["other_id"].tolist() == ["b"]


def test_anchors_are_names_and_numbers_of_several_figures() -> None:
    found = find_anchors("On 3 May he saw 7 ships, 350 men and a 4th place in Oslo.")
    assert [anchor.written for anchor in found if anchor.key.isdigit()] == ["350"]
    assert "Oslo" in [anchor.written for anchor in found]
