from django.db import migrations, models
from django.utils import timezone

import measures.publication.counting


def begin(apps, schema_editor):
    apps.get_model("measures", "PublicVersion").objects.create(
        pk=1, series=measures.publication.counting.new_series(), changed_at=timezone.now()
    )


class Migration(migrations.Migration):

    dependencies = [
        ("measures", "0007_strict_kamerstuk_numbers"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.CharField(default=measures.publication.counting.new_series, max_length=16, verbose_name="reeks")),
                ("number", models.PositiveBigIntegerField(default=0, verbose_name="nummer")),
                ("changed_at", models.DateTimeField(verbose_name="gewijzigd op")),
            ],
            options={
                "verbose_name": "versie van wat openbaar is",
                "verbose_name_plural": "versie van wat openbaar is",
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
