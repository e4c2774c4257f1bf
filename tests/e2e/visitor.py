"""One visitor: a browser of their own, what they see, and what went over the wire for it."""

import io
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from PIL import Image
from playwright.sync_api import Page

from dashboard.figures.area_map import fitted_height, fitted_view

Answer = TypeVar("Answer")
QUIET = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# Streamlit's front end tries these beside the page before the root: its own way of finding its server.
PROBES = re.compile(r"/[^/]+/_stcore/(health|host-config)$")
WIDTHS = range(280, 1401)
HEIGHTS = {fitted_height(width) for width in WIDTHS}
COLUMNS = {"fr": "Rang", "en": "Rank"}


class Visitor:
    """A browser context with one page, and a record of all that it asked for."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.context, self.server = page, page.context, server
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(90_000)  # an upper bound: a loaded machine draws maps slowly
        self.listeners = {
            "request": lambda request: self.requests.append(request.url),
            "websocket": lambda websocket: self.requests.append(websocket.url),
            "pageerror": lambda error: self.errors.append(str(error)),
            "console": self._note,
        }
        for event, listener in self.listeners.items():
            page.on(event, listener)

    def leave(self) -> None:
        """Nothing of the visit stays with the page but the files that the browser keeps."""
        if self.page.is_closed():
            return
        if self.page.url.startswith(self.server):
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.goto("about:blank")
        self.context.clear_cookies()
        for event, listener in self.listeners.items():
            self.page.remove_listener(event, listener)

    def _note(self, message: object) -> None:
        if message.type == "error" and not PROBES.search(urlsplit(message.location["url"]).path):
            self.errors.append(f"{message.text} {message.location['url']}")

    def requests_elsewhere(self) -> list[str]:
        """Whatever was asked of another host than the server; blob: and data: stay in the browser."""
        host = urlsplit(self.server).netloc
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in ("blob", "data") and urlsplit(url).netloc != host
        ]

    def open(self, path: str) -> "Visitor":
        self.page.goto(self.server + path)
        return self.settle()

    def settle(self) -> "Visitor":
        """Wait until the run that this page asked for has ended and its title is there."""
        self.page.wait_for_selector("h1")
        self.page.wait_for_selector(QUIET)
        return self

    def eventually(self, look: Callable[[], Answer], wanted: Callable[[Answer], bool], seconds: float = 45) -> Answer:
        """Look again until it is as wanted, or time is up; gives what was seen last."""
        for _ in range(int(seconds * 10)):
            seen = look()
            if wanted(seen):
                break
            self.page.wait_for_timeout(100)
        return seen

    # What is seen

    @property
    def title(self) -> str:
        return re.sub(r"\s", " ", self.page.inner_text("h1"))

    @property
    def language(self) -> str:
        return self.page.evaluate("document.documentElement.lang")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    def menu(self, only: str = "") -> list[str]:
        """All pages that the menu on top offers, each of its lists (or one alone) opened and closed again."""
        self.settle()
        self.page.locator('[data-testid="stTopNavLink"]').first.wait_for()
        found = self.page.locator('[data-testid="stTopNavLink"]').all_inner_texts()
        sections = self.page.locator('[data-testid="stTopNavSection"]')
        # by its words: a menu that is drawn anew stands twice for a moment
        for label in [only] if only else dict.fromkeys(sections.all_inner_texts()):
            sections.filter(has_text=label).first.click()
            links = self.page.locator('[data-testid="stTopNavDropdownLink"]')
            links.first.wait_for()
            found += links.all_inner_texts()
            self.page.keyboard.press("Escape")
            links.first.wait_for(state="detached")
        return [name.strip() for name in found]

    def filters(self) -> list[str]:
        """What the lists of the sidebar show, once they are there."""
        boxes = self.page.locator('[data-testid="stSidebar"] [data-testid="stSelectbox"] input')
        boxes.first.wait_for()
        return [re.sub(r"\s", " ", box.input_value()) for box in boxes.all()]

    def scrolled_width(self) -> int:
        """How wide the page is, with what one would have to scroll sideways to see."""
        return self.page.evaluate(
            """Math.max(document.documentElement.scrollWidth,
                        document.querySelector('[data-testid="stMain"]').scrollWidth)"""
        )

    def table(self, heading: str) -> list[list[str]]:
        """The cells of the table with this heading, headings first; it is waited for."""
        rows = self.page.wait_for_function(
            """heading => [...document.querySelectorAll('[data-testid="stTable"] table')]
            .map(table => [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim())))
            .find(rows => rows[0].includes(heading))""",
            arg=heading,
        ).json_value()
        first = rows[0].index(heading)
        return [row[first:] for row in rows]

    def areas(self, language: str = "fr") -> list[list[str]]:
        """The table by area, without its headings."""
        return self.table(COLUMNS[language])[1:]

    # What is done

    def choose(self, label: str, option: str) -> "Visitor":
        """Pick from a list as a reader does: click it, click the line."""
        self.page.get_by_role("combobox", name=label).click()
        self.page.get_by_role("option", name=option, exact=True).click()
        return self

    def follow(self, section: str, page: str) -> "Visitor":
        """Open a list of the menu and take a page from it."""
        self.page.locator('[data-testid="stTopNavSection"]').filter(has_text=section).first.click()
        self.page.get_by_role("menuitem", name=page, exact=True).click()
        return self

    def speak(self, language: str) -> "Visitor":
        self.page.get_by_role("radio", name=language).or_(self.page.get_by_role("button", name=language)).first.click()
        return self

    # The map

    def canvas(self) -> dict[str, float]:
        self.page.wait_for_selector("#deckgl-overlay")
        return self.page.locator("#deckgl-overlay").bounding_box()

    def projection(self) -> "Projection":
        """Where places are, once the canvas has a height that figures are made with: it grows to it."""
        canvas = self.eventually(self.canvas, lambda box: round(box["height"]) in HEIGHTS)
        return Projection(canvas["x"], canvas["y"], canvas["width"], canvas["height"])

    def picture(self) -> Image.Image:
        """The map as it is on the screen; the pointer is taken away first."""
        self.page.mouse.move(2, 2)
        return Image.open(io.BytesIO(self.page.locator("#deckgl-overlay").screenshot())).convert("RGB")

    def point_at(self, lon: float, lat: float) -> None:
        seen = self.projection()
        x, y = seen.place(lon, lat)
        self.page.mouse.move(seen.x + x - 3, seen.y + y)
        self.page.mouse.move(seen.x + x, seen.y + y, steps=3)


@dataclass(frozen=True)
class Projection:
    """Where places are in the canvas: Web Mercator around the view's centre, 512 pixels for the world at zoom 0."""

    x: float
    y: float
    width: float
    height: float

    @property
    def made_for(self) -> int:
        """The width that the figure was made for, told by its height."""
        return next(width for width in WIDTHS if fitted_height(width) == round(self.height))

    @property
    def pixels_per_degree(self) -> float:
        return 512 * 2 ** fitted_view(self.made_for).zoom / 360

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        view = fitted_view(self.made_for)
        turns = (northing(view.latitude) - northing(lat)) * 360
        return (
            self.width / 2 + (lon - view.longitude) * self.pixels_per_degree,
            self.height / 2 + turns * self.pixels_per_degree,
        )


def northing(latitude: float) -> float:
    return math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)
