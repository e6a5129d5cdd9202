"""The access rules of /beheer/: a rule for every URL pattern, with the groups that may GET and POST it."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.contrib.admin.sites import site
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from laws.models import Bill, BillName, BillSnapshot, EntryIntoForce, LegalBasis, Requirement, Station
from measures import models as m
from measures.enums import ReportState
from motions.models import Motion, MotionPaper, MotionSnapshot

STAFF = frozenset({"geen", "redacteur", "publicist", "beheerder", "superuser"})
ROLES = STAFF - {"geen"}
EDITORS = ROLES - {"beheerder"}
PUBLISHERS = EDITORS - {"redacteur"}
MANAGERS = frozenset({"beheerder", "superuser"})
ABOVE = frozenset({"superuser"})
NOBODY: frozenset[str] = frozenset()

DRAFT, PUBLISHED, WITHDRAWN = ReportState.DRAFT, ReportState.PUBLISHED, ReportState.WITHDRAWN
STATES = (DRAFT, PUBLISHED, WITHDRAWN)


@dataclass(frozen=True)
class Rule:
    """The groups that may GET and POST a path.

    Other members of staff get the status `refusal`: 403, or 404 if the page must seem absent.
    """

    address: str
    get: frozenset[str]
    post: frozenset[str]
    # The status for an allowed group, if it is not 200. For example 404 when the report is not in the right state, or 405 for a
    # method that the page does not have.
    get_answer: int = 200
    post_answer: int = 200
    refusal: int = 403
    data: tuple[tuple[str, str], ...] = ()


# The models of rows that belong to a report, each with its path to the report. Only rows of a draft can be changed.
OF_REPORT = {
    m.Report: "", m.ReportSection: "report", m.GoalSnapshot: "report", m.Finding: "report", m.PrioritySnapshot: "report",
    m.Representation: "report", m.MeasureSnapshot: "report", m.SourceNote: "report", BillSnapshot: "report",
    EntryIntoForce: "report", BillName: "report", Station: "report", LegalBasis: "report", Requirement: "report",
    MotionSnapshot: "report", MotionPaper: "report",
}  # fmt: skip
# The models of rows that belong to no report, each with the path to the reports that name them. A row that a published report
# names, or a withdrawn one, is or was public: everybody only reads it here, and its changes are proposed.
RECORDS = {
    m.Role: "actions__mentions__report", m.Sector: "actions__mentions__report", m.Stakeholder: "involvements__snapshot__report",
    m.Party: "representations__report", m.Goal: "snapshots__report", m.Priority: "snapshots__report",
    m.Measure: "snapshots__report", m.Action: "mentions__report", Bill: "snapshots__report", Motion: "snapshots__report",
}  # fmt: skip


def row_of(model, report):
    """Return a row of a model in the admin that belongs to the report or that the report names."""
    path = (OF_REPORT | RECORDS)[model]
    return model.objects.filter(**{path: report}).first() if path else report


def changers_of(model, state):
    """Return the groups that may change and delete a row of a report in this state, or a row that such a report names."""
    assert model in OF_REPORT or model in RECORDS
    return EDITORS if state == DRAFT else NOBODY


@dataclass(frozen=True)
class ListRule:
    """What a list of the admin offers: filters, the fields that a search looks in, and actions, each with its groups."""

    filters: frozenset[str] = frozenset()
    search: tuple[str, ...] = ()
    actions: tuple[tuple[str, frozenset[str]], ...] = (("delete_selected", EDITORS),)
    inlines: tuple[str, ...] = ()
    view: frozenset[str] = ROLES


def _list(*filters, search=(), **others):
    return ListRule(frozenset(filters), search, **others)


_NAMED = _list(search=("name", "slug"))
LISTS = {
    m.Role: _NAMED, m.Sector: _NAMED, m.Stakeholder: _NAMED, m.Party: _NAMED,
    m.Report: _list("kind", "state", search=("title", "slug", "kamerstuk")),
    m.ReportSection: _list("report", search=("title", "summary", "items__text"), inlines=("SectionItem",)),
    m.Goal: _list(search=("title",)),
    m.GoalSnapshot: _list("report", "goal", search=("title_printed", "summary")),
    m.Finding: _list("report", "goal", "measure", search=("text", "figures__description", "figures__group"), inlines=("Figure",)),
    m.Priority: _list(search=("title",)),
    m.PrioritySnapshot: _list("report", inlines=("PriorityItem",)),
    m.Representation: _list("report", "group_printed", search=("party_printed", "party__name", "group_printed")),
    m.Measure: _list("parent", search=("title", "slug", "snapshots__code", "snapshots__title_printed")),
    m.MeasureSnapshot: _list(
        "report", "status", "measure",
        search=("code", "title_printed", "measure__title", "introduction", "summary", "items__text"),
        inlines=("MeasureItem", "Involvement", "OverviewCell"),
    ),
    m.Action: _list("kind", "roles", "measures", search=("text", "slug"), inlines=("ActionMention",)),
    m.SourceNote: _list("weight", "report", search=("title", "text", "slug")),
    m.Correction: _list("report", "subject_type", search=("subject_title", "reason"), actions=()),
    Bill: _list(search=("title", "slug", "dossier")),
    BillSnapshot: _list(
        "report", "outcome", "bill", search=("title_printed", "bill__title", "remark", "elements__text"),
        inlines=("PlanningStep", "BillElement", "Contribution"),
    ),
    EntryIntoForce: _list("report", "bill"),
    BillName: _list("report", "bill", search=("citation_title", "official_title")),
    Station: _list("report", "bill", "kind", search=("result", "reference")),
    LegalBasis: _list("report", "kind", "law", search=("action__text", "law", "article")),
    Requirement: _list("report", "bill", "effect"),
    Motion: _list(search=("number", "title")),
    MotionSnapshot: _list(
        "report", "status", "measures", search=("motion__number", "motion__title", "title_printed", "explanation")
    ),
    MotionPaper: _list(
        "report", "is_reading", search=("motion__number", "motion__title", "official_title", "request"),
        inlines=("MotionSubmitter",),
    ),
    User: _list("is_active", "groups", search=("username", "first_name", "last_name", "email"), actions=(), view=MANAGERS),
    Authenticator: _list("type", search=("user__username",), actions=(), view=MANAGERS),
    LogEntry: _list(
        "action", "soort", "actor", "timestamp", actions=(("export", MANAGERS),), view=MANAGERS,
        search=("timestamp", "object_repr", "changes", "actor__first_name", "actor__last_name", "actor__username"),
    ),
}  # fmt: skip


def rules_of_admin(small, people):
    """Return the rules for the pages of all models in the admin, by name of URL pattern."""
    found: dict[str, list[Rule]] = {}

    def page(model, name, rule):
        found.setdefault(f"{model._meta.app_label}_{model._meta.model_name}_{name}", []).append(rule)

    def pages(model, row, *, view, change=NOBODY, delete=NOBODY, answer=200):
        at = {name: reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=[row.pk])
              for name in ("change", "delete", "history")}  # fmt: skip
        page(model, "change", Rule(at["change"], view, change, post_answer=answer))
        page(model, "delete", Rule(at["delete"], delete, delete, data=(("post", "yes"),)))
        page(model, "history", Rule(at["history"], view, view))

    def lists(model, *, view, add=NOBODY):
        at = {name: reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}") for name in ("changelist", "add")}
        page(model, "changelist", Rule(at["changelist"], view, view))
        page(model, "add", Rule(at["add"], add, add))

    for model in (*OF_REPORT, *RECORDS):
        lists(model, view=ROLES, add=EDITORS)
        for state in STATES:
            may = changers_of(model, state)
            # The POST lacks the signed contents of the form, so it counts as a conflict in a draft.
            is_of_draft = model in OF_REPORT and state == DRAFT
            pages(
                model, row_of(model, small.reports[state]), view=ROLES, change=may, delete=may, answer=409 if is_of_draft else 200
            )
    lists(m.Correction, view=ROLES)
    pages(m.Correction, m.Correction.objects.first(), view=ROLES)
    lists(LogEntry, view=MANAGERS)
    pages(LogEntry, LogEntry.objects.first(), view=MANAGERS)
    lists(User, view=MANAGERS)
    lists(Authenticator, view=MANAGERS)
    for user, who in ((people["redacteur"], MANAGERS), (people["superuser"], ABOVE)):
        pages(User, user, view=MANAGERS, change=who)
        pages(Authenticator, Authenticator.objects.filter(user=user).first(), view=MANAGERS)
    assert set(LISTS) == set(site._registry)
    return found


def rules_of_desk(small):
    """Return the rules for the desk, for a report in every state, by name of URL pattern."""
    found = {
        "desk": [Rule("/beheer/redactie/", ROLES, ROLES)],
        "new-report": [Rule("/beheer/redactie/nieuw/", EDITORS, EDITORS)],
        "new-notice": [Rule("/beheer/redactie/kort-bericht/", EDITORS, EDITORS)],
        "read-words": [Rule("/beheer/redactie/periode/", ROLES, ROLES)],
        "read-prose": [Rule("/beheer/redactie/taal/", ROLES, ROLES, 405)],
        "law-addresses": [Rule("/beheer/redactie/nog-te-openen/", ROLES, EDITORS)],
        # The POST names no draft that was thrown away.
        "discarded": [Rule("/beheer/redactie/weggegooid/", ROLES, EDITORS, 200, 404)],
        "proposals": [Rule("/beheer/redactie/voorstellen/", ROLES, ROLES)],
        # A record of a draft is edited in the admin: the page leads there. The POST lacks the signed contents of the form.
        "propose": [
            Rule(f"/beheer/redactie/voorstellen/nieuw/rol/{small.records[state]['role'].pk}/", EDITORS, EDITORS, *answers)
            for state, answers in ((DRAFT, (200, 200)), (PUBLISHED, (200, 409)), (WITHDRAWN, (200, 409)))
        ],
        "propose-new": [Rule("/beheer/redactie/voorstellen/nieuw/rol/", EDITORS, EDITORS)],
        "propose-merge": [
            Rule(f"/beheer/redactie/voorstellen/samenvoegen/rol/{small.records[state]['role'].pk}/", EDITORS, EDITORS, *answers)
            for state, answers in ((DRAFT, (404, 404)), (PUBLISHED, (200, 200)))
        ],
        "propose-name": [
            Rule("/beheer/redactie/voorstellen/naam/", EDITORS, EDITORS, data=data)
            for data in ((), (("name", "anderen"), ("reason", "Die persoon vroeg erom.")))
        ],
        "proposal": [
            Rule(f"/beheer/redactie/voorstellen/{small.proposal.pk}/", ROLES, PUBLISHERS, data=data)
            for data in (
                (("besluit", "goedkeuren"), ("reden", "Zo staat het in de bron.")),
                (("besluit", "weigeren"), ("reden", "Het klopt al.")),
            )
        ],
        # The preview is read with GET; the views of the public site answer a POST as they do a GET.
        "proposal-preview": [Rule(f"/beheer/redactie/voorstellen/{small.proposal.pk}/voorbeeld/", ROLES, ROLES)],
        "proposal-preview-page": [Rule(f"/beheer/redactie/voorstellen/{small.proposal.pk}/voorbeeld/maatregelen/", ROLES, ROLES)],
    }

    def page(name, place, draft, published, withdrawn):
        data = (("alles", "ja"), ("reden", "Er staat een fout in."))
        for state, (get, post, *answers) in zip(STATES, (draft, published, withdrawn), strict=True):
            chapter = small.reports[state].sections.get().pk
            where = place.format(small.records[state]["measure"].slug, chapter=chapter)
            address = f"/beheer/redactie/{small.reports[state].slug}/{where}"
            found.setdefault(name, []).append(Rule(address, get, post, *answers, data=data))

    # The rule for what a withdrawn report does not get any more.
    no_more = (EDITORS, EDITORS, 404, 404)
    # The rule, on a published or withdrawn report, for a page that exists for a draft only.
    gone = (ROLES, ROLES, 404, 404)
    page("worklist", "", (ROLES, EDITORS), (ROLES, EDITORS), (ROLES, EDITORS, 200, 404))
    page("statuses", "statussen/", (EDITORS, EDITORS), gone, gone)
    page("take-along", "werkmap.xlsx", (EDITORS, EDITORS), gone, gone)
    page("take-along-ods", "werkmap.ods", (EDITORS, EDITORS), gone, gone)
    page("import", "werkmap/", (EDITORS, EDITORS, 200, 400), gone, gone)
    page("import-preview", "werkmap/vergelijking/", (EDITORS, EDITORS, 404, 404), gone, gone)
    page("read-in", "inlezen/", (EDITORS, EDITORS), gone, gone)
    page("read-document", "inlezen/document/", (EDITORS, EDITORS, 200, 400), gone, gone)
    page("review-read", "inlezen/onderdeel/", (EDITORS, EDITORS, 200, 400), gone, gone)
    # The drafts of these tests are progress reports, which have a worklist instead; see tests/portal/desk/notices/.
    page("edit-notice", "kort-bericht/", (EDITORS, EDITORS, 404, 404), *[(EDITORS, EDITORS, 404, 404)] * 2)
    page("checklist", "controle/", (ROLES, EDITORS), gone, gone)
    page("divide", "verdelen/", (EDITORS, EDITORS), gone, gone)
    page("remarks", "opmerkingen/", (ROLES, EDITORS), gone, gone)
    page("preview-links", "meekijken/", (EDITORS, EDITORS), gone, gone)
    page("history", "geschiedenis/", (EDITORS, EDITORS), gone, gone)
    page("plan", "moment/", (PUBLISHERS, PUBLISHERS), gone, gone)
    # The form says no line of the trail.
    page("approve", "akkoord/", (EDITORS, EDITORS), gone, gone)
    page("publish", "publiceren/", *[(PUBLISHERS, PUBLISHERS)] * 3)
    page("withdraw", "intrekken/", *[(MANAGERS, MANAGERS)] * 3)
    page("preview", "voorbeeld/", (ROLES, ROLES), gone, gone)
    page("preview-page", "voorbeeld/maatregelen/", (ROLES, ROLES), gone, gone)
    page("others", "overig/", *[(ROLES, ROLES)] * 3)
    page("edit-other", "overig/hoofdstuk/nieuw/", (EDITORS, EDITORS, 200, 409), (EDITORS, EDITORS, 200, 409), no_more)
    page("report-data", "gegevens/", (EDITORS, EDITORS, 200, 409), (EDITORS, EDITORS, 200, 409), no_more)
    page("new-record", "nieuw/motie/", (EDITORS, EDITORS), (EDITORS, EDITORS), no_more)
    page("remove-stand", "weghalen/stand/maatregel/{}/", (EDITORS, EDITORS, 200, 409), gone, gone)
    page("remove-other", "weghalen/overig/hoofdstuk/{chapter}/", (EDITORS, EDITORS, 200, 409), gone, gone)
    page("discard", "weggooien/", (EDITORS, EDITORS), gone, gone)
    page("continue", "vervolg/", gone, gone, (EDITORS, EDITORS))
    # The POST lacks the signed contents of the list.
    page("edit-list", "overig/bevinding/", (EDITORS, EDITORS, 200, 409), gone, gone)
    # The POST lacks the signed contents of the form at the time it was opened, so it counts as a conflict (409).
    page("edit-stand", "maatregel/{}/", *[(EDITORS, EDITORS, 200, 409)] * 3)
    return found


def rules_of_accounts(people):
    """Return the rules for the pages of accounts, by name of URL pattern. Only a superuser helps a superuser."""
    found = {
        "accounts": [Rule("/beheer/accounts/", MANAGERS, MANAGERS)],
        "new-account": [Rule("/beheer/accounts/nieuw/", MANAGERS, MANAGERS)],
    }
    for user, who in ((people["redacteur"], MANAGERS), (people["superuser"], ABOVE)):
        address = f"/beheer/accounts/{user.pk}/"
        found.setdefault("account", []).append(Rule(address, who, who))
        asks = (("vraag", "ja"), ("reden", "De telefoon is weg."))
        found.setdefault("reset-step", []).append(Rule(f"{address}tweede-stap/", who, who, data=asks))
    return found


def rules_of_index(small):
    """Return the rules for the admin as a whole, by name of URL pattern."""
    report = small.reports[DRAFT]
    kind = ContentType.objects.get_for_model(report).pk
    field = "app_label=measures&model_name=measuresnapshot&field_name=measure"
    return {
        "index": [Rule("/beheer/", STAFF, STAFF)],
        "home-of-staff": [Rule("/beheer/", STAFF, STAFF)],
        "all-data": [Rule("/beheer/alle-gegevens/", STAFF, STAFF)],
        "app_list": [
            Rule("/beheer/measures/", ROLES, ROLES, refusal=404),
            Rule("/beheer/auth/", MANAGERS, MANAGERS, refusal=404),
        ],
        "jsi18n": [Rule("/beheer/jsi18n/", STAFF, STAFF, 200, 405)],
        "password_change": [Rule("/beheer/password_change/", STAFF, STAFF)],
        "password_change_done": [Rule("/beheer/password_change/done/", STAFF, STAFF, 200, 405)],
        "logout": [Rule("/beheer/logout/", STAFF, STAFF, 405)],
        "autocomplete": [Rule(f"/beheer/autocomplete/?{field}", ROLES, STAFF, 200, 405)],
        # The redirect reveals the slug of a draft, so a role is needed. The target page checks access itself.
        "view_on_site": [Rule(f"/beheer/r/{kind}/{report.pk}/", ROLES, ROLES)],
    }
