"""The forms for accounts."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group, User

from portal.desk.roles import GROUPS


class NewAccountForm(forms.ModelForm):
    """An account without a password: its owner chooses one, with the link that follows."""

    groups = forms.ModelMultipleChoiceField(
        Group.objects.filter(name__in=GROUPS), label="Rol", widget=forms.CheckboxSelectMultiple, error_messages={
            "required": "Kies een of meer rollen."
        },
    )  # fmt: skip

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups")

    def save(self, commit: bool = True) -> Any:
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)
