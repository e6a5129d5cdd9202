"""Making and restoring a backup: a refusal changes nothing; sessions, search index and audit trail are in order afterwards."""

import errno
import hashlib
import io
import json
import os
import tarfile

import pytest
from auditlog.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from measures.models import Measure
from portal.core.version import version_now
from portal.operations.storage import backup
from portal.operations.storage.backup import is_empty
from portal.search.models import SearchDocument
from tests.portal.operations.storage.databases import connected_to

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


def restore(file, *options):
    call_command("restore", str(file), *options, verbosity=0)


def changed(backup, tmp_path, manifest=None, dump=None):
    """Return a copy of a backup with other values in its manifest, or with another dump."""
    with tarfile.open(backup) as packed:
        said = json.load(packed.extractfile("manifest.json")) | (manifest or {})
        content = packed.extractfile("database.dump").read() if dump is None else dump
    with tarfile.open(tmp_path / "changed.tar", "w") as packed:
        for name, body in (("manifest.json", json.dumps(said).encode()), ("database.dump", content)):
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            packed.addfile(entry, io.BytesIO(body))
    return tmp_path / "changed.tar"


def test_only_its_owner_can_read_a_backup(seeded):
    assert oct(seeded.stat().st_mode)[-3:] == "600"
    assert [file.name for file in seeded.parent.iterdir() if file.name.startswith(".backup-")] == []


def test_a_backup_never_replaces_a_file(seeded):
    before = seeded.read_bytes()
    with pytest.raises(CommandError, match="bestaat al"):
        call_command("backup", str(seeded))
    assert seeded.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match=r"bestaat niet\. Maak die eerst"):
        call_command("backup", str(tmp_path / "nergens" / "b.tar"))


def test_a_database_without_tables_gives_no_backup(new_database, tmp_path):
    with connected_to(new_database()), pytest.raises(CommandError, match="nog geen tabellen"):
        call_command("backup", str(tmp_path / "b.tar"))
    assert not (tmp_path / "b.tar").exists()


def test_one_that_holds_something_is_replaced_on_request_only(portal, seeded):
    with connected_to(portal):
        Measure.objects.filter(number=8).update(title="Anders")
        with pytest.raises(CommandError, match=r"niet leeg\. Met --overschrijf"):
            restore(seeded)
        assert Measure.objects.get(number=8).title == "Anders"
        restore(seeded, "--overschrijf")
        assert Measure.objects.get(number=8).title != "Anders"


