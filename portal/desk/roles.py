"""The rights of each role. An account gets its rights from its groups only; the admin cannot grant single permissions.

| | redacteur (editor) | publicist (publisher) | beheerder (manager) |
|---|---|---|---|
| see all content in the admin | yes | yes | yes |
| change drafts and throw them away, and records, actions and roles that were never public | yes | yes | no |
| propose a change of what is public: a record, an action, a role, or what a published report says | yes | yes | no |
| approve or refuse a proposal (not one's own) | no | yes | no |
| publish a report | no | yes | no |
| propose to withdraw a report, approve that (not one's own), invite people, read the audit trail | no | approve | yes |

An account in two groups has the rights of both. A superuser has all rights. The four-eyes rule (`settings.FOUR_EYES`)
also applies to superusers, and nobody changes what is public in the admin: `measures.admin.rights` decides that.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models

from portal.core.trail import CONTENT_APPS

EDITOR, PUBLISHER, MANAGER = "Redacteur", "Publicist", "Beheerder"
GROUPS = (EDITOR, PUBLISHER, MANAGER)

EDIT = "portal.edit_draft"
PUBLISH = "portal.publish_report"
PROPOSE = "portal.propose_change"
DECIDE = "portal.decide_proposal"
WITHDRAW = "portal.withdraw_report"
READ_TRAIL = "auditlog.view_logentry"
MANAGE_ACCOUNTS = {"auth.view_user", "auth.change_user", "auth.view_group", "mfa.view_authenticator"}

User = AbstractBaseUser | AnonymousUser


class RoleBackend(BaseBackend):
    """An authentication backend that grants permissions by group, to active staff only. They do not depend on the row."""

    def has_perm(self, user: User, permission: str, obj: models.Model | None = None) -> bool:
        return user.is_active and user.is_staff and permission in self.get_all_permissions(user)

    def has_module_perms(self, user: User, app_label: str) -> bool:
        permissions = self.get_all_permissions(user) if user.is_active and user.is_staff else set()
        return any(permission.startswith(f"{app_label}.") for permission in permissions)

    def get_all_permissions(self, user: User, obj: models.Model | None = None) -> set[str]:
        if not hasattr(user, "_role_permissions"):
            user._role_permissions = permissions_of(groups_of(user))
        return user._role_permissions


def groups_of(user: Any) -> set[str]:
    return set(user.groups.values_list("name", flat=True)) & set(GROUPS)


def permissions_of(groups: set[str]) -> set[str]:
    found: set[str] = set()
    if groups:
        found |= _on_content("view")
    if groups & {EDITOR, PUBLISHER}:
        found |= {EDIT, PROPOSE} | _on_content("add") | _on_content("change") | _on_content("delete")
    if PUBLISHER in groups:
        found |= {PUBLISH, DECIDE}
    if MANAGER in groups:
        found |= {WITHDRAW, READ_TRAIL} | MANAGE_ACCOUNTS
    return found


def _on_content(act: str) -> set[str]:
    models_of_content = [model for app in CONTENT_APPS for model in apps.get_app_config(app).get_models()]
    return {f"{model._meta.app_label}.{act}_{model._meta.model_name}" for model in models_of_content}


def function_of(user: Any) -> str:
    """Return the role of an account in Dutch, such as "publicist". A public correction shows this role, not the person's name."""
    groups = groups_of(user)
    return next((group.lower() for group in (PUBLISHER, MANAGER, EDITOR) if group in groups), "beheerder van het portaal")
