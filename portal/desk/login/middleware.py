"""Middleware that sends staff to their second factor before a page of /beheer/ opens."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from portal.core.addresses import is_for_staff
from portal.core.authentication import proofs

# Pages that open without a second factor: to log in, to log out, and to give a password or second factor again.
ALWAYS_OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    # Somebody else may be logged in on this computer.
    "invitation",
    "choose-password",
    "guest",
    "guest-preview",
    "guest-preview-page",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "admin:logout",
}
# Pages to set up a second factor. An account that already has a second factor must use it before these pages open.
SET_UP = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"}


def staff_gate(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that sends staff to their second factor before a page of /beheer/ opens, and extends their session.

    Other requests do not touch the session, so a visitor gets no cookie.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_for_staff(request):
            return get_response(request)
        response: HttpResponse | None = None
        if request.user.is_authenticated:
            # A modified session is saved, and then lasts another SESSION_COOKIE_AGE seconds.
            request.session.modified = True
            response = _to_second_step(request)
        if response is None:
            response = get_response(request)
        add_never_cache_headers(response)
        return response

    return middleware


def _to_second_step(request: HttpRequest) -> HttpResponse | None:
    """Return a redirect to set up or use a second factor, or None when the page may open.

    The second factor must be used in this session. A session that began before the account had a second factor does not
    count, because somebody with only the password may have started it. A login through the identity provider of the
    organisation does count, because the provider checks a second factor itself.
    """
    try:
        page = resolve(request.path_info).view_name
    except Resolver404:
        page = None
    if page in ALWAYS_OPEN:
        return None
    steps = {record["method"] for record in proofs(request, request.user)}
    if "socialaccount" in steps:
        return None
    if not is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]):
        return None if page in SET_UP else redirect("mfa_index")
    if "mfa" not in steps:
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
    return None
