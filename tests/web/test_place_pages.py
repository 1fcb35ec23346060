"""Pages of places over the real corpus: what they say, of whom they are silent, and what nobody may break."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from starlette.testclient import TestClient

from comity.decide.survey import askable_changes, whole_place
from comity.law import Corpus, dates_of_change
from comity.web import Site
from comity.web.links import LANGUAGES, FolderLinks, ServerLinks
from comity.web.page import Asked, render
from comity.web.places import place as place_page
from comity.web.places import place_on
from tests.web.conftest import TODAY

HOSTILE = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "../../etc/passwd",
    "us-dc/../us-tx",
    "us-dc%00",
    "'; drop table places; --",
    "{{ 7 * 7 }}",
    "us-" + "a" * 300,
]


def plain(html: str) -> str:
    """What is read on a page: no tags, one space between words, words as written in back ticks."""
    html = html.replace("“", "`").replace("”", "`")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_list_holds_every_place_with_how_well_it_is_known(
    web: TestClient, corpus: Corpus
) -> None:
    text = web.get("/places").text
    for name in corpus.jurisdictions:
        assert f'href="/places/{name}"' in text
    assert "Guam" in plain(text).partition("Not encoded")[2]


@pytest.mark.parametrize(
    ("typed", "first", "said"),
    [
        ("Philadelfia, PA", "us-pa-philadelphia", "law file"),
        ("chicago", "us-il-chicago", "law file"),
        ("Harris County Sheriff TX", "us-tx-harris-county", "its own law is not encoded"),
        ("Dalas, Texas", "us-tx-dallas", "its own law is not encoded"),
        ("illinos", "us-il", "law file"),
        ("LAPD", "us-ca-los-angeles", "law file"),
        ("Guam", "us-gu", "its law is not encoded"),
    ],
)
def test_a_name_is_found_in_spite_of_slips(
    web: TestClient, typed: str, first: str, said: str
) -> None:
    text = web.get("/places", params={"q": typed}).text
    found = text.partition('id="found"')[2].partition("</section>")[0]
    assert re.findall(r'href="/places/([a-z-]+)"', found)[0] == first
    assert said in plain(found.partition("</li>")[0])


def test_a_name_that_nobody_has_says_so(web: TestClient) -> None:
    answer = web.get("/places", params={"q": "qqxzzv"})
    assert answer.status_code == 200
    assert "No state, county or city of that name is known here" in plain(answer.text)


def test_the_district_says_act_by_act_what_each_level_says(web: TestClient) -> None:
    text = web.get("/places/us-dc").text
    read = plain(text)
    assert "District of Columbia: D.C. Code § 24-211.07(a)(1) may prohibit it" in read
    assert 'href="/provisions/us-dc/hold"' in text
    assert "checked to 2026-06-30" in read
    assert "not reviewed by a lawyer" in read
    assert "The jail hands the person over at release ■ must not" in read


def test_the_day_of_the_address_is_the_day_shown(web: TestClient) -> None:
    then = plain(web.get("/places/us-il-chicago/2018-01-01").text)
    assert "What the law says here on 2018-01-01" in then
    assert "That is today" not in then
    assert "shown: 2018-01-01" in then
    assert web.get("/places/us-il-chicago", params={"on": "2018-01-01"}).status_code == 200
    assert 'href="/places/us-il-cook-county"' in web.get("/places/us-il-chicago").text


def test_texas_shows_its_duty_with_the_day_by_which_it_is_owed(web: TestClient) -> None:
    read = plain(web.get("/places/us-tx/2026-12-15").text)
    assert "Owed by a day that the law sets" in read
    assert "by 2026-12-01, again after 1 year" in read


def test_a_county_without_a_law_file_shows_the_states_law_and_says_what_is_missing(
    web: TestClient,
) -> None:
    text = web.get("/places/us-tx-dallas-county/2026-02-01").text
    read = plain(text)
    assert "The local law of Dallas County, Texas is not encoded." in read
    assert "no answer here is complete but a ban" in read
    assert "sheriff or sheriff's office" in read
    assert "the law of Dallas County, Texas is not encoded" in read
    assert 'href="/provisions/us-tx/' in text
    assert "`us-tx-dallas-county`" not in read


def test_a_state_without_a_law_file_is_not_called_silent(web: TestClient) -> None:
    read = plain(web.get("/places/us-gu").text)
    assert "The law of Guam is not encoded." in read
    acts = read.partition("Act by act")[2].partition("From an arrest here")[0]
    assert "cannot be decided yet" in acts
    assert "law is silent" not in acts.replace("may or law is silent", "")


def test_hawaii_has_a_file_without_rules_and_says_what_was_not_seen(web: TestClient) -> None:
    read = plain(web.get("/places/us-hi").text)
    assert "No rule of this level is in force on that day, as far as encoded" in read
    assert "SB 2057" in read


def test_all_pages_of_all_places_are_there(site: Site, corpus: Corpus) -> None:
    for place in (*corpus.jurisdictions, *corpus.states):
        page = place_page(site, Asked(path={"id": place}))
        assert page.status == 200
        assert page.context["found"]


@pytest.mark.parametrize(
    "place", ["us", "us-dc", "us-tx", "us-il-chicago", "us-tx-dallas", "us-gu"]
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_is_whole_in_both_languages(web: TestClient, place: str, language: str) -> None:
    answer = web.get(f"/{'es/' if language == 'es' else ''}places/{place}")
    assert answer.status_code == 200
    assert " style=" not in answer.text
    assert "<script>" not in answer.text
    targets = set(re.findall(r'href="#([^"]+)"', answer.text))
    ids = re.findall(r'\bid="([^"]+)"', answer.text)
    assert targets <= set(ids)
    assert len(ids) == len(set(ids))


def test_a_page_in_another_language_marks_what_it_quotes(web: TestClient) -> None:
    assert '<span lang="en">' in web.get("/es/places/us-dc").text
    assert '<span lang="en">' not in web.get("/places/us-dc").text


def test_a_folder_of_files_has_no_form_and_links_only_to_days_that_it_holds(
    site: Site, corpus: Corpus
) -> None:
    page = place_page(site, Asked(path={"id": "us-tx"}))
    written = render(site, page, FolderLinks(language="en", path="places/us-tx"))
    assert "<form" not in written
    days = set(re.findall(r'href="\.\./places/us-tx/(\d{4}-\d\d-\d\d)\.html"', written))
    assert days == {day.isoformat() for day in askable_changes(corpus, "us-tx")}


def test_every_day_that_a_page_links_to_can_be_asked_about(corpus: Corpus) -> None:
    for place in corpus.jurisdictions:
        first = askable_changes(corpus, place)[0]
        assert whole_place(corpus, place, on=first).on == first


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/places/us-tc", "did you mean"),
        ("/places/us-il-chicagoo", "`us-il-chicago`"),
        ("/places/Texas", "did you mean `us-tx`?"),
        ("/places/us-tx-dalas", "`us-tx-dallas`"),
    ],
)
def test_an_unknown_place_is_not_found_and_another_is_suggested(
    web: TestClient, path: str, meant: str
) -> None:
    answer = web.get(path)
    assert answer.status_code == 404
    assert meant in plain(answer.text)


@pytest.mark.parametrize(
    "day", ["yesterday", "2026-13-01", "20261121", "2026-1-1", "２０２６-01-01"]
)
def test_a_bad_day_is_refused_with_the_form_that_is_accepted(web: TestClient, day: str) -> None:
    for answer in (
        web.get(f"/places/us-dc/{day}"),
        web.get("/places/us-dc", params={"on": day}),
    ):
        assert answer.status_code == 422
        assert "write it as 2026-11-21" in unescape(answer.text)


@pytest.mark.parametrize("day", ["1700-01-01", "2001-01-01", "9999-12-31"])
def test_a_day_of_which_the_corpus_does_not_speak_is_refused(web: TestClient, day: str) -> None:
    assert web.get(f"/places/us-dc/{day}").status_code == 422


def test_a_day_given_twice_is_refused(web: TestClient) -> None:
    assert web.get("/places/us-dc?on=2026-01-01&on=2025-01-01").status_code == 422


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_written_into_an_address_never_becomes_a_page(web: TestClient, text: str) -> None:
    answers = [
        web.get("/places", params={"q": text}),
        web.get("/places/us-dc", params={"on": text}),
        web.get(f"/places/{text.replace('/', '%2F')}"),
        web.get(f"/places/us-dc/{text.replace('/', '%2F')}"),
        web.get("/places", params={text: text}),
    ]
    for answer in answers:
        assert answer.status_code in (200, 404, 422)
        for planted in ("<script>alert", "<svg onload", "root:", "49<"):
            assert planted not in answer.text


def test_what_is_kept_between_changes_is_what_would_be_made_anew(corpus: Corpus) -> None:
    """Each day beside a change, asked in an order in which something else was kept before."""
    for place in ("us-dc", "us-tx", "us-il-chicago"):
        begins = max(
            corpus.jurisdictions[one].encoded_from
            for one in (place, *corpus.jurisdictions[place].within)
        )
        days = [day for day in dates_of_change(corpus, place) if day > begins][-3:]
        for day in (*days, date(2026, 6, 30), date(2026, 7, 1), TODAY):
            if day < begins:
                continue
            kept = whole_place(corpus, place, on=day)
            again = whole_place(_same(corpus), place, on=day)
            assert kept == again


def _same(corpus: Corpus) -> Corpus:
    """The same law as another object: nothing made from the first is kept for it."""
    return replace(corpus)


def test_a_passed_horizon_is_told_for_the_acts_that_it_concerns(web: TestClient) -> None:
    """Texas was checked to 2026-05-29 for one act only; for the others a little longer."""
    read = plain(web.get("/places/us-tx/2026-06-01").text)
    assert ("For some acts the law was checked only to 2026-05-29" in read) is (
        "no answer for 2026-06-01 is complete" not in read
    )


def test_the_time_line_has_a_table_that_says_the_same(web: TestClient, corpus: Corpus) -> None:
    text = web.get("/places/us-dc").text
    drawing = text.partition("<svg")[2].partition("</svg>")[0]
    table = text.partition("<svg")[2].partition("<table>")[2].partition("</table>")[0]
    bars = len(re.findall(r'<rect class="bar', drawing))
    rows = len(re.findall(r"<tr>", table.partition("<tbody>")[2]))
    assert bars == rows > len(corpus.jurisdictions["us-dc"].provisions)
    assert "today 2026-11-21" in plain(drawing)


def test_links_lead_to_pages_under_the_path_of_a_proxy(site: Site) -> None:
    page = place_page(site, Asked(path={"id": "us-dc"}))
    links = ServerLinks(language="es", root="/comity", path="places/us-dc")
    written = render(site, page, links)
    assert 'href="/comity/es/provisions/us-dc/hold"' in written
    assert 'href="/provisions' not in written


def test_a_kept_page_is_not_shown_for_another_day_language_or_address(site: Site) -> None:
    maker = place_on
    shown = {
        render(
            site,
            maker(site, Asked(path={"id": "us-dc", "date": day})),
            ServerLinks(language=language, root=root, path=f"places/us-dc/{day}"),
        )
        for day in ("2026-01-01", "2026-01-02")
        for language in LANGUAGES
        for root in ("", "/comity")
        for _ in range(2)
    }
    assert len(shown) == 8


def test_the_way_from_an_arrest_says_what_is_no_law_and_what_is_federal(web: TestClient) -> None:
    page = web.get("/places/us-la-orleans-parish/2025-09-01").text
    steps = page.split('<ol class="steps">')[1].split("</ol>")[0]
    stop = steps.split("</li>\n</ul>")[0]
    assert "an agency’s own order, not law" in stop
    assert "unverified: from knowledge, text not read" in stop
    assert '<li class="federal_decision">' in steps
    assert steps.count('<li class="automatic">') == 1
    spanish = web.get("/es/places/us-la-orleans-parish/2025-09-01").text
    assert "una decisión federal" in spanish
    assert "deciden según la ley federal" in spanish


def test_a_duty_with_a_last_day_is_no_provision_to_link_to(web: TestClient) -> None:
    page = web.get("/places/us-va/2026-03-01").text
    assert "Was to be done, or in place, by a day that is past" in page
    assert "End every agreement under section 287(g) and confirm it." in page
    assert "us-va/end-agreements" not in page
    assert "provisions/us-tx/agreement" in web.get("/places/us-tx/2026-02-01").text
