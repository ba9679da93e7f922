"""Word files, as small as they can be."""

import io
import zipfile
from collections.abc import Iterable
from html import escape

OFFICE = "http://schemas.openxmlformats.org"
TYPES = (
    f'<Types xmlns="{OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{OFFICE}/package/2006/relationships"><Relationship Id="rId1" Target="word/document.xml"'
    f' Type="{OFFICE}/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
BODY = f'<w:document xmlns:w="{OFFICE}/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'


def word(paragraphs: Iterable[str]) -> bytes:
    """A Word file (.docx) of these paragraphs; one that begins with `<w:` is markup and stands as it is."""
    body = BODY % "".join(one if one.startswith("<w:") else paragraph(one) for one in paragraphs)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, part in (("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", body)):
            # The same text is always the same file: the site knows files by their digest.
            parts.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), part)
    return packed.getvalue()


def paragraph(text: str) -> str:
    """The markup of one paragraph."""
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
