from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce

from measures.publication.order import Placed, places_of


def place(apps, schema_editor):
    reports = apps.get_model("measures", "Report").objects
    rows = reports.values_list("pk", "kind", "number", "state", "publication_latest")
    for pk, found in places_of([Placed(*row) for row in rows]).items():
        reports.filter(pk=pk).update(place=found)


class Migration(migrations.Migration):

    dependencies = [
        ("measures", "0010_days_that_an_editor_chose"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="place",
            field=models.BigIntegerField(db_default=0, default=0, editable=False, verbose_name="plaats in de volgorde"),
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="report",
            options={"ordering": ["place", "pk"], "verbose_name": "rapportage", "verbose_name_plural": "rapportages"},
        ),
        migrations.AlterModelOptions(
            name="measure",
            options={
                "ordering": [Coalesce("number", "parent_id"), F("number").asc(nulls_last=True), "pk"],
                "verbose_name": "maatregel",
                "verbose_name_plural": "maatregelen",
            },
        ),
    ]
