"""An editor's changes laid over an edition; every one of them is visible in what comes out."""

from collections.abc import Sequence
from dataclasses import replace

from digest.errors import UsageError
from digest.model.editions import Edition, HeadlineFrom, Leftover, Section, Story, StoryId
from digest.model.overlays import Correction, Overlay
from digest.model.summaries import Flag, PrintedSentence
from digest.model.traces import EditKind
from digest.text.traces import replace as replace_text

DROPPED = "编者撤下"


def lay_over(edition: Edition, overlay: Overlay) -> Edition:
    """The edition with the editor's changes, revision and number as they were.

    Raises UsageError where an item, or the words to correct, are not there.
    """
    _check(edition, overlay)
    stories = {story.id: _change(story, overlay) for story in edition.stories}
    sections = _arrange(edition.sections, overlay, stories)
    dropped = tuple(_leftover(each) for each in edition.stories if each.id in overlay.drop)
    printed = [story for section in sections for story in section.stories]
    coverage = replace(
        edition.coverage,
        printed=len(printed),
        chars_out=sum(
            len("".join(sentence.text.split()))
            for story in printed
            for sentence in (*story.summary, *story.points)
        ),
        left_out=(*edition.coverage.left_out, *dropped),
    )
    header = replace(edition.header, editor_note=overlay.note or edition.header.editor_note)
    footer = replace(
        edition.footer,
        editor=overlay.editor or edition.footer.editor,
        reviewer=overlay.reviewer or edition.footer.reviewer,
    )
    if overlay.title is not None:
        header = replace(header, name=overlay.title)
    return replace(edition, sections=sections, coverage=coverage, header=header, footer=footer)


def _check(edition: Edition, overlay: Overlay) -> None:
    known = {story.id for story in edition.stories}
    named = (
        *overlay.drop,
        *overlay.sections,
        *overlay.pin,
        *overlay.order,
        *overlay.headlines,
        *(correction.story for correction in overlay.corrections),
    )
    for name in named:
        if name not in known:
            raise UsageError(f"there is no item '{name}'", where=edition.id)


def _arrange(
    sections: Sequence[Section], overlay: Overlay, stories: dict[StoryId, Story]
) -> tuple[Section, ...]:
    kept = {section.name: [s.id for s in section.stories] for section in sections}
    for story, name in overlay.sections.items():
        for ids in kept.values():
            if story in ids:
                ids.remove(story)
        kept.setdefault(name, []).append(story)
    ranks: dict[StoryId, int] = {}
    for story in (*overlay.pin, *overlay.order):
        ranks.setdefault(story, len(ranks))
    return tuple(
        Section(
            name=name,
            stories=tuple(
                stories[story]
                for story in sorted(ids, key=lambda each: ranks.get(each, len(ranks)))
                if story not in overlay.drop
            ),
        )
        for name, ids in kept.items()
    )


def _change(story: Story, overlay: Overlay) -> Story:
    headline = overlay.headlines.get(story.id)
    if headline is not None:
        story = replace(story, headline=headline, headline_from=HeadlineFrom.EDITOR)
    for correction in overlay.corrections:
        if correction.story == story.id:
            story = _correct(story, correction)
    return story


def _correct(story: Story, correction: Correction) -> Story:
    summary = tuple(_replace(each, correction) for each in story.summary)
    points = tuple(_replace(each, correction) for each in story.points)
    if (summary, points) == (story.summary, story.points):
        raise UsageError(
            f"the item has no '{correction.before}' to correct",
            where=story.id,
            hint="the headline is changed with 'headline:'",
        )
    flags = story.flags if Flag.EDITED in story.flags else (*story.flags, Flag.EDITED)
    return replace(story, summary=summary, points=points, flags=flags)


def _replace(sentence: PrintedSentence, correction: Correction) -> PrintedSentence:
    traced, at = sentence.traced, 0
    while (at := traced.text.find(correction.before, at)) >= 0:
        end = at + len(correction.before)
        traced = replace_text(traced, at, end, correction.after, EditKind.CORRECT)
        at += len(correction.after)
    return replace(sentence, traced=traced)


def _leftover(story: Story) -> Leftover:
    source = story.sources[0] if story.sources else None
    return Leftover(
        label=source.label.partition(":")[0] if source else "",
        uri=source.uri if source else "",
        lines=source.lines if source else (),
        text=story.headline,
        reason=DROPPED,
    )
