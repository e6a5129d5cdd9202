"""How a link for a password comes to whoever chooses it: by mail when the portal has that, else shown once."""

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.timezone import localtime

from portal.core.mail import send_mail
from portal.desk.account_models import Invitation

TEXT = """\
Er is een link voor u om een wachtwoord te kiezen bij {site}.

{link}

Uw gebruikersnaam is {name}. De link werkt één keer, tot {until}.
Na het inloggen stelt u een tweede stap in: een app op uw telefoon of een sleutel.

Vroeg u hier niet om? Zeg het dan tegen een beheerder van de site, en open de link niet.
"""


def link_at(base: str, token: str) -> str:
    """Return the link of an invitation. `base` is the URL of the site, without a slash at the end.

    The token stands after `#`: a browser sends that part to no server, so it comes in no log and no `Referer`.
    """
    return f"{base}{reverse('invitation')}#{token}"


def base_on_server() -> str:
    """Return the URL of the site as a command on the server knows it."""
    host = next((host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "["))), "localhost")
    return f"{'https' if settings.IS_PRODUCTION else 'http'}://{host}"


def mail_link(owner: User, invitation: Invitation, link: str) -> bool:
    """Mail a link to the address of the account, and return whether that worked."""
    until = f"{localtime(invitation.until):%d-%m-%Y %H:%M} uur"
    text = TEXT.format(site=settings.SITE_NAME, link=link, name=owner.get_username(), until=until)
    return send_mail(owner.email, f"Kies uw wachtwoord voor {settings.SITE_NAME}", text)
