"""Articles, finds and clusters for tests, with as little as a test wants to say."""

from dataclasses import replace
from datetime import date

from digest.editorial.rank import Candidate, rate
from digest.model.articles import Article, ArticleId, ArticleType, LineRoles, Publication
from digest.model.documents import DocumentId
from digest.model.editions import Cluster, Found
from digest.model.plans import EditionPlan
from digest.text.traces import trace

DAY = date(2024, 3, 27)
PLAN = EditionPlan(brief="morning", title="要闻简报")


def make_article(
    text: str,
    *,
    name: str = "a1",
    document: str = "d",
    kind: ArticleType = ArticleType.NEWS,
    headline: str | None = None,
    first_line: int = 1,
) -> Article:
    return Article(
        id=ArticleId(name),
        document=DocumentId(document),
        type=kind,
        paragraphs=(trace(text, 0, len(text)),),
        title=headline,
        headline=headline,
        roles=LineRoles(body=(first_line,)),
    )


def make_found(article: Article, *, position: int = 0, paper: str = "大同日报") -> Found:
    return Found(
        article=article,
        publication=Publication(name=paper, date=DAY),
        uri=f"{article.document}.txt",
        label="001",
        source="datong",
        position=position,
    )


def make_candidate(
    text: str,
    *,
    headline: str | None = None,
    kind: ArticleType = ArticleType.NEWS,
    position: int = 0,
    plan: EditionPlan = PLAN,
) -> Candidate:
    article = make_article(
        text, name=f"a{position}", kind=kind, headline=headline, first_line=1 + 10 * position
    )
    cluster = Cluster(lead=make_found(article, position=position))
    sentences = [part + "。" for part in text.split("。") if part]
    return rate(cluster, sentences, plan=plan, day=DAY)


def with_plan(**changes: object) -> EditionPlan:
    return replace(PLAN, **changes)  # type: ignore[arg-type]  # the tests name real fields
