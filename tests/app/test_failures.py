"""Where a page fails, its reader gets one sentence in their own language, and nothing of the failure."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import Translator
from dashboard.ui import failure
from dashboard.warehouse import TooSlow

SECRET = "Awa, 7 ans, Bouar"


def page() -> None:
    import streamlit as st

    from dashboard.ui import failure, url_state
    from dashboard.warehouse import TooSlow

    url_state.resume()
    for error in (ValueError("Awa, 7 ans, Bouar"), TooSlow()):
        st.session_state["told"] = failure.tell(error)


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("fr", ("Quelque chose a échoué", "Cette vue demandait trop de temps")),
        ("en", ("Something failed", "This view took")),
    ],
)
def test_a_failure_is_one_sentence_in_the_language_of_the_page(language: str, begins: tuple[str, str]) -> None:
    app = AppTest.from_function(page)
    app.query_params = {"lang": language}
    app.run()
    assert [error.value.startswith(words) for error, words in zip(app.error, begins, strict=True)] == [True, True]
    assert SECRET not in "".join(error.value for error in app.error)
    assert app.session_state["told"] is True  # Streamlit shows nothing of its own then
    assert not app.exception


def test_the_sentence_says_when_so_that_the_log_can_be_found() -> None:
    assert "UTC" in failure.sentence(ValueError(SECRET), Translator("en"))
    assert "UTC" not in failure.sentence(TooSlow(), Translator("en"))
