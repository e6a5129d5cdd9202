"""A file that somebody opens in LibreOffice and saves again. Only stories use it: it takes seconds."""

import os
import shutil
import subprocess

import pytest


def saved_again(content, folder, first, then):
    """Return the content of a file of the kind `first` after LibreOffice saved it as `then`. `folder` is a temporary one."""
    office = shutil.which("soffice")
    if not office and os.environ.get("CI") != "true":
        pytest.skip("Geen soffice: niet geprobeerd in LibreOffice. Installeer libreoffice-calc-nogui.")
    assert office, "LibreOffice ontbreekt in CI."
    file, again = folder / f"werkmap.{first}", folder / "opnieuw"
    file.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profiel'}"
    command = [office, profile, "--headless", "--convert-to", then, "--outdir", str(again), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (again / f"werkmap.{then}").read_bytes()
