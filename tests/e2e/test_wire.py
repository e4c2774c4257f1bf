"""What a page costs over a thin link, and that it asks nothing of anybody else."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.app.test_pages import TITLES
from tests.e2e.conftest import visiting
from tests.e2e.visitor import Visitor
from tests.e2e.wire import wire_to

pytestmark = pytest.mark.browser

ADDRESSES = {"overview": "/", "coverage": "/couverture", "data_quality": "/donnees", "method": "/methode"}
# Words of Streamlit's own, or of ours untranslated, that a French page must not show.
LEFTOVERS = ("Choose an option", "Select", "Running", "Deploy", "Made with", "No results", "Press Enter", "Loading")


@pytest.fixture(scope="module")
def reader(demo_server: str, browser: Browser, idle: list[Page]) -> Iterator[Visitor]:
    """One reader who opens an address after the other: what Streamlit brings is fetched once."""
    with visiting(browser, idle) as new_visitor:
        yield new_visitor(demo_server)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", sorted(ADDRESSES))
def test_a_page_is_whole_and_asks_nothing_of_another_host(page: str, language: str, reader: Visitor) -> None:
    visitor = reader.open(f"{ADDRESSES[page]}?lang={language}")
    assert visitor.eventually(lambda: visitor.title, TITLES[page, language].__eq__) == TITLES[page, language]
    assert visitor.eventually(lambda: visitor.language, language.__eq__) == language
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.requests_elsewhere() == []
    assert len(visitor.requests) > 50
    banner = visitor.page.locator('[data-testid="stAlert"]').first.inner_text()
    assert banner.startswith({"fr": "Données fictives", "en": "Fictitious data"}[language])
    widths = visitor.page.locator('[data-testid="stIconMaterial"]').evaluate_all(
        "icons => icons.map(icon => [icon.innerText, icon.getBoundingClientRect().width])"
    )
    assert [name for name, width in widths if width >= 40] == []  # an icon without its font shows its name
    assert len(widths) >= 1
    if page == "coverage":
        assert len(visitor.filters()) == 4
    if language == "fr":
        text = visitor.page.inner_text("body")
        assert [word for word in LEFTOVERS if word in text] == []
        wanted = ["Choisir"] * {"coverage": 5, "data_quality": 2}.get(page, 0)
        boxes = visitor.page.locator("[placeholder]")
        told = visitor.eventually(lambda: boxes.evaluate_all("all => all.map(one => one.placeholder)"), wanted.__eq__)
        assert told == wanted


def quiet(visitor: Visitor) -> None:
    visitor.areas()
    visitor.canvas()
    visitor.page.wait_for_load_state("networkidle")
    visitor.page.wait_for_timeout(1000)


def test_couverture_is_light_at_the_first_visit_lighter_at_the_second_and_at_every_click(
    real_server: str, browser: Browser
) -> None:
    with wire_to(real_server) as wire, visiting(browser, [], motion=None) as new_visitor:
        visitor = new_visitor(wire.address)

        def measured(name: str) -> int:
            quiet(visitor)
            taken = wire.taken()
            print(f"{name}: {taken:,} bytes")
            return taken

        visitor.open("/couverture?sector=HEA")
        assert 500_000 < measured("first visit") <= 2_200_000
        visitor.page.reload()
        assert 10_000 < measured("second visit") <= 100_000
        before = visitor.areas()
        visitor.choose("Secteur", "Nutrition")
        visitor.eventually(visitor.areas, lambda rows: rows != before)
        assert 1_000 < measured("another sector") <= 40_000
        visitor.page.get_by_text("Ligne HXL").click()
        assert 100 < measured("unrelated rerun") <= 5_000
        visitor.context.close()


def test_a_phone_shows_the_whole_country_and_never_scrolls_sideways(
    real_server: str, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(real_server, "/couverture?sector=HEA", 390, 844)
    quiet(visitor)
    assert visitor.scrolled_width() <= 390
    seen = visitor.eventually(visitor.projection, lambda seen: seen.made_for <= seen.width)
    assert 300 <= seen.width <= 390
    corners = [seen.place(lon, lat) for lon, lat in ((14.4151, 2.2208), (27.4585, 11.0079))]
    for x, y in corners:
        assert 0 <= x <= seen.width
        assert 0 <= y <= seen.height
    assert re.match(r"\d", visitor.page.locator('[data-testid="stMetricValue"]').first.inner_text())


@pytest.fixture(scope="module")
def phone(demo_server: str, browser: Browser, idle: list[Page]) -> Iterator[Visitor]:
    """The same on a telephone."""
    with visiting(browser, idle) as new_visitor:
        yield new_visitor(demo_server, 390, 844)


@pytest.mark.parametrize(
    "address",
    [
        *("/ecarts?service=psychosocial", "/acteurs?part=fragility", "/implantation?service=psychosocial&count=2"),
        *("/couverture?view=services", "/couverture?view=basket"),
    ],
)
def test_other_parts_of_pages_never_scroll_sideways_on_a_phone(address: str, phone: Visitor) -> None:
    visitor = phone.open(address)
    visitor.page.wait_for_selector('[data-testid="stTable"]', state="attached")  # it may stand behind a tab
    assert visitor.scrolled_width() <= 390
