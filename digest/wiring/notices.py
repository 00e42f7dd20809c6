"""Short messages of the program itself: alerts and tests, in the form a channel takes."""

from collections.abc import Sequence
from html import escape

from digest.config.channel_schema import ChannelPart, MailPart
from digest.model.editions import Rendition
from digest.renderers.mime import write_message

_LONGEST_LINE = 500
_LONGEST_SUBJECT = 120


def write_notice(part: ChannelPart, subject: str, lines: Sequence[str]) -> Rendition:
    """The message as a mail, or as plain text."""
    short = [line[:_LONGEST_LINE] for line in lines]
    if isinstance(part, MailPart):
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in short)
        return Rendition(
            format="eml",
            media_type="message/rfc822",
            filename="notice.eml",
            body=write_message(
                subject=subject[:_LONGEST_SUBJECT],
                text="\n".join(short),
                html=f'<!DOCTYPE html><html><meta charset="utf-8"><body>{paragraphs}</body></html>',
            ),
        )
    body = "\n\n".join([subject[:_LONGEST_SUBJECT], *short])
    return Rendition(
        format="txt",
        media_type="text/plain; charset=utf-8",
        filename="notice.txt",
        body=body.encode(),
    )
