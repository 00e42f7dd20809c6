"""An item as it is printed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from digest.model.articles import ArticleType
from digest.model.editions import HeadlineFrom, PersonTitle, Story
from digest.model.summaries import Flag

STORY: Final[Mapping[str, str]] = {
    "number": "the item's place in its section, from 1",
    "id": "the item's id",
    "headline": "the headline",
    "mark": "〔拟〕 where the headline is ours, 〔编者改〕 where it is an editor's, else empty",
    "kind": "图片, 公告, 评论, 综述 or empty",
    "genre": "评论 or 综述 where the item is no news, else empty",
    "topic": "the section a newspaper would print it in: 时政, 经济 …, or empty",
    "follows": "↺ 3月25日《…》: what an earlier edition told and the item goes on with, or empty",
    "text": "the summary; items of a wire service end with its name",
    "wire": "（新华社） with which the text of a wire item ends, else empty",
    "line": "the item in one line: headline and summary without saying anything twice",
    "points": "further sentences of the lead item",
    "keywords": "keywords",
    "people": "卢东亮（省委常委、市委书记）, each once",
    "byline": "the reporters",
    "flags": "what a reader should know: 原文截断, 归属存疑 …",
    "label": "where it stands: 001:7",
    "uri": "the source's address or path",
    "paper": "the paper's name where the edition uses several, else empty",
    "reports": "3 家媒体报道, or empty",
    "also": "the other reports: `title`, `source`, and `uri` where it can be opened",
    "differing": "figures that another report has differently: 死亡34人，大同晚报作7人",
}
_FLAG: Final[Mapping[Flag, str]] = {
    Flag.CUT: "摘要截断",
    Flag.TRUNCATED: "原文截断",
    Flag.LOW_CONFIDENCE: "归属存疑",
    Flag.SUSPECT: "文字待核",
    Flag.EDITED: "编者改",
}
_MARK: Final[Mapping[HeadlineFrom, str]] = {
    HeadlineFrom.EXTRACTED: "〔拟〕",
    HeadlineFrom.EDITOR: "〔编者改〕",
}
_KIND: Final[Mapping[ArticleType, str]] = {
    ArticleType.PHOTO: "图片",
    ArticleType.NOTICE: "公告",
    ArticleType.COMMENTARY: "评论",
    ArticleType.FEATURE: "综述",
    ArticleType.ADVERT: "广告",
    ArticleType.TEASER: "导读",
}
_GENRES: Final = (ArticleType.COMMENTARY, ArticleType.FEATURE)
_PICTURE: Final = re.compile(r"图为|这是|上图|下图")
_SIGNATURE: Final = re.compile(r"(?P<signed>(?:[^，。]{2,40}，)?\d{4}年\d{1,2}月\d{1,2}日)。$")
_WEB: Final = re.compile("https?://", re.IGNORECASE)
_SAME_WORDS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """Another report of an item."""

    title: str
    source: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """An item as it is printed; the fields are explained in `STORY`."""

    number: int
    id: str
    headline: str
    mark: str
    kind: str
    genre: str
    topic: str
    follows: str
    text: str
    wire: str
    line: str
    points: tuple[str, ...]
    keywords: tuple[str, ...]
    people: tuple[str, ...]
    byline: tuple[str, ...]
    flags: tuple[str, ...]
    label: str
    uri: str
    paper: str
    reports: str
    also: tuple[Also, ...]
    differing: tuple[str, ...]


def view_story(story: Story, number: int, *, several_papers: bool) -> StoryView:
    """An item in the words that are printed; `number` is its place in its section."""
    text = "".join(sentence.text for sentence in story.summary)
    source = story.sources[0] if story.sources else None
    publishers = dict.fromkeys(
        [*([source.name] if source else []), *(each.source for each in story.also)]
    )
    headline = story.headline.strip() or "（无标题）"
    mark = _MARK.get(story.headline_from, "")
    wire = f"（{story.wire}）" if story.wire and not text.endswith(f"（{story.wire}）") else ""
    return StoryView(
        number=number,
        id=story.id,
        headline=headline,
        mark=mark,
        kind=_KIND.get(story.type, ""),
        genre=_KIND[story.type] if story.type in _GENRES else "",
        topic=story.topic,
        follows=_follows(story),
        text=text + wire if text else "（版面上只有标题）",
        wire=f"（{story.wire}）" if story.wire and text else "",
        line=_line(story, headline + mark, text + wire if text else "", wire=wire),
        points=tuple(point.text for point in story.points),
        keywords=story.keywords,
        people=tuple(_person(person) for person in story.people),
        byline=story.byline,
        flags=tuple(_FLAG[flag] for flag in story.flags if flag in _FLAG),
        label=source.label if source else "",
        uri=source.uri if source else "",
        paper=source.name if source and several_papers else "",
        reports=_reports(story, len(publishers)),
        also=tuple(
            Also(title=each.title, source=each.source, uri=each.uri if _WEB.match(each.uri) else "")
            for each in story.also
        ),
        differing=tuple(
            f"{each.about}{each.ours}，{each.source}作{each.theirs}" for each in story.differing
        ),
    )


def without_cut(story: StoryView) -> StoryView:
    """A one-liner prints its headline in place of a summary that breaks off."""
    return replace(story, flags=tuple(flag for flag in story.flags if flag != _FLAG[Flag.CUT]))


def _follows(story: Story) -> str:
    if story.follows is None:
        return ""
    day = story.follows.day
    return f"↺ {day.month}月{day.day}日《{story.follows.headline}》"


def _reports(story: Story, publishers: int) -> str:
    """How many papers have it; what a wire service gave to all of them is told as such."""
    if publishers < 2:
        return ""
    if story.wire:
        return f"{story.wire}通稿，{publishers} 家转载"
    return f"{publishers} 家媒体报道"


def _line(story: Story, headline: str, text: str, *, wire: str) -> str:
    """A headline of ours is made of the text: where both say the same, one of them is enough.

    A one-liner never breaks off, nor does it describe a picture that is not printed: then its
    headline says it all.
    """
    is_cut = Flag.CUT in story.flags or (
        story.headline_from is HeadlineFrom.EXTRACTED and _PICTURE.match(text) is not None
    )
    if story.headline_from is HeadlineFrom.EXTRACTED and not is_cut:
        said, ours = _bare(text), _bare(story.headline)
        if ours[:_SAME_WORDS] in said or ours[-_SAME_WORDS:] in said:
            return text
    if is_cut or not text:
        return headline + wire
    # A notice of which there is room for the signature alone.
    signed = _SIGNATURE.match(text)
    return f"{headline}（{signed['signed']}）" if signed else f"{headline}：{text}"


def _person(person: PersonTitle) -> str:
    return f"{person.name}（{person.title}）" if person.title else person.name


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", text)
