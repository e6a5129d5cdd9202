"""Rules that keep the code easy to learn: on the size of folders, modules and lines, on the names of classes, and on imports."""

import ast
import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

ROOT = Path(settings.BASE_DIR)
CODE = ("portal", "measures", "laws", "motions", "bench")
MOST_MODULES = 12
MOST_LINES = 300
LONGEST_LINE = 139


def modules(*folders):
    """Return every module in these folders, without migrations, which Django writes."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def test_no_folder_has_more_than_twelve_modules():
    by_folder = defaultdict(list)
    for path in modules(*CODE, "tests"):
        by_folder[name_of(path.parent)].append(path.name)
    # Django looks for every command in this one folder.
    del by_folder["portal/management/commands"]
    assert {folder: len(names) for folder, names in by_folder.items() if len(names) > MOST_MODULES} == {}


def test_no_module_is_too_long():
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*CODE, "tests")}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_templates_and_styles_have_lines_that_fit_a_screen():
    files = [path for folder in ("templates", "portal/static") for path in (ROOT / folder).rglob("*") if path.is_file()]
    long = [
        f"{name_of(path)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]
    assert long == []


def test_no_two_classes_have_one_name():
    by_name = defaultdict(list)
    for path in modules(*CODE):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                by_name[node.name].append(name_of(path))
    # Django looks for the class `Command` in every module of management/commands/.
    del by_name["Command"]
    assert {name: places for name, places in by_name.items() if len(places) > 1} == {}


def has_reason(lines, number):
    """Return whether the line of an import, or the line above its block of imports, has a comment."""
    block = number
    while re.match(r"\s+(from|import) ", lines[block]):
        if "#" in lines[block]:
            return True
        block -= 1
    return lines[block].lstrip().startswith("#")


def test_an_import_within_a_function_has_its_reason_beside_it():
    without = []
    for path in modules(*CODE):
        lines = path.read_text(encoding="utf-8").splitlines()
        for function in ast.walk(ast.parse("\n".join(lines))):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    without += [] if has_reason(lines, node.lineno - 1) else [f"{name_of(path)}:{node.lineno}"]
    assert without == []


def test_the_internals_of_allauth_are_used_in_one_module():
    users = {name_of(path) for path in modules(*CODE) if re.search(r"allauth\.[\w.]*\binternal\b", path.read_text())}
    assert users == {"portal/core/authentication.py"}


def wings():
    """Return the wings of `portal/` and the three apps, from high to low, by the contract "The house" in pyproject.toml."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    house = next(contract for contract in contracts if contract["name"].startswith("The house"))
    names = [name.strip() for layer in house["layers"] for name in layer.split("|")]
    return [name.removeprefix("portal.") for name in names if (ROOT / name.replace(".", "/")).is_dir()]


def test_every_folder_of_the_portal_is_in_the_contract():
    folders = {path.name for path in (ROOT / "portal").iterdir() if (path / "__init__.py").exists()} - {"migrations"}
    assert folders | {"motions", "laws", "measures"} == set(wings())


@pytest.mark.parametrize("document", ["README.md", "docs/house.md"])
def test_the_picture_has_the_names_of_the_contract(document):
    pictures = re.findall(r"^```text\n(.*?)^```$", (ROOT / document).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    picture = next(picture for picture in pictures if "measures" in picture)
    in_picture = [name for name in re.findall(r"[a-z]+", picture) if name in wings()]
    # From top to bottom, as in the contract; the last line has motions, laws and measures side by side.
    assert in_picture == wings()
