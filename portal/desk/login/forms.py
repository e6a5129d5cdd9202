"""The forms that ask for the code of a second factor, with a clear message when its secret cannot be decrypted."""

from allauth.mfa.base import forms
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from portal.desk.login.second_steps import unreadable

LOST = (
    "Het portaal kan uw tweede stap niet meer lezen: de sleutel ervan ontbreekt. Vraag een beheerder om uw tweede stap te "
    "verwijderen. Een tweede beheerder bevestigt dat. Daarna stelt u een nieuwe in."
)


class ReadsSecret:
    def clean_code(self) -> str:
        try:
            return super().clean_code()
        except ValidationError as error:
            if unreadable(Authenticator.objects.filter(user=self.user)):
                raise ValidationError(LOST) from error
            raise


class AuthenticateForm(ReadsSecret, forms.AuthenticateForm):
    pass


class ReauthenticateForm(ReadsSecret, forms.ReauthenticateForm):
    pass
