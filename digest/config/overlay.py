"""An editor's overlay as YAML: a first one to fill in, and every mistake with file and line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from digest.config.checked import check_tree
from digest.config.parts import Part
from digest.config.problems import ConfigFileError, Problem, suggest
from digest.config.yaml_tree import Tree, read_tree
from digest.model.editions import Edition, StoryId
from digest.model.overlays import Correction, Overlay

Text = Annotated[str, Field(min_length=1)]


def load_overlay(path: Path, edition: Edition, *, name: str | None = None) -> Overlay:
    """The overlay a file holds for an edition.

    Raises ConfigFileError, with all problems and their lines, where it is not valid or names an
    item that the edition does not have.
    """
    tree = read_tree(path, name=name or str(path))
    part = check_tree(tree, _Overlay)
    found = _unknown(part, edition)
    if found:
        raise ConfigFileError([tree.error(problem) for problem in _ordered(found, tree)])
    return Overlay(
        drop=tuple(map(StoryId, part.drop)),
        sections={StoryId(key): name for key, name in part.section.items()},
        pin=tuple(map(StoryId, part.pin)),
        order=tuple(map(StoryId, part.order)),
        headlines={StoryId(key): text for key, text in part.headline.items()},
        corrections=tuple(
            Correction(story=StoryId(each.story), before=each.before, after=each.after)
            for each in part.corrections
        ),
        title=part.title,
        note=part.note,
        editor=part.editor,
        reviewer=part.reviewer,
    )


def draft_overlay(edition: Edition) -> str:
    """An overlay that changes nothing yet: every item named, every key explained."""
    lines = [
        f"# {edition.id} 第{edition.revision}版的编辑单。去掉行首的 # 即生效，改完后运行：",
        f"#   digest approve {edition.id} --by 姓名",
        "# What an editor changes; nothing below is in force until its # is taken away.",
        "version: 1",
        "",
    ]
    if edition.stories:
        lines += ["# 次序：栏目之内按此先后；未列出的排在其后。order of the items", "# order:"]
        for section in edition.sections:
            lines.append(f"#   # 【{_one_line(section.name)}】")
            lines += [f"#   - {s.id}    # {_one_line(s.headline)}" for s in section.stories]
        first = edition.stories[0]
        lines += [
            "",
            f"# drop: [{first.id}]                       # 撤下",
            f"# pin: [{first.id}]                        # 置顶（在本栏目内）",
            f"# section: {{{first.id}: 要闻速览}}            # 改栏目；没有的栏目会新设",
            f"# headline: {{{first.id}: 新标题}}            # 改标题，印出时标〔编者改〕",
            "# corrections:                            # 改文字，逐处记录，印出时标“编者改”",
            f"#   - {{story: {first.id}, from: 原文, to: 改为}}",
        ]
    lines += [
        "",
        "# title: 简报名称",
        "# note: 编者按（由人撰写）",
        "# editor: 编辑姓名",
        "# reviewer: 审核姓名",
    ]
    return "\n".join(lines) + "\n"


class _Correction(Part):
    story: Text
    before: Text = Field(alias="from")
    after: str = Field(alias="to")


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[list[Text], BeforeValidator(_listed)]


class _Overlay(Part):
    version: Annotated[int, Field(ge=1, le=1)] = 1
    order: Names = Field(default=[])
    drop: Names = Field(default=[])
    pin: Names = Field(default=[])
    section: dict[str, Text] = Field(default={})
    headline: dict[str, Text] = Field(default={})
    corrections: list[_Correction] = Field(default=[])
    title: Text | None = None
    note: Text | None = None
    editor: Text | None = None
    reviewer: Text | None = None


def _unknown(part: _Overlay, edition: Edition) -> list[Problem]:
    ids = [str(story.id) for story in edition.stories]
    named: list[tuple[tuple[str | int, ...], str]] = []
    for key in ("order", "drop", "pin"):
        named += [((key, place), name) for place, name in enumerate(getattr(part, key))]
    for key in ("section", "headline"):
        named += [((key, name), name) for name in getattr(part, key)]
    named += [
        (("corrections", place, "story"), each.story) for place, each in enumerate(part.corrections)
    ]
    return [
        Problem(loc=loc, what=f"there is no item '{name}'", hint=suggest(name, ids))
        for loc, name in named
        if name not in ids
    ] + _repeated(part)


def _repeated(part: _Overlay) -> list[Problem]:
    return [
        Problem(loc=(key, place), what=f"'{name}' is named twice")
        for key in ("order", "drop", "pin")
        for place, name in enumerate(getattr(part, key))
        if name in getattr(part, key)[:place]
    ]


def _ordered(problems: Sequence[Problem], tree: Tree) -> list[Problem]:
    return sorted(problems, key=lambda problem: tree.line(problem.loc))


def _one_line(text: str) -> str:
    return " ".join(text.split())
