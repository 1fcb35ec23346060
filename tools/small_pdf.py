"""A PDF of placed texts, rules and pictures, for samples and tests: as plain as the format allows.

It knows nothing of logs. Places are points from the lower left corner.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 612, 792


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: texts as (left, bottom, text), rules as (left, bottom, right, top), and whether it is a picture."""

    texts: Sequence[tuple[float, float, str]] = ()
    rules: Sequence[tuple[float, float, float, float]] = ()
    picture: bool = False
    size: float = 8.0


@dataclass(slots=True)
class _Objects:
    bodies: list[bytes] = field(default_factory=list)

    def add(self, body: bytes) -> int:
        self.bodies.append(body)
        return len(self.bodies)


def pdf_of(pages: Sequence[Page]) -> bytes:
    """The bytes of a PDF; the same pages give the same bytes."""
    objects = _Objects()
    catalog, tree = objects.add(b""), objects.add(b"")
    font = objects.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    picture = objects.add(_stream(b"\x80" * 64, b"/Type /XObject /Subtype /Image /Width 8 /Height 8 "
                                  b"/ColorSpace /DeviceGray /BitsPerComponent 8"))  # fmt: skip
    kids = []
    for page in pages:
        content = objects.add(_stream(_content(page), b""))
        kids.append(
            objects.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {content} 0 R "
                f"/Resources << /Font << /F {font} 0 R >> /XObject << /P {picture} 0 R >> >> >>".encode()
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects.bodies[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R >>".encode()
    objects.bodies[tree - 1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    return _file(objects.bodies)


def _content(page: Page) -> bytes:
    parts = [
        f"BT /F {page.size} Tf {left:.1f} {bottom:.1f} Td ({_escaped(text)}) Tj ET"
        for left, bottom, text in page.texts
    ]
    parts += [f"{a:.1f} {b:.1f} m {c:.1f} {d:.1f} l S" for a, b, c, d in page.rules]
    if page.picture:
        parts.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /P Do Q")
    return "\n".join(parts).encode("latin-1", "replace")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _stream(content: bytes, keys: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    head = b"<< %s /Filter /FlateDecode /Length %d >>" % (keys, len(packed))
    return head + b"\nstream\n" + packed + b"\nendstream"


def _file(bodies: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        start,
    )
    return bytes(out)
