"""The three groups of staff. What they may do is in `portal.desk.roles`."""

from django.db import migrations

GROUPS = ("Redacteur", "Publicist", "Beheerder")


def make_groups(apps, schema_editor):
    for name in GROUPS:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_editing"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
