from dataclasses import replace

import numpy as np
import pytest

from digest.evaluation.page_examples import count_tables
from digest.evaluation.page_themes import learn_themes
from digest.pages.boundary import Tables
from digest.pages.learned import learned
from digest.pages.network import Array
from digest.pages.ngrams import characters, pairs
from digest.pages.packing import pack, unpack
from digest.pages.themes import NO_THEMES, Themes, level

_FARMING = ("春耕备耕", "小麦长势", "农机下田", "粮食丰收", "乡村振兴")
_SPACE = ("火箭发射", "卫星入轨", "航天员出舱", "空间站对接", "探月工程")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Twenty articles on two topics; hardly two have the same words."""
    chosen = [
        words[k % 5] + "，" + words[(k + 1) % 5] + "，" + words[(k + 2) % 5] + "。"
        for words in (_FARMING, _SPACE)
        for k in range(10)
    ]
    padding = [f"其他{k}新闻{k}报道。" for k in range(180)]
    return {str(k): text for k, text in enumerate([*chosen, *padding])}


@pytest.fixture(scope="module")
def tables(texts: dict[str, str]) -> Tables:
    return count_tables(texts)


def _directions(themes: Themes, *lines: str) -> Array:
    letters = [characters(line) for line in lines]
    codes, line = [], []
    for k, each in enumerate(letters):
        codes += pairs(each[:-1], each[1:]).tolist()
        line += [k] * (len(each) - 1)
    return themes.of_lines(
        np.array(codes, dtype=np.uint32), np.arange(len(codes)), np.array(line), len(lines)
    )


def test_words_of_the_same_articles_are_on_one_topic(texts: dict[str, str], tables: Tables) -> None:
    themes = learn_themes(list(texts.values()), tables, 4, seed=1)
    directions = _directions(themes, "春耕备耕", "粮食丰收", "火箭发射")
    like = level(directions) @ level(directions).T
    assert like[0, 1] > 3 * abs(like[0, 2])


def test_the_same_articles_give_the_same_directions(texts: dict[str, str], tables: Tables) -> None:
    first, second = (learn_themes(list(texts.values()), tables, 4, seed=1) for _ in range(2))
    assert np.array_equal(first.vectors, second.vectors)


def test_too_few_articles_teach_nothing(tables: Tables) -> None:
    assert learn_themes(["一篇"], tables, 4, seed=1) is NO_THEMES


def test_packed_directions_point_where_they_did() -> None:
    known = learned()
    again = unpack(pack(replace(known)))
    assert np.array_equal(known.themes.codes, again.themes.codes)
    assert np.abs(known.themes.vectors - again.themes.vectors).max() < 1e-4


def test_a_line_without_known_words_is_like_nothing() -> None:
    nothing = _directions(NO_THEMES, "春耕备耕", "火箭发射")
    assert not level(nothing).any()
