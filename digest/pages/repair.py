"""Safe repairs of a recognizer's slips: what no reader would take for the writer's own words."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from digest.model.articles import Repair
from digest.model.documents import Line, Page
from digest.pages.ngrams import characters


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A word list, not a rule: in 2.6 million characters of agency and broadcast news (counted
# 2026-11) a two-character word stands twice in a row 31 times and never by mistake: 一步一步,
# 支队支队长, 产业产业链, 俄罗斯罗斯托夫. Only words without such a reading are listed, so what
# is not listed is left to the proof as a suspect.
#
# Verbs of reports and plans. A speaker's reduplication (研究研究, 讨论讨论, 了解了解, 学习学习)
# needs a verb of short human acts, and such verbs are absent here.
_PREDICATES = _words(
    """
    发展 升级 转化 转型 提升 提高 增长 增加 增强 推进 推动 促进 加强 加快 加大 实现 强化 深化
    优化 完善 保障 坚持 开展 举行 召开 进行 形成 构建 打造 创新 引领 引导 落地 取得 获得 确保
    保持 维护 扩大 拓展 突破 融合 聚焦 聚集 贯彻 履行 遵守 激发 释放 巩固 培育 壮大 支持 支撑
    改造 修复 改善 恢复 防范 化解 达成 达到 位于 属于 成为 作为 具有 拥有 包括 涉及 表示 指出
    强调 认为 公布 发布 宣布 签署 竣工 投产 组成 结合 适应 满足 上涨 下跌
    下降 回落 回升 首次 尽快 通常 可以 能够 已经 正在 仍然 逐步 持续 不断 进一步
    """
)
# Nouns. 项目项目总投资 may be two phrases, so a noun must also end its phrase: see `_ENDS_NOUN`.
_NOUNS = _words(
    """
    小区 社区 经济 社会 文化 生态 环境 资源 能源 科技 技术 产业 产品 企业 行业 市场 资金 资本
    投资 项目 工程 设施 设备 基础 城市 城镇 乡村 农村 农业 工业 交通 教育 医疗 旅游 金融 贸易
    消费 安全 质量 水平 能力 机制 体制 制度 体系 政策 措施 方案 规划 目标 任务 责任 作用 优势
    成果 成效 成绩 经验 问题 矛盾 风险 挑战 机遇 群众 居民 农民 职工 学生 青年 国家 政府 部门
    单位 机构 中心 基地 平台 网络 数据 信息 会议 活动 关系 领域 方面 过程 方式 模式 结构 格局
    工作 建设 管理 服务 改革 治理 生产 精神 思想 理念 战略 力量 动力 活力 空间 前景 底色
    """
)
# What follows a noun that ends its phrase: particles, conjunctions, punctuation.
_ENDS_NOUN = frozenset("的了和与及或、，。；：,;:.）)”")
# 高质量发展|发展中国家, 增长|增长极, 创新|创新型: the second word may begin a longer one.
_BEGINS_LONGER = frozenset("中者家员型性化式力极点业商期权率区带局厅部会委办组群界链园房")
# 要说发展发展， and 发展发展再发展 are ways of speaking.
_SPEAKING_BEFORE = frozenset("说谈叫讲喊喂再又")
_SPEAKING_AFTER = frozenset("再又还吧呗嘛呢啊")

# First character doubled before its word: 落落实到位. The characters listed may end a word of
# their own before it (村落落实, 助推推动, 更加加强) and forbid the repair.
_DOUBLED_HEADS: dict[str, str] = {
    "落落实": "村部角坠段院下降失堕陷没跌衰冷零散滑碧回着低起败破沦沉",
    "落落地": "村部角坠段院下降失堕陷没跌衰冷零散滑碧回着低起败破沦沉",
    "促促进": "督敦催仓短急",
    "强强化": "加增自富坚顽图要列豪顶刚牵倔勉做变",
    "深深化": "加高精纵幽资由艰水最更很",
    "巩巩固": "",
    "优优化": "择创更最较培保评品",
    "贯贯彻": "连纵横籍条一",
    "坚坚持": "攻中",
    "拓拓展": "开",
    "构构建": "机结架虚解重",
    "健健全": "保康稳",
    "培培育": "代栽安",
    "筑筑牢": "建构修",
    "履履行": "",
    "弘弘扬": "",
    "激激发": "刺感偏",
}

_HAN = "\u3400-\u9fff"
_FIRST_HAN = 0x3400
# One neighbour is Chinese and the other no Latin letter: Research and 开发 is left alone.
_AND = re.compile(
    rf"(?:(?<=[{_HAN}])[ \u3000]?and[ \u3000]?(?=[{_HAN}0-9“‘「『《【（(])"
    rf"|(?<=[0-9%”’」』》】）)，,、])[ \u3000]?and[ \u3000]?(?=[{_HAN}])"
    rf"|(?<=[”’」』》】])[ \u3000]?and[ \u3000]?(?=[“‘「『《【]))"
)
_DOUBLED_WORD = re.compile(rf"(?<=[{_HAN}”》）)])([{_HAN}]{{2}}|[{_HAN}]{{4}})\1")
_DOUBLED_HEAD = re.compile("|".join(_DOUBLED_HEADS))
_OTHER_SLIPS = re.compile("|".join(["and", *_DOUBLED_HEADS]))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRepair:
    """A repair and the characters of the page's text it replaces."""

    line: int
    before: str
    after: str
    start: int
    end: int

    @property
    def record(self) -> Repair:
        """The repair as a page reports it."""
        return Repair(line=self.line, before=self.before, after=self.after)


