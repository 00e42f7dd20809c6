"""Why the lines of an article stand where they stand, in words for a person."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from digest.model.articles import ArticleType
from digest.pages import cues
from digest.pages.blocks import PageLine
from digest.pages.drafts import Draft
from digest.pages.reading import Reading

_QUOTE = 8
_NAMES = {
    ArticleType.NEWS: "消息", ArticleType.FEATURE: "通讯", ArticleType.COMMENTARY: "评论",
    ArticleType.PHOTO: "图片说明", ArticleType.NOTICE: "公告", ArticleType.ADVERT: "广告",
    ArticleType.SLOGAN: "标语", ArticleType.TEASER: "导读",
}  # fmt: skip


def explain(
    draft: Draft, lines: Sequence[PageLine], reading: Reading, parent: PageLine | None
) -> tuple[str, ...]:
    """One sentence for each thing that was decided, in reading order."""
    said = [_beginning(draft, lines)]
    body = draft.body
    joins = set(draft.joins)
    for before, after in pairwise(body):
        if (before, after) in joins:
            said.append(_join(lines[before], lines[after]))
        elif _is_jump(before, after, draft):
            sure = float(np.exp(reading.follow[before, after]))
            said.append(
                f"第{lines[after].number}行不接在版面上的前一行之后，而接在第{lines[before].number}行之后：内容相连（把握{sure:.2f}）"
            )
    said += [
        f"第{lines[index].number}行短而无句末标点，上文已完、下文自成一段，作小标题"
        for index in draft.headings
    ]
    if body and draft.type in {ArticleType.NEWS, ArticleType.FEATURE, ArticleType.COMMENTARY}:
        said.append(_ending(lines[body[-1]]))
    if parent is not None:
        said.append(f"与第{parent.number}行起的那篇印在一处，作为它的配图")
    return tuple(said)


def _beginning(draft: Draft, lines: Sequence[PageLine]) -> str:
    name = _NAMES[draft.type]
    heads = sorted({*draft.kicker, *draft.title, *draft.subtitle})
    opener = next((k for k in draft.body if cues.is_opener(lines[k].text)), None)
    if draft.type is ArticleType.PHOTO:
        cue = "有“图为”一类的话或摄影者署名" if draft.byline else "句末有摄影者署名"
        return f"第{lines[draft.body[0]].number}行：{cue}，作{name}"
    if heads:
        where = _numbers(heads, lines)
        begun = "电头" if opener is not None else "署名" if draft.byline else "正文"
        return (
            f"{where}：标题；其后为{begun}，作{name}" if draft.body else f"{where}：标题，作{name}"
        )
    if opener is not None:
        return (
            f"第{lines[opener].number}行以电头“{_head(lines[opener].text)}”开篇，上无标题，作{name}"
        )
    if draft.byline:
        return f"{_numbers(draft.byline, lines)}：署名开篇，上无标题，作{name}"
    return f"第{lines[draft.first].number}行起自成一篇，无标题、无电头，作{name}"


def _join(before: PageLine, after: PageLine) -> str:
    return (
        f"第{before.number}行未完，第{after.number}行接续："
        f"“…{before.text[-_QUOTE:]}｜{after.text[:_QUOTE]}…”"
    )


def _ending(line: PageLine) -> str:
    if cues.find_continued(line.text, 40) or cues.is_continuation(line.text):
        return f"第{line.number}行注明转版，后文在别的版"
    if cues.is_terminal(line.text):
        return f"第{line.number}行句子已完，到此结束"
    return f"第{line.number}行未完（“…{line.text[-_QUOTE:]}”），本版找不到它的后文，作截断"


def _is_jump(before: int, after: int, draft: Draft) -> bool:
    if after < before:
        return True
    own = {*draft.body, *draft.byline, *draft.kicker, *draft.title, *draft.subtitle}
    return any(k not in own for k in range(before + 1, after)) and after > before + 1


def _numbers(indices: Sequence[int], lines: Sequence[PageLine]) -> str:
    return "第" + "、".join(str(lines[k].number) for k in indices) + "行"


def _head(text: str) -> str:
    found = cues.match_opener(text)
    return found.group().strip() if found else text[:_QUOTE]
