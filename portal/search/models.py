"""The tables of the search index. `portal.search.index` derives all rows from the public content."""

from django.db import models

from measures import kinds


class SearchDocument(models.Model):
    """A searchable document: a URL with its public text. Nobody edits these rows: a rebuild replaces them all.

    The database searches `title_words` and `text_words`. On SQLite a virtual FTS5 table beside this table indexes both.
    On PostgreSQL a generated tsvector column `words` in this table covers both. A migration creates these.
    """

    class Kind(models.TextChoices):
        """The kinds of document. Their order sorts matches with equally many terms in the title; see `ranked`."""

        ROLE = "rol", "Wat moet ik nu doen"
        MEASURE = kinds.MEASURE.word, kinds.MEASURE.heading
        BILL = kinds.BILL.word, kinds.BILL.heading
        MOTION = kinds.MOTION.word, kinds.MOTION.heading
        ACTION = "actie", "Acties"
        GOAL = kinds.GOAL.word, kinds.GOAL.heading
        PRIORITY = "speerpunt", "Speerpunten"
        REPORT = "rapportage", "Rapportages"
        STAND = "stand", "Standen van maatregelen"
        SECTION = "hoofdstuk", "Hoofdstukken"
        NOTE = "bronnotitie", "Bronnotities"

    kind = models.CharField("soort", max_length=15, choices=Kind)
    url = models.CharField("adres", max_length=400, unique=True)
    caption = models.TextField("wat het is")
    title = models.TextField("titel")
    text = models.TextField("tekst", help_text="Een regel per onderdeel.")
    reports = models.TextField("rapportages", help_text="De adressen, met spaties.")
    numbers = models.TextField("nummers", help_text="Tussen spaties.")
    title_words = models.TextField("woorden van de titel")
    text_words = models.TextField("woorden van de tekst")

    class Meta:
        verbose_name = "vindbaar onderwerp"
        verbose_name_plural = "vindbare onderwerpen"

    def __str__(self) -> str:
        return f"{self.caption}: {self.title}"

    def get_absolute_url(self) -> str:
        return self.url


class SearchIndex(models.Model):
    """The single row (primary key 1) about the last rebuild.

    `words` are the words of all documents, with spaces between: a search looks up its terms among these. `number`
    is the number of public changes that the documents contain; see `measures.publication.counting`.
    """

    made_at = models.DateTimeField("gemaakt op", auto_now=True)
    words = models.TextField("alle woorden", help_text="Om een typfout te verbeteren.")
    number = models.PositiveBigIntegerField("nummer van de inhoud", default=0)

    class Meta:
        verbose_name = "zoekindex"
        verbose_name_plural = "zoekindex"

    def __str__(self) -> str:
        return f"{self.made_at:%d-%m-%Y %H:%M}"
