"""What a page says of its article beside the text: title, date, authors, where it is from."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any

from lxml import html

from digest.sources.moments import find_moment, parse_moment
from digest.sources.webpage.blocks import Block
from digest.sources.webpage.tree import marks_of, squeeze, text_of

_SEPARATOR = re.compile(r"\s*[_|｜]+\s*|\s+[-–—·]+\s+|\s*[–—]\s*(?=\S{2,12}$)|-(?=[^-]{2,14}$)")
_SITE = re.compile(
    r"(网|报|新闻|频道|日报|晚报|在线|客户端|资讯|中心|门户|com|cn|News|The Paper)$", re.IGNORECASE
)
_TITLED = re.compile(r"title|headline|\bbt\b|biaoti|subject", re.IGNORECASE)
_TITLE_META = ("og:title", "twitter:title", "ArticleTitle", "title")
_DATE_META = (
    "article:published_time",
    "datePublished",
    "pubdate",
    "PubDate",
    "publishdate",
    "publish_date",
    "publish-date",
    "og:release_date",
    "og:published_time",
    "apub:time",
    "bytedance:published_time",
    "_pubtime",
    "firstpublishedtime",
    "date",
    "dc.date",
    "DC.date.issued",
    "article:create_at",
)
_AUTHOR_META = ("author", "article:author", "og:article:author", "byl", "mediaid:author")
_SITE_META = ("ContentSource", "source", "og:site_name", "mediaid", "application-name")
_AUTHOR = re.compile(
    r"(?:作者|撰文|执笔|文字?|记者|通讯员)\s*[:：/／|丨]\s*"
    r"(?P<names>[\u4e00-\u9fff·]{2,4}(?:[\s、，,&]+[\u4e00-\u9fff·]{2,4})*)(?![\u4e00-\u9fff])"
)
_REPORTER = re.compile(
    r"[（(](?:本报|本网)?(?:记者|见习记者|通讯员)\s*"
    r"(?P<names>[\u4e00-\u9fff·]{2,4}(?:[\s、，]+[\u4e00-\u9fff·]{2,4})*)[)）]"
)
_SOURCE = re.compile(r"(?:来源|稿源|出处)\s*[:：]\s*(?P<name>[^\s|｜（(【，。:：]{2,20})")
_NO_NAME = re.compile(
    r"编辑|责任|来源|版权|网站|admin|声明|本站|小编|新闻|日报|网$|网易|新浪|搜狐|腾讯|凤凰|网络|整理|记者"
)
_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,6}$")
_URL_DATE = re.compile(r"(?<!\d)(20\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_LONGEST_TITLE = 90
_MANY_AUTHORS = 6
# A date below the text counts in a line of its own only, above it in any crumb.
_SHORT_LINE = 60
_LONG_LINE = 200


class Facts:
    """Looks up facts in a page's tree."""

    def __init__(self, tree: html.HtmlElement, *, zone: tzinfo) -> None:
        self._tree = tree
        self._zone = zone
        self._meta = _read_meta(tree)
        self._data = tuple(_read_json(tree))

    def title(self) -> str | None:
        """The headline of the article, without the site's name."""
        declared = [self._meta[key] for key in map(str.lower, _TITLE_META) if key in self._meta]
        declared += self._of_data("headline")
        named = self._tree.findtext(".//title")
        if named:
            declared.append(squeeze(named))
        shown = [text for text in self._headings() if 4 <= len(text) <= _LONGEST_TITLE]
        for text in shown:
            if any(_plain(text) in _plain(given) for given in declared):
                return text
        for given in declared:
            title = _without_site(given)
            if len(title) >= 4 and not (_SITE.search(title) and shown):
                return title
        return shown[0] if shown else None

    def published(self, blocks: Sequence[Block], *, first: int, uri: str) -> datetime | None:
        """When the article appeared: as declared, as printed at its head, or as in its address."""
        for value in self._declared_dates():
            if moment := parse_moment(value, self._zone):
                return moment
        # What stands nearest above the text is the article's date; a crumb at the top of the page
        # may be today's.
        above = [block.text for block in blocks[max(0, first - 25) : first]]
        below = [block.text for block in blocks[first + 1 :] if len(block.text) < _SHORT_LINE]
        printed = self._first_moment([text for text in reversed(above) if len(text) < _LONG_LINE])
        if printed is None and (found := _URL_DATE.search(uri)):
            return parse_moment("-".join(found.groups()), self._zone)
        return printed or self._first_moment(below)

    def _declared_dates(self) -> Iterator[str]:
        yield from self._of_meta(_DATE_META)
        yield from self._of_data("datePublished")
        yield from self._of_data("pubDate")
        for element in self._tree.iter("time"):
            yield element.get("datetime") or text_of(element)

    def _first_moment(self, texts: Sequence[str]) -> datetime | None:
        moments = (find_moment(text, self._zone) for text in texts)
        return next((moment for moment in moments if moment), None)

    def authors(self, blocks: Sequence[Block], *, first: int, last: int) -> tuple[str, ...]:
        """Who wrote it, each name once."""
        names: list[str] = []
        for value in (*self._of_meta(_AUTHOR_META), *self._of_data("author")):
            names += re.split(r"[\s,，、;；/]+", value)
        near = [block.text for block in blocks[max(0, first - 15) : first]]
        near += [block.text for block in blocks[last : last + 3]]
        for text in near:
            if len(text) < 120:
                names += _names_in(_AUTHOR, text)
        for block in (*blocks[first : first + 2], *blocks[max(first, last - 1) : last]):
            names += _names_in(_REPORTER, block.text)
        good = (name for name in names if _NAME.match(name) and not _NO_NAME.search(name))
        return tuple(dict.fromkeys(good))[:_MANY_AUTHORS]

    def source(self, blocks: Sequence[Block], *, first: int, last: int) -> str | None:
        """The paper or agency the page names as its source, else the site's name."""
        for block in (*blocks[max(0, first - 15) : first + 1], *blocks[last : last + 3]):
            found = _SOURCE.search(block.text) if len(block.text) < 120 else None
            if found:
                return found["name"]
        for value in self._of_meta(_SITE_META):
            if 2 <= len(value) <= 20:
                return value
        return None

    def _headings(self) -> Iterator[str]:
        for tag in ("h1", "h2", "h3"):
            for element in self._tree.iter(tag):
                yield text_of(element)
        for element in self._tree.iter("div", "p", "span", "td", "strong"):
            if _TITLED.search(marks_of(element)):
                yield text_of(element)

    def _of_meta(self, keys: Sequence[str]) -> Iterator[str]:
        for key in map(str.lower, keys):
            if key in self._meta:
                yield self._meta[key]

    def _of_data(self, key: str) -> Iterator[str]:
        for data in self._data:
            value = data.get(key)
            for each in value if isinstance(value, list) else [value]:
                text = each.get("name") if isinstance(each, dict) else each
                if isinstance(text, str) and text.strip():
                    yield squeeze(text)


def _read_meta(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        value = squeeze(element.get("content") or "")
        if key and value:
            found.setdefault(key.lower(), value)
    return found


def _read_json(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    for element in tree.iter("script"):
        if (element.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            # Pages put raw line ends into strings.
            data = json.loads(element.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        parts = data if isinstance(data, list) else [data]
        for part in parts:
            if isinstance(part, dict):
                yield part
                graph = part.get("@graph")
                yield from (each for each in graph or () if isinstance(each, dict))


def _names_in(pattern: "re.Pattern[str]", text: str) -> list[str]:
    return [
        name
        for found in pattern.finditer(text)
        for name in re.split(r"[\s、，,&]+", found["names"])
    ]


def _plain(text: str) -> str:
    return "".join(text.split())


def _without_site(title: str) -> str:
    parts = [part.strip() for part in _SEPARATOR.split(title) if part and part.strip()]
    while len(parts) > 1 and (_SITE.search(parts[-1]) or len(parts[-1]) * 2 < len(parts[0])):
        parts.pop()
    if len(parts) > 1 and parts[0] and all(len(parts[0]) > len(part) for part in parts[1:]):
        return parts[0]
    return title if len(parts) > 1 else (parts[0] if parts else title)
