"""What can be found, with the full-text index that the database offers."""

from django.db import migrations, models


MAKE = {
    "sqlite": [
        # Keeps no text of its own: the words are those of the table.
        """CREATE VIRTUAL TABLE portal_searchwords USING fts5(
            title_words, text_words, content='portal_searchdocument', content_rowid='id', tokenize='ascii'
        )""",
    ],
    "postgresql": [
        """ALTER TABLE portal_searchdocument ADD COLUMN words tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple'::regconfig, title_words), 'A') ||
            setweight(to_tsvector('simple'::regconfig, text_words), 'D')
        ) STORED""",
        "CREATE INDEX portal_searchdocument_words ON portal_searchdocument USING gin (words)",
    ],
}
# On PostgreSQL the column goes with its table.
UNMAKE = {"sqlite": ["DROP TABLE portal_searchwords"], "postgresql": []}


def make_index(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake_index(apps, schema_editor):
    for statement in UNMAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0002_groups_of_staff'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('rol', 'Wat moet ik nu doen'), ('maatregel', 'Maatregelen'), ('wetsvoorstel', 'Wetsvoorstellen'), ('motie', 'Moties'), ('actie', 'Acties'), ('doel', 'Doelen'), ('speerpunt', 'Speerpunten'), ('rapportage', 'Rapportages'), ('stand', 'Standen van maatregelen'), ('hoofdstuk', 'Hoofdstukken'), ('bronnotitie', 'Bronnotities')], max_length=15, verbose_name='soort')),
                ('url', models.CharField(max_length=400, unique=True, verbose_name='adres')),
                ('caption', models.TextField(verbose_name='wat het is')),
                ('title', models.TextField(verbose_name='titel')),
                ('text', models.TextField(help_text='Een regel per onderdeel.', verbose_name='tekst')),
                ('reports', models.TextField(help_text='De adressen, met spaties.', verbose_name='rapportages')),
                ('numbers', models.TextField(help_text='Tussen spaties.', verbose_name='nummers')),
                ('title_words', models.TextField(verbose_name='woorden van de titel')),
                ('text_words', models.TextField(verbose_name='woorden van de tekst')),
            ],
            options={
                'verbose_name': 'vindbaar onderwerp',
                'verbose_name_plural': 'vindbare onderwerpen',
            },
        ),
        migrations.CreateModel(
            name='SearchIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(auto_now=True, verbose_name='gemaakt op')),
                ('words', models.TextField(help_text='Om een typfout te verbeteren.', verbose_name='alle woorden')),
            ],
            options={
                'verbose_name': 'zoekindex',
                'verbose_name_plural': 'zoekindex',
            },
        ),
        migrations.RunPython(make_index, unmake_index),
    ]
