"""Small real PDFs, written by hand: text at given places on A4 pages."""

Placed = tuple[float, float, float, str]
"""Points from the left, points from the bottom, size of the letters, text in Latin letters."""


def write_pdf(pages: list[list[Placed]], *, title: str | None = None, trailer: str = "") -> bytes:
    """Return a PDF with the pages; nothing is compressed."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        drawn = "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({_escape(text)}) Tj ET" for x, y, size, text in page)
        content = drawn.encode("cp1252")
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * number)
        )
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    if title:
        bodies.append(f"<< /Title ({_escape(title)}) >>".encode("cp1252"))
        trailer += f" /Info {len(bodies)} 0 R"
    return _assemble(bodies, trailer)


def _assemble(bodies: list[bytes], trailer: str) -> bytes:
    data = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += f"trailer << /Size {len(bodies) + 1} /Root 1 0 R{trailer} >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
    return bytes(data)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
