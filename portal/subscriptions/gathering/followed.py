"""Which pieces of the news a choice asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from measures.kinds import BILL, MEASURE, MOTION
from measures.models import Action, Measure, Role, Sector
from portal.agenda import agenda_of
from portal.agenda.answers.between import Differing
from portal.agenda.sectors import is_for
from portal.core.dates import today
from portal.outputs.feeds.entry import SubjectKey, about_any
from portal.outputs.feeds.subjects import of_actions, of_bills, of_measures
from portal.subscriptions.choices import Choosable, Wanted
from portal.subscriptions.gathering.news import News
from portal.subscriptions.models import SubjectKind

HEAD, CHANGE, EFFECT, UNTOUCHED, TOUCHED = range(5)


class NewsPiece(NamedTuple):
    """A piece of the news: of which item (its place in the list), a kind of the five above, and its place within that kind.

    UNTOUCHED says that nothing differs in the overview of a role on this site, and TOUCHED that something does, without
    what: that was withdrawn. The place of both is that in `Following.roles`.
    """

    item: int
    kind: int
    place: int = 0


@dataclass(frozen=True)
class _Followed:
    """What a choice follows: records, and for a role its actions (by lasting key) in one sector, if that was chosen."""

    subjects: set[SubjectKey]
    role: Role | None = None
    sector: Sector | None = None
    action_keys: frozenset[str] = frozenset()

    def has(self, differing: Differing) -> bool:
        entry = differing.entry
        if self.role:
            is_of_role = self.role.pk in entry.role_keys
            return is_of_role and (self.sector is None or is_for(entry, self.sector, self.role))
        records = {(MEASURE.word, measure.slug) for measure in entry.action.public_measures}
        return not self.subjects.isdisjoint(records | {(BILL.word, bill.slug) for bill in entry.facts.bills})


class Following:
    """The pieces of one list of news for each choice, computed once per choice. A choice takes at most five queries."""

    def __init__(self, news: Sequence[News], offer: Choosable) -> None:
        self._news, self._offer = news, offer
        # Also those that no public action is for now: who chose one does not want everything.
        self._sectors = list(Sector.objects.all())
        self._kept: dict[Wanted, frozenset[NewsPiece]] = {}
        # What the roles that were chosen are called: "leraren", or "leraren (po)".
        self.roles: list[str] = []

    def pieces(self, wanted: Wanted) -> frozenset[NewsPiece]:
        if wanted not in self._kept:
            self._kept[wanted] = frozenset(self._everything() if wanted.kind == SubjectKind.ALL else self._found(wanted))
        return self._kept[wanted]

    def _everything(self) -> set[NewsPiece]:
        return {piece for place, news in enumerate(self._news) for piece in _pieces_of(place, news)}

    def _found(self, wanted: Wanted) -> set[NewsPiece]:
        followed = self._followed(wanted)
        if followed is None:
            return set()
        found: set[NewsPiece] = set()
        for place, news in enumerate(self._news):
            effects = {NewsPiece(place, EFFECT, each) for each, differing in enumerate(news.effects) if followed.has(differing)}
            of_item = set() if news.is_withdrawal else set(effects)
            of_item |= {
                NewsPiece(place, CHANGE, each) for each, entry in enumerate(news.changes) if about_any([entry], followed.subjects)
            }
            is_about = news.action_key in followed.action_keys or about_any([news.head], followed.subjects)
            if not (effects or of_item or is_about):
                continue
            found |= of_item | {NewsPiece(place, HEAD)}
            if followed.role and (effects if news.is_withdrawal else news.is_compared and not effects):
                kind = TOUCHED if news.is_withdrawal else UNTOUCHED
                found.add(NewsPiece(place, kind, self._called(followed.role, wanted.sector)))
        return found

    def _followed(self, wanted: Wanted) -> _Followed | None:
        record = self._offer.record_of(wanted)
        if record is None:
            return None
        match wanted.kind:
            case SubjectKind.MEASURE:
                return _Followed(of_measures(Measure.objects.filter(pk=record.pk)))
            case SubjectKind.BILL:
                return _Followed(of_bills([record.slug]))
            case SubjectKind.MOTION:
                return _Followed({(MOTION.word, record.number)})
        return self._of_role(record, wanted.sector)

    def _called(self, role: Role, sector_slug: str) -> int:
        """Return the place of the words for a role in `roles`."""
        words = f"{role.plural} ({sector_slug})" if sector_slug else role.plural
        if words not in self.roles:
            self.roles.append(words)
        return self.roles.index(words)

    def _of_role(self, role: Role, sector_slug: str) -> _Followed:
        sector = next((each for each in self._sectors if sector_slug in each.keys), None)
        agenda = agenda_of(None)
        entries = agenda.entries_of(agenda.keys_for(role), today())
        actions = [entry.action for entry in entries if sector is None or is_for(entry, sector, role)]
        subjects = of_actions(Action.objects.published().filter(pk__in=[action.pk for action in actions]))
        return _Followed(subjects, role, sector, frozenset(action.lasting_key for action in actions))


def _pieces_of(place: int, news: News) -> list[NewsPiece]:
    return [
        NewsPiece(place, HEAD),
        *(NewsPiece(place, CHANGE, each) for each in range(len(news.changes))),
        *(NewsPiece(place, EFFECT, each) for each in range(0 if news.is_withdrawal else len(news.effects))),
    ]
