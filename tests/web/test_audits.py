"""An audit in the browser: upload, look, run, report, delete; and what strangers may send."""

from __future__ import annotations

import errno
import logging
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from comity.web import Settings, Site, create_app
from comity.web.audits.store import Store, safe_name
from tests.audit.books import archive

FLOCK = Path(__file__).parents[2] / "examples" / "flock"
SAMPLES = Path(__file__).parents[2] / "src" / "comity" / "audit" / "dialects"
SHARING = next(FLOCK.glob("*sharing*"))
ENDS = 120
"""Seconds in which an audit of a small file ends on any machine; reached only by a fault."""


@pytest.fixture
def uploads(site: Site, tmp_path: Path) -> Path:
    return tmp_path / "uploads"


@pytest.fixture
def client(site: Site, uploads: Path) -> Iterator[TestClient]:
    settings = Settings(upload_folder=uploads, max_upload=5_000_000, max_audits=1)
    with TestClient(
        create_app(replace(site, settings=settings)),
        base_url="http://localhost",
        raise_server_exceptions=False,
    ) as made:
        yield made


def put(client: TestClient, *files: tuple[str, bytes]) -> Response:
    return client.post(
        "/audit/upload",
        files=[("files", (name, BytesIO(content), "text/csv")) for name, content in files],
    )


def ended(client: TestClient, address: str) -> str:
    limit = time.monotonic() + ENDS
    while time.monotonic() < limit:
        text = client.get(address).text
        if "every 1s" not in text:
            return text
        time.sleep(0.2)
    pytest.fail("the audit did not end")


def test_a_file_becomes_a_report_and_is_deleted_on_request(
    client: TestClient, uploads: Path
) -> None:
    looked = put(client, (SHARING.name, SHARING.read_bytes()))
    assert looked.status_code == 200, looked.text
    assert "sharing-outbound" in looked.text
    assert SHARING.name in looked.text
    address = looked.url.path
    started = client.post(f"{address}/start", data={"agency": "", "dialect": ""})
    assert started.status_code == 200
    done = ended(client, address)
    assert "The audit is done" in done, done
    report = client.get(f"{address}/report/index.html")
    assert report.status_code == 200
    assert "sandbox" in report.headers["content-security-policy"]
    findings = client.get(f"{address}/report/findings.csv")
    assert findings.headers["content-disposition"].startswith("attachment")
    rows = re.search(r"([\d,]+) rows?", done)
    assert rows or findings.text.count("\n") > 1
    deleted = client.post(f"{address}/delete")
    assert "were deleted" in deleted.text
    assert client.get(address).status_code == 404
    assert list(uploads.iterdir()) == []


def listing(
    site: Site, folder: Path, *, where: str = "127.0.0.1", asked: bool = True
) -> TestClient:
    settings = Settings(upload_folder=folder, list_audits=asked)
    return TestClient(
        create_app(replace(site, settings=settings)), base_url="http://localhost", client=(where, 1)
    )


def test_audits_are_listed_where_that_was_asked_for(site: Site, uploads: Path) -> None:
    with listing(site, uploads) as here:
        assert "None is kept here now." in here.get("/audit").text
        address = put(here, ("a & b.csv", SHARING.read_bytes())).url.path
        listed = here.get("/audit").text
        assert f'<a href="{address}">a _ b.csv</a>' in listed
        assert "Not started" in listed
        here.post(f"{address}/start", data={"agency": "", "dialect": ""})
        assert "The audit is done" in ended(here, address)
        assert (
            f'<a href="{address}/report/index.html">Open the report</a>' in here.get("/audit").text
        )
        assert "Auditorías guardadas aquí" in here.get("/es/audit").text


def test_no_stranger_is_told_what_is_kept(site: Site, uploads: Path) -> None:
    with listing(site, uploads) as here:
        key = put(here, (SHARING.name, SHARING.read_bytes())).url.path
        passed_on = here.get("/audit", headers={"x-forwarded-for": "127.0.0.1"})
        assert passed_on.status_code == 200
        assert key not in passed_on.text
    with listing(site, uploads, where="10.0.0.9") as elsewhere:
        assert elsewhere.get("/audit").status_code == 200
        assert key not in elsewhere.get("/audit").text
    with listing(site, uploads, asked=False) as unasked:
        assert key not in unasked.get("/audit").text


def test_what_is_no_log_is_said_and_not_run(client: TestClient) -> None:
    answer = put(client, ("letter.pdf", b"%PDF-1.7 nothing"))
    assert "cannot be audited" in answer.text
    assert "letter.pdf" in answer.text
    assert "/input/" not in answer.text, "paths of the server are nobody's business"


def test_a_form_without_a_file_says_so(client: TestClient) -> None:
    answer = client.post("/audit/upload", files=[("files", ("", b"", "text/csv"))])
    assert answer.status_code == 422
    assert "No file was chosen" in answer.text


def test_a_form_that_is_none_is_refused(client: TestClient) -> None:
    for kind in ("application/json", "multipart/form-data", "multipart/form-data; boundary=x"):
        answer = client.post("/audit/upload", content=b"{}" * 50, headers={"content-type": kind})
        assert answer.status_code in {400, 422}, kind


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/shadow",
        "a/../../b.csv",
        "...",
        "",
        "<script>alert(1)</script>.csv",
        "x" * 500 + ".csv",
        "nul\x00byte.csv",
        "line\nbreak.csv",
    ],
)
def test_a_name_is_nothing_but_a_name(name: str) -> None:
    safe = safe_name(name, 1)
    assert safe
    assert re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._ -]{0,119}", safe)


