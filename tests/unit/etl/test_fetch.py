"""Downloads from a CKAN that stands on this machine."""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from etl.fetch import FetchFailed, fetch


class Ckan:
    """A portal of one dataset; it counts what it gives and can break off in the middle of a file."""

    def __init__(self) -> None:
        self.content = bytes(range(256)) * 2000  # 512,000 bytes
        self.breaks_at: int | None = None
        self.modified = "2025-01-01"
        self.hash = hashlib.md5(self.content).hexdigest()
        self.file = "/files/3w%20caf.xlsx"
        self.requests: list[str] = []
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                portal.requests.append(f"{self.path} {self.headers.get('Range', '')}".strip())
                if self.path == "/api/3/action/package_show?id=cod-ab-caf":
                    self.reply(200, json.dumps({"result": portal.package()}).encode())
                elif self.path == portal.file:
                    self.give_file()
                else:
                    self.reply(404, b"{}")

            def give_file(self) -> None:
                asked = self.headers.get("Range")
                start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
                body = portal.content[start:]
                self.send_response(206 if asked else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if portal.breaks_at is not None:
                    body = body[: portal.breaks_at]
                    self.close_connection = True
                self.wfile.write(body)

            def reply(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def package(self) -> dict:
        resource = {
            "url": self.base + self.file,
            "format": "ZIPPED SHAPEFILE" if self.file.endswith(".zip") else "XLSX",
            "last_modified": self.modified,
            "hash": self.hash,
        }
        other = {"url": self.base + "/photo.jpg", "format": "JPEG"}
        return {
            "name": "cod-ab-caf",
            "title": "COD-AB",
            "license_title": "CC BY-IGO",
            "dataset_source": "OCHA",
            "resources": [resource, other],
        }


@pytest.fixture
def ckan() -> Iterator[Ckan]:
    portal = Ckan()
    thread = threading.Thread(target=portal.server.serve_forever)
    thread.start()
    yield portal
    portal.server.shutdown()
    thread.join()
    portal.server.server_close()


def quiet(name: str, done: int, total: int) -> None: ...


def get(ckan: Ckan, out: Path) -> Path:
    fetch(("cod-ab-caf",), out, ckan.base, quiet)
    return out / "cod-ab-caf"


def test_a_file_arrives_whole_with_its_licence_and_fingerprint(ckan: Ckan, tmp_path: Path) -> None:
    folder = get(ckan, tmp_path)
    assert (folder / "3w_caf.xlsx").read_bytes() == ckan.content
    told = json.loads((folder / "provenance.json").read_text())
    assert (told["licence"], told["source"]) == ("CC BY-IGO", "OCHA")
    assert [entry["sha256"] for entry in told["resources"]] == [hashlib.sha256(ckan.content).hexdigest()]
    assert sorted(path.name for path in folder.iterdir()) == ["3w_caf.xlsx", "provenance.json"]


def test_an_unchanged_file_is_not_downloaded_again(ckan: Ckan, tmp_path: Path) -> None:
    get(ckan, tmp_path)
    get(ckan, tmp_path)
    assert ckan.requests.count(ckan.file) == 1


def test_a_file_that_changed_there_or_here_is_downloaded_again(ckan: Ckan, tmp_path: Path) -> None:
    folder = get(ckan, tmp_path)
    ckan.modified = "2025-02-01"
    get(ckan, tmp_path)
    (folder / "3w_caf.xlsx").write_bytes(b"spoilt")
    get(ckan, tmp_path)
    assert ckan.requests.count(ckan.file) == 3
    assert (folder / "3w_caf.xlsx").read_bytes() == ckan.content


def test_an_interrupted_download_goes_on_where_it_stopped(ckan: Ckan, tmp_path: Path) -> None:
    ckan.breaks_at = 200_000
    with pytest.raises(FetchFailed) as failure:
        get(ckan, tmp_path)
    assert failure.value.code == "fetch_offline"
    kept = (tmp_path / "cod-ab-caf" / "3w_caf.xlsx.part").stat().st_size
    assert 0 < kept <= 200_000
    ckan.breaks_at = None
    assert (get(ckan, tmp_path) / "3w_caf.xlsx").read_bytes() == ckan.content
    assert ckan.requests[-1] == f"{ckan.file} bytes={kept}-"


def test_the_part_of_a_former_version_is_not_continued(ckan: Ckan, tmp_path: Path) -> None:
    ckan.breaks_at = 200_000
    with pytest.raises(FetchFailed):
        get(ckan, tmp_path)
    ckan.breaks_at, ckan.modified = None, "2025-03-01"
    assert (get(ckan, tmp_path) / "3w_caf.xlsx").read_bytes() == ckan.content
    assert ckan.requests[-1] == ckan.file


def test_a_damaged_file_is_refused_and_the_former_one_stays(ckan: Ckan, tmp_path: Path) -> None:
    folder = get(ckan, tmp_path)
    before = (folder / "3w_caf.xlsx").read_bytes()
    ckan.modified, ckan.content = "2025-02-01", b"x" * 1000
    with pytest.raises(FetchFailed) as failure:
        get(ckan, tmp_path)
    assert failure.value.code == "fetch_damaged"
    assert (folder / "3w_caf.xlsx").read_bytes() == before


def test_an_unknown_dataset_is_named_and_nothing_is_written(ckan: Ckan, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed) as failure:
        fetch(("cod-ab-caf", "nothing-here"), tmp_path, ckan.base, quiet)
    assert (failure.value.code, failure.value.value) == ("fetch_unknown_dataset", "nothing-here")
    assert list(tmp_path.iterdir()) == []


def test_without_a_network_nothing_changes(ckan: Ckan, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed) as failure:
        fetch(("cod-ab-caf",), tmp_path, "http://127.0.0.1:9", quiet)
    assert failure.value.code == "fetch_offline"
    assert list(tmp_path.iterdir()) == []


def test_a_zip_gives_its_boundary_files_and_cannot_leave_the_folder(ckan: Ckan, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../caf_admin2.geojson", "{}")
        archive.writestr("lisez-moi.exe", "no")
    ckan.content, ckan.file, ckan.hash = packed.getvalue(), "/files/limites.zip", ""
    folder = get(ckan, tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["caf_admin2.geojson", "limites.zip", "provenance.json"]
