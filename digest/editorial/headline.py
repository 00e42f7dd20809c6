"""The headline of an item: the printed line that says who did what, or one made from the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from digest.editorial.names import HAN
from digest.editorial.people import people
from digest.model.articles import Article, ArticleType
from digest.model.editions import HeadlineFrom
from digest.text.normalize import print_form
from digest.text.traces import trace

LONGEST: Final = 30
"""Characters of a headline of our own."""

_SHORTEST: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline and where it comes from; `extracted` ones are ours and printed with 〔拟〕."""

    text: str
    origin: HeadlineFrom


def headline(article: Article, sentences: Sequence[str]) -> Headline:
    """The line of the headline block that says who did what, else one from the sentences.

    `sentences` are those of the article, in order.
    """
    printed = _printed(article)
    if printed and not (article.type is ArticleType.NEWS and is_slogan(printed.text)):
        return printed
    ours = extract(sentences)
    if printed and (not ours or ours.endswith("……")):
        return printed
    return Headline(text=ours, origin=HeadlineFrom.EXTRACTED)


def is_slogan(line: str) -> bool:
    """Whether a line of a headline block only exhorts or paints: 虚题.

    Each half begins with an exhortation, or two halves of one length name no act at all.

    >>> is_slogan("国情研修夯基础 人才研学共成长"), is_slogan("张强主持召开座谈会")
    (True, False)
    """
    halves = line.split()
    if any(char.isdigit() for char in line):
        return False
    if all(_NO_ACTOR.match(half) for half in halves):
        return True
    alike = len(halves) > 1 and len({len(half) for half in halves}) == 1
    return alike and not any(_VERB.search(half) for half in halves)


def extract(sentences: Sequence[str]) -> str:
    """At most 30 characters from one sentence: actor, act and number; "" only without sentences.

    Only whole clauses and what stands before the actor (dates, purposes, titles) are left out.

    >>> extract(["3月26日，市人大常委会机关党建工作会议召开，学习有关精神。"])
    '市人大常委会机关党建工作会议召开'
    """
    clauses_by_sentence = [_clauses(sentence) for sentence in sentences]
    for clauses in clauses_by_sentence:
        text = _from_clauses(clauses)
        if text:
            return _one_line(text)
    for clauses in clauses_by_sentence:
        if clauses:
            return _one_line(_shorten(_PICTURE_OPENING.sub("", clauses[0]) or clauses[0]))
    return ""


def _printed(article: Article) -> Headline | None:
    if article.headline:
        return Headline(text=_one_line(article.headline), origin=_origin(article))
    for line, origin in (
        (article.title, HeadlineFrom.TITLE),
        (article.subtitle, HeadlineFrom.SUBTITLE),
        (article.kicker, HeadlineFrom.KICKER),
    ):
        if line:
            return Headline(text=_one_line(line), origin=origin)
    return None


def _origin(article: Article) -> HeadlineFrom:
    wanted = _bare(article.headline)
    for line, origin in (
        (article.title, HeadlineFrom.TITLE),
        (article.subtitle, HeadlineFrom.SUBTITLE),
        (article.kicker, HeadlineFrom.KICKER),
    ):
        if line and (wanted == _bare(line) or wanted in _bare(line)):
            return origin
    return HeadlineFrom.TITLE


def _bare(line: str | None) -> str:
    return re.sub(r"\s", "", line or "")


def _one_line(line: str) -> str:
    line = re.sub(r"\s+", " ", line).strip().removesuffix("。")
    return print_form(trace(line, 0, len(line))).text


# What opens a sentence without saying who did what: dates, times, purposes, reporting formulas.
_TIME: Final = re.compile(
    r"^(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:至(?:\d{1,2}月)?\d{1,2}日)?"
    r"(?:凌晨|清晨|早晨|上午|中午|下午|傍晚|晚上|晚|深夜)?(?:\d{1,2}时(?:\d{1,2}分)?许?)?(?:电|讯)?|"
    r"^(?:日前|近日|昨日|昨天|今天|今日|目前|当前|当日|连日来|近年来|今年以来|一直以来|近期|最近|截至目前|"
    r"今年\d{0,2}[月年]?|\d{4}年|前\d+个月|[^，]{2,16}(?:以来|之际|期间|来临|前夕))(?=$|[^，])"
)
_OPENING_CLAUSE: Final = re.compile(
    r"^(?:为了?|围绕|按照|根据|随着|面对|在[^，]*(?:下|中|上|之际|期间)$|作为|据|通过|经过|自[^，]*(?:以来|后|起)$|"
    r"记者.{0,20}(?:获悉|了解到|看到)|从.{2,20}(?:获悉|了解到|传来))|.{0,14}(?:以来|之际|期间|来临|前夕|获悉|了解到)$"
)
_FORMULA: Final = re.compile(
    r"^(?:认真|深入|全面|切实|坚持|扎实|持续|进一步|大力|着力|不断|科学|精心|紧扣|牢牢|始终|坚决)?"
    r"(?:学习|贯彻|落实|领会|谋划|组织|实践|统筹|把握|推进|部署要求)"
)
_PICTURE: Final = re.compile(r"^(?:图为|这是|上图|下图|左图|右图|图[①-⑩一二三四])|(?:拍摄|摄)的")
_PICTURE_OPENING: Final = re.compile(r"^(?:图为|这是)(?:[^，]{0,16}拍摄的)?")
_DANGLING: Final = re.compile(
    r"^(?:他|她|它|他们|她们|该|此|这|那|其中|其|上述|对此|同时|此外|另外)"
)
_THIS_PLACE: Final = re.compile(r"^该(?P<kind>[县市区镇乡])")
_PREPOSITIONAL: Final = re.compile(
    r"^(?P<actor>[^，在围以按针]{2,12})"
    r"(?:在[^，]{2,24}(?:下|中|上|后)|围绕[^，]+|以[^，]+为[^，]+|按照[^，]+|针对[^，]+)$"
)
_NO_ACTOR: Final = re.compile(
    r"^(?:筑牢|补足|坚定|坚持|锚定|聚焦|聚力|推动|推进|加快|强化|深化|细化|夯实|践行|牢记|弘扬|传承|守护|凝聚|把|将|让|要|"
    r"抢抓|携手|奋力|全力|积蓄|提升|促进|助力|开展|学习|贯彻|深学|用心|精准|建设|蓄势|汇智|赋能|厚植|擦亮|激发|激活|释放|构建|着力|力促|共建|共享|共创|争当|勇担|同心|凝心|"
    r"砥砺|奋进|奋楫|奋斗|踔厉|笃行|勇毅|乘势|扛牢|扛起|鼓足|咬定|不忘|不负|深入(?!部分|基层|一线|企业))"
)
_VERB: Final = re.compile(
    r"召开|举行|举办|开展|主持|出席|考察|调研|督导|会见|会谈|座谈|听取|部署|启动|开工|竣工|投产|完成|实现|达到?|增长|下降|升至|入选|"
    r"获|荣|被|发布|公布|出台|印发|制定|实施|推出|建成|开通|通过|成立|签约|签订|签署|落地|引进|吸引|打造|推动|推进|优化|加快|提升|"
    r"组织|进行|参加|走访|看望|慰问|致|当选|任命|通报|检查|查处|捐赠|支持|聚力|创建|培育|把|将|为|有|是|升温|降温|开幕|闭幕|迎来|上线"
)
_OPEN_QUOTES: Final = "“‘《（(【〈"
_CLOSE_QUOTES: Final = "”’》）)】〉"


