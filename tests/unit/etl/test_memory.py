"""What the coordination decided: a log to which lines are only added, and the decisions that hold."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import memory
from etl.memory import Decision, NothingToUndo, decide, in_force, log, undo

ACCEPTED = Decision("place", "Bambary", "cod_v01", "adm2", "CF431", "accepted")
REFUSED = replace(ACCEPTED, target="CF432", verdict="refused")


def held(directory: Path) -> list[tuple[str, str, str]]:
    """Text, target and verdict of the decisions that hold."""
    return [(decision.text, decision.target, decision.verdict) for decision in in_force(log(directory))]


def test_a_decision_is_a_line_with_its_moment(tmp_path: Path) -> None:
    dated = decide(tmp_path / "memory", ACCEPTED)
    assert replace(dated, decided_at="") == ACCEPTED
    assert timedelta(0) <= datetime.now(UTC) - datetime.fromisoformat(dated.decided_at) < timedelta(minutes=1)
    with (tmp_path / "memory" / "aliases.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["kind", "text", "scheme", "level", "target", "verdict", "decided_at"],
            ["place", "Bambary", "cod_v01", "adm2", "CF431", "accepted", dated.decided_at],
        ]
    assert log(tmp_path / "memory") == [dated]


def test_before_any_decision_there_is_none(tmp_path: Path) -> None:
    assert log(tmp_path / "memory") == []
    with pytest.raises(NothingToUndo):
        undo(tmp_path / "memory")
    assert not (tmp_path / "memory").exists()


def test_lines_are_only_ever_added(tmp_path: Path) -> None:
    before = b""
    steps: list[Callable[[], Decision]] = [
        lambda: decide(tmp_path, ACCEPTED),
        lambda: decide(tmp_path, REFUSED),
        lambda: undo(tmp_path),
        lambda: undo(tmp_path),
        lambda: decide(tmp_path, replace(ACCEPTED, target="CF433")),
    ]
    for number, step in enumerate(steps, start=1):
        step()
        after = (tmp_path / "aliases.csv").read_bytes()
        assert after.startswith(before)
        assert len(log(tmp_path)) == number
        before = after


def test_what_is_undone_holds_no_more_and_the_one_before_it_does(tmp_path: Path) -> None:
    decide(tmp_path, ACCEPTED)
    decide(tmp_path, REFUSED)
    assert held(tmp_path) == [("Bambary", "CF431", "accepted"), ("Bambary", "CF432", "refused")]
    assert replace(undo(tmp_path), decided_at="") == REFUSED
    assert held(tmp_path) == [("Bambary", "CF431", "accepted")]
    assert replace(undo(tmp_path), decided_at="") == ACCEPTED
    assert held(tmp_path) == []
    with pytest.raises(NothingToUndo):
        undo(tmp_path)


def test_a_text_means_one_thing_however_it_is_written(tmp_path: Path) -> None:
    decide(tmp_path, ACCEPTED)
    decide(tmp_path, replace(ACCEPTED, text=" BAMBÂRY ", target="CF432"))
    assert held(tmp_path) == [(" BAMBÂRY ", "CF432", "accepted")]


def test_the_same_text_may_mean_another_thing_in_another_scheme_level_or_kind() -> None:
    decisions = [
        ACCEPTED,
        replace(ACCEPTED, scheme="cod_v02", target="CF999"),
        replace(ACCEPTED, level="adm1", target="CF43"),
        Decision("organisation", "Bambary", "", "", "acf", "accepted"),
    ]
    assert in_force(decisions) == decisions


def test_a_text_may_be_refused_for_several_targets_and_accepted_for_one() -> None:
    decisions = [REFUSED, replace(REFUSED, target="CF433"), ACCEPTED]
    assert in_force(decisions) == decisions


def test_the_last_word_on_a_text_and_a_target_holds() -> None:
    refused = replace(ACCEPTED, verdict="refused")
    assert in_force([ACCEPTED, refused]) == [refused]
    assert in_force([refused, ACCEPTED]) == [ACCEPTED]
    assert in_force([ACCEPTED, replace(ACCEPTED, verdict="undone")]) == []
    assert in_force([replace(ACCEPTED, verdict="undone")]) == []


DECISIONS = st.lists(
    st.builds(
        Decision,
        st.just("place"),
        st.sampled_from(["Bambary", "bambary", "Brya"]),
        st.sampled_from(["cod_v01", "cod_v02"]),
        st.just("adm2"),
        st.sampled_from(["CF431", "CF521", "CF432"]),
        st.sampled_from(memory.VERDICTS),
    ),
    max_size=12,
)


@given(DECISIONS)
def test_whatever_was_decided_a_text_has_one_meaning_and_no_contradiction(decisions: list[Decision]) -> None:
    holding = in_force(decisions)
    assert all(decision in decisions and decision.verdict != "undone" for decision in holding)
    accepted = [decision.subject() for decision in holding if decision.verdict == "accepted"]
    assert len(accepted) == len(set(accepted))
    keys = [(*decision.subject(), decision.target) for decision in holding]
    assert len(keys) == len(set(keys))
    if decisions and decisions[-1].verdict != "undone":
        assert holding[-1] is decisions[-1]


@given(DECISIONS)
def test_undoing_the_last_decision_takes_nothing_else_away(decisions: list[Decision]) -> None:
    *others, last = in_force(decisions) or [None]
    if last:
        assert in_force([*decisions, replace(last, verdict="undone")]) == others


@pytest.mark.parametrize("text", ["a,b;c", 'dit "Bambari"', "deux\nlignes", "=1+1", " Bambary ", "منظمة", "é\u200b"])
def test_a_text_of_any_sort_comes_back_from_the_log(tmp_path: Path, text: str) -> None:
    decide(tmp_path, replace(ACCEPTED, text=text))
    assert [decision.text for decision in log(tmp_path)] == [text]


def test_a_log_edited_in_excel_is_read(tmp_path: Path) -> None:
    (tmp_path / "aliases.csv").write_bytes(
        "\ufeffkind,text,scheme,level,target,verdict,note\nplace,Bambary,cod_v01,adm2,CF431,accepted,vu\n".encode()
    )
    assert log(tmp_path) == [ACCEPTED]


def loaded(directory: Path | None) -> tuple[list[tuple], list[tuple]]:
    with duckdb.connect() as connection:
        memory.load(connection, directory)
        return (
            connection.execute("SELECT kind, text, target, verdict FROM coordination.decisions").fetchall(),
            connection.execute("FROM coordination.closings ORDER BY ALL").fetchall(),
        )


def test_without_a_memory_the_tables_are_there_and_empty(tmp_path: Path) -> None:
    assert loaded(None) == loaded(tmp_path) == loaded(tmp_path / "nowhere") == ([], [])


def test_only_what_holds_is_loaded(tmp_path: Path) -> None:
    decide(tmp_path, REFUSED)
    decide(tmp_path, ACCEPTED)
    decide(tmp_path, replace(REFUSED, verdict="undone"))
    assert loaded(tmp_path)[0] == [("place", "Bambary", "CF431", "accepted")]


def test_closings_are_read_as_they_were_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "closings.csv").write_bytes(
        "\ufeffperiod,closed_on\r\n2025-03,2025-04-15\r\n2025-Q1,2025-05-01\r\n".encode()
    )
    assert loaded(tmp_path)[1] == [("2025-03", "2025-04-15"), ("2025-Q1", "2025-05-01")]
    (tmp_path / "closings.csv").write_text("period,closed_on\n", encoding="utf-8")
    assert loaded(tmp_path)[1] == []
