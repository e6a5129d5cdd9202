"""Add the licence of each package to a software bill of materials: `python deploy/licences.py sbom.json`.

cyclonedx-py knows the pins and hashes of the requirements, but not the licences: those stand in the installed packages. Packages
that are not installed are left out, because their pins are for another platform or version of Python.
"""

import json
import sys
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

CLASSIFIER = "License :: "


def licence_of(package: PackageMetadata) -> dict[str, Any]:
    """Return the licence as CycloneDX writes it: an SPDX expression where the package has one, or else a name."""
    if expression := package.get("License-Expression"):
        return {"expression": expression}
    named = [each.rpartition(" :: ")[2] for each in package.get_all("Classifier", []) if each.startswith(CLASSIFIER)]
    written = (package.get("License") or "").strip().partition("\n")[0]
    return {"license": {"name": " / ".join(named) or written or "onbekend"}}


def main(file: Path) -> None:
    found = json.loads(file.read_text())
    inside = []
    for component in found["components"]:
        try:
            component["licenses"] = [licence_of(metadata(component["name"]))]
        except PackageNotFoundError:
            continue
        inside.append(component)
    found["components"] = inside
    references = {component["bom-ref"] for component in inside} | {found["metadata"]["component"]["bom-ref"]}
    found["dependencies"] = [each for each in found["dependencies"] if each["ref"] in references]
    file.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
