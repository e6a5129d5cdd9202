"""`make sbom`: the software bill of materials lists every installed package with its version, hashes and licence."""

import json
import re
import subprocess
from importlib.metadata import distributions

import pytest
from django.conf import settings

pytestmark = [pytest.mark.once, pytest.mark.story]


def is_installed(name):
    return any(True for _ in distributions(name=name))


def test_every_pinned_package_is_in_it(tmp_path):
    written = tmp_path / "sbom.json"
    subprocess.run(["make", "sbom", f"SBOM={written}"], cwd=settings.BASE_DIR, check=True, capture_output=True)
    told = json.loads(written.read_text())
    files = ("requirements.txt", "requirements-pip.txt")
    pins = "\n".join((settings.BASE_DIR / name).read_text() for name in files)
    pinned = [(name, version) for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", pins, re.MULTILINE) if is_installed(name)]
    assert told["bomFormat"] == "CycloneDX"
    assert {(part["name"], part["version"]) for part in told["components"]} >= set(pinned)
    assert len(pinned) > 20
    assert "pip" in dict(pinned)
    for part in told["components"]:
        (licence,) = part["licenses"]
        assert licence.get("expression") or licence["license"]["name"] != "onbekend", part["name"]
    assert all(reference["hashes"] for part in told["components"] for reference in part["externalReferences"])
