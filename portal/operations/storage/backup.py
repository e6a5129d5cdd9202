"""Backups of the whole database in one file. A machine with the same database engine and the same or newer code can restore it.

The file is a tar of two members: `manifest.json` describes the backup and holds the hash of the dump; `database.dump` is the
dump.
"""

import datetime as dt
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import BaseDatabaseCache
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from measures.publication.counting import begin_series
from portal.core.trail import tell_as_a_whole
from portal.operations.monitoring.health import needed_migrations
from portal.operations.storage.dumping import DumpError, dump, load
from portal.search.index import rebuild

FORM = 1
MANIFEST, DUMP = "manifest.json", "database.dump"
LARGEST_MANIFEST = 1024 * 1024
# Tables that Django or the migrations fill. Rows in them do not mean that the database is in use.
NOBODY_MADE = {
    "django_migrations",
    "measures_publicversion",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    "cache",
    "sqlite_sequence",
}
# The prefix of the tables of the search index: their rows are derived from other rows.
FOLLOWS = "portal_search"


class BackupError(Exception):
    """A backup that cannot be made or restored. The message gives the reason in Dutch. Nothing was changed."""


@dataclass(frozen=True)
class Manifest:
    """The description of a backup.

    `engine` is the `connection.vendor` of Django. `migrations` are the applied migrations, as `app.name`. `made_at` is an ISO
    8601 timestamp in UTC. `sha256` (hexadecimal) and `size` (bytes) describe the dump.
    """

    engine: str
    migrations: list[str]
    made_at: str
    sha256: str
    size: int

    @property
    def moment(self) -> str:
        return f"{dt.datetime.fromisoformat(self.made_at):%d-%m-%Y %H:%M} UTC"


def make_backup(file: Path) -> Manifest:
    """Write a backup of the database, as it is at one moment, to a new file. Only the owner of the file can read it.

    Raises `BackupError` when the file exists, or its folder does not exist or cannot be written. Also when the database has no
    tables or cannot be reached, and when the dump fails.
    """
    if file.exists():
        raise BackupError(f"{file} bestaat al. Kies een andere naam.")
    if not file.absolute().parent.is_dir():
        raise BackupError(f"De map {file.absolute().parent} bestaat niet. Maak die eerst.")
    try:
        migrations = _applied()
        if not migrations:
            raise BackupError("Deze database heeft nog geen tabellen. Er is niets te bewaren.")
        # The temporary folder is on the same disk, so the final rename makes the file appear whole. Only the owner of the
        # folder can read it, so the unfinished backup is private too.
        with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".backup-") as beside:
            dumped, packed = Path(beside, DUMP), Path(beside, "packed")
            made_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            dump(dumped)
            manifest = Manifest(connection.vendor, migrations, made_at, _digest(dumped), dumped.stat().st_size)
            _pack(packed, manifest, dumped)
            packed.replace(file)
    except DumpError as error:
        raise BackupError(str(error)) from error
    except OperationalError as error:
        raise BackupError(f"De database is niet te bereiken: {error}") from error
    except OSError as error:
        raise BackupError(f"{file} kan niet worden geschreven: {error.strerror}.") from error
    return manifest


def restore_backup(file: Path, *, overwrite: bool = False) -> Manifest:
    """Replace the database by a backup, migrate it to this release, rebuild the search index and delete all sessions.

    Raises `BackupError`, with nothing changed, for a file that is missing, damaged or no backup, and for a backup of another
    database engine or a newer release. Also when the database cannot be reached or is not empty (unless `overwrite`), when the
    disk has no room, and when the dump cannot be loaded.
    An error in a later step is raised as it is. The dump has replaced the old rows by then.
    """
    try:
        # An error while the folder is removed comes after the restore, so it must not say that nothing was changed.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            dumped = Path(folder, DUMP)
            manifest = _unpack(file, dumped)
            _refuse_foreign(manifest)
            if not overwrite and not is_empty():
                raise BackupError("De database is niet leeg. Met --overschrijf vervangt de back-up alles wat erin staat.")
            load(dumped)
    except DumpError as error:
        raise BackupError(str(error)) from error
    except OperationalError as error:
        raise BackupError(f"De database is niet te bereiken: {error}") from error
    except OSError as error:
        where = tempfile.gettempdir()
        raise BackupError(
            f"De back-up kan niet worden uitgepakt in {where}: {error.strerror}. TMPDIR kiest een andere map."
        ) from error
    _bring_up_to_date(manifest)
    return manifest


