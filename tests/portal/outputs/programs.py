"""A file that somebody opens in LibreOffice or gnumeric and saves again. Only stories use it: it takes seconds."""

import os
import shutil
import subprocess

import pytest

# How gnumeric calls the kinds of file. Its other kinds of .xlsx and .ods are of before their standards.
OF_GNUMERIC = {"xlsx": "Gnumeric_Excel:xlsx2", "ods": "Gnumeric_OpenCalc:odf"}


def _program(name, package):
    found = shutil.which(name)
    if not found and os.environ.get("CI") != "true":
        pytest.skip(f"Geen {name}: niet geprobeerd. Installeer {package}.")
    assert found, f"{package} ontbreekt in CI."
    return found


def saved_again(content, folder, first, then):
    """Return the content of a file of the kind `first` after LibreOffice saved it as `then`. `folder` is a temporary one."""
    office = _program("soffice", "libreoffice-calc-nogui")
    file, again = folder / f"werkmap.{first}", folder / "opnieuw"
    file.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profiel'}"
    command = [office, profile, "--headless", "--convert-to", then, "--outdir", str(again), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (again / f"werkmap.{then}").read_bytes()


def saved_by_gnumeric(content, folder, first, then):
    """Return the same after gnumeric saved it."""
    convert = _program("ssconvert", "gnumeric")
    file, again = folder / f"werkmap.{first}", folder / f"opnieuw.{then}"
    file.write_bytes(content)
    command = [convert, f"--export-type={OF_GNUMERIC[then]}", str(file), str(again)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return again.read_bytes()