def _clauses(sentence: str) -> list[str]:
    """The clauses between ，and ；; commas inside quotes and brackets do not count."""
    clauses, depth, start = [], 0, 0
    text = sentence.strip().rstrip("。！？!?；;…")
    for at, char in enumerate(text):
        if char in _OPEN_QUOTES:
            depth += 1
        elif char in _CLOSE_QUOTES:
            depth = max(0, depth - 1)
        elif char in "，,；;" and depth == 0 and not _between_digits(text, at):
            clauses.append(text[start:at].strip())
            start = at + 1
    clauses.append(text[start:].strip())
    return [clause for clause in clauses if clause]


def _between_digits(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _from_clauses(clauses: list[str]) -> str | None:
    if clauses and (_PICTURE.search(clauses[0]) or _DANGLING.match(clauses[0])):
        return None
    rest = [_named(clause, clauses) for clause in _after_opening(clauses)]
    if not rest or _DANGLING.match(rest[0]) or _NO_ACTOR.match(rest[0]):
        return None
    rest[0] = _without_titles(rest[0])
    prepositional = _PREPOSITIONAL.match(rest[0])
    if prepositional:
        acts = [clause for clause in rest[1:] if not _is_formula(clause)]
        rest = [prepositional["actor"] + acts[0], *acts[1:]] if acts else rest
    if not _VERB.search(rest[0]) or not _SHORTEST <= len(rest[0]) <= LONGEST:
        return None
    text = rest[0]
    for clause in rest[1:]:
        # A figure is worth its clause; others only round off a short one.
        wanted = any(char.isdigit() for char in clause) or len(text) < LONGEST // 2
        if not wanted or _is_formula(clause) or len(text) + 1 + len(clause) > LONGEST:
            break
        text += "，" + clause
    return text


def _named(clause: str, clauses: list[str]) -> str:
    """The clause with 该县 replaced by the county that the sentence has named before."""
    match = _THIS_PLACE.match(clause)
    if match is None:
        return clause
    named = re.findall(
        rf"[{HAN}]{{2}}{match['kind']}(?![委政里直级域])", "，".join(clauses).partition(clause)[0]
    )
    return named[-1] + clause[match.end() :] if named else clause


def _after_opening(clauses: list[str]) -> list[str]:
    """The clauses from the actor on: without dates, and without purposes and what they hang on."""
    rest = [_without_time(clause) for clause in clauses]
    dated = [at for at, clause in enumerate(clauses) if rest[at] != clause]
    start = 0
    if rest and _OPENING_CLAUSE.search(rest[0]):
        # 为……，减轻……，11月23日，某校开展……: a purpose may run on up to the date.
        start = next((at for at in dated if at > 0), 1)
    rest = [clause for clause in rest[start:] if clause]
    while rest and _OPENING_CLAUSE.search(rest[0]):
        rest.pop(0)
    return rest


def _without_time(clause: str) -> str:
    return _TIME.sub("", clause, count=1).strip()


def _without_titles(clause: str) -> str:
    for person in people(clause):
        printed = person.title + person.name
        if clause.startswith(printed):
            return clause[len(person.title) :]
    return clause


def _is_formula(clause: str) -> bool:
    return _FORMULA.match(clause) is not None


def _shorten(clause: str) -> str:
    """The beginning of a clause that is too long, ended where a phrase ends if it can be."""
    if len(clause) <= LONGEST:
        return clause
    head = clause[: LONGEST - 2]
    ends = [match.start() for match in re.finditer(r"[、 ]", head)]
    return (head[: ends[-1]] if ends and ends[-1] >= _SHORTEST else head) + "……"
