"""What stands below an edition's items: its notes, what was left out, what to check, the foot."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from digest.model.articles import DateFrom
from digest.model.editions import Edition, HeadlineFrom, Leftover, ProofHint
from digest.model.traces import EditKind
from digest.renderers.head import long_date
from digest.renderers.troubles import say_in_chinese

LEFT: Final[Mapping[str, str]] = {
    "label": "where it stands: 001:7–9",
    "text": "its text or headline",
    "reason": "why",
}
_REASON: Final[Mapping[str, str]] = {
    "title": "职务",
    "name": "人名",
    "word": "用词",
    "number": "数字",
    "date": "日期",
    "formula": "提法",
    "character": "错字",
    "doubled": "叠字",
    "missing": "漏字",
    "punctuation": "标点",
    "unclear": "识别不清",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftView:
    """Something that was not printed, or that a person should look at; see `LEFT`."""

    label: str
    text: str
    reason: str


def list_notes(edition: Edition) -> tuple[str, ...]:
    """The lines of 本期说明: what a reader should know of how the edition was made."""
    coverage = edition.coverage
    notes = _date_notes(edition)
    if coverage.truncated:
        notes.append(f"{coverage.truncated} 篇原文截断，摘要只依据版面上有的部分")
    if coverage.headlines_missing:
        notes.append(f"{coverage.headlines_missing} 篇缺标题，所拟标题标〔拟〕")
    edited = _edited(edition)
    if edited:
        notes.append(f"编者改 {edited} 处，改处可查")
    if coverage.unassigned:
        notes.append(f"{len(coverage.unassigned)} 段无法归属（见附录）")
    if coverage.left_out:
        notes.append(f"{len(coverage.left_out)} 篇未入选（见附录）")
    if edition.proof:
        notes.append(f"校对提示 {len(edition.proof)} 处（见附录），均未改动原文")
    if edition.incidents:
        notes.append(
            f"{len(edition.incidents)} 处出错："
            + "；".join(f"{each.where}：{say_in_chinese(each.what)}" for each in edition.incidents)
        )
    notes.append("未使用大模型，每句均可回溯原文")
    return tuple(notes)


def say_empty(edition: Edition) -> str:
    """What an edition without items says in their place."""
    coverage = edition.coverage
    if edition.gathered is not None:
        count = len(edition.gathered)
        return f"所汇编的 {count} 期均无稿件。" if count else "没有可汇编的简报。"
    if not coverage.documents:
        return "本期没有收到来源文件，无稿可编。"
    if not coverage.articles:
        return f"本期收到 {coverage.documents} 份来源文件，未识别出稿件。"
    return f"本期收到 {coverage.documents} 份来源文件，识别 {coverage.articles} 篇，没有入选稿件。"


def view_leftover(leftover: Leftover) -> LeftView:
    """Something that was not printed, with its place and the reason."""
    return LeftView(
        label=_place(leftover.label, leftover.lines), text=leftover.text, reason=leftover.reason
    )


def view_hints(hints: Sequence[ProofHint]) -> tuple[LeftView, ...]:
    """Suspected errors with their places, and what may have been meant; in one line once."""
    found = Counter(_view_hint(hint) for hint in hints)
    return tuple(
        replace(view, reason=f"{view.reason}，{times} 处") if times > 1 else view
        for view, times in found.items()
    )


def list_footer(edition: Edition) -> tuple[str, ...]:
    """The lines of the foot: 报, 送, 发, and who edited, reviewed and signed."""
    footer = edition.footer
    lists = (("报", footer.report_to), ("送", footer.send_to), ("发", footer.issue_to))
    lines = [f"{name}：{'，'.join(values)}" for name, values in lists if values]
    names = (("编辑", footer.editor), ("审核", footer.reviewer), ("签发", footer.signer))
    signed = [f"{name}：{value}" for name, value in names if value]
    if signed:
        lines.append("　".join(signed))
    return tuple(lines)


def _date_notes(edition: Edition) -> list[str]:
    dates = {each.issue_date for each in edition.stories if each.issue_date}
    notes = ["本期为补发"] if edition.late else []
    if len(dates) == 1 and edition.day not in dates and edition.gathered is None:
        (day,) = dates
        notes.append(f"所据版面为{long_date(day)}，不是{long_date(edition.day)}的报纸")
    if any(each.date_from is DateFrom.INFERRED for each in edition.publications):
        notes.append("有版面未印日期，按正文推定，请核对")
    return notes


def _edited(edition: Edition) -> int:
    """How many headlines and wordings an editor changed."""
    corrections = [
        edit
        for story in edition.stories
        for sentence in (*story.summary, *story.points)
        for edit in sentence.traced.edits
        if edit.kind is EditKind.CORRECT and edit.after != edit.before
    ]
    headlines = [each for each in edition.stories if each.headline_from is HeadlineFrom.EDITOR]
    return len(corrections) + len(headlines)


def _place(label: str, lines: Sequence[int]) -> str:
    if not lines:
        return label
    first, last = lines[0], lines[-1]
    return f"{label}:{first}" if first == last else f"{label}:{first}–{last}"


def _view_hint(hint: ProofHint) -> LeftView:
    suspect = hint.suspect
    text = f"{suspect.text} → {suspect.suggestion}？" if suspect.suggestion else suspect.text
    return LeftView(
        label=_place(hint.label, (suspect.line,)),
        text=text,
        reason=_REASON.get(suspect.reason, suspect.reason),
    )