def find_repairs(page: Page) -> tuple[PlacedRepair, ...]:
    """The safe repairs of a page, in reading order and without overlap; nothing is changed.

    Sees one line at a time: a word doubled over a column's end is left to the proof.
    """
    return tuple(repair for line in _lines_to_read(page) for repair in _repairs_of(line))


def _lines_to_read(page: Page) -> Iterator[Line]:
    """The lines in which something may be repaired: few have two or four characters twice."""
    codes = characters(page.text)
    doubled = np.zeros(len(codes), dtype=np.bool_)
    for size in (2, 4):
        same = codes[size:] == codes[:-size]
        for _ in range(size - 1):
            same = same[:-1] & same[1:]
        doubled[: len(same)] |= same
    doubled &= codes >= _FIRST_HAN
    places = doubled.nonzero()[0].tolist()
    places += [match.start() for match in _OTHER_SLIPS.finditer(page.text)]
    starts = [line.start for line in page.lines]
    for index in sorted({bisect_right(starts, place) - 1 for place in places}):
        yield page.lines[index]


def _repairs_of(line: Line) -> Iterator[PlacedRepair]:
    found = sorted([*_ands(line.text), *_doubled_words(line.text), *_doubled_heads(line.text)])
    end = 0
    for start, stop, after in found:
        if start >= end:
            end = stop
            yield PlacedRepair(
                line=line.number,
                before=line.text[start:stop],
                after=after,
                start=line.start + start,
                end=line.start + stop,
            )


def _ands(text: str) -> Iterator[tuple[int, int, str]]:
    return ((match.start(), match.end(), "和") for match in _AND.finditer(text))


def _doubled_words(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _DOUBLED_WORD.finditer(text):
        word, start, end = match.group(1), match.start(), match.end()
        before, after = text[start - 1], text[end : end + 1]
        if before in _SPEAKING_BEFORE or after in _SPEAKING_AFTER:
            continue
        if text.startswith(word, end) or text.endswith(word, 0, start):
            continue  # 发展发展发展: three times is meant
        if _is_slip(word, after):
            yield start, end, word


def _is_slip(word: str, after: str) -> bool:
    last = word[-2:]
    if word != last and word[:2] not in _PREDICATES and word[:2] not in _NOUNS:
        return False
    if last in _PREDICATES:
        return after not in _BEGINS_LONGER
    return last in _NOUNS and after in _ENDS_NOUN and after != ""


def _doubled_heads(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _DOUBLED_HEAD.finditer(text):
        slip = match.group()
        before = text[match.start() - 1 : match.start()]
        if before and before in _DOUBLED_HEADS[slip]:
            continue
        yield match.start(), match.end(), slip[1:]
