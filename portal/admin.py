"""The admin of accounts, and the audit trail: to read and to take along, not to change.

A beheerder can take away a lost second step, but never read its secret.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from auditlog.admin import LogEntryAdmin
from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from portal.exports.csv_file import to_csv
from portal.exports.table import Column, Table

# E-mail addresses and tokens are not used here; the identity provider is a setting; groups are fixed.
admin.site.unregister([User, Group, LogEntry, EmailAddress, SocialApp, SocialToken, SocialAccount, Authenticator])


@admin.register(User)
class AccountAdmin(UserAdmin):
    """An account gets its rights from its groups; there is nothing else to tick."""

    list_display = ["username", "first_name", "last_name", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Wie", {"fields": ["first_name", "last_name", "email"]}),
        ("Rechten", {"fields": ["is_active", "is_staff", "groups"]}),
    ]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A superuser is changed by a superuser only."""
        is_above = isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Accounts are switched off, not deleted: the trail goes on naming them."""
        return False


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):
    fields = ("user", "type", "created_at", "last_used_at")
    readonly_fields = fields
    list_display = fields
    list_filter = ("type",)
    search_fields = ("user__username",)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The second step of a superuser is taken away by a superuser only."""
        is_above = isinstance(obj, Authenticator) and obj.user.is_superuser and not request.user.is_superuser
        return not is_above and super().has_delete_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(LogEntry)
class TrailAdmin(LogEntryAdmin):
    actions = ["export"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {name: action for name, action in super().get_actions(request).items() if name == "export"}

    @admin.action(description="Exporteer als CSV", permissions=["view"])
    def export(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> HttpResponse:
        """The chosen lines: when, who, from where, what, old and new value, and why."""
        columns = [
            Column("Wanneer (UTC)", lambda entry: entry.timestamp.isoformat()),
            Column("Wie", lambda entry: str(entry.actor or "")),
            Column("Vanaf", lambda entry: entry.remote_addr),
            Column("Wat", lambda entry: entry.get_action_display()),
            Column("Soort", lambda entry: str(entry.content_type)),
            Column("Onderwerp", lambda entry: entry.object_repr),
            Column("Wijzigingen", lambda entry: _in_words(entry)),
            Column("Rapportage", lambda entry: (entry.additional_data or {}).get("rapportage")),
            Column("Reden", lambda entry: (entry.additional_data or {}).get("reden")),
        ]
        entries = queryset.select_related("actor", "content_type").order_by("pk")
        headers = {"Content-Disposition": 'attachment; filename="wijzigingen.csv"'}
        return HttpResponse(
            to_csv(Table("Wijzigingen", columns, entries)), content_type="text/csv; charset=utf-8", headers=headers
        )


def _in_words(entry: LogEntry) -> str:
    """Every field with its old and new value; a many-to-many with what came or went."""
    words = []
    for field, change in (entry.changes or {}).items():
        if isinstance(change, dict):
            words.append(f"{field} ({change.get('operation')}): {', '.join(change.get('objects', []))}")
        else:
            words.append(f"{field}: „{change[0]}” → „{change[1]}”")
    return "; ".join(words)
