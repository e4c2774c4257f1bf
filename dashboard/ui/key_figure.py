"""A key figure: its label, its value, and what must be said beside it."""

from streamlit.delta_generator import DeltaGenerator


def key_figure(
    place: DeltaGenerator, label: str, value: str, detail: str | None = None, explanation: str | None = None
) -> None:
    """One bordered figure; ``detail`` stands under the value, ``explanation`` behind the question mark."""
    place.metric(
        label,
        value,
        delta=detail,
        delta_color="off",
        delta_arrow="off",
        help=explanation,
        border=True,
        height="stretch",
    )
