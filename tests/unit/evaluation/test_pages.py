"""Page scores: small pages by hand, and the kit's figures exactly on generated predictions."""

# ruff: noqa: S311  # generated cases, not secrets

import json
import random
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from digest.evaluation.page_articles import Photos
from digest.evaluation.page_counts import PageCounts
from digest.evaluation.page_tables import format_counts, format_pages, format_totals
from digest.evaluation.pages import Scope, score_page, score_pages

Kit = Callable[[str], ModuleType]
Record = dict[str, Any]
TYPES = ("news", "news", "feature", "photo", "notice", "advert")


def article(name: str, body: list[int], title: list[int], **more: Any) -> Record:
    return {
        "id": name,
        "type": "news",
        "title_lines": title,
        "body_lines": body,
        "lines": sorted(body + title),
        "joins": [],
    } | more


GOLD: Record = {
    "articles": [
        article("a", [3, 5, 9], [1], defects=["tail_inside"], joins=[[5, 9]]),
        article("b", [13, 15], [11]),
    ]
}


def test_the_gold_itself_is_perfect() -> None:
    counts = score_page(GOLD, GOLD).counts
    assert (counts.articles.f1, counts.pairs.f1, counts.joins.f1) == (1, 1, 1)
    assert (counts.title, counts.order, counts.order_count) == (2, 3, 3)


def test_a_tail_in_another_article_loses_both() -> None:
    prediction = {"articles": [article("x", [3, 5], [1]), article("y", [9, 13, 15], [])]}
    counts = score_page(prediction, GOLD).counts
    assert (counts.pair_hits, counts.pair_predicted, counts.pair_gold) == (2, 4, 4)
    assert (counts.found, counts.title, counts.order) == (0, 1, 2)


def test_scrambled_lines_are_found_but_out_of_order() -> None:
    prediction = {"articles": [article("x", [5, 3, 9], [1])]}
    first, _ = score_page(prediction, GOLD).articles
    assert (first.found, first.order) == (True, 0)


def test_lines_alone_are_enough() -> None:
    counts = score_page({"articles": [{"lines": [1, 3, 5, 9]}]}, GOLD).counts
    assert (counts.found, counts.predicted) == (1, 1)


def test_a_page_without_a_prediction_scores_zero() -> None:
    counts = score_pages({}, {"000": GOLD}).total
    assert (counts.found, counts.order, counts.order_count) == (0, 0, 3)


def test_the_other_reading_of_a_headline_is_accepted() -> None:
    gold = {
        "articles": [
            article("a", [5], [1], subtitle_lines=[3], role_alternatives={"title_lines": [3]})
        ]
    }
    prediction = {"articles": [article("x", [5], [3], kicker_lines=[1])]}
    counts = score_page(prediction, gold).counts
    assert (counts.title, counts.title_accepted, counts.head) == (0, 1, 1)


def test_a_merged_photo_belongs_to_its_parent() -> None:
    photo = article("p", [20], [], type="photo", attached_to="a")
    gold = {"articles": [*GOLD["articles"], photo]}
    prediction = {"articles": [article("x", [3, 5, 9, 20], [1]), article("y", [13, 15], [11])]}
    assert score_page(prediction, gold, photos=Photos.MERGED).counts.articles.f1 == 1
    assert score_page(prediction, gold).counts.articles.f1 < 1


def test_content_leaves_small_items_out() -> None:
    advert = article("n", [30, 31], [29], type="advert")
    gold = {"articles": [*GOLD["articles"], advert]}
    assert score_page(GOLD, gold, scope=Scope.CONTENT).counts.articles.f1 == 1


def make_page(chance: random.Random) -> Record:
    """A page of random articles, some of them photos of others, with every optional key."""
    numbers = list(range(1, 90, 2))
    articles: list[Record] = []
    while len(numbers) > 8:
        count = chance.randint(1, 7)
        lines, numbers = numbers[:count], numbers[count:]
        heads = lines[: chance.randint(0, min(2, count - 1))]
        body = lines[len(heads) :]
        joins = [[i, j] for i, j in pairwise(body) if chance.random() < 0.4]
        record = article(f"a{len(articles) + 1}", body, heads[:1], type=chance.choice(TYPES))
        record |= {
            "kicker_lines": heads[1:] if chance.random() < 0.5 else [],
            "joins": joins + ([heads] if len(heads) == 2 else []),
            "section_heading_lines": body[1:2] if chance.random() < 0.3 else [],
            "role_alternatives": {"title_lines": heads[1:]} if chance.random() < 0.5 else None,
            "defects": chance.sample(
                ["tail_inside", "headline_lost", "interleaved"], k=chance.randint(0, 2)
            ),
            "habits": chance.sample(["column_cut", "truncated"], k=chance.randint(0, 2)),
            "attached_to": f"a{chance.randint(1, 6)}" if record["type"] == "photo" else None,
        }
        articles.append(record)
    return {"profile": chance.choice(["easy", "real", "hard", None]), "articles": articles}


