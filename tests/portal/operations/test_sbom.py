"""`make sbom`: the software bill of materials lists every pinned package with its version and hashes."""

import json
import re
import subprocess

import pytest
from django.conf import settings

pytestmark = pytest.mark.once


def test_every_pinned_package_is_in_it(tmp_path):
    written = tmp_path / "sbom.json"
    subprocess.run(["make", "sbom", f"SBOM={written}"], cwd=settings.BASE_DIR, check=True, capture_output=True)
    told = json.loads(written.read_text())
    pinned = re.findall(r"^([a-z0-9-]+)==(\S+)", (settings.BASE_DIR / "requirements.txt").read_text(), re.MULTILINE)
    assert told["bomFormat"] == "CycloneDX"
    assert {(part["name"], part["version"]) for part in told["components"]} >= set(pinned)
    assert len(pinned) > 20
    assert all(reference["hashes"] for part in told["components"] for reference in part["externalReferences"])
