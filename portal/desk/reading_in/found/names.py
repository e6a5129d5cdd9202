"""The records that rows of a document name by words: groups, parties, goals, motions and actions."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from measures.models import Action, ActionMention, Goal, Involvement, Party, Representation, Stakeholder
from measures.periods import PeriodError, read_period
from motions.models import Motion
from portal.desk.source_models import SourceText
from portal.reading.known import RecordMatch, likeness
from portal.reading.result import LIKELY, SURE

# A sentence of a document that is this much like the text of an action is probably about that action.
LIKE_AN_ACTION = 0.7
NEW_ACTION = "Dit is een nieuwe actie, of een bekende in andere woorden."


@dataclass
class KnownNames:
    """The keys of records by the words that reports use for them, in lower case."""

    stakeholders: dict[str, str] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)
    goals: set[int] = field(default_factory=set)
    motions: set[str] = field(default_factory=set)
    # The sentences of documents that an action was made from, and the texts of the actions of each measure, with its slug.
    sentences: dict[str, str] = field(default_factory=dict)
    actions: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        """Read the names of all records. The number of queries is constant."""
        names = cls()
        for printed, slug in Involvement.objects.order_by("pk").values_list("printed", "stakeholder__slug"):
            names.stakeholders[printed.lower()] = slug
        names.stakeholders |= {name.lower(): slug for name, slug in Stakeholder.objects.values_list("name", "slug")}
        for printed, slug in Representation.objects.order_by("pk").values_list("party_printed", "party__slug"):
            names.parties[printed.lower()] = slug
        names.parties |= {name.lower(): slug for name, slug in Party.objects.values_list("name", "slug")}
        names.goals = set(Goal.objects.values_list("number", flat=True))
        names.motions = set(Motion.objects.values_list("number", flat=True))
        of_mention = dict(ActionMention.objects.values_list("pk", "action__slug"))
        for row, text in SourceText.objects.filter(kind="actionmention").values_list("row", "text"):
            if row in of_mention:
                names.sentences[text.lower()] = of_mention[row]
        for slug, text, measure in Action.objects.values_list("slug", "text", "measures__slug"):
            names.actions.setdefault(measure or "", []).append((slug, text))
        return names

    def action(self, sentence: str, measure: str | None) -> RecordMatch:
        """Return the action that a sentence about a measure names."""
        if (known := self.sentences.get(sentence.lower())) is not None:
            return RecordMatch(known, SURE)
        ratios = {slug: likeness(sentence, [text]) for slug, text in self.actions.get(measure or "-", ())}
        best = max(ratios, key=lambda slug: ratios[slug], default=None)
        if best and ratios[best] >= LIKE_AN_ACTION:
            return RecordMatch(best, LIKELY, "Deze zin lijkt op een bekende actie.")
        return RecordMatch(None, LIKELY, NEW_ACTION)

    @staticmethod
    def can_be_read(period: str) -> bool:
        with suppress(PeriodError):
            read_period(period)
            return True
        return False
