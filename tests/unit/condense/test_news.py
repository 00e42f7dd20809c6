from collections.abc import Sequence

from digest.condense.article import condense
from digest.condense.news import News
from digest.model.articles import Article, ArticleId, ArticleType, Token
from digest.model.documents import DocumentId
from digest.model.summaries import Budget
from digest.text.traces import trace

REPORT = (
    "3月26日，大同市科技创新座谈会召开。副市长张三、李四参加会议。"
    "会议决定年内建成算力中心12个，总投资86亿元。要提高政治站位，切实加强领导。"
)
FEATURE = (
    "盛夏时节，阳光洒满村庄，绿意盎然。“这里越来越美了，大家都愿意回来住，日子过得舒心。”村民老王说。"
    "广灵县十年来种植黄花26万亩，带动农户增收，黄花产业年产值达到21亿元。"
    "黄花产业成了全县农户增收的支柱，加工企业达到16家。"
)


class NoTokens:
    def tokens(self, text: str) -> tuple[Token, ...]:
        raise AssertionError(text)

    def tokens_of(self, texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
        return tuple(self.tokens(text) for text in texts)


def summarize(text: str, *, title: str | None = None, **budget: int) -> str:
    article = Article(
        id=ArticleId("a1"),
        document=DocumentId("d"),
        type=ArticleType.NEWS,
        title=title,
        paragraphs=(trace(text, 0, len(text)),),
    )
    return condense(article, summarizer=News(), tokenizer=NoTokens(), budget=Budget(**budget)).text


def test_who_was_there_gives_way_to_what_was_decided() -> None:
    assert summarize(REPORT, chars=50) == (
        "3月26日，大同市科技创新座谈会召开。会议决定年内建成算力中心12个，总投资86亿元。"
    )


def test_a_scene_gives_way_to_the_facts() -> None:
    summary = summarize(FEATURE, chars=65)
    assert "盛夏" not in summary
    assert "26万亩" in summary


def test_a_sentence_the_title_speaks_of_is_preferred() -> None:
    text = "会议讨论了三个议题。全市供热改造工程将于10月开工。全市招聘教师两百名，下月报名。"
    assert "招聘教师" in summarize(text, title="全市招聘教师两百名", sentences=1)


def test_the_figure_of_the_title_is_told() -> None:
    text = (
        "今年以来，我市以推进项目建设为中心，持续打造营商环境，推动全市开发区高质量发展。"
        "前10个月，全市7家开发区共完成固定资产投资124.58亿元。会议于11月24日召开。"
    )
    title = "全市7家开发区共完成固定资产投资124亿元"
    assert "124.58亿元" in summarize(text, title=title, chars=45)
    assert "124.58亿元" not in summarize(text, title="开发区成立124周年", chars=45)


def test_what_says_nothing_is_printed_where_nothing_else_is() -> None:
    assert summarize("图为施工现场。", chars=50) == "图为施工现场。"


def test_a_sentence_that_leans_on_another_comes_only_behind_it() -> None:
    text = "3月26日，会议召开。县长王五参加会议。他强调，年内建成算力中心12个，投资86亿元。"
    summary = summarize(text, chars=34)
    assert "他强调" not in summary or "王五" in summary


def test_many_sentences_are_rated_without_a_graph_of_all() -> None:
    text = "阳光洒满村庄，绿意盎然。" + "".join(f"第{n}家企业落户园区。" for n in range(2000))
    assert summarize(text, chars=30)
