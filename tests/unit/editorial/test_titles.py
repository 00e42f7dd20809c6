from digest.editorial.titles import give_titles
from digest.model.editions import PersonTitle
from digest.model.summaries import PrintedSentence
from digest.text.traces import restore, trace

WANG = PersonTitle(name="王明厚", title="市委常委、宣传部长")


def printed(text: str) -> PrintedSentence:
    return PrintedSentence(traced=trace(text, 0, len(text)), score=1.0, rank=1)


def titled(*texts: str, person: PersonTitle = WANG) -> list[str]:
    return [each.text for each in give_titles([printed(text) for text in texts], [person])]


def test_a_name_without_title_gets_the_one_of_the_article() -> None:
    assert titled("王明厚强调，要抓好落实。") == ["〔市委常委、宣传部长〕王明厚强调，要抓好落实。"]


def test_only_the_first_mention_needs_the_title() -> None:
    assert titled("王明厚强调，要抓好。", "王明厚指出，要办好。")[1] == "王明厚指出，要办好。"


def test_a_name_with_its_title_stays_as_it_is() -> None:
    assert titled("宣传部长王明厚讲话。", "王明厚强调。") == [
        "宣传部长王明厚讲话。",
        "王明厚强调。",
    ]


def test_a_name_in_a_list_stays_as_it_is() -> None:
    assert titled("副市长张三、王明厚出席。") == ["副市长张三、王明厚出席。"]


def test_a_title_behind_the_name_will_do() -> None:
    xi = PersonTitle(name="习近平", title="国家主席")

    assert titled("传达学习习近平总书记讲话。", person=xi) == ["传达学习习近平总书记讲话。"]


def test_a_title_given_is_an_edit_that_restores() -> None:
    text = "王明厚强调，要抓好落实。"
    (sentence,) = give_titles([printed(text)], [WANG])

    assert restore(text, sentence.traced.spans, sentence.traced.edits) == sentence.text
