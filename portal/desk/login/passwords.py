"""The rule for how long a password is, in Dutch."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnoughValidator(MinimumLengthValidator):
    """Django's rule, with its refusal in Dutch: the Dutch translation of Django 5.2 lacks that sentence."""

    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Kies er een van minstens {self.min_length} tekens."
