"""Small PDF files, written by hand: text where a test wants it."""

from collections.abc import Sequence
from dataclasses import dataclass

# A grey picture over the whole page.
SCAN = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A text, its place from the upper left corner, and the size of its type."""

    text: str
    x: float
    y: float
    size: float = 10.0


def write_pdf(
    pages: Sequence[Sequence[Put] | bytes],
    *,
    width: float = 595,
    height: float = 842,
    rotate: int = 0,
    turned: bool = False,
    is_encrypted: bool = False,
    is_packed: bool = False,
) -> bytes:
    """A PDF of these pages, each texts or a content stream.

    `rotate` is the page's own turn, `turned` writes from bottom to top.
    """
    objects: list[bytes] = []
    count = len(pages)
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(count))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode())
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>"
    )
    objects.append(
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
    )
    for number, puts in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {rotate}"
            f" /Contents {6 + 2 * number} 0 R /Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        if isinstance(puts, bytes):
            content = puts
        else:
            content = "\n".join(_text(put, height, turned=turned) for put in puts).encode()
        packed = b" /Filter /FlateDecode" if is_packed else b""
        objects.append(
            b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), packed, content)
        )
    return _file(objects, is_encrypted=is_encrypted)


def _text(put: Put, height: float, *, turned: bool) -> str:
    code = put.text.encode("utf-16-be").hex()
    if turned:
        # Read with the head to the left: what is down on the sheet is to the right for a reader.
        return f"BT /F {put.size} Tf 0 1 -1 0 {put.y} {put.x} Tm <{code}> Tj ET"
    return f"BT /F {put.size} Tf 1 0 0 1 {put.x} {height - put.y} Tm <{code}> Tj ET"


def _file(objects: Sequence[bytes], *, is_encrypted: bool) -> bytes:
    body = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b""
    if is_encrypted:
        key = b"<" + b"ab" * 32 + b">"
        lock = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >>" % (key, key)
        lock += b" /ID [<00> <00>]"
    body += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        lock,
        start,
    )
    return bytes(body)
