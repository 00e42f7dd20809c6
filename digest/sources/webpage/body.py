"""Which blocks of a page are the article.

Prose counts for an element, links and crumbs count against it; the element with the best balance
holds the article. Inside it the run of blocks with the best balance is kept, so that what leads in
(道具栏, 字号) and what follows (相关阅读, 版权声明) falls off.
"""

import re
from collections.abc import Sequence

from digest.sources.webpage.blocks import Block, Node

_STOPS = re.compile(r"[。！？；，、…!?;]|[,.](?=\s|$)")
# The last lines of an article that are none of it, and the lines above it.
_CLOSING = re.compile(
    r"^[\s\W]*(责任编辑|责编|编辑|校对|审核|监制|值班编辑|来源|作者[:：]|声明|免责|版权|特别提醒|本文仅代表"
    r"|更多精彩|扫一扫|扫描二维码|长按|关注我们|延伸阅读|相关阅读|推荐阅读|相关新闻|相关链接|热门推荐"
    r"|猜你喜欢|分享到|打印本页|关闭窗口|上一篇|下一篇|返回顶部|举报|点击查看|点击进入|违法和不良信息"
    r"|登录后|感谢您的反馈|标签[:：]|关键词|纠错|\+1$)"
)
_OPENING = re.compile(
    r"^[\s\W]*(原标题[:：]|来源[:：]|作者[:：]|发布时间|发表时间|更新时间|时间[:：]|字号|字体|分享|打印|收藏"
    r"|浏览次数|阅读[:：]|点击[:：]|我要评论|评论|关注$|点赞|转发|当前位置|您的位置|首页|[\d\W]+$)"
    r"|来源\s*[:：]|\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?\s*\d{1,2}[:：]\d\d"
)
_SIGNED = re.compile(r"责任编辑|责编\s*[:：]")
_SHORT = 80
# Closing lines may stand among the last few, behind a remark that is kept.
_LAST = 5
_LINKED = 0.5
# A crumb without any mark of a sentence costs as much as so many characters of prose.
_CRUMB = 6.0
_LINK = 12.0
# An aside that holds more than this share of a page's prose is no aside.
_MAIN_SHARE = 0.4


def find_body(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """The blocks of the article in order; none where a page has no prose."""
    weights = _weigh(blocks)
    holder = _best_holder(blocks, weights)
    if holder is None:
        return []
    held = [
        (block, weight)
        for block, weight in zip(blocks, weights, strict=True)
        if any(node is holder for node in block.node.ancestors())
    ]
    start, end = _best_run([weight for _, weight in held])
    kept = [block for block, weight in held[start:end] if weight > -_LINK]
    return _trim(kept, title)


def _weigh(blocks: Sequence[Block]) -> list[float]:
    prose = [_prose(block) for block in blocks]
    total = sum(prose)
    of_node: dict[int, float] = {}
    for block, value in zip(blocks, prose, strict=True):
        for node in block.node.ancestors():
            of_node[id(node)] = of_node.get(id(node), 0.0) + value
    weights: list[float] = []
    for block, value in zip(blocks, prose, strict=True):
        aside = any(
            node.is_aside and of_node[id(node)] < _MAIN_SHARE * total
            for node in block.node.ancestors()
        )
        if aside:
            weights.append(-_LINK - value / 4)
        elif value:
            weights.append(value)
        elif block.link_share > _LINKED:
            weights.append(-_LINK)
        else:
            weights.append(-_CRUMB)
    return weights


def _prose(block: Block) -> float:
    """How many characters of running text a block has."""
    if block.link_share > _LINKED:
        return 0.0
    stops = len(_STOPS.findall(block.text))
    if not stops:
        return 0.0
    return float(len(block.text) - block.linked)


def _best_holder(blocks: Sequence[Block], weights: Sequence[float]) -> Node | None:
    balance: dict[int, float] = {}
    nodes: dict[int, Node] = {}
    for block, weight in zip(blocks, weights, strict=True):
        for node in block.node.ancestors():
            nodes.setdefault(id(node), node)
            balance[id(node)] = balance.get(id(node), 0.0) + weight
    good = [key for key in balance if balance[key] > 0]
    if not good:
        return None
    # Of two with the same balance the inner one says more closely where the article is.
    return nodes[max(good, key=lambda key: (balance[key], nodes[key].depth))]


def _best_run(weights: Sequence[float]) -> tuple[int, int]:
    """The run with the greatest sum (Kadane, 1977)."""
    best, span = 0.0, (0, 0)
    total, start = 0.0, 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, index
        total += weight
        if total > best:
            best, span = total, (start, index + 1)
    return span


def _trim(blocks: list[Block], title: str | None) -> list[Block]:
    start, end = 0, len(blocks)
    while start < end and _is_opening(blocks[start], title):
        start += 1
    while end > start and _is_closing(blocks[end - 1]):
        end -= 1
    head, tail = blocks[start : max(start, end - _LAST)], blocks[max(start, end - _LAST) : end]
    return head + [block for block in tail if not _is_closing(block)]


def _is_opening(block: Block, title: str | None) -> bool:
    text = block.text
    if title and title in text and len(text) <= len(title) + 4:
        return True
    return len(text) < _SHORT and bool(_OPENING.search(text)) and not text.endswith("。")


def _is_closing(block: Block) -> bool:
    text = block.text
    return len(text) < 2 * _SHORT and bool(_CLOSING.match(text) or _SIGNED.search(text[-40:]))
