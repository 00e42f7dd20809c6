"""An edition as a Word file: a template gives the main part, the other parts stand beside it."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape

from digest.errors import ConfigError
from digest.model.editions import Edition, Rendition
from digest.renderers import escape as clean
from digest.renderers.addresses import filename
from digest.renderers.context import context
from digest.renderers.head import edition_title
from digest.renderers.templates import TemplateRenderer, read_beside

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCX_TEMPLATE: Final = "jianbao.docx.j2"

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# The parts that stand in templates/docx/: id, kind of relationship, file, content type.
_PARTS: Final = (
    ("rIdStyles", "styles", "styles.xml", "styles"),
    ("rIdSettings", "settings", "settings.xml", "settings"),
    ("rIdFonts", "fontTable", "fontTable.xml", "fontTable"),
    ("rIdFooterOdd", "footer", "footer-odd.xml", "footer"),
    ("rIdFooterEven", "footer", "footer-even.xml", "footer"),
)
# Equal editions give equal bytes: no time of making, and no compression, which differs between
# versions of zlib. The earliest moment a ZIP file can name.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxRenderer:
    """The edition as a .docx file through a template that prints word/document.xml."""

    template: str = DOCX_TEMPLATE
    dirs: tuple[Path, ...] = ()

    @property
    def format(self) -> str:
        """The form: docx."""
        return "docx"

    def render(self, edition: Edition) -> Rendition:
        """The file's bytes. Raises ConfigError for a template that is faulty or gives no XML."""
        document = TemplateRenderer(self.template, self.dirs).fill(context(edition))
        return Rendition(
            format="docx",
            media_type=MEDIA_TYPE,
            filename=f"{filename(edition)}.docx",
            body=self._pack(document, edition),
        )

    def _pack(self, document: str, edition: Edition) -> bytes:
        parts = {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": _properties(edition),
            "word/document.xml": _checked(document, self.template),
            "word/_rels/document.xml.rels": _relations(
                *((key, f"{_OFFICE}/{kind}", file) for key, kind, file, _ in _PARTS)
            ),
        }
        for _, _, file, _ in _PARTS:
            parts[f"word/{file}"] = read_beside(f"docx/{file}", self.dirs)
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, text in parts.items():
                info = zipfile.ZipInfo(name, date_time=_MOMENT)
                info.create_system = 0
                archive.writestr(info, text.encode())
        return packed.getvalue()


def _checked(document: str, template: str) -> str:
    try:
        ParserCreate().Parse(document, True)
    except ExpatError as error:
        raise ConfigError(f"the template gives no XML: {error}", where=template) from error
    return document


def _content_types() -> str:
    overrides = [("/word/document.xml", f"{_WORD}.document.main+xml")]
    overrides += [(f"/word/{file}", f"{_WORD}.{kind}+xml") for _, _, file, kind in _PARTS]
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    lines = [
        f'<Override PartName="{part}" ContentType="{kind}"/>'
        for part, kind in [*overrides, ("/docProps/core.xml", core)]
    ]
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(lines)}</Types>'
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _properties(edition: Edition) -> str:
    moment = f"{edition.day.isoformat()}T00:00:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(clean.plain(edition_title(edition)))}</dc:title><dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "</cp:coreProperties>"
    )
