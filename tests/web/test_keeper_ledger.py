"""The pages of a ledger through their door: lists that open, what is hidden, the register, and nobody but the keeper."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree as Xml

import pytest
from starlette.testclient import TestClient

from comity.law import Corpus
from comity.ledger import Draft, Kind, LedgerError, open_ledger
from comity.ledger.statutory import definitions
from comity.web import NotAloneError, Settings, Site, create_app
from comity.web.alone import must_be_alone
from comity.web.guard import CONTENT_POLICY
from tests.web.keeping import EL_CAJON, HANDLER, LINK, SCRIPT, SHERIFF, TURN

PAGES = (
    "/ledger",
    "/ledger?place=us-ca&status=confirmed",
    "/ledger?year=2024&page=2",
    "/ledger/incidents/incident-2",
    "/ledger/incidents/incident-5",
    "/ledger/counts",
    "/ledger/counts?all=yes",
    "/ledger/counts?status=alleged",
    "/ledger/embed/agencies",
    "/ledger/embed/states",
    "/ledger/requests",
    "/ledger/requests/request-111",
    "/ledger/statutory",
    "/review",
    "/review/r1",
    "/review/r1/4",
    "/review/-/agreement",
)
ASKED = "paper=i_247a&place=us-dc&on=2025-09-28&view=answer"


@pytest.mark.parametrize("path", [*PAGES, "/es/ledger", "/es/ledger/incidents/incident-2"])
def test_a_page_shows_hostile_text_as_text_and_is_never_stored(
    keeper_web: TestClient, path: str
) -> None:
    answer = keeper_web.get(path)
    assert answer.status_code == (404 if path.endswith("agencies") else 200)
    assert answer.headers["cache-control"] == "no-store"
    if "/embed/" not in path:
        assert answer.headers["content-security-policy"] == CONTENT_POLICY
    for hostile in (SCRIPT, HANDLER, LINK, TURN, "\u202e", "\u202c"):
        assert hostile not in answer.text
    assert "<script>" not in answer.text
    assert not re.search(r"<[^>]*\son\w+=", answer.text), "no handler in any tag"
    assert 'href="javascript' not in answer.text


def test_without_a_ledger_or_a_review_there_are_no_such_pages(web: TestClient) -> None:
    for path in ("/ledger", "/ledger/counts", "/ledger/feed.xml", "/review", "/static/review.js"):
        assert web.get(path).status_code == 404
    assert "/ledger" not in web.get("/").text
    assert "/ledger/requests" not in web.get(f"/ask?{ASKED}").text
    assert web.post("/ledger/requests", data={"question": ASKED}).status_code == 404


def test_a_folder_alone_shows_no_ledger(corpus: Corpus, kept: Settings) -> None:
    settings = Settings(review=kept.review)
    with TestClient(
        create_app(Site(corpus=corpus, settings=settings)),
        base_url="http://localhost",
        client=("::1", 1),
    ) as client:
        assert client.get("/review").status_code == 200
        assert client.get("/ledger").status_code == 404


# Nobody but the keeper.


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"host": "0.0.0.0"}, "`--host 0.0.0.0` lets other machines in"),
        ({"host": "192.168.0.4"}, "`--host 192.168.0.4`"),
        ({"host": "example.org"}, "`--host example.org`"),
        ({"trusted": "127.0.0.1"}, "`--behind-proxy`"),
        ({"root_path": "/comity"}, "`--root-path`"),
        ({"hosts": ("localhost", "comity.example.gov")}, "`--host-name comity.example.gov`"),
        ({"hosts": ("*",)}, "`--host-name *`"),
    ],
)
def test_a_server_that_others_reach_is_refused_in_words(
    options: dict[str, object], said: str
) -> None:
    given: dict[str, object] = {"host": "127.0.0.1", "trusted": None, "hosts": (), "root_path": "", **options}  # fmt: skip
    with pytest.raises(NotAloneError) as raised:
        must_be_alone(**given)  # type: ignore[arg-type]  # a table of options
    assert said in str(raised.value)
    assert "there are no accounts" in str(raised.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_loopback_is_alone(host: str) -> None:
    must_be_alone(host, trusted=None, hosts=("localhost", "127.0.0.1", "[::1]", host), root_path="")


def test_no_page_is_shown_to_another_machine(corpus: Corpus, kept: Settings) -> None:
    with TestClient(
        create_app(Site(corpus=corpus, settings=kept)),
        base_url="http://localhost",
        client=("10.0.0.9", 1),
    ) as client:
        for path in [*PAGES, "/ledger/feed.xml", "/ledger/incidents/incident-2/sheet"]:
            answer = client.get(path)
            assert answer.status_code == 403, path
            assert "on this machine alone" in answer.text
            assert EL_CAJON[:10] not in answer.text


def test_what_a_proxy_passes_on_and_what_asks_for_another_name_is_refused(
    corpus: Corpus, kept: Settings
) -> None:
    settings = Settings(ledger=kept.ledger, hosts=("localhost", "comity.example.gov"))
    with TestClient(
        create_app(Site(corpus=corpus, settings=settings)),
        base_url="http://localhost",
        client=("127.0.0.1", 1),
    ) as client:
        assert client.get("/ledger").status_code == 200
        for name in ("x-forwarded-for", "forwarded", "via", "x-real-ip", "x-forwarded-host"):
            assert client.get("/ledger", headers={name: "10.1.1.1"}).status_code == 403
        assert client.get("/", headers={"host": "comity.example.gov"}).status_code == 200
        assert client.get("/ledger", headers={"host": "comity.example.gov"}).status_code == 403
        assert client.post("/ledger/requests", data={}, headers={"via": "1.1 x"}).status_code == 403


def test_a_form_of_another_site_writes_nothing(own: TestClient, tmp_path: Path) -> None:
    before = open_ledger(str(tmp_path / "ledger.db")).head()
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
    ):
        for path in ("/ledger/requests", "/review/r1/1", "/review/r1/undo"):
            sent = own.post(
                path, data={"question": ASKED, "by": "clerk", "does": "accept"}, headers=headers
            )
            assert sent.status_code == 403, path
    assert open_ledger(str(tmp_path / "ledger.db")).head() == before
    assert not (tmp_path / "shelf" / "review").exists()


# The list.


def count(text: str) -> int:
    found = re.search(r"of ([0-9,]+) acts", text)
    return int(found[1].replace(",", "")) if found else 0


def test_every_choice_of_a_list_leaves_as_many_acts_as_it_says(keeper_web: TestClient) -> None:
    page = keeper_web.get("/ledger").text
    assert count(page) == 53
    for name in ("place", "action", "claimed_breach", "status", "became_known", "year", "answer", "finding"):  # fmt: skip
        box = page.partition(f'name="{name}">')[2].partition("</select>")[0]
        options = re.findall(r'<option value="([^"]+)">[^<]*\(([0-9,]+)\)</option>', box)
        assert options, name
        for value, acts in options:
            shown = keeper_web.get("/ledger", params={name: unescape(value)}).text
            assert count(shown) == int(acts), (name, value)
            assert " selected>" in shown


def test_a_list_is_shown_in_parts_that_hold_every_act_once(keeper_web: TestClient) -> None:
    rows = r'href="/ledger/incidents/(incident-[0-9]+)#act-([0-9]+)"'
    first, second = (keeper_web.get(f"/ledger?page={part}").text for part in (1, 2))
    assert "1 to 50 of 53 acts" in first
    assert "51 to 53 of 53 acts" in second
    seen = [*re.findall(rows, first), *re.findall(rows, second)]
    assert len(seen) == len(set(seen)) == 53
    assert "ends before this part: there are 53" in keeper_web.get("/ledger?page=9").text
    for wrong in ("0", "-1", "x", "1e3", "99999999999"):
        assert keeper_web.get("/ledger", params={"page": wrong}).status_code == 422
    assert keeper_web.get("/ledger?year=20x5").status_code == 422
    assert keeper_web.get("/ledger?status=a&status=b").status_code == 422
    assert "No act fits" in keeper_web.get("/ledger", params={"status": SCRIPT}).text


def test_a_list_marks_what_a_report_hides(keeper_web: TestClient) -> None:
    asked = keeper_web.get("/ledger", params={"agency": SHERIFF}).text
    assert "named as here" in asked
    assert "agency and place hidden" not in asked
    unasked = keeper_web.get("/ledger", params={"agency": EL_CAJON}).text
    assert "agency and place hidden" in unasked


# An incident.


def test_an_incident_shows_its_words_in_context_and_what_is_hidden(keeper_web: TestClient) -> None:
    page = unescape(keeper_web.get("/ledger/incidents/incident-2").text)
    assert "<mark>officers of the city" in page
    assert "The board found that" in page
    assert "<bdi>officers shared plate data</bdi>" in page
    assert "Held back" in page
    assert "no person has looked for names in it yet" in page
    assert "1 of 2 quotes are shown" in page
    assert "it has not been asked for a reply" in page
    assert "<202E>terces<202C>" in page, "marks that turn the direction are made visible"
    assert re.search(r"Cannot be decided yet|Allowed|Must", page)


def test_an_incident_shows_every_event_with_its_hash(
    keeper_web: TestClient, kept: Settings
) -> None:
    ledger = open_ledger(str(kept.ledger))
    for incident in ("incident-2", "incident-5"):
        page = keeper_web.get(f"/ledger/incidents/{incident}").text
        records = ledger.records_of(incident)
        assert len(records) >= 3
        for one in records:
            assert f'id="event-{one.event.seq}"' in page
            assert one.event.hash in page


def test_an_incident_that_was_erased_says_so(own: TestClient, tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "ledger.db"))
    ledger.erase("incident-2", None, why="asked for", by="editor")
    page = own.get("/ledger/incidents/incident-2").text
    assert "What it held was erased" in page or "what it held was erased" in page
    assert "its body is erased" in page
    assert "officers of the city" not in page
    assert own.get("/ledger").status_code == 200
    assert own.get("/ledger/counts").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/ledger/incidents/incident-999",
        "/ledger/incidents/request-111",
        "/ledger/incidents/nothing/sheet",
        "/ledger/requests/incident-2",
        "/ledger/requests/request-1",
        "/ledger/counts?status=nothing",
        "/ledger/embed/nothing",
        "/ledger/statutory/us-zz",
        "/review/r1/99",
        "/review/r1/0",
        "/review/a%20name",
    ],
)
def test_what_is_not_there_is_said(keeper_web: TestClient, path: str) -> None:
    answer = keeper_web.get(path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


def test_the_sheet_and_a_report_come_with_a_policy_that_lets_nothing_in(
    keeper_web: TestClient,
) -> None:
    sheet = keeper_web.get("/ledger/incidents/incident-2/sheet")
    assert "sustained" in sheet.text
    assert SCRIPT not in sheet.text
    assert EL_CAJON[:20] not in sheet.text, "it has not been asked for a reply"
    for answer in (
        sheet,
        keeper_web.get("/ledger/statutory/us-il", params={"agency": SHERIFF, "period": "2025"}),
    ):
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "script-src" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-frame-options"] == "DENY"


# Counts.


def test_every_number_opens_as_many_incidents_as_it_counts(keeper_web: TestClient) -> None:
    page = keeper_web.get("/ledger/counts").text
    links = {
        (unescape(href), told) for href, told in re.findall(r'<a href="(\?[^"]+)">([0-9, to]+)</a>', page)
    }  # fmt: skip
    assert len(links) > 20
    for href, told in links:
        opened = keeper_web.get(f"/ledger/counts{href}").text
        assert re.search(rf"<h1>.*: {re.escape(told)}</h1>", opened), href
        high = int(told.rpartition(" ")[2].replace(",", ""))
        assert opened.count('<a href="/ledger/incidents/') == min(high, 50), href
        assert EL_CAJON[:20] not in opened
    states = re.findall(r'<svg class="map".*?</svg>', page, re.DOTALL)[0]
    assert 'href="?region=us-ca"' in states


def test_counts_are_read_anew_when_the_ledger_has_another_end(
    own: TestClient, tmp_path: Path
) -> None:
    assert 'href="?status=cleared"' not in own.get("/ledger/counts").text
    open_ledger(str(tmp_path / "ledger.db")).append(
        [Draft(kind=Kind.STATUS_CHANGED, subject="incident-2",
               body={"act": "act-1", "status": "cleared", "by_whom": "the board"})],
        by="editor",
    )  # fmt: skip
    assert 'href="?status=cleared"' in own.get("/ledger/counts").text


def test_only_named_sites_may_frame_a_table_and_it_names_nobody_unasked(
    keeper_web: TestClient, own: TestClient
) -> None:
    answer = keeper_web.get("/ledger/embed/places")
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors https://news.example.org" in policy
    assert policy.replace("https://news.example.org", "'none'") == CONTENT_POLICY
    assert "x-frame-options" not in answer.headers
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "El Cajon" not in answer.text
    assert "<a " not in answer.text
    assert own.get("/ledger/embed/places").status_code == 404, "nobody asked for it"
    assert keeper_web.get("/ledger/counts").headers["x-frame-options"] == "DENY"


def test_the_feed_is_a_feed(keeper_web: TestClient) -> None:
    answer = keeper_web.get("/ledger/feed.xml")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = Xml.fromstring(answer.text)
    links = [one.get("href") for one in feed.iter("{http://www.w3.org/2005/Atom}link")]
    assert "http://localhost/ledger/incidents/incident-2" in links
    assert "El Cajon Police" not in answer.text


# Reports.


def test_every_report_of_a_law_stands_with_its_fields(keeper_web: TestClient) -> None:
    page = unescape(keeper_web.get("/ledger/statutory").text)
    for one in definitions().values():
        assert one.title in page
        for field in one.fields:
            assert field.asks in page


def test_a_report_is_filled_as_a_page_a_table_and_json(keeper_web: TestClient) -> None:
    asked = {"agency": SHERIFF, "period": "2025"}
    page = keeper_web.get("/ledger/statutory/us-il", params=asked).text
    for field in definitions()["us-il"].fields:
        assert field.asks.casefold() in unescape(page).casefold()
    table = keeper_web.get("/ledger/statutory/us-il", params={**asked, "form": "csv"})
    assert table.headers["content-disposition"].startswith("attachment")
    assert table.text.startswith("field,asks,")
    told = keeper_web.get("/ledger/statutory/us-il", params={**asked, "form": "json"}).json()
    assert told["certified"] is True
    for wrong in ({}, {"agency": "nobody", "period": "2025"}, {**asked, "period": "soon"}, {**asked, "form": "exe"}):  # fmt: skip
        assert keeper_web.get("/ledger/statutory/us-il", params=wrong).status_code == 422


# The register.


def test_an_answer_is_recorded_without_a_name(own: TestClient, tmp_path: Path) -> None:
    page = own.get(f"/ask?{ASKED}").text
    question = unescape(re.findall(r'name="question" value="([^"]+)"', page)[0])
    sent = own.post(
        "/ledger/requests",
        data={"question": question, "received": "2025-09-29", "desk": f"the jail {SCRIPT}",
              "requester": "ice_removal", "by": "clerk"},
        headers={"sec-fetch-site": "same-origin"},
    )  # fmt: skip
    assert sent.status_code == 303
    names = re.findall(r"recorded=(request-[0-9]+)", sent.headers["location"])
    assert names
    ledger = open_ledger(str(tmp_path / "ledger.db"))
    state = ledger.state(names[0])
    assert state["received"] == "2025-09-29"
    assert state["requester"] == "ice_removal"
    assert state["papers"] == ["i_247a"]
    assert state["determination"]["answer"] in own.get(f"/ledger/requests/{names[0]}").text
    listed = own.get(sent.headers["location"]).text
    assert "Recorded, without any name" in listed
    assert SCRIPT not in listed
    assert [own.get(f"/ledger/requests/{one}").status_code for one in names] == [200] * len(names)


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"question": ""}, ""),
    ({"question": "x" * 20_000}, "cannot be read"),
    ({"question": "place"}, "cannot be read"),
    ({"question": "paper=zz&place=us-dc&on=2025-09-28"}, "zz"),
    ({"received": "yesterday"}, "is not a day"),
    ({"requester": "me"}, "is no requester"),
    ({"by": ""}, "role"),
    ({"by": "x" * 3000}, "longer than"),
    ({"desk": "a\nb"}, ""),
]


def test_what_cannot_be_recorded_is_refused_whole(own: TestClient, tmp_path: Path) -> None:
    before = open_ledger(str(tmp_path / "ledger.db")).head()
    for changed, said in REFUSED:
        data = {"question": ASKED.replace("&view=answer", ""), "by": "clerk", **changed}
        sent = own.post("/ledger/requests", data=data)
        assert sent.status_code == 422, changed
        assert said in unescape(sent.text)
    assert open_ledger(str(tmp_path / "ledger.db")).head() == before


def test_the_register_is_narrowed(keeper_web: TestClient) -> None:
    assert "1 to 1 of 1" in keeper_web.get("/ledger/requests?place=us-il&since=2025-01-01").text
    assert "None." in keeper_web.get("/ledger/requests?until=2024-01-01").text
    assert keeper_web.get("/ledger/requests?since=soon").status_code == 422
    assert keeper_web.get(f"/ledger/requests?{urlencode({'recorded': SCRIPT})}").status_code == 200


def test_a_ledger_that_is_none_stops_the_start(corpus: Corpus, tmp_path: Path) -> None:
    settings = Settings(ledger=str(tmp_path / "none.db"))
    with pytest.raises(LedgerError, match="there is no ledger"):
        create_app(Site(corpus=corpus, settings=settings))
