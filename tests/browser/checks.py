"""Accessibility and layout checks that every page must pass in a real browser."""

import os
import re
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": TAGS, "resultTypes": ["violations", "incomplete"]}
WIDTHS = (1280, 320)
SCHEMES = ("light", "dark")
# axe runs in two of the four combinations of width and scheme: these cover both widths and both schemes. Its contrast rule takes
# longer than all its other rules together, so it runs once. FAINT measures contrast in all four.
AXE = {(1280, "light"): OPTIONS, (320, "dark"): OPTIONS | {"rules": {"color-contrast": {"enabled": False}}}}
# Incomplete results of axe that a person has checked. On the index of the admin, a column has no cells with content if the user
# may not add records.
LOOKED_AT = {"th-has-data-cells"}
SETTLED = "Promise.allSettled(document.getAnimations().map(each => each.finished)).then(() => null)"
OPEN_ALL = "for (const block of document.querySelectorAll('details')) block.open = true"
# The contrast of each text with its background, if it is below the minimum of WCAG. FAINT also measures what axe cannot: text in
# pictures and text that is scrolled out of sight. WCAG exempts disabled controls.
FAINT = """() => {
  const parse = (colour) => { const n = colour.match(/[\\d.]+/g).map(Number); return {rgb: n.slice(0, 3), alpha: n[3] ?? 1}; };
  const light = (rgb) => {
    const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (parse(style.backgroundColor).alpha === 1) return parse(style.backgroundColor).rgb;
    }
    return parse(getComputedStyle(document.documentElement).getPropertyValue("background-color")).rgb;
  };
  const words = [...document.querySelectorAll("body *")].filter(e =>
    e.getClientRects().length && !e.closest(":disabled, option, .visually-hidden") &&
    [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent.trim()));
  return words.map(e => {
    const style = getComputedStyle(e), picture = e.closest("svg");
    const front = parse(picture ? style.fill : style.color).rgb, back = behind(picture ? picture.parentElement : e);
    const [low, high] = [light(front), light(back)].sort((a, b) => a - b);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return {ratio: (high + 0.05) / (low + 0.05), needed: large ? 3 : 4.5, what: e.outerHTML.slice(0, 120)};
  }).filter(each => each.ratio < each.needed).map(each => `${each.ratio.toFixed(2)}: ${each.what}`);
}"""


def problems(page) -> list[str]:
    """Return the problems of the open page at both widths and in both colour schemes.

    These are violations and incomplete results of axe, low contrast, sideways scrolling, and a number of h1 other than one.
    """
    found = []
    page.evaluate(OPEN_ALL)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: scrolls sideways")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLED)
            found += [f"{width} {scheme}: faint {words}" for words in page.evaluate(FAINT)]
            if options := AXE.get((width, scheme)):
                found += [f"{width} {scheme}: {words}" for words in found_by_axe(page, options)]
        page.emulate_media(color_scheme="light")
        keep_screenshot(page, width)
    page.set_viewport_size({"width": 1280, "height": 900})
    if page.locator("h1").count() != 1:
        found.append("not one h1")
    return found


def found_by_axe(page, options=OPTIONS) -> list[str]:
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    answer = page.evaluate("options => axe.run(options)", options)
    # FAINT measures contrast where axe cannot.
    doubts = [rule for rule in answer["incomplete"] if rule["id"] not in LOOKED_AT | {"color-contrast"}]
    return [f"{rule['id']}: {told(node)}" for rule in [*answer["violations"], *doubts] for node in rule["nodes"]]


def told(node) -> str:
    why = [check["message"] for kind in ("any", "all", "none") for check in node[kind]]
    return f"{node['html'][:120]}: {'; '.join(why)[:160]}"


def keep_screenshot(page, width: int) -> None:
    """Save a screenshot of the page in the folder that the environment variable SCREENSHOTS names, if it is set."""
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        address = re.sub(r"https?://[^/]+", "", page.url).strip("/")
        name = re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-") or "home"
        page.screenshot(path=Path(folder, f"{name}-{width}.png"), full_page=True)