def test_a_file_that_is_not_whole(new_database, seeded, tmp_path, subtests):
    whole = seeded.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    broken = {
        "cut off": whole[: len(whole) // 2],
        "changed": bytes(flipped),
        "empty": b"",
        "something else": b"Geen back-up, maar een brief.\n" * 500,
    }
    with connected_to(new_database()):
        for kind, content in broken.items():
            (tmp_path / "broken.tar").write_bytes(content)
            with subtests.test(kind), pytest.raises(CommandError, match=r"(?s)beschadigd.*Er is niets veranderd"):
                restore(tmp_path / "broken.tar")
        with pytest.raises(CommandError, match="bestaat niet"):
            restore(tmp_path / "nergens.tar")
        assert connection.introspection.table_names() == []


def with_a_hole(backup_file, target):
    """Copy a backup. The dump becomes a hole: a member that takes no room in the file, and declares twice its size."""
    with tarfile.open(backup_file) as packed, tarfile.open(target, "w") as holed:
        holed.addfile(packed.getmember("manifest.json"), packed.extractfile("manifest.json"))
        header = packed.getmember("database.dump").get_info()
        header |= {"type": tarfile.GNUTYPE_SPARSE, "size": 0}
        block = bytearray(tarfile.TarInfo().create_gnu_header(header, "utf-8", "strict"))
        # The real size of the member stands at byte 483 of its header, and the checksum of the header at byte 148.
        block[483:495] = b"%011o " % (backup_file.stat().st_size * 2)
        block[148:156] = b" " * 8
        block[148:156] = b"%06o\0 " % sum(block)
        holed.fileobj.write(block)
    return target


def test_a_member_that_declares_too_much(new_database, seeded, tmp_path):
    refused = pytest.raises(CommandError, match=r"(?s)beschadigd, of is geen back-up.*Er is niets veranderd")
    with connected_to(new_database()):
        with refused:
            restore(with_a_hole(seeded, tmp_path / "hole.tar"))
        with refused:
            restore(changed(seeded, tmp_path, {"made_at": " " * backup.LARGEST_MANIFEST}))
        assert connection.introspection.table_names() == []


def test_a_disk_without_room(new_database, seeded, tmp_path, monkeypatch):
    def full(*files):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(backup.shutil, "copyfileobj", full)
    with connected_to(new_database()):
        with pytest.raises(CommandError, match=r"(?s)kan niet worden uitgepakt in .*: No space left.*TMPDIR.*niets veranderd"):
            restore(seeded)
        with pytest.raises(CommandError, match=r"kan niet worden gelezen: Is a directory\."):
            restore(tmp_path)
        assert connection.introspection.table_names() == []


def test_a_manifest_that_says_something_else(new_database, seeded, tmp_path, subtests):
    refusals = {
        "Deze back-up is van " + OTHER[connection.vendor]: {"engine": OTHER[connection.vendor]},
        "nieuwere versie van het portaal. Deze versie kent niet: measures.9999_later": {"migrations": ["measures.9999_later"]},
        "heeft vorm 2; deze versie van het portaal leest vorm 1": {"form": 2},
        "is beschadigd, of is geen back-up": {"verrassing": "x"},
        "is beschadigd: de inhoud": {"size": 1},
    }
    with connected_to(new_database()):
        for words, manifest in refusals.items():
            with subtests.test(words), pytest.raises(CommandError, match=words):
                restore(changed(seeded, tmp_path, manifest))
        assert connection.introspection.table_names() == []


def test_a_dump_that_the_database_refuses_changes_nothing(portal, seeded, tmp_path):
    """The manifest has the right hash, but the file is no dump. The database keeps its content."""
    nonsense = b"PGDMP" + b"\x00" * 5000
    said = {"sha256": hashlib.sha256(nonsense).hexdigest(), "size": len(nonsense)}
    with connected_to(portal):
        before = Measure.objects.count()
        with pytest.raises(CommandError, match="Er is niets veranderd"):
            restore(changed(seeded, tmp_path, said, nonsense), "--overschrijf")
        assert Measure.objects.count() == before > 0


@pytest.mark.story
def test_a_database_that_was_only_migrated_is_empty_and_an_older_release_is_brought_up_to_date(new_database, seeded, tmp_path):
    """Both in one database, because the migrations take most of the time."""
    with connected_to(new_database()):
        call_command("migrate", verbosity=0)
        assert is_empty()
        restore(seeded)
        assert not is_empty()
        *_, older, newest = sorted(name for app, name in MigrationRecorder(connection).applied_migrations() if app == "portal")
        call_command("migrate", "portal", older, verbosity=0)
        call_command("backup", str(tmp_path / "old.tar"), verbosity=0)
        restore(tmp_path / "old.tar", "--overschrijf")
        assert ("portal", newest) in MigrationRecorder(connection).applied_migrations()


def test_afterwards(portal, seeded):
    """All sessions end, the search index is filled, the version of the content is new, and the audit trail has an entry."""
    with connected_to(portal):
        get_user_model().objects.create_user("piet")
        SessionStore().create()
        before = version_now()
        restore(seeded, "--overschrijf")
        assert version_now() != before
        assert Session.objects.count() == 0
        assert not get_user_model().objects.filter(username="piet").exists()
        assert SearchDocument.objects.count() > 100
        assert "teruggezet" in LogEntry.objects.latest("pk").object_repr
