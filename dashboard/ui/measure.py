"""How wide the place of a picture is: a map cannot fit the country into a width it does not know."""

import streamlit as st

# Tells the width of its own place, by steps of 20 pixels, when it is first drawn and when a window is resized. Rounded
# down: a picture made for more room than there is loses its sides, where the legend begins.
SCRIPT = """
export default function ({ parentElement, setStateValue, data }) {
  const host = parentElement.host ?? parentElement
  let told = data.told
  const tell = () => {
    const width = Math.floor(host.getBoundingClientRect().width / 20) * 20
    if (width > 0 && Math.abs(width - told) >= 20) { told = width; setStateValue("width", width) }
  }
  const observer = new ResizeObserver(tell)
  observer.observe(host)
  return () => observer.disconnect()
}
"""
NARROWEST, WIDEST = 280, 1400

_component = st.components.v2.component("measure", html="<span></span>", js=SCRIPT)


def width_here(usual: int) -> int:
    """The width in pixels of the container this is called in; ``usual`` until the browser has said otherwise."""
    told = st.session_state.get("measure", {}).get("width") or usual
    answer = _component(key="measure", data={"told": told}, height=1, on_width_change=lambda: None)
    return min(max(int(answer.width or usual), NARROWEST), WIDEST)
