"""The API says what `decide` says, in the forms that its document promises."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import date

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from comity.decide import (
    ask,
    decide,
    determination_schema,
    determination_to_json,
    next_question,
)
from comity.decide.survey import law_to_json, place_to_json, provision_to_json
from comity.law import Corpus
from comity.web import Settings, Site, create_app
from comity.web.batch import answers, lines_of
from comity.web.guard import API_HEADERS
from comity.web.problem import Kind

QUESTION = {
    "place": "us-dc",
    "action": "transfer_custody",
    "on": "2025-09-27",
    "actor": "city_police",
}
NDJSON = {"content-type": "application/x-ndjson"}
ADDRESSES = ["law/us-il-chicago", "places", "places/us-dc", "provisions/us-dc/hold", "vocabulary"]


def test_one_question_is_answered_as_the_command_line_answers_it(
    web: TestClient, corpus: Corpus
) -> None:
    answer = web.post("/api/v1/decide", json={**QUESTION, "facts": {"in_custody": True}})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    question = ask(
        corpus,
        "us-dc",
        "transfer_custody",
        on=date(2025, 9, 27),
        actor="city_police",
        facts={"in_custody": True},
    )
    assert answer.json() == determination_to_json(decide(corpus, question))


def test_an_answer_can_be_sent_back_to_repeat_it(web: TestClient) -> None:
    first = web.post("/api/v1/decide", json=QUESTION).json()
    assert web.post("/api/v1/decide", json=first).json() == first


def test_a_batch_answers_every_line_and_a_bad_one_costs_only_itself(web: TestClient) -> None:
    lines = [
        json.dumps(QUESTION),
        "not json",
        "",
        json.dumps({**QUESTION, "place": "us-zz"}),
        "[1]",
        json.dumps(QUESTION),
    ]
    answer = web.post("/api/v1/decide", content="\r\n".join(lines), headers=NDJSON)
    assert answer.headers["content-type"] == "application/x-ndjson"
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [one.get("line") for one in found] == [1, 2, 4, 5, 6, None]
    alone = web.post("/api/v1/decide", json=QUESTION).json()
    assert found[0]["determination"] == found[4]["determination"] == alone
    assert [one["problem"]["status"] for one in found[1:4]] == [400, 422, 422]
    assert found[-1]["end"]["determinations"] == 2
    assert found[-1]["end"]["problems"] == 3


def test_nothing_of_a_long_batch_is_lost(web: TestClient) -> None:
    days = [f"2026-{1 + number % 12:02}-{1 + number % 28:02}" for number in range(400)]
    content = "".join(json.dumps({**QUESTION, "on": day}) + "\n" for day in days)
    answer = web.post("/api/v1/decide", content=content, headers=NDJSON)
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [one["determination"]["question"]["on"] for one in found[:-1]] == days
    assert found[-1]["end"]["determinations"] == len(days)


def test_a_question_of_a_batch_is_read_only_when_the_answer_before_it_was_taken(site: Site) -> None:
    async def first_line() -> bytes:
        return await anext(answers(site, lines))

    lines = lines_of(b"\n".join([json.dumps(QUESTION).encode()] * 3), site)
    assert json.loads(asyncio.run(first_line()))["line"] == 1
    assert [number for number, _ in lines] == [2, 3]


def test_a_batch_has_a_limit_of_lines_that_is_said(corpus: Corpus) -> None:
    small = Site(corpus=corpus, settings=Settings(max_lines=2, max_body=1_000, max_batch=2_000))
    with TestClient(create_app(small), base_url="http://localhost") as web:
        many = web.post("/api/v1/decide", content="{}\n{}\n{}\n", headers=NDJSON)
        assert (many.status_code, "2 lines" in many.json()["detail"]) == (413, True)
        long = web.post("/api/v1/decide", content=b"x" * 2_001, headers=NDJSON)
        assert (long.status_code, "2,000 bytes" in long.json()["detail"]) == (413, True)

        def chunks() -> Iterator[bytes]:
            for _ in range(3):
                yield b"x" * 1_000

        unannounced = web.post("/api/v1/decide", content=chunks(), headers=NDJSON)
        assert unannounced.status_code == 413


def test_the_next_question_is_that_of_the_conversation(web: TestClient, corpus: Corpus) -> None:
    question = ask(corpus, "us-dc", "transfer_custody", on=date(2025, 9, 27), actor="city_police")
    wanted = next_question(corpus, question)
    assert wanted is not None
    first = web.post("/api/v1/next-question", json={"question": QUESTION}).json()["next"]
    assert first["word"] == wanted.word
    second = web.post(
        "/api/v1/next-question", json={"question": QUESTION, "declined": [wanted.word]}
    ).json()["next"]
    assert second is None or second["word"] != wanted.word


@pytest.mark.parametrize(
    "form",
    [
        QUESTION,
        {},
        {"question": []},
        {"question": QUESTION, "declined": "x"},
        {"question": QUESTION, "more": 1},
        [],
    ],
    ids=["bare", "empty", "a list", "declined", "more", "list"],
)
def test_the_next_question_takes_one_form_only(web: TestClient, form: object) -> None:
    assert web.post("/api/v1/next-question", json=form).status_code == 422


def test_what_can_be_read_is_what_decide_gives(web: TestClient, corpus: Corpus) -> None:
    law = web.get("/api/v1/law/us-il-chicago?on=2018-01-01&action=hold_on_detainer").json()
    signed = law.pop("corpus")
    assert signed["digest"] == corpus.digest
    assert law == law_to_json(
        corpus, "us-il-chicago", on=date(2018, 1, 1), action="hold_on_detainer"
    )
    place = web.get("/api/v1/places/us-dc").json()
    del place["corpus"]
    assert place == place_to_json(corpus, "us-dc")
    provision = web.get("/api/v1/provisions/us-dc/hold").json()
    del provision["corpus"]
    whole = next(one for one in corpus.jurisdictions["us-dc"].provisions if one.id == "us-dc/hold")
    assert provision == provision_to_json(corpus, whole)


def test_every_place_and_provision_of_the_corpus_can_be_read(
    web: TestClient, corpus: Corpus
) -> None:
    listed = {one["id"]: one for one in web.get("/api/v1/places").json()["places"]}
    assert set(corpus.jurisdictions) <= set(listed)
    for place in list(corpus.jurisdictions)[::6]:
        form = web.get(f"/api/v1/places/{place}").json()
        assert form["name"] == listed[place]["name"]
        for provision in form["provisions"][::4]:
            assert web.get(f"/api/v1/provisions/{provision['id']}").status_code == 200


def test_law_without_a_day_is_that_of_today(web: TestClient) -> None:
    assert web.get("/api/v1/law/us-dc").json()["on"] == "2026-11-21"


def test_a_place_that_is_not_encoded_is_said_to_be_not_encoded(web: TestClient) -> None:
    levels = web.get("/api/v1/law/us-tx-sometown").json()["levels"]
    assert [one["encoded"] for one in levels] == [False, True, True]
    assert web.get("/api/v1/places/us-gu").json()["encoded"] is False


@pytest.mark.parametrize("address", [*(f"/api/v1/{one}" for one in ADDRESSES), "/openapi.json"])
def test_what_was_read_is_not_sent_again_while_it_is_right(web: TestClient, address: str) -> None:
    first = web.get(address)
    assert first.status_code == 200
    assert {name: first.headers.get(name) for name in API_HEADERS} == API_HEADERS
    tag = first.headers["etag"]
    for held in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = web.get(address, headers={"if-none-match": held})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert web.get(address, headers={"if-none-match": 'W/"other"'}).status_code == 200
    head = web.head(address)
    assert (head.status_code, head.headers["etag"]) == (200, tag)


def test_the_tag_changes_with_address_query_day_and_corpus(web: TestClient, corpus: Corpus) -> None:
    tags = [
        web.get(f"/api/v1/law/{one}").headers["etag"]
        for one in ("us-dc", "us-tx", "us-dc?on=2020-01-01", "us-dc?action=share_status")
    ]
    tomorrow = Site(corpus=corpus, today=lambda: date(2026, 11, 22))
    with TestClient(create_app(tomorrow), base_url="http://localhost") as later:
        tags.append(later.get("/api/v1/law/us-dc").headers["etag"])
        held = later.get("/api/v1/law/us-dc?on=2020-01-01").headers["etag"]
        assert held == tags[2], "a day that was named does not change with the calendar"
    assert len(set(tags)) == len(tags)


def test_other_sites_may_read_only_where_they_were_named(web: TestClient, corpus: Corpus) -> None:
    origin = {"origin": "https://example.gov"}
    asks = {
        **origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    closed = web.get("/api/v1/places", headers=origin)
    assert "access-control-allow-origin" not in closed.headers
    assert web.options("/api/v1/decide", headers=asks).status_code == 405
    opened = Site(corpus=corpus, settings=Settings(origins=("https://example.gov",)))
    with TestClient(create_app(opened), base_url="http://localhost") as named:
        assert (
            named.get("/api/v1/places", headers=origin).headers["access-control-allow-origin"]
            == "https://example.gov"
        )
        assert named.options("/api/v1/decide", headers=asks).status_code == 200
        other = named.get("/api/v1/places", headers={"origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers
        assert (
            "access-control-allow-credentials"
            not in named.get("/api/v1/places", headers=origin).headers
        )
        assert "access-control-allow-origin" not in named.get("/", headers=origin).headers


def test_the_schema_of_a_determination_is_that_of_the_reference(web: TestClient) -> None:
    Draft202012Validator(determination_schema()).validate(
        web.post("/api/v1/decide", json=QUESTION).json()
    )


def test_every_kind_of_problem_has_its_status_once() -> None:
    statuses = [one.status for one in Kind]
    assert len(set(statuses)) == len(statuses)


def test_the_page_of_the_api_tells_of_every_address_and_problem(web: TestClient) -> None:
    page = web.get("/api").text
    for path in web.get("/openapi.json").json()["paths"]:
        assert path in page
    for kind in Kind:
        assert f'id="{kind.id}"' in page
