"""The rows of the search index. They are derived: `portal.search.index` makes all of them anew."""

from django.db import models

from measures import kinds


class SearchDocument(models.Model):
    """One thing that can be found, in public words only. Nobody edits these rows: `portal.search.index` makes them all anew.

    `title_words` and `text_words` are what the database searches: each has an index of its own beside this table, FTS5 or
    tsvector (see the migration).
    """

    class Kind(models.TextChoices):
        """In the order in which equally good answers are shown."""

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
    """The one row that says when all documents were made. Who makes them locks it, so that nobody else does meanwhile."""

    made_at = models.DateTimeField("gemaakt op", auto_now=True)
    words = models.TextField("alle woorden", help_text="Om een typfout te verbeteren.")

    class Meta:
        verbose_name = "zoekindex"
        verbose_name_plural = "zoekindex"

    def __str__(self) -> str:
        return f"{self.made_at:%d-%m-%Y %H:%M}"
