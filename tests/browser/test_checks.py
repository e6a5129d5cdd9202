"""The checks in `checks.py` find the problems of a faulty page."""

from tests.browser.checks import found_by_axe, problems

PAGE = """<!DOCTYPE html><html lang="nl"><head><title>Proef</title><style>html {{ background: #fff }} {style}</style></head>
<body><main><h1>Proef</h1><p>{words}</p></main></body></html>"""


def test_a_good_page_has_no_problems(page):
    page.set_content(PAGE.format(style="", words="Zwart op wit."))
    assert problems(page) == []


def test_faint_words_are_seen_at_every_width_and_in_every_scheme_and_by_axe_too(page):
    page.set_content(PAGE.format(style="p { color: #999 }", words="Grijs op wit."))
    faint = [problem for problem in problems(page) if "faint" in problem]
    assert len(faint) == 4
    assert any("color-contrast" in problem for problem in found_by_axe(page))


def test_words_that_are_faint_in_the_dark_only(page):
    dark = "@media (prefers-color-scheme: dark) { html { background: #000 } h1 { color: #fff } p { color: #333 } }"
    page.set_content(PAGE.format(style=dark, words="Grijs op zwart."))
    assert {problem.split(":")[0] for problem in problems(page)} == {"1280 dark", "320 dark"}


def test_a_page_that_is_too_wide(page):
    page.set_content(PAGE.format(style="p { width: 600px }", words="Breed."))
    assert problems(page) == ["320: scrolls sideways"]


def test_a_picture_without_words(page):
    page.set_content(PAGE.format(style="", words='<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'))
    assert any("image-alt" in problem for problem in problems(page))