def damage(page: Record, chance: random.Random) -> Record:
    """A prediction: the page with lines moved, roles lost, articles split and merged."""
    articles = []
    for record in page["articles"]:
        guess = json.loads(json.dumps(record))
        if chance.random() < 0.3:
            guess["title_lines"] = []
        if chance.random() < 0.3 and len(guess["body_lines"]) > 1:
            moved = guess["body_lines"].pop(chance.randrange(len(guess["body_lines"])))
            articles.append({"body_lines": [moved], "joins": [[moved, moved + 2]]})
        if chance.random() < 0.3:
            chance.shuffle(guess["body_lines"])
        if chance.random() < 0.2:
            guess = {"lines": guess["lines"]}
        if chance.random() < 0.2 and articles and "body_lines" in articles[-1]:
            articles[-1]["body_lines"] = articles[-1]["body_lines"] + guess.get("body_lines", [])
            continue
        if chance.random() < 0.1:
            guess["section_heading_lines"] = [99]
        articles.append(guess)
    return {"articles": articles}


def their_numbers(counts: Any) -> PageCounts:
    names = {
        "pair_hits": "pair_tp",
        "pair_predicted": "pair_p",
        "pair_gold": "pair_g",
        "found": "found",
        "predicted": "pred",
        "gold": "gold",
        "title": "title",
        "title_accepted": "titlealt",
        "title_count": "title_n",
        "untitled": "notitle",
        "untitled_count": "notitle_n",
        "head": "head",
        "head_count": "head_n",
        "join_hits": "join_tp",
        "join_predicted": "join_p",
        "join_gold": "join_g",
        "order": "order",
        "order_count": "order_n",
    }
    return PageCounts(**{ours: counts[theirs] for ours, theirs in names.items()})


@pytest.mark.parametrize("photos", list(Photos))
@pytest.mark.parametrize("scope", list(Scope))
def test_generated_pages_score_as_in_the_kit(kit: Kit, photos: Photos, scope: Scope) -> None:
    scorer, chance = kit("score_pages"), random.Random(3)
    for _ in range(60):
        gold = make_page(chance)
        prediction = damage(gold, chance)
        counts, rows = scorer.score(
            prediction, gold, photos is Photos.MERGED, scope is Scope.CONTENT
        )
        score = score_page(prediction, gold, photos=photos, scope=scope)
        assert score.counts == their_numbers(counts)
        assert format_counts("x", score.counts) == scorer.line("x", counts)
        assert [
            (each.id, each.jaccard, each.found, each.head_exact) for each in score.articles
        ] == [(row["id"], row["j"], row["found"], row["head_ok"]) for row in rows]
        assert [list(each.missing) for each in score.articles] == [row["missing"] for row in rows]


def test_the_printed_tables_are_the_kits(kit_data: Path, tmp_path: Path) -> None:
    chance = random.Random(1)
    gold, predictions = {}, {}
    for path in sorted((kit_data / "pages").glob("*.json")):
        gold[path.stem] = page = json.loads(path.read_text(encoding="utf-8"))
        if chance.random() < 0.95:
            predictions[path.stem] = damage(page, chance)
            (tmp_path / path.name).write_text(json.dumps(predictions[path.stem]), encoding="utf-8")
    scorer = str(kit_data.parent / "score_pages.py")
    folders = ["--pred-dir", str(tmp_path), "--gold-dir", str(kit_data / "pages")]
    printed = subprocess.run(  # a program of the kit, by its path
        [sys.executable, "-B", scorer, *folders, "--by-defect"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    ).stdout.rstrip("\n")
    scores = score_pages(predictions, gold)
    assert format_pages(scores) == printed
    assert printed.endswith(format_totals(scores))
