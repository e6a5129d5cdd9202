"""The pictures (SVG) in a real browser: words are readable, cover no other words and stay within the page."""

import pytest

PAGES = [
    "/nu/samenwerkingsverband/",
    "/nu/schoolbestuur/?datum=2023-06-01&rapportage=vgr-2",
    "/maatregelen/landelijke-norm-basisondersteuning/",
    "/maatregelen/verzuim-en-schooluitval-voorkomen/",
    "/maatregelen/hoorrecht/",
    "/wetsvoorstellen/",
    "/wetsvoorstellen/?rapportage=kamerbrief-2022",
    "/wetsvoorstellen/landelijke-norm-basisondersteuning/",
    "/rapportages/",
]
# The boxes and font sizes of all visible words, one list per picture.
WORDS = """
() => [...document.querySelectorAll("main .picture svg")].filter(svg => !svg.parentElement.closest("svg")).map(svg =>
  [...svg.querySelectorAll("text")].filter(text => getComputedStyle(text).display !== "none").map(text => {
    const box = text.getBoundingClientRect();
    return {words: text.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom,
            size: parseFloat(getComputedStyle(text).fontSize)};
  }))
"""


@pytest.mark.parametrize("width", [320, 960, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_words_can_be_read_and_cover_no_other_words(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    pictures = page.evaluate(WORDS)
    assert any(pictures)
    for words in pictures:
        for each in words:
            assert each["size"] >= 12, each
            assert each["left"] >= 0, each
            assert each["right"] <= width, each
        for n, one in enumerate(words):
            for other in words[n + 1 :]:
                apart = one["right"] <= other["left"] or other["right"] <= one["left"]
                assert apart or one["bottom"] - 4 <= other["top"] or other["bottom"] - 4 <= one["top"], (one, other)


# The words in pictures that a bar crosses in the middle.
STRUCK_OUT = """
() => [...document.querySelectorAll("main .picture__row > svg")].flatMap(svg => {
  const bars = [...svg.querySelectorAll("rect.mark--bar")].map(bar => bar.getBoundingClientRect());
  return [...svg.querySelectorAll(":scope > text")].filter(text => getComputedStyle(text).display !== "none").filter(text => {
    const box = text.getBoundingClientRect(), middle = (box.top + box.bottom) / 2;
    return bars.some(bar => bar.top < middle && bar.bottom > middle && bar.left < box.right && bar.right > box.left);
  }).map(text => text.textContent);
})
"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "address", ["/maatregelen/hoorrecht/", "/wetsvoorstellen/", "/wetsvoorstellen/landelijke-norm-basisondersteuning/"]
)
def test_no_bar_goes_through_words(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    assert page.evaluate(STRUCK_OUT) == []


# The script tells whether the axis of its picture, which stays in sight, covers a link.
COVERED = """
link => {
  const axis = link.closest(".picture").querySelector(".picture__axis").getBoundingClientRect();
  const box = link.getBoundingClientRect();
  return box.top < axis.bottom && box.bottom > axis.top && box.left < axis.right && box.right > axis.left;
}
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_a_focused_link_is_not_hidden_under_the_axis(page, width):
    page.set_viewport_size({"width": width, "height": 600})
    page.goto("/wetsvoorstellen/")
    links = page.locator(".picture__name a:visible").all()
    assert len(links) >= 10
    for link in [*links, *reversed(links)]:
        link.focus()
        assert not link.evaluate(COVERED), link.inner_text()
