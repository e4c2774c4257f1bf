"""The coordination sees sources; the public never does."""

import pytest

from dashboard.audience import may_see_sources


@pytest.mark.parametrize(
    ("audience", "may"),
    [(None, True), ("", True), ("internal", True), ("public", False), ("PUBLIC", False), (" public ", False)],
)
def test_only_the_public_is_kept_from_sources(audience: str | None, may: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAILLAGE_AUDIENCE", raising=False)
    if audience is not None:
        monkeypatch.setenv("MAILLAGE_AUDIENCE", audience)
    assert may_see_sources() is may
