"""Which item goes into which section of an edition, and what finds no place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from digest.editorial.rank import Candidate, leave_out
from digest.model.articles import ArticleType
from digest.model.editions import Leftover
from digest.model.plans import EditionPlan, SectionRule, SummaryPlan
from digest.model.summaries import Budget

DEFAULT_SECTIONS: Final = (
    SectionRule(name="头条", take=1),
    SectionRule(name="要闻速览"),
    SectionRule(name="一句话新闻", kinds=(ArticleType.PHOTO, ArticleType.NOTICE), chars=40),
)
"""The sections of a brief that names none."""

ONE_LINE_CHARS: Final = 60
"""A section with a smaller budget is one of one-liners."""

LEADERS_CHARS: Final = 40
"""An item about Party and state leaders is never planned shorter."""

NEVER_ONE_LINE: Final = re.compile(
    r"讣告|逝世|沉痛|遗体告别|拍卖|竞拍|竞买|招聘|招录|招考|招募|引进人才"
)
"""Words of items that are never one-liners: obituaries, auctions, recruitment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A section with its items in printed order; `is_lead` marks the lead section (头条)."""

    rule: SectionRule
    candidates: tuple[Candidate, ...]
    is_lead: bool = False

    @property
    def name(self) -> str:
        """The section's name as printed."""
        return self.rule.name

    def budget(self, plan: SummaryPlan, candidate: Candidate) -> Budget:
        """How long an item may be here."""
        if self.rule.chars is not None:
            least = LEADERS_CHARS if candidate.standing.is_state else 1
            return Budget(chars=max(self.rule.chars, least))
        return plan.lead_budget if self.is_lead else plan.budget


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The sections that have items, in order, and the items for which there was no place."""

    sections: tuple[Placement, ...]
    left_out: tuple[Leftover, ...] = ()


def arrange(candidates: Sequence[Candidate], plan: EditionPlan) -> Layout:
    """The candidates, which come in the edition's order, laid into the plan's sections.

    A section takes what its rule admits and no section before it has taken. `max_items` counts
    all sections together; 0 means all.
    """
    rules = plan.sections or DEFAULT_SECTIONS
    asked = {kind for rule in rules for kind in rule.kinds}
    waiting = list(candidates)
    room = plan.max_items or len(waiting)
    sections: list[Placement] = []
    for at, rule in enumerate(rules):
        limit = min(room, rule.take if rule.take is not None else room)
        taken = [each for each in waiting if _admits(rule, each, asked, rules)][:limit]
        waiting = [each for each in waiting if each not in taken]
        room -= len(taken)
        if taken:
            is_lead = at == 0 and rule.take == 1
            sections.append(Placement(rule=rule, candidates=tuple(taken), is_lead=is_lead))
    return Layout(
        sections=tuple(sections),
        left_out=tuple(leave_out(each, _reason(each, rules, asked)) for each in waiting),
    )


def _admits(
    rule: SectionRule,
    candidate: Candidate,
    asked: set[ArticleType],
    rules: Sequence[SectionRule],
) -> bool:
    kind = candidate.cluster.lead.article.type
    if is_one_line(rule) and not may_be_one_line(candidate):
        return False
    if rule.keywords and not _has_keyword(candidate, rule.keywords):
        return False
    if rule.topics and candidate.topic not in rule.topics:
        return False
    if rule.kinds:
        return kind in rule.kinds
    if kind not in asked or rule.keywords or rule.topics:
        return True
    # Asked for only where it may not go: it belongs with the other items.
    willing = [each for each in rules if kind in each.kinds]
    return all(is_one_line(each) for each in willing) and not may_be_one_line(candidate)


def is_one_line(rule: SectionRule) -> bool:
    """Whether a section holds one-liners."""
    return rule.chars is not None and rule.chars < ONE_LINE_CHARS


def may_be_one_line(candidate: Candidate) -> bool:
    """Whether an item may be a one-liner: not leaders, obituaries, auctions, recruitment."""
    if candidate.standing.is_state:
        return False
    article = candidate.cluster.lead.article
    words = candidate.headline.text
    if article.type is ArticleType.NOTICE:
        words += article.text
    return NEVER_ONE_LINE.search(words) is None


def _has_keyword(candidate: Candidate, keywords: Sequence[str]) -> bool:
    article = candidate.cluster.lead.article
    parts = (candidate.headline.text, article.title, article.kicker, article.subtitle)
    words = "\n".join(part for part in parts if part) + "\n" + article.text
    return any(keyword in words for keyword in keywords)


def _reason(candidate: Candidate, rules: Sequence[SectionRule], asked: set[ArticleType]) -> str:
    if any(_admits(rule, candidate, asked, rules) for rule in rules):
        return "篇数已满"
    return "没有可归入的栏目"
