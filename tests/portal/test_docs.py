"""The documents: a short README, links that work, files that exist, and everywhere the same versions of Python."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

ROOT = Path(settings.BASE_DIR).resolve()
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix() for folder in (".", "docs", "findings") for path in (ROOT / folder).glob("*.md")
)
# CHANGELOG.md also names files that no longer exist.
OF_NOW = [name for name in DOCUMENTS if name != "CHANGELOG.md"]
FOLDERS = ("bench", "deploy", "docs", "findings", "fixtures", "laws", "measures", "motions", "portal", "templates", "tests")

BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
# A path from the root, such as portal/core/ or tests/portal/test_docs.py, but no URL path and no pattern such as <app>/views.py.
PATH = re.compile(rf"(?:{'|'.join(FOLDERS)})/[\w./-]*|\w[\w./-]*/[\w-]+\.(?:py|js|css|typ|html|yaml)")
# A file name without a folder, such as standing.py.
NAME = re.compile(r"[\w-]+\.(?:py|js|css|typ)")


@cache
def prose_of(name):
    """Return the text of a document without its code blocks."""
    return BLOCK.sub("", (ROOT / name).read_text(encoding="utf-8"))


def links_of(name):
    """Return the target of every link to another place in the repository, as written."""
    return [target for _, target in LINK.findall(prose_of(name)) if not re.match(r"[a-z]+:", target)]


def place_of(name, target):
    """Return the path of the file or folder that a link in a document leads to."""
    path = target.partition("#")[0]
    return ((ROOT / name).parent / path).resolve() if path else ROOT / name


def anchor_of(heading):
    """Return the anchor that GitHub and similar sites give a heading."""
    words = LINK.sub(r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def named_in(name, pattern):
    """Return the code spans between backticks that match `pattern`. A code span may run over two lines."""
    found = (" ".join(code.split()) for code in CODE.findall(prose_of(name)))
    return {code for code in found if pattern.fullmatch(code)}


@cache
def names_of_files():
    return {path.name for folder in FOLDERS for path in (ROOT / folder).rglob("*.*")} | {path.name for path in ROOT.glob("*.*")}


def test_the_readme_is_short_and_begins_with_the_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.encode()) <= 6_000
    first = re.match(r"# [^\n]+\n\n```sh\n(.*?)```", readme, re.DOTALL)
    assert [line.split("#")[0].strip() for line in first[1].splitlines()] == ["make run", "make test"]


def test_every_place_names_the_same_versions_of_python():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    *older, newest = re.findall(r"Python :: (3\.\d+)", "\n".join(project["project"]["classifiers"]))
    oldest, named = older[0], ", ".join(older)
    places = {
        "README.md": [f"Python {named} of {newest} "],
        "docs/deployment.md": [f"Python {named} or {newest},"],
        "docs/tests.md": [f"Python {named} or {newest};", f"PYTHON=python{newest}"],
        "Makefile": [f"Python {named} of {newest} is nodig", f"(3, {oldest[2:]})", *[f"--python-version {oldest} "] * 3],
        "Containerfile": [f"python:{newest}-slim"],
        "publiccode.yaml": [f'name: Python\n      versionMin: "{oldest}"'],
        "pyproject.toml": [f'requires-python = ">={oldest}"', f'"py{oldest.replace(".", "")}"', f'python_version = "{oldest}"'],
    }
    for place, words in places.items():
        text = (ROOT / place).read_text(encoding="utf-8")
        assert [word for word in words if text.count(word) < words.count(word)] == [], place


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name, each):
    for target in links_of(name):
        with each(target):
            place = place_of(name, target)
            assert place.exists()
            assert ROOT in place.parents
            if anchor := target.partition("#")[2]:
                assert anchor in {anchor_of(heading) for heading in HEADING.findall(prose_of(place.relative_to(ROOT)))}


@pytest.mark.parametrize("name", OF_NOW)
def test_every_file_that_is_named_exists(name):
    paths = {path for path in named_in(name, PATH) if not (ROOT / path).exists()}
    assert paths | (named_in(name, NAME) - names_of_files()) == set()


def test_every_document_is_found_from_the_readme():
    """Links lead from the README to every document, directly or through other documents."""
    seen, ahead = set(), {"README.md"}
    while ahead:
        name = ahead.pop()
        seen.add(name)
        ahead |= {place_of(name, target).relative_to(ROOT).as_posix() for target in links_of(name)} & set(DOCUMENTS) - seen
    assert seen == set(DOCUMENTS)


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Where does the next line go?", "where-does-the-next-line-go"),
        ("`portal/`: one app, with wings", "portal-one-app-with-wings"),
        ("Outputs: files, feeds and [more](README.md)", "outputs-files-feeds-and-more"),
    ],
)
def test_a_heading_gives_an_anchor(heading, anchor):
    assert anchor_of(heading) == anchor


def test_a_path_is_told_from_an_address_and_a_pattern():
    paths = ["portal/core/", "docs/house.md", "safety/test_csrf.py", "fixtures/60-acties.yaml", "tests/portal/"]
    others = ["/nu/leraar.pdf", "<app>/views.py", "var/screenshots", "text/html", "make", "and/or", "standing.py"]
    assert [word for word in paths + others if PATH.fullmatch(word)] == paths
