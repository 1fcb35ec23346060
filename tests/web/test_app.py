"""What holds for every address: headers, languages, host names, sizes, the log."""

from __future__ import annotations

import logging

import pytest
from starlette.testclient import TestClient

from comity.web.guard import HEADERS, MAX_QUERY


def test_the_first_page_is_there_in_both_languages(web: TestClient) -> None:
    for path, language in (("/", "en"), ("/es/", "es")):
        answer = web.get(path)
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize("path", ["/", "/nothing/here", "/static/style.css"])
def test_every_response_guards_the_browser(web: TestClient, path: str) -> None:
    headers = web.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "set-cookie" not in headers
    assert "server" not in headers


def test_no_page_holds_script_or_style_in_itself(web: TestClient) -> None:
    text = web.get("/").text
    assert "<style" not in text
    assert " style=" not in text
    assert "<script>" not in text
    assert " onclick" not in text


def test_another_host_name_is_refused(web: TestClient) -> None:
    answer = web.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert "--host-name" in answer.text


def test_a_page_that_the_browser_has_is_not_sent_again(web: TestClient) -> None:
    tag = web.get("/").headers["etag"]
    again = web.get("/", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_query_that_is_too_long_is_refused(web: TestClient) -> None:
    assert web.get("/?a=" + "x" * MAX_QUERY).status_code == 414


def test_the_log_holds_no_query(web: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        web.get("/?planted=secret-fact")
        web.get("/planted-path-secret")
    ours = [record.getMessage() for record in caplog.records if record.name == "comity.web"]
    assert len(ours) == 2
    assert not any("secret" in line for line in ours)
