"""Private numbers masked, each change recorded, for forms that leave the house."""

import re
from dataclasses import replace
from typing import Final

from digest.model.editions import Edition, Story
from digest.model.summaries import PrintedSentence
from digest.model.traces import EditKind
from digest.text.traces import replace as replace_text

# A mobile number of the mainland: eleven digits from 13 to 19, also written 138-0013-8000. Service
# and landline numbers are an office's and stay.
_MOBILE: Final = re.compile(r"(?<![\d-])(1[3-9]\d)([ -]?)(\d{4})(\2)(\d{4})(?![\d-])")
_MASKED: Final = "****"


def mask_contacts(edition: Edition) -> Edition:
    """The edition with the middle of every mobile number masked: 138****8000.

    Every change is an edit of the sentence, so that it can still be traced to its source.
    """
    sections = tuple(
        replace(section, stories=tuple(_mask_story(story) for story in section.stories))
        for section in edition.sections
    )
    return edition if sections == edition.sections else replace(edition, sections=sections)


def mask_numbers(text: str) -> str:
    """The text with its mobile numbers masked.

    >>> mask_numbers("联系人：13800138000，热线12345")
    '联系人：138****8000，热线12345'
    """
    return _MOBILE.sub(lambda match: match[1] + _MASKED + match[5], text)


def _mask_story(story: Story) -> Story:
    return replace(
        story,
        headline=mask_numbers(story.headline),
        summary=tuple(_mask_sentence(sentence) for sentence in story.summary),
        points=tuple(_mask_sentence(sentence) for sentence in story.points),
    )


def _mask_sentence(sentence: PrintedSentence) -> PrintedSentence:
    traced = sentence.traced
    for match in reversed(list(_MOBILE.finditer(sentence.text))):
        traced = replace_text(traced, match.end(1), match.start(5), _MASKED, EditKind.MASK)
    return replace(sentence, traced=traced)
