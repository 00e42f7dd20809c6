"""Pictures of pages, and PDFs that are scans, as documents."""

from collections.abc import Iterator
from dataclasses import replace

from digest.errors import InputError
from digest.model.documents import Document
from digest.sources.layout.text import write_text
from digest.sources.origin import Origin, make_document, page_origin
from digest.sources.scan.picture import Picture, open_pictures
from digest.sources.scan.recognize import LEAST_CHARS, find_unclear, recognize
from digest.text.lines import count_chars

MEDIA_TYPE = "image/png"


def read_pictures(content: bytes, origin: Origin) -> Iterator[Document | InputError]:
    """A document for each page of a picture file; one without text is an error, in its place."""
    pictures = list(open_pictures(content, where=origin.uri))
    for number, (picture, dpi) in enumerate(pictures, start=1):
        alone = len(pictures) == 1
        page = origin if alone else page_origin(origin, number)
        try:
            yield picture_document(picture, dpi, page, media_type=MEDIA_TYPE)
        except InputError as error:
            yield error


def picture_document(picture: Picture, dpi: float, origin: Origin, *, media_type: str) -> Document:
    """The text of a picture of a page, with what was not clear noted in the imprint.

    Raises InputError where there is none.
    """
    sheet = recognize(picture, dpi=dpi, where=origin.uri, report=origin.report)
    text = write_text(sheet)
    if count_chars(text) < LEAST_CHARS:
        raise InputError("no text was found in this picture", where=origin.uri)
    imprint = replace(origin.imprint, unclear=find_unclear(sheet))
    return make_document(text, origin, media_type=media_type, imprint=imprint)
