"""Notices: who signed and when, then their label lines, whole or not at all."""

import re
from datetime import date
from typing import Final

from digest.editorial.names import HAN
from digest.model.articles import Article
from digest.model.summaries import PrintedSentence
from digest.model.traces import EditKind, TracedText
from digest.text.lines import count_chars
from digest.text.traces import join, replace

_DATE: Final = re.compile(r"^(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日$")
_LABEL: Final = re.compile(rf"^[{HAN}]{{2,10}}[：:]\s*\S")
_ENDS: Final = "。！？；…"
_LONGEST_ISSUER: Final = 40


def signed_on(article: Article) -> date | None:
    """The date of a notice's signature, where it bears one."""
    for paragraph in reversed(article.paragraphs):
        match = _DATE.match(paragraph.text.strip())
        if match:
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                return None
    return None


def signature(article: Article) -> TracedText | None:
    """Issuer and date as printed (某某督导组，2023年3月29日。), or `None` without a date."""
    paragraphs = article.paragraphs
    for place in range(len(paragraphs) - 1, -1, -1):
        if not _DATE.match(paragraphs[place].text.strip()):
            continue
        day = paragraphs[place]
        issuer = paragraphs[place - 1] if place and _is_issuer(paragraphs[place - 1]) else None
        signed = join([issuer, day]) if issuer else day
        if issuer:
            signed = _insert(signed, len(issuer.text), "，")
        return _insert(signed, len(signed.text), "。")
    return None


def condense_notice(article: Article, *, chars: int) -> tuple[PrintedSentence, ...]:
    """A notice's signature and as many label lines as fit into `chars`, in printed order.

    Nothing where the notice is not signed: it is condensed like any other text then.
    """
    signed = signature(article)
    if signed is None:
        return ()
    left = chars - count_chars(signed.text)
    labels: list[TracedText] = []
    for paragraph in article.paragraphs:
        if not _LABEL.match(paragraph.text):
            continue
        label = _insert(paragraph, len(paragraph.text), "。")
        if count_chars(label.text) <= left:
            labels.append(label)
            left -= count_chars(label.text)
    return tuple(
        PrintedSentence(traced=traced, score=1 / rank, rank=rank)
        for rank, traced in enumerate([signed, *labels], start=1)
    )


def _is_issuer(paragraph: TracedText) -> bool:
    text = paragraph.text.strip()
    return 0 < len(text) <= _LONGEST_ISSUER and text[-1] not in _ENDS and not _LABEL.match(text)


def _insert(traced: TracedText, at: int, mark: str) -> TracedText:
    return replace(traced, at, at, mark, EditKind.PUNCTUATION)
