"""What the product answers where an editor's work is scored: order, duplicates, same event."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from digest.editorial.events import LIKELY, likeness, read
from digest.editorial.merge import same_texts
from digest.editorial.rank import rank, rate
from digest.editorial.topic_model import TopicModel
from digest.model.articles import Article, ArticleId, ArticleType, Publication
from digest.model.documents import DocumentId
from digest.model.editions import Cluster, Found
from digest.model.plans import EditionPlan
from digest.protocols import SentenceRule
from digest.text.sentences import sentences_of
from digest.text.traces import trace

Answer = dict[str, Any]

_PLAN: Final = EditionPlan(brief="eval", title="", max_items=0)
# No item of a day is fresher than another.
_DAY: Final = date(2000, 1, 1)


def answer_orders(records: Sequence[Mapping[str, Any]]) -> list[Answer]:
    """For each day (id, items with id, title, text) its items as `order: protocol` has them.

    The gold order is not read.
    """
    return [{"id": record["id"], "order": order_items(record["items"])} for record in records]


def order_items(items: Sequence[Mapping[str, Any]]) -> list[str]:
    """The ids of items (id, title, text) in the order of protocol."""
    candidates = [
        rate(
            Cluster(lead=_found(item, position)),
            [each.text for each in sentences_of(make_article(item), SentenceRule.DIGEST)],
            plan=_PLAN,
            day=_DAY,
        )
        for position, item in enumerate(items)
    ]
    return [str(each.cluster.lead.article.id) for each in rank(candidates, _PLAN).candidates]


def answer_duplicates(records: Sequence[Mapping[str, Any]]) -> list[Answer]:
    """For each item (id, title, text) the cluster it was merged into, named by one member."""
    home = same_texts([str(record["text"]) for record in records])
    return [
        {"id": record["id"], "cluster": records[home[index]]["id"]}
        for index, record in enumerate(records)
    ]


def answer_same_event(records: Sequence[Mapping[str, Any]]) -> list[Answer]:
    """For each pair (id, a, b) whether they tell the same event, and how alike they are."""
    answers: list[Answer] = []
    for record in records:
        score = likeness(read(str(record["a"])), read(str(record["b"])))
        answers.append({"id": record["id"], "pred": int(score >= LIKELY), "score": score})
    return answers


def answer_topics(records: Sequence[Mapping[str, Any]], model: TopicModel) -> list[Answer]:
    """For each item (id, title, text) the label a trained model gives it."""
    return [
        {
            "id": record["id"],
            "label": model.topic_of(str(record.get("title") or ""), str(record["text"])),
        }
        for record in records
    ]


def make_article(item: Mapping[str, Any]) -> Article:
    """A record (id, title, text) as an article."""
    text, title = str(item["text"]), item.get("title") or None
    return Article(
        id=ArticleId(str(item["id"])),
        document=DocumentId(str(item["id"])),
        type=ArticleType.NEWS,
        paragraphs=(trace(text, 0, len(text)),),
        title=title,
        headline=title,
    )


def _found(item: Mapping[str, Any], position: int) -> Found:
    return Found(
        article=make_article(item),
        publication=Publication(),
        uri="",
        label="",
        source="",
        position=position,
    )
