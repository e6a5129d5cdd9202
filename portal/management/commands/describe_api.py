"""A command that writes the OpenAPI description of the API, and refuses a breaking change without a new major version."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from drf_spectacular.generators import SchemaGenerator

from portal.outputs.api.breaking import breaking_changes
from portal.outputs.api.documentation import DESCRIPTION


def generated() -> dict[str, Any]:
    """Return the OpenAPI description that follows from the code."""
    # Converted through JSON, so that it has the same types as the description that is read from the file.
    return json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))


class Command(BaseCommand):
    help = "Schrijft portal/outputs/api/openapi.json. Weigert een wijziging die programma's breekt zonder nieuwe hoofdversie."

    def handle(self, **options: Any) -> None:
        new = generated()
        if DESCRIPTION.exists():
            broken = breaking_changes(json.loads(DESCRIPTION.read_text()), new)
            if broken:
                raise CommandError("Dit breekt programma's; kies een nieuwe hoofdversie:\n" + "\n".join(broken))
        DESCRIPTION.write_text(json.dumps(new, indent=2, ensure_ascii=False) + "\n")
        self.stdout.write(f"{DESCRIPTION.name}: versie {new['info']['version']}, {len(new['paths'])} adressen.")
