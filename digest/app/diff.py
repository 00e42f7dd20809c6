"""What differs between two editions, as an editor would tell it."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

from digest.model.editions import Differing, Earlier, Edition, Story

HEAD: Final = ("title", "number", "day", "late", "correction", "method")
"""Facts of an edition as a whole; head and foot are told field by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `kind` is added, removed, moved, headline, text, facts or head.

    `story` is empty where the edition as a whole differs; `before` and `after` are as printed.
    """

    kind: str
    story: str = ""
    headline: str = ""
    before: str = ""
    after: str = ""


def compare(before: Edition, after: Edition) -> tuple[Change, ...]:
    """The differences in the order in which a reader meets them; revisions do not count."""
    changes = _of_head(before, after)
    old_stories = {story.id: story for story in before.stories}
    new_stories = {story.id: story for story in after.stories}
    changes += [
        Change(kind="removed", story=story.id, headline=story.headline)
        for story in before.stories
        if story.id not in new_stories
    ]
    moved = _moved(before, after)
    for story in after.stories:
        known = old_stories.get(story.id)
        if known is None:
            changes.append(Change(kind="added", story=story.id, headline=story.headline))
            continue
        if story.id in moved:
            old, new = moved[story.id]
            changes.append(
                Change(kind="moved", story=story.id, headline=story.headline, before=old, after=new)
            )
        changes += _of_story(known, story)
    return tuple(changes)


def _of_head(before: Edition, after: Edition) -> list[Change]:
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in HEAD]
    for part in ("header", "footer"):
        old, new = getattr(before, part), getattr(after, part)
        pairs += [
            (f"{part}.{each.name}", getattr(old, each.name), getattr(new, each.name))
            for each in fields(old)
        ]
    return [
        Change(kind="head", headline=name, before=_plain(old), after=_plain(new))
        for name, old, new in pairs
        if old != new
    ]


def _of_story(before: Story, after: Story) -> list[Change]:
    changes: list[Change] = []
    name, headline = after.id, after.headline
    if before.headline != after.headline:
        changes.append(
            Change(
                kind="headline", story=name, headline=headline,
                before=before.headline, after=after.headline,
            )
        )  # fmt: skip
    old = [sentence.text for sentence in (*before.summary, *before.points)]
    new = [sentence.text for sentence in (*after.summary, *after.points)]
    for tag, low, high, start, end in difflib.SequenceMatcher(a=old, b=new).get_opcodes():
        if tag != "equal":
            gone, come = "".join(old[low:high]), "".join(new[start:end])
            changes.append(
                Change(kind="text", story=name, headline=headline, before=gone, after=come)
            )
    facts = (
        "keywords",
        "people",
        "byline",
        "flags",
        "also",
        "sources",
        "wire",
        "follows",
        "differing",
        "topic",
    )
    changes += [
        Change(
            kind="facts", story=name, headline=headline,
            before=f"{fact}: {_plain(getattr(before, fact))}",
            after=f"{fact}: {_plain(getattr(after, fact))}",
        )
        for fact in facts
        if getattr(before, fact) != getattr(after, fact)
    ]  # fmt: skip
    return changes


def _moved(before: Edition, after: Edition) -> dict[str, tuple[str, str]]:
    """Stories of both editions that stand elsewhere: in another section, or out of their order."""
    common = {story.id for story in after.stories} & {story.id for story in before.stories}
    old, new = _places(before), _places(after)
    old_order = [name for name in old if name in common]
    new_order = [name for name in new if name in common]
    steady: set[str] = set()
    for block in difflib.SequenceMatcher(a=old_order, b=new_order).get_matching_blocks():
        steady.update(old_order[block.a : block.a + block.size])
    return {
        name: (old[name], new[name])
        for name in new_order
        if name not in steady or old[name].split(" ")[0] != new[name].split(" ")[0]
    }


def _places(edition: Edition) -> dict[str, str]:
    return {
        story.id: f"{section.name} {place}"
        for section in edition.sections
        for place, story in enumerate(section.stories, start=1)
    }


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Differing):
        return f"{value.about} {value.ours} / {value.theirs}"
    if isinstance(value, Earlier):
        return f"{value.day.isoformat()} {value.headline}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(_plain(each) for each in value)
    name = getattr(value, "name", None)
    title = getattr(value, "title", None)
    if isinstance(name, str) and isinstance(title, str):
        return f"{name}（{title}）"
    label = getattr(value, "label", None)
    return str(label or title or value) if not isinstance(value, str) else value
