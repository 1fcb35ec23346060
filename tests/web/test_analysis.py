"""Pages and API of comparisons: what they show, their permalinks, what they refuse, and their place in a folder."""

from __future__ import annotations

import importlib.util
from datetime import date

import jsonschema
import pytest
from starlette.testclient import TestClient

from comity.law import Corpus
from comity.web import Site
from comity.web.openapi import openapi_document
from comity.web.published import published_paths

PROVIDENCE = "us-ri-providence"


def test_what_changed_between_two_days_has_a_permalink(web: TestClient) -> None:
    asked = web.get(f"/diff/{PROVIDENCE}", params={"from": "2025-10-15", "to": "2025-12-15"})
    assert asked.status_code == 200
    assert f'href="/diff/{PROVIDENCE}/2025-10-15/2025-12-15"' in asked.text
    assert "The same for everybody, in every case (proved)" in asked.text
    assert f'href="/provisions/{PROVIDENCE}/protected-spaces-2025"' in asked.text
    assert "day care, preschool or after-school facility" in asked.text
    again = web.get(f"/diff/{PROVIDENCE}/2025-10-15/2025-12-15")
    assert again.status_code == 200
    assert "<script>" not in again.text


def test_the_last_change_is_shown_without_days(web: TestClient) -> None:
    page = web.get(f"/diff/{PROVIDENCE}")
    assert page.status_code == 200
    assert "what changed between" in page.text


def test_what_a_place_leaves_open_leads_to_the_rules_of_others(web: TestClient) -> None:
    page = web.get(f"/gaps/{PROVIDENCE}/2025-10-01").text
    assert "Rules that hold only where something is the sole purpose or ground" in page
    assert 'href="/provisions/us-ca-los-angeles/resources"' in page
    boston = web.get(f"/gaps/{PROVIDENCE}", params={"on": "2025-10-01", "against": "us-ma-boston"})
    assert "set beside 1 other" in boston.text


def test_two_places_stand_side_by_side(web: TestClient) -> None:
    page = web.get(f"/compare/us-ma-boston/{PROVIDENCE}/2026-01-01")
    assert page.status_code == 200
    assert "City of Boston, Massachusetts and City of Providence, Rhode Island" in page.text
    spanish = web.get(f"/es/compare/us-ma-boston/{PROVIDENCE}/2026-01-01").text
    assert '<div class="analysis" lang="en">' in spanish


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/gaps/us-ri-provdence", "did you mean"),
        ("/gaps/us-zz", "us-zz"),
        (f"/gaps/{PROVIDENCE}?against=us-ma-bostn", "did you mean"),
        (f"/gaps/{PROVIDENCE}/soon", "is not a day"),
        (f"/diff/{PROVIDENCE}/2025-10-15/2025-10-15", "name two"),
        (f"/diff/{PROVIDENCE}/2025-10-16/2025-10-15", "give the earlier day first"),
        (f"/diff/{PROVIDENCE}/1999-01-01/2025-10-15", "before the corpus begins"),
        (f"/compare/{PROVIDENCE}/{PROVIDENCE}", "name two"),
    ],
)
def test_what_cannot_be_compared_says_why(web: TestClient, address: str, says: str) -> None:
    page = web.get(address)
    assert page.status_code in (404, 422)
    assert says in page.text


def test_the_api_gives_what_its_document_says(web: TestClient, site: Site) -> None:
    document = openapi_document(site)
    schemas = document["components"]["schemas"]  # type: ignore[index]
    for address, name in (
        (f"gaps/{PROVIDENCE}?on=2025-10-01&against=us-ma-boston", "Gaps"),
        (f"diff/{PROVIDENCE}?from=2025-10-15&to=2025-12-15", "Difference"),
        (f"compare/{PROVIDENCE}/us-ma-boston?on=2025-10-01", "Difference"),
    ):
        found = web.get(f"/api/v1/{address}")
        assert found.status_code == 200
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        jsonschema.validate(found.json(), schema)
    for address in ("diff/us-zz", "diff/us-ri-providence?from=2025-10-15", "gaps/us-zz"):
        refused = web.get(f"/api/v1/{address}")
        assert refused.status_code in (404, 422)
        assert refused.headers["content-type"] == "application/problem+json"


def test_a_case_of_the_api_can_be_asked_of_it(web: TestClient) -> None:
    found = web.get(f"/api/v1/diff/{PROVIDENCE}?from=2025-10-15&to=2025-12-15").json()
    for one in found["differences"][:6]:
        for side in ("before", "after"):
            answer = web.post("/api/v1/decide", json=one["case"][side]).json()
            assert answer["answer"] == one[side]["answer"]


def test_a_folder_holds_each_place_and_its_last_change(site: Site) -> None:
    paths = set(published_paths(site))
    assert {f"gaps/{PROVIDENCE}", f"diff/{PROVIDENCE}"} <= paths
    assert not [path for path in paths if path.startswith("compare/")]


def test_without_the_solver_the_rest_of_the_site_works(
    web: TestClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = importlib.util.find_spec
    for room in ("analysis", "published"):
        monkeypatch.setattr(
            f"comity.web.{room}.find_spec", lambda name: None if name == "z3" else known(name)
        )
    page = web.get(f"/gaps/{PROVIDENCE}")
    assert page.status_code == 422
    assert "“analysis”" in page.text
    assert web.get(f"/api/v1/gaps/{PROVIDENCE}").status_code == 422
    assert not [path for path in published_paths(site) if path.startswith("gaps/")]
    assert web.get(f"/places/{PROVIDENCE}").status_code == 200


def test_a_day_before_any_change_has_no_last_change(corpus: Corpus) -> None:
    early = Site(corpus=corpus, today=lambda: date(2014, 1, 2))
    assert f"diff/{PROVIDENCE}" not in set(published_paths(early))
