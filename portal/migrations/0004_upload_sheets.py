"""What a workbook holds instead of the file itself. Editors upload an unapplied workbook again."""

from django.db import migrations, models


def forget_uploads(apps, schema_editor):
    apps.get_model("portal", "Upload").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_search'),
    ]

    operations = [
        migrations.RunPython(forget_uploads, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='upload',
            name='content',
        ),
        migrations.AddField(
            model_name='upload',
            name='sheets',
            field=models.JSONField(default=list, verbose_name='inhoud'),
            preserve_default=False,
        ),
        # For the way back: the column of the file has no default either.
        migrations.RunPython(migrations.RunPython.noop, forget_uploads),
    ]
