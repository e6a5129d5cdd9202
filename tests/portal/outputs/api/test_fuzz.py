"""Schemathesis sends requests to a running server, valid and invalid by the OpenAPI document."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server import copy_of, serving

pytestmark = [pytest.mark.once, pytest.mark.story]

FEW = "3"


def test_no_question_gives_a_server_error_or_an_answer_that_is_not_described(made_portal, tmp_path):
    """All checks of Schemathesis, with a few fixed requests per operation. `make fuzz` sends many random requests.

    One check is excluded: it expects a success for every valid request, but a valid slug without a record gives a 404.
    """
    examples = os.environ.get("FUZZ_EXAMPLES", FEW)
    command = [
        Path(sys.executable).parent / "schemathesis", "run", "--checks", "all", "--exclude-checks", "positive_data_acceptance",
        "--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--warnings", "off", "--no-color",
        "--max-examples", examples,
        *(["--generation-deterministic"] if examples == FEW else ["--generation-database", "none"]),
    ]  # fmt: skip
    with serving(copy_of(made_portal, tmp_path) | {"API_RATE": "1000000/min", "LOG_LEVEL": "CRITICAL"}) as address:
        asked = subprocess.run(
            [*command, f"{address}/api/v1/openapi.json"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
    assert asked.returncode == 0, asked.stdout[-5000:]
    assert "No issues found" in asked.stdout
