"""How a sentence is closed, shortened to whole clauses, or cut."""

import re
from collections.abc import Sequence

from digest.model.articles import Sentence, Token
from digest.model.traces import EditKind, TracedText
from digest.text.clauses import clause_ends, is_balanced
from digest.text.lines import count_chars
from digest.text.sentences import ends_sentence
from digest.text.traces import cut, replace

ELLIPSIS = "……"

# A part of fewer characters tells nothing (他来到大同).
_SHORTEST_PART = 8
_LOOSE_END = re.compile(r"[，,、；;：:—\-\s]+$")
_COMMA = re.compile(r"[，,；;]")
# 为贯彻……，提振……， up to who did it or when.
_AIMS = re.compile(
    r"为了?(?:深入|进一步|认真|全面|切实|扎实|更好|贯彻|落实|推动|推进|加强|加快|提高|提升|促进|做好|确保|保障|"
    r"营造|丰富|弘扬|激发|引导|方便|有效|积极)[^。！？；]{2,150}?[，,]"
    r"(?!要求|由|并|对|与|在|以|使|让)(?=日前|近日|昨日|昨天|今天|今日|今年|连日来|近年来|\d{1,2}月|\d{1,2}日|"
    r"(?:我|全|该|本)?[\u4e00-\u9fff]{0,10}?(?:省|市|县|区|局|委|办|部|院|厅|公司|集团|学校|中心|政府|乡|镇|村|大队)"
    r"(?!委?要求|部署|精神|决策|场|域|级|门|分)[\u4e00-\u9fff]{0,22}?"
    r"(?:举办|举行|召开|开展|组织|制定|出台|印发|启动|定于|决定|推出|成立|发布|实施|下发|联合|成功))"
)
# 日前，该县…: who that is stood in the aims.
_LEANS = re.compile(r"(?:[^，]{1,8}，)?(?:该|其|此|这)|.*(?:这[本项次些个]|该[^，]{1,3})")
_CONNECTIVE = re.compile(
    r"(?:同时|与此同时|此外|另外|除此之外|随后|接着|据悉|据了解|据介绍|另据[^，。]{2,10})[，,]"
)
# 一、 （二） 3. 答： what a list or a conversation sets before its parts.
_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]、?|\d{1,2}(?:[、．]|\.(?!\d))|[问答][：:])\s*"
)
_LEADING_CLOSERS = re.compile(r"[\s”’」』）)》】〉]+")
_TRAILING_CLOSERS = re.compile(r"[”’」』）)】]+")
_RUN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:%/\-]*")


def mend_quotes(sentence: Sentence, paragraph: TracedText) -> TracedText:
    """The sentence with the closing quotes and brackets that are its own, and no others.

    textrank4zh cuts before them: 他说：“好！ and ”众人鼓掌。
    become 他说：“好！” and 众人鼓掌。
    """
    text = paragraph.text
    start, end = sentence.start, sentence.end
    leading = _LEADING_CLOSERS.match(text, start, end)
    if leading and leading.end() < end and not is_balanced(text[start:end]):
        start = leading.end()
    trailing = _TRAILING_CLOSERS.match(text, end)
    if trailing and not is_balanced(text[start:end]) and is_balanced(text[start : trailing.end()]):
        end = trailing.end()
    if (start, end) == (sentence.start, sentence.end):
        return sentence.traced
    return cut(paragraph, start, end)


def close(traced: TracedText) -> TracedText:
    """The sentence with an end mark: 。 in place of a comma, or added; the change is recorded.

    >>> from digest.text.traces import trace
    >>> close(trace("会议召开；", 0, 5)).text, close(trace("散会", 0, 2)).text
    ('会议召开。', '散会。')
    """
    text = traced.text
    if ends_sentence(text):
        return traced
    loose = _LOOSE_END.search(text)
    start = loose.start() if loose and loose.start() else len(text)
    return _end_with(traced, start, len(text), "。")


def leave_open(traced: TracedText) -> TracedText:
    """The whole sentence, closed with `……` because its end is missing in the source."""
    text = traced.text
    loose = _LOOSE_END.search(text)
    start = loose.start() if loose and loose.start() else len(text)
    return _end_with(traced, start, len(text), ELLIPSIS)


