"""A page as a reader sees it: its texts, its tables, its address."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.ui.navigation import PAGES

ADDRESSES = {entry.file: entry.address for entry in PAGES}
FRAME = Path(__file__).parents[2] / "dashboard" / "frame.py"
NOT_SHOWN = {"id", "form_id", "js_content", "component_name", "deferred_file_id", "url", "page_script_hash", "json"}
NOT_SHOWN |= {"type", "tooltip", "icon", "color", "element_type", "html_content", "css_content", "file_id", "page"}


class Screen:
    """One visitor's session."""

    def __init__(self, app: AppTest) -> None:
        self.app = app

    @classmethod
    def opened(cls, page: str, query: Mapping[str, str]) -> "Screen":
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        app.query_params = dict(query)
        if page == "overview":
            return cls(app.run())
        # As a browser that comes by the page's own address, which switch_page() knows only after a run.
        app._page_hash = calc_hash(ADDRESSES[page])
        app.run()
        app.switch_page(f"../pages/{page}.py")  # a ValueError where this reader is not offered the page
        return cls(app)

    def go(self, page: str, query: Mapping[str, str] | None = None) -> "Screen":
        """Follow the menu; with a query, follow a link."""
        self.app.switch_page(f"../pages/{page}.py")
        if query is not None:
            self.app.query_params = dict(query)
        self.app.run()
        return self

    def choose(self, name: str, code: str, language: str = "fr") -> "Screen":
        self.app.selectbox(key=f"{name}:{language}").set_value(code).run()
        return self

    @property
    def title(self) -> str:
        (title,) = self.app.title
        return title.value

    @property
    def failures(self) -> list[str]:
        return [failure.message for failure in self.app.exception]

    @property
    def warnings(self) -> list[str]:
        return [warning.value for warning in self.app.warning]

    @property
    def address(self) -> dict[str, str]:
        return dict(self.app.query_params)

    def chosen(self, language: str = "fr") -> dict[str, str]:
        """The codes that the filters show."""
        return {box.key.removesuffix(f":{language}"): box.value for box in self.app.sidebar.selectbox}

    def table(self, first_heading: str) -> pd.DataFrame:
        """The table whose first column has this heading."""
        return next(table.value for table in self.app.table if table.value.columns[0] == first_heading)

    def headings(self) -> list[list[str]]:
        return [list(table.value.columns) for table in self.app.table]

    def texts(self, without_columns: tuple[str, ...] = ()) -> list[str]:
        """Every text on the page: labels, sentences, help, choices, descriptions for the blind, cells of tables."""
        found = [text for node in nodes(self.app._tree) for text in words(node.proto)]
        for table in self.app.table:
            shown = table.value.drop(columns=[name for name in without_columns if name in table.value.columns])
            found += [*shown.columns, *(str(cell) for column in shown for cell in shown[column])]
        for chart in self.app.get("deck_gl_json_chart"):
            found += map_texts(chart.proto)
        return found


def nodes(node: object) -> Iterator:
    """All that is drawn, in its order."""
    if isinstance(getattr(node, "proto", None), Message):
        yield node
    for child in getattr(node, "children", {}).values():
        yield from nodes(child)


def words(message: Message) -> Iterator[str]:
    """The texts of an element, wherever they stand within it."""
    for field, value in message.ListFields():
        if field.name in NOT_SHOWN:
            continue
        values = value if field.is_repeated else [value]
        for one in values:
            if isinstance(one, str):
                yield one
            elif isinstance(one, Message):
                yield from words(one)


def map_texts(chart: Message) -> list[str]:
    """What a map says: the words of its legend and the sentences under the pointer."""
    layers = json.loads(chart.json)["layers"]
    legend = [entry["text"] for layer in layers if layer["id"] == "legend-words" for entry in layer["data"]]
    return [*legend, json.loads(chart.tooltip)["html"]]
