"""Download a country's boundaries, population and 3W from HDX, by dataset name, through its public CKAN API.

Each dataset gets a folder with its files and a ``provenance.json``: licence, source, address, date and SHA-256 of
every file. A file that is already there unchanged is not downloaded again; an interrupted one is resumed.
"""

import json
import re
import zipfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx

from etl.publish import fingerprint

FORMATS = {"xlsx", "xls", "csv", "geojson", "shp", "zipped shapefile", "zipped shapefiles", "parquet", "geoparquet"}
UNZIPPED = {".shp", ".shx", ".dbf", ".prj", ".cpg", ".geojson"}
LARGEST = 500_000_000  # bytes of one file, zipped or not
CHUNK = 1 << 16
PROVENANCE = "provenance.json"

# Called with the file's name, the bytes so far, and all the bytes (0 where the server does not say).
Progress = Callable[[str, int, int], None]


class FetchFailed(Exception):
    """A download that cannot be had: a message code, and what it is about."""

    def __init__(self, code: str, value: str) -> None:
        super().__init__(code)
        self.code = code
        self.value = value


@dataclass(frozen=True)
class Fetched:
    """One file as it was received."""

    file: str
    url: str
    last_modified: str
    sha256: str


def fetch(names: tuple[str, ...], out: Path, base: str, progress: Progress) -> dict[str, list[Fetched]]:
    """Bring each dataset into a folder of its name below ``out``; returns what each holds now.

    Raises :class:`FetchFailed`; files that were whole before stay as they were.
    """
    with httpx.Client(base_url=base, timeout=30, follow_redirects=True) as client:
        described = {name: describe(client, name) for name in names}  # all, before anything is written
        return {name: fetch_dataset(client, out / name, package, progress) for name, package in described.items()}


def describe(client: httpx.Client, name: str) -> dict[str, Any]:
    """The dataset's description as CKAN gives it."""
    with explained(name):
        answer = client.get("/api/3/action/package_show", params={"id": name})
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise FetchFailed("fetch_unknown_dataset", name)
        answer.raise_for_status()
        return answer.json()["result"]


def fetch_dataset(client: httpx.Client, folder: Path, package: dict[str, Any], progress: Progress) -> list[Fetched]:
    folder.mkdir(parents=True, exist_ok=True)
    known = known_files(folder)
    fetched = []
    for resource in package.get("resources", ()):
        if str(resource.get("format", "")).lower() not in FORMATS:
            continue
        name = file_name(resource)
        before = known.get(name)
        if before and before.last_modified == modified(resource) and is_whole(folder / name, before.sha256):
            fetched.append(before)
            continue
        fetched.append(download(client, folder / name, resource, progress))
        unzip(folder / name)
    if not fetched:
        raise FetchFailed("fetch_no_file", str(package.get("name", "")))
    write_provenance(folder, package, fetched)
    return fetched


def download(client: httpx.Client, path: Path, resource: dict[str, Any], progress: Progress) -> Fetched:
    """Stream one file into ``….part`` and rename it when it is whole; a part left by an interruption is continued."""
    url, stamp = str(resource.get("download_url") or resource["url"]), modified(resource)
    part, mark = path.with_name(path.name + ".part"), path.with_name(path.name + ".part.txt")
    # A part of another version of the file is worth nothing.
    start = part.stat().st_size if part.exists() and mark.exists() and mark.read_text() == stamp else 0
    mark.write_text(stamp)
    with (
        explained(path.name),
        client.stream("GET", url, headers={"Range": f"bytes={start}-"} if start else {}) as answer,
    ):
        if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.unlink()
            return download(client, path, resource, progress)
        answer.raise_for_status()
        is_resumed = answer.status_code == httpx.codes.PARTIAL_CONTENT
        done = start if is_resumed else 0
        total = done + int(answer.headers.get("content-length", 0))
        with part.open("ab" if is_resumed else "wb") as file:
            for chunk in answer.iter_bytes(CHUNK):
                done += len(chunk)
                if done > LARGEST:
                    raise FetchFailed("fetch_too_large", path.name)
                file.write(chunk)
                progress(path.name, done, total)
    sha256 = fingerprint(part)
    stated = str(resource.get("hash") or "")
    if re.fullmatch(r"[0-9a-f]{32}", stated) and fingerprint(part, "md5") != stated:
        part.unlink()
        raise FetchFailed("fetch_damaged", path.name)
    part.replace(path)
    mark.unlink()
    return Fetched(path.name, url, stamp, sha256)


def unzip(path: Path) -> None:
    """Take the boundary files out of a zip, under their bare names: a name in an archive is not to be trusted."""
    if not zipfile.is_zipfile(path) or path.suffix.lower() != ".zip":
        return
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            name = PurePosixPath(entry.filename).name
            if PurePosixPath(name).suffix.lower() in UNZIPPED and entry.file_size <= LARGEST:
                (path.parent / name).write_bytes(archive.read(entry))


def file_name(resource: dict[str, Any]) -> str:
    """A plain file name from the resource's address; what could leave the folder is cut off."""
    name = PurePosixPath(unquote(urlsplit(str(resource["url"])).path)).name
    return re.sub(r"[^\w.()-]", "_", name).lstrip(".") or "file"


def modified(resource: dict[str, Any]) -> str:
    return str(resource.get("last_modified") or resource.get("created") or "")


def known_files(folder: Path) -> dict[str, Fetched]:
    try:
        resources = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))["resources"]
        return {entry["file"]: Fetched(**entry) for entry in resources}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def is_whole(path: Path, sha256: str) -> bool:
    return path.is_file() and fingerprint(path) == sha256


def write_provenance(folder: Path, package: dict[str, Any], fetched: list[Fetched]) -> None:
    content = {
        "dataset": package.get("name"),
        "title": package.get("title"),
        "licence": package.get("license_title") or package.get("license_id"),
        "source": package.get("dataset_source"),
        "fetched_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "resources": [asdict(file) for file in fetched],
    }
    (folder / PROVENANCE).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


@contextmanager
def explained(value: str) -> Generator[None]:
    """Turn what httpx raises into a message code."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        raise FetchFailed("fetch_refused", f"{value} ({error.response.status_code})") from error
    except httpx.TransportError as error:
        raise FetchFailed("fetch_offline", value) from error
    except (ValueError, KeyError) as error:
        raise FetchFailed("fetch_not_ckan", value) from error
