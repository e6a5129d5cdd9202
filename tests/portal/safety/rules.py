"""The access rules of /beheer/: a rule for every URL pattern, with the groups that may GET and POST it."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.contrib.admin.sites import site
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from laws.models import Bill, BillSnapshot, EntryIntoForce, Requirement
from measures import models as m
from measures.enums import ReportState
from motions.models import Motion, MotionSnapshot

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


# The models of rows that belong to a report, each with its path to the report. Only rows of a draft can be changed. Rows of the
# models in RECORDS belong to no report and can always be changed.
OF_REPORT = {
    m.Report: "", m.ReportSection: "report", m.GoalSnapshot: "report", m.Finding: "report", m.PrioritySnapshot: "report",
    m.Representation: "report", m.MeasureSnapshot: "report", m.SourceNote: "report", BillSnapshot: "report",
    EntryIntoForce: "report", Requirement: "report", MotionSnapshot: "report",
}  # fmt: skip
RECORDS = {m.Role, m.Sector, m.Stakeholder, m.Party, m.Goal, m.Priority, m.Measure, m.Action, Bill, Motion}


def rules_of_admin(small, people):
    """Return the rules for the pages of all models in the admin, by name of URL pattern."""
    found: dict[str, list[Rule]] = {}

    def page(model, name, rule):
        found.setdefault(f"{model._meta.app_label}_{model._meta.model_name}_{name}", []).append(rule)

    def pages(model, row, *, view, change=NOBODY, delete=NOBODY):
        at = {name: reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=[row.pk])
              for name in ("change", "delete", "history")}  # fmt: skip
        page(model, "change", Rule(at["change"], view, change))
        page(model, "delete", Rule(at["delete"], delete, delete, data=(("post", "yes"),)))
        page(model, "history", Rule(at["history"], view, view))

    def lists(model, *, view, add=NOBODY):
        at = {name: reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}") for name in ("changelist", "add")}
        page(model, "changelist", Rule(at["changelist"], view, view))
        page(model, "add", Rule(at["add"], add, add))

    for model, path in OF_REPORT.items():
        lists(model, view=ROLES, add=EDITORS)
        for state in STATES:
            report = small.reports[state]
            row = report if model is m.Report else model.objects.filter(**{path: report}).first()
            may = EDITORS if state == DRAFT else NOBODY
            pages(model, row, view=ROLES, change=may, delete=may)
    for model in RECORDS:
        lists(model, view=ROLES, add=EDITORS)
        pages(model, model.objects.first(), view=ROLES, change=EDITORS, delete=EDITORS)
    lists(m.Correction, view=ROLES)
    pages(m.Correction, m.Correction.objects.first(), view=ROLES)
    lists(LogEntry, view=MANAGERS)
    pages(LogEntry, LogEntry.objects.first(), view=MANAGERS)
    lists(User, view=MANAGERS, add=MANAGERS)
    lists(Authenticator, view=MANAGERS)
    for user, who in ((people["redacteur"], MANAGERS), (people["superuser"], ABOVE)):
        pages(User, user, view=MANAGERS, change=who)
        page(User, "password_change", Rule(f"/beheer/auth/user/{user.pk}/password/", who, who))
        pages(Authenticator, Authenticator.objects.filter(user=user).first(), view=MANAGERS, delete=who)
    assert {*OF_REPORT, *RECORDS, m.Correction, LogEntry, User, Authenticator} == set(site._registry)
    return found


def rules_of_desk(small):
    """Return the rules for the desk, for a report in every state, by name of URL pattern."""
    found = {
        "desk": [Rule("/beheer/redactie/", ROLES, ROLES)],
        "new-report": [Rule("/beheer/redactie/nieuw/", EDITORS, EDITORS)],
        "read-words": [Rule("/beheer/redactie/periode/", ROLES, ROLES)],
    }

    def page(name, place, draft, published, withdrawn):
        data = (("alles", "ja"), ("reden", "Er staat een fout in."))
        for state, (get, post, *answers) in zip(STATES, (draft, published, withdrawn), strict=True):
            address = f"/beheer/redactie/{small.reports[state].slug}/{place.format(small.records[state]['measure'].slug)}"
            found.setdefault(name, []).append(Rule(address, get, post, *answers, data=data))

    # The rule, on a published or withdrawn report, for a page that exists for a draft only.
    gone = (ROLES, ROLES, 404, 404)
    page("worklist", "", (ROLES, EDITORS), (ROLES, EDITORS, 200, 404), (ROLES, EDITORS, 200, 404))
    page("statuses", "statussen/", (EDITORS, EDITORS), gone, gone)
    page("take-along", "werkmap.xlsx", (EDITORS, EDITORS), gone, gone)
    page("import", "werkmap/", (EDITORS, EDITORS, 200, 400), gone, gone)
    # No workbook was uploaded.
    page("import-preview", "werkmap/vergelijking/", (EDITORS, EDITORS, 404, 404), gone, gone)
    page("checklist", "controle/", (ROLES, EDITORS), gone, gone)
    page("publish", "publiceren/", *[(PUBLISHERS, PUBLISHERS)] * 3)
    page("withdraw", "intrekken/", *[(MANAGERS, MANAGERS)] * 3)
    page("preview", "voorbeeld/", (ROLES, ROLES), gone, gone)
    page("preview-page", "voorbeeld/maatregelen/", (ROLES, ROLES), gone, gone)
    page("others", "overig/", *[(ROLES, ROLES)] * 3)
    page("edit-other", "overig/hoofdstuk/nieuw/", (EDITORS, EDITORS, 200, 409), *[(PUBLISHERS, PUBLISHERS, 404, 404)] * 2)
    # The POST lacks the signed contents of the form at the time it was opened, so it counts as a conflict (409).
    page("edit-stand", "maatregel/{}/", (EDITORS, EDITORS, 200, 409), *[(PUBLISHERS, PUBLISHERS, 200, 409)] * 2)
    return found


def rules_of_index(small):
    """Return the rules for the admin as a whole, by name of URL pattern."""
    report = small.reports[DRAFT]
    kind = ContentType.objects.get_for_model(report).pk
    field = "app_label=measures&model_name=measuresnapshot&field_name=measure"
    return {
        "index": [Rule("/beheer/", STAFF, STAFF)],
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
