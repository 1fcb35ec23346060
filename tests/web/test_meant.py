"""An address at which nothing stands: the page offers what was probably meant, in both languages, and repeats nothing."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from comity.law import Corpus
from comity.web.app import PAGES
from comity.web.meant import MOST, pages_meant


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("plces", "places"),
        ("place", "places"),
        ("Places", "places"),
        ("place/us-tx", "places/us-tx"),
        ("plces/us-txx", "places/us-tx"),
        ("places/us-il-chicgo", "places/us-il-chicago"),
        ("place/chicago", "places/us-il-chicago"),
        ("places/texas", "places/us-tx"),
        ("places/us-tx/2026-01-01/more", "places/us-tx"),
        ("gap/us-ri-providence", "gaps/us-ri-providence"),
        ("us-tx", "places/us-tx"),
        ("texas", "places/us-tx"),
        ("287G", "287g"),
        ("list", "lists"),
        ("audits", "audit"),
        ("vocabulry", "vocabulary"),
        ("metods", "methods"),
        ("provision/us-dc/holt", "places/us-dc"),
    ],
)
def test_the_likeliest_page_comes_first(address: str, first: str, corpus: Corpus) -> None:
    found = pages_meant(address, (*PAGES, "audit"), corpus)
    assert found[0][0] == first
    assert len(found) <= MOST


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        ".env",
        "wp-login.php",
        "x" * 5_000,
        "zzzzqqqq",
        "%00",
        "../../etc/passwd",
        "a/b/c/d",
    ],
)
def test_nothing_is_offered_for_what_resembles_nothing(address: str, corpus: Corpus) -> None:
    assert pages_meant(address, (*PAGES, "audit"), corpus) == ()


def test_what_is_offered_exists_in_both_languages(web: TestClient) -> None:
    for language, words in (("", "Perhaps this was meant:"), ("es/", "Quizá se refería a esto:")):
        for path in ("plces", "place/us-tx", "gap/us-dc", "list", "texas", "audits"):
            answer = web.get(f"/{language}{path}")
            assert answer.status_code == 404
            assert words in answer.text
            body = answer.text.split(words)[1]
            offered = re.findall(r'<li><a href="([^"]+)">', body)
            assert offered
            for address in offered:
                assert address.startswith(f"/{language}")
                assert web.get(address).status_code == 200, address


def test_nothing_that_was_typed_comes_back(web: TestClient) -> None:
    text = web.get("/places-planted-word-xyz").text
    assert "planted-word" not in re.sub(r'href="[^"]*"', "", text)
    assert "Nothing stands at this address." in text
