"""What strangers send: never a fault, always a problem in the one form, and nothing of it in the log."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from starlette.testclient import TestClient

from comity.decide import Question, prepare
from comity.law import Corpus
from comity.web import Site, api, batch, create_app
from comity.web.guard import MAX_FIELDS, MAX_QUERY
from comity.web.openapi import problem_schema
from comity.web.problem import MAX_ERRORS
from comity.web.strict_json import MAX_DEPTH, MAX_QUESTION, MAX_VALUES
from tests.web.test_openapi import holds

QUESTION = {"place": "us-dc", "action": "transfer_custody", "on": "2025-09-27"}
JSON = {"content-type": "application/json"}
TEXT = json.dumps(QUESTION)
SCRIPT = "<script>alert(1)</script>"


def posted(web: TestClient, content: bytes | str, **headers: str) -> Mapping[str, object]:
    """The problem that a body comes to."""
    answer = web.post("/api/v1/decide", content=content, headers={**JSON, **headers})
    return problem(answer.status_code, answer.headers["content-type"], answer.content)


def problem(status: int, kind: str, content: bytes) -> Mapping[str, object]:
    assert kind == "application/problem+json"
    form: dict[str, object] = json.loads(content)
    assert holds({"components": {}}, problem_schema(), form) == []
    assert form["status"] == status
    return form


BODIES: Mapping[str, tuple[bytes | str, int]] = {
    "nothing": (b"", 400),
    "not JSON": (b"place=us-dc", 400),
    "half of it": (TEXT[:-2], 400),
    "two of them": (TEXT + TEXT, 400),
    "not UTF-8": (b'{"place": "\xff\xfe"}', 400),
    "UTF-16": (TEXT.encode("utf-16"), 400),
    "a mark before it": (b"\xef\xbb\xbf" + TEXT.encode(), 400),
    "a key twice": ('{"place": "us-dc", "place": "us-tx"}', 400),
    "a fact twice": (TEXT[:-1] + ', "facts": {"in_custody": true, "in_custody": false}}', 400),
    "NaN": (TEXT[:-1] + ', "facts": {"age": NaN}}', 400),
    "infinity": (TEXT[:-1] + ', "facts": {"age": -Infinity}}', 400),
    "a number beyond all": (TEXT[:-1] + ', "facts": {"age": 1e999}}', 400),
    "a number of a million digits": (TEXT[:-1] + f', "facts": {{"age": {"9" * 50_000}}}}}', 400),
    "half a character": (TEXT[:-1] + ', "facts": {"\\ud800": true}}', 400),
    "a deep list": ("[" * 30_000 + "]" * 30_000, 400),
    "a deep fact": (TEXT[:-1] + ', "facts": {"a": ' + "[" * 300 + "]" * 300 + "}}", 400),
    "depth in mappings": ('{"a":' * 5_000 + "1" + "}" * 5_000, 400),
    "a list": ("[1, 2]", 422),
    "a text": ('"us-dc"', 422),
    "null": ("null", 422),
    "an unknown key": (json.dumps({**QUESTION, "age": 17}), 422),
    "a script for a place": (json.dumps({**QUESTION, "place": SCRIPT}), 422),
    "a path for a place": (json.dumps({**QUESTION, "place": "../../etc/passwd"}), 422),
    "a nul": (json.dumps({**QUESTION, "place": "us-dc\0"}), 422),
    "a week for a day": (json.dumps({**QUESTION, "on": "2026-W47-6"}), 422),
    "a day that is none": (json.dumps({**QUESTION, "on": "2026-02-30"}), 422),
    "a day long gone": (json.dumps({**QUESTION, "on": "0001-01-01"}), 422),
    "a number for a day": (json.dumps({**QUESTION, "on": 20260301}), 422),
    "a day done that is none": (json.dumps({**QUESTION, "done": {"on": 5}}), 422),
    "facts as a list": (json.dumps({**QUESTION, "facts": []}), 422),
    "facts as no": (json.dumps({**QUESTION, "facts": False}), 422),
    "brackets for a fact": (json.dumps({**QUESTION, "facts": {"(" * 50_000: True}}), 422),
    "many unknown facts": (
        json.dumps({**QUESTION, "facts": {f"in_custodx_{one}": True for one in range(500)}}),
        422,
    ),
    "too many values": (
        json.dumps({**QUESTION, "facts": {"documents": ["i_200"] * (MAX_VALUES + 1)}}),
        413,
    ),
    "too long": (json.dumps({**QUESTION, "place": "x" * MAX_QUESTION}), 413),
    "larger than anything": (b" " * 1_000_001, 413),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_cannot_be_used_is_a_problem(web: TestClient, name: str) -> None:
    content, status = BODIES[name]
    form = posted(web, content)
    assert form["status"] == status
    errors = form["errors"]
    assert isinstance(errors, list)
    assert 1 <= len(errors) <= MAX_ERRORS + 1
    assert all(len(one) <= 1000 for one in errors)


def test_a_body_that_is_never_announced_is_cut_off(web: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(200):
            yield b" " * 10_000

    answer = web.post("/api/v1/decide", content=endless(), headers=JSON)
    assert answer.status_code == 413


def test_the_deepest_question_that_is_taken_is_taken(web: TestClient) -> None:
    deep: object = 1
    for _ in range(MAX_DEPTH - 2):
        deep = [deep]
    form = posted(web, json.dumps({**QUESTION, "facts": {"in_custody": deep}}))
    assert form["status"] == 422, "read, and then refused for what it says"


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/json; charset=utf-16"},
        {"content-type": "application/jsonp"},
        {"content-type": ""},
        {**JSON, "content-encoding": "gzip"},
    ],
    ids=str,
)
def test_a_type_that_is_not_read_here_is_refused(web: TestClient, headers: dict[str, str]) -> None:
    answer = web.post("/api/v1/decide", content=TEXT, headers=headers)
    form = problem(answer.status_code, answer.headers["content-type"], answer.content)
    assert form["status"] == 415
    assert "application/json" in answer.headers["accept"]


def test_the_charset_may_be_said(web: TestClient) -> None:
    for kind in ("application/json; charset=UTF-8", 'Application/JSON;charset="utf-8"'):
        answer = web.post("/api/v1/decide", content=TEXT, headers={"content-type": kind})
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/api/v1/law/us-dcc", 404, "did you mean `us-dc`"),
        ("/api/v1/law/Chicago", 404, "did you mean `us-il-chicago`"),
        ("/api/v1/places/us-il-chicgo", 404, "did you mean `us-il-chicago`"),
        ("/api/v1/provisions/us-dc/hodl", 404, "did you mean `hold`"),
        ("/api/v1/provisions/us-xx/hold", 404, "us-"),
        ("/api/v1/plases", 404, "/api/v1/places"),
        ("/api/v1/places/..%2f..%2fetc%2fpasswd", 404, ""),
        ("/api/v1/provisions/us-dc/%2e%2e", 404, "is not a provision"),
        (f"/api/v1/places/{SCRIPT}", 404, ""),
        ("/api/v1/places/%00", 404, ""),
        ("/api/v1/places/%ff%fe", 404, ""),
        ("/api/v1/law/us-dc?on=27-09-2025", 422, "write it as 2026-11-21"),
        ("/api/v1/law/us-dc?on=2026-W47-6", 422, "write it as 2026-11-21"),
        ("/api/v1/law/us-dc?action=transfer", 422, "did you mean"),
        ("/api/v1/law/us-dc?acton=hold_on_detainer", 422, "did you mean `action`"),
        ("/api/v1/law/us-dc?on=2026-01-01&on=2026-01-02", 422, "give it once"),
        ("/api/v1/places?callback=x", 422, "no query"),
        ("/api/v1/decide", 405, "POST"),
    ],
)
def test_an_address_that_leads_nowhere_says_what_would(
    web: TestClient, address: str, status: int, says: str
) -> None:
    answer = web.get(address)
    form = problem(answer.status_code, answer.headers["content-type"], answer.content)
    assert form["status"] == status
    assert says in str(form["detail"])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HACK"])
def test_other_methods_are_told_which_one_is_taken(web: TestClient, method: str) -> None:
    answer = web.request(method, "/api/v1/decide")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


def test_a_query_without_end_is_refused(web: TestClient) -> None:
    for query in ("a=" + "x" * MAX_QUERY, "&".join("a=1" for _ in range(MAX_FIELDS + 1))):
        answer = web.get(f"/api/v1/places?{query}")
        assert (
            problem(answer.status_code, answer.headers["content-type"], answer.content)["status"]
            == 414
        )
        assert web.get(f"/?{query}").status_code == 414


def test_a_host_that_was_not_named_gets_a_problem(web: TestClient) -> None:
    answer = web.get("/api/v1/places", headers={"host": "evil.example"})
    assert (
        problem(answer.status_code, answer.headers["content-type"], answer.content)["status"] == 421
    )


MOMENTS = (
    "0001-01-01T00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-02-30T10:00Z",
    "2026-01-01T10:00",
)
ODD: tuple[object, ...] = (
    True,
    -1,
    10**4000,
    1.5,
    "",
    "x",
    "never",
    "0001-01-01",
    "9999-12-31",
    *MOMENTS,
    [],
    {},
    [[]],
    [{}],
    [None],
    None,
    "\0",
)


def test_no_odd_value_of_any_word_makes_a_fault(web: TestClient, corpus: Corpus) -> None:
    lines = [
        json.dumps(
            {
                **QUESTION,
                "action": action,
                "facts": {word: value},
                "done": {"acted": True, "on": "2025-09-28"},
            }
        )
        for word in corpus.vocabulary.words
        for value in ODD
        for action in ("transfer_custody",)
    ]
    answer = web.post(
        "/api/v1/decide", content="\n".join(lines), headers={"content-type": "application/x-ndjson"}
    )
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert len(found) == len(lines) + 1
    bad = [
        lines[one["line"] - 1][:200]
        for one in found[:-1]
        if "problem" in one and one["problem"]["status"] not in (400, 422)
    ]
    assert bad == []


def test_places_without_end_do_not_fill_the_memory(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = sys.modules["comity.decide.prepare"]
    monkeypatch.setattr(keeping, "MAX_KEPT", 8)
    for number in range(30):
        prepare(corpus, f"us-il-made-up-{number}", "share_status", date(2026, 3, 1))
    shelf = vars(keeping)["_SHELVES"][corpus]
    assert len(shelf.laws) <= 8
    assert len(shelf.dates) <= 8


# A fault inside.

SECRET = "planted-secret-7f3a"


def faulty(corpus: Corpus, question: Question) -> object:
    raise RuntimeError(f"{SECRET} {question.place}")


@pytest.fixture
def broken(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of an application in which deciding fails, as by a mistake of ours."""
    monkeypatch.setattr(api, "decide", faulty)
    monkeypatch.setattr(batch, "decide", faulty)
    with TestClient(create_app(site), base_url="http://localhost") as client:
        yield client