def is_empty() -> bool:
    """Return whether the database holds no rows that people made. A database that was only migrated is empty."""
    tables = [name for name in connection.introspection.table_names() if name not in NOBODY_MADE and not name.startswith(FOLLOWS)]
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")  # noqa: S608  # nosec
            if cursor.fetchone():
                return False
    return True


def _applied() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _pack(file: Path, manifest: Manifest, dumped: Path) -> None:
    file.touch(mode=0o600)
    with tarfile.open(file, "w") as packed:
        words = json.dumps({"form": FORM, **asdict(manifest)}, indent=2).encode()
        _add(packed, MANIFEST, len(words), io.BytesIO(words))
        with dumped.open("rb") as content:
            _add(packed, DUMP, manifest.size, content)
    # Force the file to disk before it is renamed, so that a crash of the machine leaves no incomplete backup.
    with file.open("rb") as written:
        os.fsync(written.fileno())


def _add(packed: tarfile.TarFile, name: str, size: int, content: IO[bytes]) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(time.time())
    packed.addfile(entry, content)


def _unpack(file: Path, target: Path) -> Manifest:
    """Write the dump of a backup to `target`, then check its size and hash. Raises `BackupError` when the backup is unusable."""
    damaged = BackupError(f"{file} is beschadigd, of is geen back-up van het portaal.")
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        raise BackupError(f"{file} bestaat niet.") from error
    except OSError as error:
        raise BackupError(f"{file} kan niet worden gelezen: {error.strerror}.") from error
    with content:
        try:
            with tarfile.open(fileobj=content, mode="r:") as packed:
                manifest = _read_manifest(_member(packed, MANIFEST, LARGEST_MANIFEST))
                with _member(packed, DUMP, file.stat().st_size) as dumped, target.open("wb") as written:
                    shutil.copyfileobj(dumped, written)
        except (tarfile.TarError, KeyError, ValueError, TypeError, AttributeError, EOFError, RecursionError) as error:
            raise damaged from error
    if (target.stat().st_size, _digest(target)) != (manifest.size, manifest.sha256):
        raise BackupError(f"{file} is beschadigd: de inhoud is niet wat bij het maken is geschreven.")
    return manifest


def _member(packed: tarfile.TarFile, name: str, largest: int) -> IO[bytes]:
    """Return the content of a member. Raises `ValueError` when it declares a larger size: a tar can hold holes of any size."""
    entry = packed.getmember(name)
    content = packed.extractfile(entry)
    if content is None or entry.size > largest:
        raise ValueError(name)
    return content


def _read_manifest(content: IO[bytes]) -> Manifest:
    said: dict[str, Any] = json.load(content)
    form = said.pop("form")
    if form != FORM:
        raise BackupError(f"Deze back-up heeft vorm {form}; deze versie van het portaal leest vorm {FORM}.")
    return Manifest(**said)


def _refuse_foreign(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise BackupError(
            f"Deze back-up is van {manifest.engine}; deze database is {connection.vendor}. "
            "Alleen de inhoud kan over: met „export_content” en „seed --folder”."
        )
    if unknown := set(manifest.migrations) - {f"{app}.{name}" for app, name in needed_migrations()}:
        raise BackupError(
            f"Deze back-up is van een nieuwere versie van het portaal. Deze versie kent niet: {', '.join(sorted(unknown))}."
        )


def _bring_up_to_date(manifest: Manifest) -> None:
    # Content types may have other IDs in the restored database.
    ContentType.objects.clear_cache()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    # The restored cache table has old login attempts and used codes, so it is emptied. A cache in Redis was not restored.
    if isinstance(caches["default"], BaseDatabaseCache):
        caches["default"].clear()
    with transaction.atomic():
        rebuild()
        begin_series()
        # A restored session would log in a person who logged out after the backup.
        Session.objects.all().delete()
        tell_as_a_whole(f"Back-up van {manifest.moment} teruggezet")
