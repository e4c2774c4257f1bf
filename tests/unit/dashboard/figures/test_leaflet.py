"""The leaflet: the page and the file to translate hold the same sentences, one a line."""

from html import unescape

from dashboard.figures.leaflet import Leaflet, Need, leaflet_page, leaflet_text, sentences

LEAFLET = Leaflet(
    title="Qui peut m'aider à Bria ?",
    warning="DONNÉES FICTIVES",
    opening=["Parle à un adulte."],
    needs=[Need(["Tu es malade ?", "Va au centre."], ["Centre <A> & B : lundi."]), Need(["Tu as soif ?"])],
    closing=["Tu peux dire non."],
    foot=["Feuille faite le 1 mai."],
    language="fr",
)
SAID = ["DONNÉES FICTIVES", "Qui peut m'aider à Bria ?", "Parle à un adulte.", "Tu es malade ?", "Va au centre.",
        "Centre <A> & B : lundi.", "Tu as soif ?", "Tu peux dire non.", "Feuille faite le 1 mai."]  # fmt: skip


def test_the_file_to_translate_has_one_sentence_a_line() -> None:
    assert sentences(LEAFLET) == SAID
    assert leaflet_text(LEAFLET).decode("utf-8-sig") == "".join(f"{sentence}\r\n" for sentence in SAID)


def test_the_page_holds_every_sentence_once_and_no_markup_of_others() -> None:
    html = leaflet_page(LEAFLET).decode()
    assert "<A>" not in html
    body = unescape(html.partition("<body>")[2])
    assert [body.count(sentence) for sentence in SAID] == [1] * len(SAID)
    assert html.count("<section>") == 2


def test_without_a_need_there_is_no_empty_frame() -> None:
    html = leaflet_page(Leaflet("Qui ?", "", ["Parle."], [], [], [], "fr")).decode()
    assert "<section>" not in html
    assert '<div class="needs">' not in html
