from digest.editorial.caution import Cautious, is_doubtful, is_unwelcome, locate
from digest.model.articles import Sentence, Suspect, TokenizedArticle
from digest.model.traces import Span
from digest.protocols import SentenceRule
from digest.text.lines import split_lines
from digest.text.traces import trace
from tests.unit.editorial.making import make_article

TEXT = "人大常委副主任张三出席。\n会议研究了工作。"


class First:
    name = "first"
    sentence_rule = SentenceRule.DIGEST
    reads_tokens = False

    def rate(self, article: TokenizedArticle) -> tuple[float, ...]:
        return tuple(1.0 / (1 + sentence.index) for sentence in article.sentences)


def suspect(text: str, *, severity: int = 1, line: int = 1) -> Suspect:
    return Suspect(line=line, text=text, suggestion=None, reason="title", severity=severity)


def sentences() -> tuple[Sentence, ...]:
    return (
        Sentence(index=0, paragraph=0, start=0, end=12, traced=trace(TEXT, 0, 12)),
        Sentence(index=1, paragraph=0, start=13, end=21, traced=trace(TEXT, 13, 21)),
    )


def test_a_grave_suspect_is_located_in_the_text() -> None:
    assert locate([suspect("人大常委副主任")], split_lines(TEXT)) == (Span(start=0, end=7),)


def test_a_slight_suspect_keeps_no_sentence_out() -> None:
    assert locate([suspect("人大常委副主任", severity=2)], split_lines(TEXT)) == ()


def test_a_suspect_not_found_as_reported_takes_its_line() -> None:
    assert locate([suspect("出席会", line=2)], split_lines(TEXT)) == (Span(start=13, end=21),)


def test_only_the_sentence_with_the_suspect_is_doubtful() -> None:
    doubts = locate([suspect("常委副主任")], split_lines(TEXT))

    assert [is_doubtful(each.traced, doubts) for each in sentences()] == [True, False]


def test_a_doubtful_sentence_comes_last() -> None:
    article = TokenizedArticle(article=make_article(TEXT), sentences=sentences(), tokens=((), ()))
    careful = Cautious(summarizer=First(), doubts=(Span(start=0, end=7),))

    ratings = careful.rate(article)

    assert ratings[1] > ratings[0]
    assert (careful.name, careful.reads_tokens) == ("first", False)


def test_a_sentence_that_only_points_at_a_picture_is_unwelcome() -> None:
    pointing, plain = "图为转体施工现场。", "这是我市取得的又一佳绩。"

    assert is_unwelcome(trace(pointing, 0, len(pointing)), ())
    assert not is_unwelcome(trace(plain, 0, len(plain)), ())
