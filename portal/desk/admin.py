"""The admin pages for accounts, second factors and the audit trail.

The audit trail can be read and exported, but not changed. Second factors can be seen, without their secrets.
"""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from auditlog.admin import LogEntryAdmin
from auditlog.models import LogEntry
from auditlog.render import get_field_verbose_name
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.timezone import localtime

from measures.admin.rights import OfferedLookups, ReadOnly
from portal.core.trail import CONCEALED, name_in
from portal.desk.persons import end_sessions
from portal.outputs.exports.csv_file import to_csv
from portal.outputs.exports.table import Column, Table

# The Dutch name of each kind of change in the audit trail.
ACTS = {
    LogEntry.Action.CREATE: "Aangemaakt",
    LogEntry.Action.UPDATE: "Gewijzigd",
    LogEntry.Action.DELETE: "Verwijderd",
}
# User, LogEntry and Authenticator get their own admin below. The other models need no admin page: groups are fixed,
# the identity provider is a setting, and e-mail addresses and tokens are not used.
admin.site.unregister([User, Group, LogEntry, EmailAddress, SocialApp, SocialToken, SocialAccount, Authenticator])


@admin.register(User)
class AccountAdmin(OfferedLookups, UserAdmin):
    """The admin of accounts. An account gets its rights from its groups, so the form has no field for single permissions.

    The pages of `portal.desk.accounts` make accounts. No page shows or sets the password of somebody else.
    """

    list_display = ["username", "first_name", "last_name", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    fieldsets = [
        (None, {"fields": ["username"]}),
        ("Wie", {"fields": ["first_name", "last_name", "email"]}),
        ("Rechten", {"fields": ["is_active", "is_staff", "groups"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses without the one where `UserAdmin` lets somebody set the password of another."""
        return super(UserAdmin, self).get_urls()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let only a superuser change the account of a superuser."""
        is_above = isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """Save the account. End its sessions when it may no longer log in, so that none revives when it may again."""
        super().save_model(request, obj, form, change)
        if not (obj.is_active and obj.is_staff):
            end_sessions({obj.pk})

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False for everybody: accounts are deactivated instead, because the audit trail refers to them."""
        return False


@admin.register(Authenticator)
class AuthenticatorAdmin(OfferedLookups, ReadOnly, admin.ModelAdmin):
    """The admin of second factors. They can be seen; the field with the secret (`data`) is not shown.

    A lost one is removed by two managers, see `portal.desk.accounts.resets`.
    """

    fields = ("user", "type", "created_at", "last_used_at")
    readonly_fields = fields
    list_display = fields
    list_filter = ("type",)
    search_fields = ("user__username",)


class ActFilter(admin.SimpleListFilter):
    title = "wat"
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[int, str]]:
        return list(ACTS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        return queryset.filter(action=self.value()) if self.value() in {str(int(act)) for act in ACTS} else queryset


class KindFilter(admin.SimpleListFilter):
    title = "soort"
    parameter_name = "soort"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[int, str]]:
        kinds = ContentType.objects.filter(pk__in=LogEntry.objects.values("content_type").distinct())
        return sorted(((kind.pk, capfirst(kind.name)) for kind in kinds), key=lambda kind: kind[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        known = {str(pk) for pk, _name in self.lookup_choices}
        return queryset.filter(content_type=self.value()) if self.value() in known else queryset


@admin.register(LogEntry)
class TrailAdmin(OfferedLookups, ReadOnly, LogEntryAdmin):
    actions = ["export"]
    list_display = ["when", "who", "from_where", "what", "subject", "reason", "fields_changed", "kind"]
    list_display_links = ["when"]
    list_filter = [ActFilter, KindFilter, ("actor", admin.RelatedOnlyFieldListFilter)]
    readonly_fields = ["when", "who", "from_where", "what", "kind", "subject", "report", "reason", "proposer", "changed"]
    fieldsets = [(None, {"fields": readonly_fields})]

    @admin.display(description="Wanneer", ordering="timestamp")
    def when(self, entry: LogEntry) -> dt.datetime:
        return localtime(entry.timestamp)

    @admin.display(description="Wie", ordering="actor")
    def who(self, entry: LogEntry) -> str:
        return name_in(entry) or "het portaal zelf"

    @admin.display(description="Vanaf", ordering="remote_addr")
    def from_where(self, entry: LogEntry) -> str:
        return entry.remote_addr or ""

    @admin.display(description="Wat", ordering="action")
    def what(self, entry: LogEntry) -> str:
        return ACTS.get(entry.action, "")

    @admin.display(description="Soort", ordering="content_type")
    def kind(self, entry: LogEntry) -> str:
        return capfirst(entry.content_type.name)

    @admin.display(description="Onderwerp", ordering="object_repr")
    def subject(self, entry: LogEntry) -> str:
        """Return the name of the row. A second step is only called after its kind, so the name of its account is added."""
        if entry.content_type.model_class() is not Authenticator:
            return entry.object_repr
        keys = [key for key in (entry.changes or {}).get("user", []) if key != "None"]
        account = User.objects.filter(pk__in=keys).first()
        return f"{entry.object_repr}, van {account}" if account else entry.object_repr

    @admin.display(description="Rapportage")
    def report(self, entry: LogEntry) -> str:
        return (entry.additional_data or {}).get("rapportage") or ""

    @admin.display(description="Reden")
    def reason(self, entry: LogEntry) -> str:
        return (entry.additional_data or {}).get("reden") or ""

    @admin.display(description="Voorgesteld door")
    def proposer(self, entry: LogEntry) -> str:
        return (entry.additional_data or {}).get("voorgesteld door") or ""

    @admin.display(description="Velden")
    def fields_changed(self, entry: LogEntry) -> str:
        names = [get_field_verbose_name(entry, name).lower() for name in entry.changes or {}]
        return ", ".join(names[:4]) + (f" en nog {len(names) - 4}" if len(names) > 4 else "")

    @admin.display(description="Wijzigingen")
    def changed(self, entry: LogEntry) -> str:
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((words,) for words in _in_words(entry))))

    @admin.action(description="Exporteer als CSV", permissions=["view"])
    def export(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> HttpResponse:
        """Return the selected entries of the audit trail as a CSV file, one row per entry. Timestamps are in UTC."""
        columns = [
            Column("Wanneer (UTC)", lambda entry: entry.timestamp.isoformat()),
            Column("Wie", self.who),
            Column("Vanaf", self.from_where),
            Column("Wat", self.what),
            Column("Soort", self.kind),
            Column("Onderwerp", self.subject),
            Column("Wijzigingen", lambda entry: "; ".join(_in_words(entry))),
            Column("Rapportage", self.report),
            Column("Reden", self.reason),
        ]
        entries = queryset.select_related("actor", "content_type").order_by("pk")
        headers = {"Content-Disposition": 'attachment; filename="wijzigingen.csv"'}
        return HttpResponse(
            to_csv(Table("Wijzigingen", columns, entries)), content_type="text/csv; charset=utf-8", headers=headers
        )


def _in_words(entry: LogEntry) -> list[str]:
    """Return one Dutch phrase per changed field.

    The phrase gives the old and new value. For a many-to-many it gives the objects that were added or removed.
    """
    words = []
    for name, change in (entry.changes or {}).items():
        field = get_field_verbose_name(entry, name).lower()
        if CONCEALED in change:
            words.append(f"{field}: ingesteld, {CONCEALED}")
        elif isinstance(change, dict):
            came = "erbij" if change.get("operation") == "add" else "eraf"
            words.append(f"{field}, {came}: {', '.join(change.get('objects', []))}")
        else:
            old, new = ("leeg" if value in ("None", "", None) else f"„{value}”" for value in change)
            if old != new:
                words.append(f"{field}: {old} → {new}")
    return words
