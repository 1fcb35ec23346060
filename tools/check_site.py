"""Follows every link of a published site and says which lead nowhere: `python -m tools.check_site FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    """The links of a page and the anchors that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif name == "id" and value:
                self.anchors.add(value)


def dead_links(folder: Path) -> Iterator[str]:
    """Each link that leads to no file of the folder, or to an anchor that its page does not have."""
    pages = {file.resolve(): _read(file) for file in sorted(folder.rglob("*.html"))}
    root = folder.resolve()
    for file, page in pages.items():
        for link in page.links:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            path = unquote(address.path)
            target = (file.parent / path).resolve() if path else file
            where = f"{file.relative_to(root)}: {link}"
            if not target.is_file() or not target.is_relative_to(root):
                yield f"{where} leads to no file"
            elif (
                address.fragment
                and target in pages
                and unquote(address.fragment) not in pages[target].anchors
            ):
                yield f"{where} leads to no such part of the page"


def _read(file: Path) -> _Page:
    page = _Page()
    page.feed(file.read_text(encoding="utf-8"))
    page.close()
    return page


def main(arguments: list[str]) -> int:
    """Say every dead link; 1 if there is one."""
    if len(arguments) != 1:
        print("usage: python -m tools.check_site FOLDER", file=sys.stderr)
        return 2
    found = list(dead_links(Path(arguments[0])))
    for one in found:
        print(one)
    print(f"{len(found)} dead links")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
