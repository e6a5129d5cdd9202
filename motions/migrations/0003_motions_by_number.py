from django.db import migrations

from motions.querysets import by_number


class Migration(migrations.Migration):

    dependencies = [
        ("motions", "0002_strict_kamerstuk_numbers"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="motion",
            options={"ordering": list(by_number()), "verbose_name": "motie", "verbose_name_plural": "moties"},
        ),
    ]
