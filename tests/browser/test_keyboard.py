"""Every page stays usable with the keyboard only, in forced colours and with wider letter spacing."""

import pytest

from tests.browser.test_pages import PAGES

# One page of each kind; the other pages consist of the same parts.
KINDS = [
    "/", "/nu/", "/nu/samenwerkingsverband/", "/acties/steunpunt-inrichten/", "/wijzigingen/", "/overzicht/", "/maatregelen/",
    "/maatregelen/hoorrecht/", "/maatregelen/hoorrecht/vgr-2/", "/doelen/", "/wetsvoorstellen/",
    "/wetsvoorstellen/terugdringen-verzuim/", "/moties/", "/rapportages/vgr-5/", "/over/", "/api/v1/", "/bestaat-niet/",
]  # fmt: skip
MOST = 60
FOCUSED = """() => {
  const found = document.activeElement;
  if (!found || found === document.body) return null;
  const box = found.getBoundingClientRect(), style = getComputedStyle(found);
  const isSeen = (r) => {
    const there = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
    return there && (found.contains(there) || there.contains(found));
  };
  return {
    what: found.outerHTML.slice(0, 120),
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    size: box.width > 0 && box.height > 0,
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    // Of a link that goes over several lines, one line is enough.
    onTop: [...found.getClientRects()].some(isSeen) || box.height > innerHeight,
    place: box.top + scrollY,
  };
}"""
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
CLIPPED = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter(e => getComputedStyle(e).overflow === "hidden" && e.scrollHeight > e.clientHeight + 2)
  // What is hidden for the eye only, such as the head of a table that is shown as cards.
  .filter(e => getComputedStyle(e).clipPath !== "inset(50%)")
  .map(e => e.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("address", KINDS)
def test_every_stop_of_the_tab_key_is_visible(page, address):
    page.goto(address)
    stops = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 5
    assert [stop["what"] for stop in stops if not (stop["outline"] and stop["size"] and stop["inView"] and stop["onTop"])] == []


@pytest.fixture(scope="module")
def page_with_any_style(chromium, server):
    """Yield a separate page that ignores the content security policy, so that a test can add a style."""
    context = chromium.new_context(base_url=server, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", KINDS)
def test_more_space_between_letters_hides_nothing(page_with_any_style, address):
    page = page_with_any_style
    page.goto(address)
    page.add_style_tag(content=SPACING)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CLIPPED) == [], width


@pytest.mark.parametrize("address", ["/maatregelen/", "/nu/samenwerkingsverband/", "/wijzigingen/", "/doelen/"])
def test_in_forced_colours_a_status_is_still_told_in_words(page, address):
    page.emulate_media(forced_colors="active")
    page.goto(address)
    assert all(text.strip() for text in page.locator("main .status").all_inner_texts())
    # In forced colours the browser replaces the colours of the page. The focus ring must still be there.
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["outline"]


def test_the_pages_that_are_walked_are_pages_that_are_checked():
    assert set(KINDS) <= set(PAGES)