def test_hostile_names_stay_in_their_folder_and_are_escaped(
    client: TestClient, uploads: Path
) -> None:
    content = SHARING.read_bytes()
    answer = put(client, ("../../<script>alert(1)</script>.csv", content), ("../x.csv", content))
    assert "<script>alert" not in answer.text
    files = [one for one in uploads.rglob("*") if one.is_file() and "input" in one.parts]
    assert len(files) == 2
    assert all(one.parent.parent.parent == uploads for one in files)


@pytest.mark.parametrize(
    "path",
    [
        "/audit/../../etc/passwd",
        "/audit/%2e%2e%2f%2e%2e%2fetc",
        "/audit/AAAAAAAAAAAAAAAAAAAAAA",
        "/audit/AAAAAAAAAAAAAAAAAAAAAA/report/index.html",
        "/audit/short",
    ],
)
def test_ids_that_are_not_kept_are_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_only_files_of_the_report_are_handed_out(client: TestClient) -> None:
    address = put(client, (SHARING.name, SHARING.read_bytes())).url.path
    for name in ("state.json", "..%2Fstate.json", "%2e%2e%2finput%2f" + SHARING.name, "index.html"):
        assert client.get(f"{address}/report/{name}").status_code == 404, name


def test_a_dialect_cannot_be_a_path(client: TestClient) -> None:
    address = put(client, (SHARING.name, SHARING.read_bytes())).url.path
    answer = client.post(f"{address}/start", data={"dialect": "/etc/passwd"})
    assert answer.status_code == 422
    assert "use one of" in answer.text


def test_an_upload_that_is_too_large_is_refused(client: TestClient, uploads: Path) -> None:
    assert put(client, ("big.csv", b"x" * 5_100_000)).status_code == 413
    assert not uploads.exists() or list(uploads.iterdir()) == []


def test_forms_of_other_sites_are_refused(client: TestClient) -> None:
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ):
        answer = client.post("/audit/upload", files=[("files", ("a.csv", b"a"))], headers=headers)
        assert answer.status_code == 403, headers


def test_a_full_disk_keeps_nothing(
    client: TestClient, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("comity.web.audits.pages._save", full)
    answer = put(client, (SHARING.name, SHARING.read_bytes()))
    assert answer.status_code == 507
    assert "nothing was kept" in answer.text
    assert list(uploads.iterdir()) == []


def test_uploads_expire(uploads: Path) -> None:
    store = Store(Settings(upload_folder=uploads, keep_seconds=3600))
    folder = store.new()
    store.expire()
    assert folder.exists()
    store.expire(now=time.time() + 3601)
    assert not folder.exists()


def test_what_is_over_its_time_goes_though_nobody_asks(site: Site, uploads: Path) -> None:
    settings = Settings(upload_folder=uploads, keep_seconds=1)
    folder = Store(settings).new()
    with TestClient(create_app(replace(site, settings=settings)), base_url="http://localhost"):
        limit = time.monotonic() + ENDS
        while folder.exists():
            assert time.monotonic() < limit, "it is still there"
            time.sleep(0.1)


def test_a_private_folder_goes_with_the_server() -> None:
    store = Store(Settings())
    store.new()
    assert store.root.stat().st_mode & 0o077 == 0
    store.close()
    assert not store.root.exists()


def test_an_audit_beyond_its_limits_ends_and_says_so(site: Site, tmp_path: Path) -> None:
    settings = Settings(upload_folder=tmp_path / "uploads", audit_memory=20_000_000)
    with TestClient(
        create_app(replace(site, settings=settings)), base_url="http://localhost"
    ) as client:
        address = put(client, (SHARING.name, SHARING.read_bytes())).url.path
        client.post(f"{address}/start")
        text = ended(client, address)
    assert "ended without a report" in text or "cannot be audited" in text, text
    assert "Open the report" not in text


def test_the_log_of_an_audit_holds_no_name(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        put(client, ("planted-name.csv", SHARING.read_bytes()))
    assert not any("planted" in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("name", ["flock-sj", "portal-pdf"])
def test_every_kind_of_file_is_taken_and_audited(client: TestClient, name: str) -> None:
    path = next(SAMPLES.glob(f"{name}.sample.*"))
    looked = put(client, (f"dover-nh-pd_{path.name}", path.read_bytes()))
    assert looked.status_code == 200, looked.text
    assert f"<code>{name}</code>" in looked.text
    client.post(f"{looked.url.path}/start", data={"agency": "", "dialect": ""})
    done = ended(client, looked.url.path)
    assert "The audit is done" in done, done


def test_an_archive_shows_each_of_its_files_and_why_one_is_not_read(client: TestClient) -> None:
    members = {"sharing.csv": SHARING.read_bytes(), "inner.zip": archive({"a.csv": b"x"})}
    looked = put(client, ("release.zip", archive(members)))
    assert "release.zip [sharing.csv]" in looked.text
    assert "is an archive inside an archive" in looked.text
    assert "comity-unpacked" not in looked.text


def test_a_bomb_is_refused_in_words(client: TestClient) -> None:
    refused = put(client, ("bomb.zip", archive({"a.csv": b"0" * 40_000_000})))
    assert "looks like a file made to fill a machine" in refused.text
