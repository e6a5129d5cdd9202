"""Every public address, with the records that stand in it."""

from django.urls import get_resolver, reverse

from measures.models import Correction, Finding, SourceNote
from portal.outputs.exports.lists import LISTS
from portal.outputs.opendata.tables import TABLES
from tests.portal.outputs.following.addresses import followed_addresses

# What stands in every record of the tests about what is hidden.
HIDDEN = "Onzichtbaar"


def public_addresses(records, report):
    """Return every public path, for the given records and report. Some paths have a query string."""
    measure, role, action = records["measure"], records["role"], records["action"]
    return [
        reverse("home"),
        reverse("roles"),
        reverse("roles") + f"?maatregel={measure.slug}",
        reverse("role", args=[role.slug]),
        reverse("role", args=[role.slug]) + f"?rapportage={report.slug}",
        reverse("role", args=[role.slug]) + f"?doel={records['goal'].number}",
        reverse("changed-for-role", args=[role.slug]),
        reverse("changed-for-role", args=[role.slug]) + f"?vanrapportage={report.slug}",
        reverse("changed-for-role", args=[role.slug]) + f"?naarrapportage={report.slug}",
        reverse("parents"),
        reverse("action", args=[action.slug]),
        reverse("action", args=[action.slug]) + f"?rapportage={report.slug}",
        reverse("changes"),
        reverse("changes") + f"?naar={report.slug}",
        reverse("changes") + f"?van={report.slug}",
        reverse("changes-feed"),
        reverse("changes-feed") + f"?naar={report.slug}",
        reverse("changes-feed") + f"?van={report.slug}",
        reverse("changes-feed") + "?soort=nieuw",
        reverse("sitemap"),
        reverse("robots"),
        reverse("alive"),
        reverse("ready"),
        reverse("metrics"),
        reverse("search"),
        reverse("search") + f"?q={HIDDEN}",
        reverse("search") + f"?q={HIDDEN}&rapportage={report.slug}",
        reverse("search") + f"?q={HIDDEN}&soort=bronnotitie",
        reverse("overview"),
        reverse("overview") + f"?rapportage={report.slug}",
        *[reverse("list-export", args=[name, extension]) for name in LISTS for extension in ("csv", "xlsx", "ods")],
        *[reverse("role-export", args=[role.slug, extension]) for extension in ("csv", "pdf")],
        *followed_addresses(records, HIDDEN),
        *[reverse("role-workbook", args=[role.slug, extension]) for extension in ("xlsx", "ods")],
        reverse("workplan", args=[role.slug]),
        reverse("workplan-update"),
        *[reverse(name) for name in ("letters", "letters-asked", "letters-confirm", "letters-own", "letters-kept")],
        reverse("letters-end", args=["geen-geldige-sleutel"]),
        reverse("overview-export"),
        *[reverse("overview-workbook", args=[extension]) for extension in ("xlsx", "ods")],
        *[reverse(f"{kind}-briefing", args=[records[kind].slug, end]) for kind in BY_SLUG[:2] for end in ("pdf", "docx")],
        *[reverse("goal-briefing", args=[records["goal"].number, extension]) for extension in ("pdf", "docx")],
        *[reverse(f"{kind}-{what}", args=[records[kind].slug]) for kind in BY_SLUG for what in ("picture", "framed")],
        *[reverse(f"{kind}-{what}", args=[records[kind].number]) for kind in BY_NUMBER for what in ("picture", "framed")],
        reverse("measures"),
        reverse("measures") + f"?zoek={HIDDEN}",
        reverse("measures") + f"?rapportage={report.slug}",
        reverse("measures") + f"?doel={records['goal'].number}",
        reverse("measures") + f"?speerpunt={records['priority'].number}",
        reverse("measure-by-number", args=[measure.number or 24]),
        reverse("measure", args=[measure.slug]),
        reverse("stand", args=[measure.slug, report.slug]),
        reverse("goals"),
        reverse("goals") + f"?rapportage={report.slug}",
        reverse("goal", args=[records["goal"].number]),
        reverse("priorities"),
        reverse("bills"),
        reverse("bills") + f"?zoek={HIDDEN}",
        reverse("bills") + f"?rapportage={report.slug}",
        reverse("bill", args=[records["bill"].slug]),
        reverse("motions"),
        reverse("motions") + f"?zoek={HIDDEN}",
        reverse("motions") + f"?rapportage={report.slug}",
        reverse("motions") + "?dossier=99999",
        reverse("motion", args=[records["motion"].number]),
        reverse("reports"),
        reverse("report", args=[report.slug]),
        *[
            reverse(name)
            for name in ("about", "components", "glossary", "accessibility", "privacy", "vulnerability", "security-txt")
        ],
        *[
            reverse(name)
            for name in ("open-data", "open-data-package", "open-data-descriptor", "open-data-dcat", "open-data-turtle")
        ],
        *[reverse("open-data-table", args=[name]) for name in TABLES],
        reverse("kamerstuk", args=[records["motion"].number]),
        reverse("api-without-version"),
        *api_addresses(records, report),
    ]


BY_SLUG, BY_NUMBER = ("measure", "bill", "role"), ("motion", "goal")
LISTS_OF_API = ("Reports", "Sources", "Goals", "Priorities", "Roles", "Measures", "Bills", "Motions", "Actions", "Findings",
                "SourceNotes", "Corrections")  # fmt: skip


def api_addresses(records, report):
    """Return every path of the API, for the given records and report."""
    measure, report_slug = records["measure"], report.slug
    finding, note, correction = (
        rows.filter(report=report).first() for rows in (Finding.objects, SourceNote.objects, Correction.objects)
    )
    keys = {
        "Reports": report_slug, "Sources": report_slug, "Goals": records["goal"].number, "Priorities": records["priority"].number,
        "Roles": records["role"].slug, "Measures": measure.slug, "Bills": records["bill"].slug,
        "Motions": records["motion"].number,
        "Actions": records["action"].slug, "Findings": f"{report_slug}-{finding.position if finding else 1}",
        "SourceNotes": note.slug if note else "geen", "Corrections": correction.pk if correction else 1,
    }  # fmt: skip
    return [
        reverse("api"), reverse("api-base"), reverse("api-description"), "/api/v1/bestaat-niet",
        *[reverse(f"api-{name}") for name in LISTS_OF_API],
        *[reverse(f"api-{name}-one", args=[keys[name]]) for name in LISTS_OF_API],
        reverse("api-Parties"),
        reverse("api-ChangesForRole", args=[records["role"].slug]),
        reverse("api-StandsOfMeasure", args=[measure.slug]),
        reverse("api-StandsOfMeasure-one", args=[measure.slug, report_slug]),
        *[reverse(f"api-{name}") + f"?rapportage={report_slug}" for name in ("Measures", "Bills", "Motions", "Actions")],
        reverse("api-Changes") + f"?van={report_slug}&naar={report_slug}",
        reverse("api-Changes") + f"?van=zichtbaar-rapport&naar={report_slug}",
    ]  # fmt: skip


def public_names(patterns=None):
    """Yield the names of all URL patterns outside /beheer/."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if str(pattern.pattern).startswith("beheer/"):
            continue
        if not hasattr(pattern, "url_patterns"):
            yield pattern.name
        else:
            yield from public_names(pattern.url_patterns)
