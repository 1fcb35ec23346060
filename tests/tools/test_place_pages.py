"""The pages of the law of each place."""

from __future__ import annotations

from comity.law import Corpus
from tools.place_pages import place_pages


def test_no_page_has_two_headings_alike(corpus: Corpus) -> None:
    for path, page in place_pages(corpus).items():
        headings = [line for line in page.split("\n") if line.startswith("#")]
        assert len(set(headings)) == len(headings), path


def test_a_citation_that_stands_alone_is_the_whole_heading(corpus: Corpus) -> None:
    pages = place_pages(corpus)
    orleans = pages["docs/reference/places/us-la-orleans-parish.md"]
    assert (
        "\n### Cacho v. Gusman (E.D. La. 2013), policy of 2013 (`us-la-orleans-parish/" in orleans
    )
    assert "\n### Gov't Code §§ 753.001, 753.051\n" in pages["docs/reference/places/us-tx.md"]
