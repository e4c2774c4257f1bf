"""Logs hold types and places, never words that an exception brings."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import discretion
from dashboard.discretion import summary
from dashboard.warehouse import NoWarehouse, TooSlow, Warehouse, read_pointer

SECRET = "Awa, 7 ans, Bouar"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("MAILLAGE_DEBUG", raising=False)
    before = logging.getLogRecordFactory()
    discretion.install()
    yield
    logging.setLogRecordFactory(before)


def failing() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        raise TooSlow(SECRET) from error


def caught() -> TooSlow:
    with pytest.raises(TooSlow) as found:
        failing()
    return found.value


@pytest.mark.usefixtures("installed")
def test_an_exception_is_logged_by_its_type_alone(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("anything")
    try:
        failing()
    except TooSlow as error:
        log.exception("it failed for %s with %s", "a page", error)
        log.error(error)
        log.warning("still %s", "running", exc_info=True)
        log.error("one argument: %s", error)
    assert SECRET not in caplog.text
    assert "Traceback" not in caplog.text
    assert [record.getMessage() for record in caplog.records] == [
        "it failed for a page with TooSlow from ValueError: TooSlow from ValueError",
        "TooSlow from ValueError",
        "still running: TooSlow from ValueError",
        "one argument: TooSlow from ValueError",
    ]


@pytest.mark.usefixtures("installed")
def test_other_words_stay_as_they_are(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("anything").info("%(a)s and 100 %%", {"a": 1})
        logging.getLogger("anything").info("plain %")
    assert [record.getMessage() for record in caplog.records] == ["1 and 100 %", "plain %"]


def test_whoever_looks_for_a_fault_sees_it_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_DEBUG", "1")
    before = logging.getLogRecordFactory()
    discretion.install()
    assert logging.getLogRecordFactory() is before


def test_our_own_lines_are_named_innermost_first_and_nobody_elses(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouse) as found:
        read_pointer(tmp_path, "internal")
    told = summary(found.value)
    assert told.startswith("NoWarehouse from FileNotFoundError at dashboard/warehouse.py:")
    assert str(tmp_path) not in told
    assert "pathlib" not in told


def test_a_query_that_fails_says_where_and_not_what(warehouse: Warehouse) -> None:
    with pytest.raises(Exception, match="secret_table") as found:
        warehouse.query("SELECT * FROM warehouse.marts.secret_table")
    assert summary(found.value).startswith("CatalogException at dashboard/warehouse.py:")
    assert "secret_table" not in summary(found.value)


def test_the_exceptions_of_ours_alone_have_no_place() -> None:
    assert summary(caught()) == "TooSlow from ValueError"
    assert summary(ValueError(SECRET)) == "ValueError"


def test_what_a_provider_says_is_not_quoted() -> None:
    told = discretion.discreet(
        "streamlit.web.server.starlette.starlette_auth_routes", 40, __file__, 1, "Error: %s. Description: %s %d",
        ("denied", "zara@example.org", 3), None,
    )  # fmt: skip
    assert told.getMessage() == "Error: …. Description: … 3"
    other = discretion.discreet("streamlit", 40, __file__, 1, "%s", ("kept",), None)
    assert other.getMessage() == "kept"
