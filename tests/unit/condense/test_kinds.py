"""Every kind of text is condensed from where it says what matters."""

from collections.abc import Sequence

import pytest

from digest.condense.article import condense, tokenize
from digest.condense.kinds import Kind, find_kind, find_nut_graf, find_sections
from digest.condense.news import News
from digest.model.articles import Article, ArticleId, ArticleType, Token, TokenizedArticle
from digest.model.documents import DocumentId
from digest.model.summaries import Budget
from digest.protocols import SentenceRule
from digest.text.sentences import sentences_of
from digest.text.traces import trace

REPORT = ("3月26日，大同市科技创新座谈会召开。", "会议决定年内建成算力中心12个。")
FEATURE = (
    "清晨六点，天刚蒙蒙亮，村医李建国的摩托车已经发动起来。后座上绑着一只褪了色的药箱。",
    "“王婶，血压今天怎么样？”推开第一户人家的门，李建国熟练地拿出血压计。王婶今年76岁，儿女都在外地打工。",
    "李建国是红石塄乡唯一的乡村医生，负责7个自然村、463口人的看病问题。三十二年来，他骑坏了9辆摩托车。",
    "去年，李建国被评为全国优秀乡村医生。“山里的路会越走越好。”他说。",
)
ROUNDUP = (
    "前三季度，我市经济运行总体平稳、稳中有进。",
    "工业生产加快",
    "全市规模以上工业增加值同比增长6.3%，比上半年加快0.8个百分点。其中，装备制造业增长12.1%。",
    "消费市场回暖",
    "社会消费品零售总额完成812亿元，同比增长7.5%。餐饮收入增长18.2%。",
    "民生持续改善",
    "居民人均可支配收入24312元，同比增长6.0%。城镇新增就业5.6万人。",
)
COMMENTARY = (
    "本报评论员",
    "傍晚时分，老街口的馄饨铺又排起了队。这样的烟火气，是一座城市最生动的表情。",
    "据统计，去年全市个体工商户新增4.2万户。小店难，难在成本，更难在缺少稳定的预期。",
    "有人认为，小店的兴衰应当完全交给市场。这种看法有一定道理，但并不全面。",
    "只有让经营者安心，城市才能留住烟火气。期待更多城市拿出务实之举，让小店开得下去、开得更好。",
)


class NoTokens:
    def tokens(self, text: str) -> tuple[Token, ...]:
        raise AssertionError(text)

    def tokens_of(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        return tuple(self.tokens(text) for text in texts)


def make_article(
    *paragraphs: str, title: str | None = None, kind: ArticleType = ArticleType.NEWS
) -> Article:
    source = "\n".join(paragraphs)
    starts = [source.index(paragraph) for paragraph in paragraphs]
    return Article(
        id=ArticleId("a1"),
        document=DocumentId("d"),
        type=kind,
        title=title,
        paragraphs=tuple(
            trace(source, start, start + len(text))
            for start, text in zip(starts, paragraphs, strict=True)
        ),
    )


def cut(article: Article) -> TokenizedArticle:
    return tokenize(article, sentences_of(article, SentenceRule.DIGEST), None)


def summarize(article: Article, **budget: int) -> str:
    return condense(article, summarizer=News(), tokenizer=NoTokens(), budget=Budget(**budget)).text


@pytest.mark.parametrize(
    ("paragraphs", "kind"),
    [
        (REPORT, Kind.REPORT),
        (FEATURE, Kind.FEATURE),
        (ROUNDUP, Kind.ROUNDUP),
        (COMMENTARY, Kind.COMMENTARY),
        (("供热为何推迟？", *REPORT), Kind.REPORT),
    ],
)
def test_a_text_tells_its_kind(paragraphs: tuple[str, ...], kind: Kind) -> None:
    assert find_kind(cut(make_article(*paragraphs))) is kind


def test_an_empty_text_is_of_some_kind() -> None:
    assert find_kind(cut(make_article())) is Kind.REPORT


def test_a_page_and_a_title_tell_a_commentary() -> None:
    assert find_kind(cut(make_article(*REPORT, kind=ArticleType.COMMENTARY))) is Kind.COMMENTARY
    assert find_kind(cut(make_article(*REPORT, title="时评：让小店更有温度"))) is Kind.COMMENTARY


def test_news_of_a_commentary_is_a_report() -> None:
    text = "今天出版的某报发表评论员文章，题目是《把小事办好》。文章指出，必须从小事做起。"

    assert find_kind(cut(make_article(text, title="某报评论员文章：把小事办好"))) is Kind.REPORT


def test_a_feature_comes_to_its_point() -> None:
    article = make_article(*FEATURE, title="大山里的“摩托车医生”")
    sentences = cut(article).sentences

    assert sentences[find_nut_graf(cut(article))].text.startswith("李建国是红石塄乡唯一的")
    assert summarize(article, chars=60).startswith("李建国是红石塄乡唯一的乡村医生")
    assert summarize(article, sentences=1).startswith("李建国是红石塄乡唯一的乡村医生")


def test_every_section_of_a_roundup_is_heard_before_one_is_told_at_length() -> None:
    article = make_article(*ROUNDUP)
    openers = [cut(article).sentences[index].text for index in find_sections(cut(article))]
    summary = summarize(article, chars=110)

    assert [text[:4] for text in openers] == ["全市规模", "社会消费", "居民人均"]
    assert all(text in summary for text in openers)
    assert "其中" not in summary


def test_a_commentary_is_told_by_what_it_claims() -> None:
    summary = summarize(make_article(*COMMENTARY, title="让小店经济更有温度"), chars=70)

    assert "期待更多城市拿出务实之举" in summary
    assert "有人认为" not in summary
    assert "馄饨铺" not in summary


def test_a_caption_line_between_paragraphs_opens_no_section() -> None:
    first, second = REPORT

    assert find_sections(cut(make_article(first, second))) == ()
