"""What a run begins with is what would be made now, also when an earlier run made it."""

import datetime as dt
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders

from tests.running import kept

# Nothing here asks the database.
pytestmark = pytest.mark.once


@pytest.fixture
def root(tmp_path):
    """Return a small project with a file in every source."""
    for source in kept.SOURCES:
        file = tmp_path / source if source.endswith(".py") else tmp_path / source / "a.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a")
    return tmp_path


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Keep in a folder of the test. Return what was made, in order."""
    monkeypatch.setattr(kept, "KEPT", tmp_path / "kept")
    return []


@pytest.fixture
def bring(made, tmp_path):
    def bring(content="a"):
        def make(folder: Path):
            made.append(content)
            (folder / "file").write_text(content)

        kept.brought("portal", tmp_path / "brought", make)
        return (tmp_path / "brought" / "file").read_text()

    return bring


def test_our_modules_and_static_files_are_among_the_sources():
    modules = {Path(module.__file__) for module in list(sys.modules.values()) if getattr(module, "__file__", None)}
    static = {Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list(["CACHEDIR.TAG"])}
    ours = {file for file in modules | static if file.is_relative_to(kept.ROOT) and "site-packages" not in file.parts}
    tests = {file for file in ours if file.is_relative_to(kept.ROOT / "tests") or file.is_relative_to(kept.ROOT / "bench")}
    assert len(ours - tests) > 100
    assert ours - tests <= set(kept.files_of(*(kept.ROOT / source for source in kept.SOURCES)))


@pytest.mark.parametrize("source", kept.SOURCES)
def test_another_source_is_another_portal(root, source):
    [file] = kept.files_of(root / source)
    before = kept.fingerprint(root)
    assert kept.fingerprint(root) == before
    file.write_text("b")
    changed = kept.fingerprint(root)
    file.rename(file.with_name("server.py" if file.name != "server.py" else "other.py"))
    assert len({before, changed, kept.fingerprint(root)}) == 3


def test_bytecode_is_no_source(root):
    before = kept.fingerprint(root)
    (root / "portal" / "__pycache__").mkdir()
    (root / "portal" / "__pycache__" / "a.pyc").write_bytes(b"a")
    assert kept.fingerprint(root) == before


def test_another_package_or_day_is_another_portal(root, tmp_path, monkeypatch):
    before = kept.fingerprint(root)
    (tmp_path / "packages" / "django-99.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    with_package = kept.fingerprint(root)
    monkeypatch.setattr(kept.timezone, "localdate", lambda: dt.date(2030, 1, 1))
    assert len({before, with_package, kept.fingerprint(root)}) == 3


def test_it_is_made_once(bring, made):
    assert [bring("a"), bring("b")] == ["a", "a"]
    assert made == ["a"]


def test_it_is_made_again_when_its_sources_changed(bring, monkeypatch):
    bring("a")
    monkeypatch.setattr(kept, "fingerprint", lambda: "other")
    assert bring("b") == "b"


@pytest.mark.parametrize("damage", [
    lambda: (kept.KEPT / "portal" / "file").write_text(""),
    lambda: (kept.KEPT / "portal" / "file").unlink(),
    lambda: (kept.KEPT / "portal" / "more").touch(),
    lambda: (kept.KEPT / "portal.sha256").unlink(),
    lambda: (kept.KEPT / "portal.sha256").write_text(""),
])  # fmt: skip
def test_it_is_made_again_when_it_was_damaged(bring, damage):
    bring("a")
    damage()
    assert bring("b") == "b"


def test_what_failed_halfway_is_not_kept(bring, tmp_path):
    def fail(folder: Path):
        (folder / "half").touch()
        raise OSError("vol")

    with pytest.raises(OSError, match="vol"):
        kept.brought("portal", tmp_path / "brought", fail)
    assert bring("b") == "b"
    assert not (kept.KEPT / "portal" / "half").exists()


def test_what_was_made_while_its_sources_changed_is_not_kept(bring, monkeypatch):
    prints = iter(["before", "after", "after", "after"])
    monkeypatch.setattr(kept, "fingerprint", lambda: next(prints))
    assert [bring("a"), bring("b")] == ["a", "b"]