def cut_at_clause(traced: TracedText, room: int | None = None) -> TracedText | None:
    """The longest beginning of a sentence that says something whole and fits; closed with 。.

    `room` is in characters without white space, `None` for any length.
    """
    text = traced.text
    for end in reversed(clause_ends(text)):
        length = count_chars(text[:end]) + 1
        if length <= _SHORTEST_PART:
            return None
        if room is None or length <= room:
            return _end_with(traced, end, end + 1, "。")
    return None


def drop_connective(traced: TracedText) -> TracedText:
    """A sentence without the word that joined it to one not printed: 同时，, 此外，, 随后，.

    Only words that add are left out; 但, 因此 and the like change what is said.
    """
    opener = _CONNECTIVE.match(traced.text)
    if opener is None or opener.end() >= len(traced.text):
        return traced
    return cut(traced, opener.end(), len(traced.text))


def drop_numbering(traced: TracedText) -> TracedText:
    """A sentence without its number in a list, or the 答： of a conversation.

    >>> from digest.text.traces import trace
    >>> drop_numbering(trace("一、管制时间：10月1日。", 0, 13)).text
    '管制时间：10月1日。'
    """
    number = _NUMBERING.match(traced.text)
    if number is None or number.end() >= len(traced.text):
        return traced
    return cut(traced, number.end(), len(traced.text))


def drop_purpose(traced: TracedText) -> TracedText | None:
    """A sentence without the aims it opens with; None where it has none or leans on them.

    Nothing is reworded: what is left out is a gap before the first span.

    >>> from digest.text.traces import trace
    >>> text = "为贯彻落实会议精神，提振消费，我市制定了奖励政策。"
    >>> drop_purpose(trace(text, 0, len(text))).text
    '我市制定了奖励政策。'
    """
    text = traced.text
    aims = _AIMS.match(text)
    if aims is None or not is_balanced(aims.group()) or _LEANS.match(text, aims.end()):
        return None
    return cut(traced, aims.end(), len(text))


def cut_at_word(traced: TracedText, tokens: Sequence[Token], room: int) -> TracedText:
    """As much of a sentence as fits before `……`, cut between two words.

    Without tokens any two characters may be parted that are not of one number or Latin word.
    A place outside quotes and brackets is preferred where it is not much earlier, and above all
    a comma.
    """
    text = traced.text
    space = room - len(ELLIPSIS)
    if space < 1:
        return cut(traced, 0, _hold(text, room))
    most = _hold(text, space)
    borders = [at for at in _word_borders(text, tokens) if at <= most] or [most]
    ends = [end for at in borders if (end := len(_LOOSE_END.sub("", text[:at])))]
    near = [end for end in ends if end >= most // 2 and is_balanced(text[:end])]
    commas = [end for end in near if end >= most * 3 // 4 and _COMMA.match(text, end)]
    end = max(commas or near or ends or [most])
    return _end_with(cut(traced, 0, end), end, end, ELLIPSIS)


def _hold(text: str, room: int) -> int:
    """How many characters of a text hold `room` characters that are not white space."""
    for at, char in enumerate(text):
        room -= not char.isspace()
        if room < 0:
            return at
    return len(text)


def _word_borders(text: str, tokens: Sequence[Token]) -> list[int]:
    if tokens and "".join(token.text for token in tokens) == text:
        borders = []
        at = 0
        for token in tokens:
            at += len(token.text)
            borders.append(at)
        return borders
    inside = {at for run in _RUN.finditer(text) for at in range(run.start() + 1, run.end())}
    return [at for at in range(1, len(text) + 1) if at not in inside]


def _end_with(traced: TracedText, start: int, end: int, mark: str) -> TracedText:
    """The first `start` characters and then `mark`, in place of what stands up to `end`."""
    head = cut(traced, 0, start)
    marked = replace(cut(traced, 0, end), start, end, mark, EditKind.PUNCTUATION)
    if marked.text == head.text + mark:
        return marked
    # What stands there is part of another edit and is left out whole.
    return replace(head, len(head.text), len(head.text), mark, EditKind.PUNCTUATION)