def test_a_fault_decides_nothing_and_tells_nothing_of_the_inside(
    broken: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = broken.post("/api/v1/decide", json=QUESTION)
    form = problem(answer.status_code, answer.headers["content-type"], answer.content)
    assert form["status"] == 500
    assert form["errors"] == []
    assert "nothing was decided" in str(form["title"])
    assert SECRET not in answer.text + caplog.text
    assert "Traceback" not in answer.text + caplog.text
    assert "RuntimeError at test_api_hostile.py" in caplog.text, "who mends it must find the place"


def test_a_fault_at_one_line_of_a_batch_does_not_end_it(
    broken: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = broken.post(
            "/api/v1/decide",
            content=f"{TEXT}\n{TEXT}\n",
            headers={"content-type": "application/x-ndjson"},
        )
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [one["problem"]["status"] for one in found[:-1]] == [500, 500]
    assert SECRET not in answer.text + caplog.text


def test_the_log_holds_no_fact_of_any_body_or_address(
    web: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    planted = {**QUESTION, "facts": {SECRET: True, "in_custody": SECRET}, "basis": {SECRET: SECRET}}
    with (
        caplog.at_level(logging.DEBUG, logger="comity"),
        caplog.at_level(logging.INFO, logger="uvicorn"),
    ):
        web.post("/api/v1/decide", json=planted)
        web.post("/api/v1/decide", json={**QUESTION, "place": SECRET, "actor": SECRET})
        web.post("/api/v1/decide", content=f'{{"{SECRET}"')
        web.post("/api/v1/decide", content=SECRET, headers={"content-type": f"text/{SECRET}"})
        web.post(
            "/api/v1/decide",
            content=json.dumps(planted),
            headers={"content-type": "application/x-ndjson"},
        )
        web.post("/api/v1/next-question", json={"question": planted, "declined": [SECRET]})
        web.get(f"/api/v1/law/{SECRET}?on={SECRET}&action={SECRET}")
        web.get(f"/api/v1/provisions/us-dc/{SECRET}?{SECRET}={SECRET}")
        web.get("/api/v1/places", headers={"host": f"{SECRET}.example", "user-agent": SECRET})
        web.request(SECRET.upper(), "/api/v1/decide")
        web.get(f"/api/v1/{SECRET}")
    ours = [
        one.getMessage() for one in caplog.records if one.name.startswith(("comity", "uvicorn"))
    ]
    assert len(ours) == 11
    assert not any(SECRET in line.lower() for line in ours)
