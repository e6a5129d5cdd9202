"""The results of a search as a page with a feed."""

from collections import defaultdict
from functools import cached_property

from django.db.models import QuerySet
from django.http import HttpRequest

from laws.models import Bill
from measures.kinds import MEASURE
from measures.models import Action
from measures.models.note import ABOUT_REPORT
from measures.querysets import ActionQuerySet
from portal.outputs.feeds.entry import ACTION, SubjectKey
from portal.outputs.feeds.subjects import only_actions
from portal.outputs.following.records import PageOfActions, keys
from portal.search.filters import SearchFilter
from portal.search.models import SearchDocument

Kind = SearchDocument.Kind
# A result that is a part of the page of a record, and the kind of that record. The page of a role or of the priorities tells of
# nothing else than the records that stand there.
PART_OF: dict[str, str] = {Kind.STAND: MEASURE.word, Kind.SECTION: ABOUT_REPORT, Kind.NOTE: ABOUT_REPORT}
NO_RECORD = (Kind.ROLE, Kind.PRIORITY)


class SearchPage(PageOfActions):
    """What a search finds: the news of these records themselves, and not of all that they hang on. It needs a question."""

    path, about, title = "/zoeken/", ("zoeken",), "wat u zocht"

    def __init__(self, request: HttpRequest) -> None:
        self.filterset: SearchFilter = SearchFilter(request.GET, queryset=SearchDocument.objects.none(), request=request)
        question = self.filterset.form.fields["q"]
        question.required, question.error_messages["required"] = True, "Vul in waarnaar u zoekt."
        super().__init__(request)

    @property
    def full_title(self) -> str:
        report = [f"rapportage: {self.report}"] if self.report else []
        kind = [Kind(self.filterset.kind).label.lower()] if self.filterset.kind else []
        return ", ".join([f"„{self.filterset.question}”", *kind, *report])

    @cached_property
    def _found(self) -> dict[str, set[str]]:
        """Return the keys of the found records, by kind. The second part of the path of a page is the key of its record."""
        found: dict[str, set[str]] = defaultdict(set)
        for match in self.filterset.answers:
            if match.kind not in NO_RECORD:
                found[PART_OF.get(match.kind, match.kind)].add(match.url.split("/")[2])
        return found

    def subjects(self) -> set[SubjectKey]:
        others = {key for kind, found in self._found.items() if kind != ACTION for key in keys(kind, found)}
        return others | only_actions(self.shown)

    def actions(self) -> ActionQuerySet:
        return Action.objects.filter(slug__in=self._found[ACTION])

    def bills(self) -> QuerySet[Bill]:
        return Bill.objects.published().filter(slug__in=self._found[Kind.BILL]).with_planning()
