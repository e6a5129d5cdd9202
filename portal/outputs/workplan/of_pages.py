"""The plans of the pages that have one: what a role must and can do, and the overview of the measures."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import QueryDict

from measures.models import Action, Measure, Role
from portal.agenda import Standing
from portal.agenda.filters import AgendaFilter
from portal.agenda.overview import Overview
from portal.core.addresses import PLAN_UPDATE
from portal.outputs.exports.agenda import role_table
from portal.outputs.exports.overview import overview_table
from portal.outputs.exports.table import Column, Table
from portal.outputs.workplan.plan import PlanRow, WorkPlan

STATE = "Stand bij ons"
STATES = ("niet gestart", "bezig", "klaar", "n.v.t.")
OF_ROLE = ("Prioriteit", "Wat doen wij", "Wie", "Wanneer klaar", STATE, "Notities")
OF_OVERVIEW = ("Eigen prioriteit", "Notities", "Afspraken", "Acties")
OTHER_STANDING, MOVED, OTHER_WORDS, NEWER = "andere stand", "verschoven", "andere woorden", "nieuwe stand"
# Of these two a plan keeps nothing: it is about today, and about all that is known.
OF_ANOTHER_DAY = ("datum", "rapportage")
HOW = (
    "De eigen kolommen zijn van u: het portaal bewaart ze niet. Komt er nieuws? Geef dit bestand dan terug op {}. "
    "U krijgt een nieuw bestand met alles wat u schreef."
)


def role_plan(role: Role, filterset: AgendaFilter, base: str) -> WorkPlan:
    """Return the plan of a role: a row for each action that passes the filters. Needs a valid `filterset`."""
    table = role_table(role, filterset, base)
    entries = list(table.records)
    # Who asks for what has ended gets it as the plan itself.
    ended = () if filterset.chosen_standing == Standing.ENDED else (Standing.ENDED,)
    gone = {entry.action.key: entry.standing.label.lower() for entry in entries if entry.standing in ended}
    keys = [entry.action.key for entry in entries]
    told = {
        "Actie": OTHER_WORDS, "Stand": OTHER_STANDING, "Wanneer": MOVED, "Geldt vanaf": MOVED, "Geldt tot en met": MOVED,
        "Gepland in de bron": MOVED,
    }  # fmt: skip
    return WorkPlan(
        title=table.title,
        address=_address(role.get_absolute_url(), filterset.data),
        headings=_headings(table.columns),
        widths=[column.width for column in table.columns],
        own=OF_ROLE,
        own_after=4,
        told=told,
        rows={key: PlanRow(cells, gone.get(key, "")) for key, cells in zip(keys, table.rows(), strict=True)},
        about=_about(table, base),
        choices={STATE: STATES},
        led_to=_led_to(Action.objects.published()),
        role=role.slug,
    )


def overview_plan(found: Overview, address: str, query: QueryDict, base: str, chosen: list[str]) -> WorkPlan:
    """Return the plan of the overview: a row for each measure. `chosen` are the filters in words."""
    table = overview_table(found, base, chosen)
    return WorkPlan(
        title=table.title,
        address=_address(address, query),
        headings=_headings(table.columns),
        widths=[column.width for column in table.columns],
        own=OF_OVERVIEW,
        own_after=len(table.columns),
        told={"Status nu": OTHER_STANDING, "Nieuwste stand": NEWER, "Nog open volgens de bronnen": NEWER},
        rows={row.measure.slug: PlanRow(cells) for row, cells in zip(found.rows, table.rows(), strict=True)},
        about=_about(table, base),
        is_large=True,
        led_to=_led_to(Measure.objects.published()),
    )


def _headings(columns: Sequence[Column]) -> list[str]:
    return [column.heading for column in columns]


def _about(table: Table, base: str) -> list[str]:
    return [*table.about, HOW.format(f"{base}{PLAN_UPDATE}")]


def _address(path: str, query: QueryDict) -> str:
    """Return the path and query of the page that a plan is of, without its day."""
    kept = query.copy()
    for name in OF_ANOTHER_DAY:
        kept.pop(name, None)
    return f"{path}?{kept.urlencode()}" if kept else path


def _led_to(records: QuerySet) -> dict[str, str]:
    return {former: record.key for record in records.exclude(former_keys="") for former in record.keys_of_before}
