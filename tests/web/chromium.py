"""A real Chromium and a real server for tests: what a page asks of others, and what goes wrong on it, is noted."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from starlette.applications import Starlette

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NO_CHROMIUM = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: install Debian's `chromium`"
)


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """The address of a server that runs in this process."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=30)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def follow(link: Locator) -> None:
    """Press a link or button that leads to another page, and wait until that page is whole.

    A click alone returns when the next page has begun to come: what is looked for on it then may not be there yet.
    """
    with link.page.expect_navigation():
        link.click()


class Visit:
    """A page that notes what it asked for elsewhere, and what went wrong on it."""

    def __init__(self, page: Page, served: str) -> None:
        self.page, self.served = page, served
        self.wrong: list[str] = []
        self.elsewhere: list[str] = []
        page.set_default_timeout(60_000)
        page.on("console", lambda message: self._told(message.type, message.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def _told(self, kind: str, text: str) -> None:
        if kind == "error":
            self.wrong.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.served, "data:")):
            self.elsewhere.append(url)

    def go(self, path: str) -> None:
        self.page.goto(self.served + path)

    def press(self, button: str) -> None:
        """Press the button of that name, which leads to another page."""
        follow(self.page.get_by_role("button", name=button))

    def text(self) -> str:
        return self.page.inner_text("main")


_OF_COLOUR = ("color-contrast", "link-in-text-block")
"""The rules that the dark scheme can break: it changes colours alone."""


def broken_rules(browser: Browser, served: str, paths: Iterable[str], scheme: str) -> list[str]:
    """What the rules of accessibility find on some pages: all rules in `light`, those of colour in `dark`."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if scheme == "dark":
        options["runOnly"] = list(_OF_COLOUR)
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,  # the rules are a script of the test's, not of the page
    )
    page = context.new_page()
    found: list[str] = []
    for path in paths:
        page.goto(served + path)
        found += [
            f"{path}: {one['id']}: {node['target']}: {node['failureSummary']}"
            for one in Axe().run(page, options=options).response["violations"]
            for node in one["nodes"]
        ]
    context.close()
    return found


def too_wide(browser: Browser, served: str, paths: Iterable[str], width: int) -> list[str]:
    """The pages that have to be moved sideways on a screen of that many points."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    found = []
    for path in paths:
        page.goto(served + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(path)
    context.close()
    return found
