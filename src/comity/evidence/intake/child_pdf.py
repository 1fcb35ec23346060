"""The text of a PDF, page by page. Runs in the child process."""

from __future__ import annotations

from typing import Any

from comity.evidence.intake.child import refusal
from comity.evidence.shortened import shortened


def read(order: dict[str, Any]) -> dict[str, object]:
    """Text with an empty line between pages; pages that are images are named, for nobody has read them."""
    import pdfplumber  # noqa: PLC0415 -- heavy, and needed here only
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415

    try:
        document = pdfplumber.open(order["file"])
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            return refusal("it is locked with a password", "nothing in it can be read", "ask for it without one")  # fmt: skip
        raise
    texts: list[str] = []
    images: list[int] = []
    letters = 0
    with document:
        if len(document.pages) > order["pages"]:
            return refusal("it has too many pages", f"the limit is {order['pages']:,}", "split it")
        for number, page in enumerate(document.pages, start=1):
            text = page.extract_text() or ""
            if text.strip():
                texts.append(text)
                letters += len(text)
            elif page.images:
                images.append(number)
            page.close()
            if letters > order["text_letters"]:
                break
        title = str((document.metadata or {}).get("Title") or "")
    if not texts:
        if images:
            return refusal(
                "it is a scan",
                f"all its {len(images)} pages with content are images, and there is no text in an image",
                "ask for the file it was printed from, or run it through a program that recognises text",
            )
        return refusal("it holds no text", "no page has a letter on it", "fetch it again")
    notes = []
    if images:
        listed = ", ".join(map(str, images[:50])) + (" and more" if len(images) > 50 else "")
        notes.append(f"scanned pages: {listed} of {len(texts) + len(images)} are images; what stands on them is not read")  # fmt: skip
    return {"text": "\n\n".join(texts), "title": shortened(title), "notes": notes}
