"""What must be done before a page of /beheer/ opens."""

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

# Logging in and out, and proving who you are.
ALWAYS_OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "admin:logout",
}
# Setting up a first second step; whoever has one must use it before changing it.
SET_UP = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"}


def staff_gate(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead staff to their second step before any page of /beheer/ opens, and keep their session alive while they work.

    Pages outside /beheer/ never touch the session, so a visitor gets no cookie.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_for_staff(request):
            return get_response(request)
        response: HttpResponse | None = None
        if request.user.is_authenticated:
            # Saving a session moves its end: see SESSION_COOKIE_AGE.
            request.session.modified = True
            response = _to_second_step(request)
        if response is None:
            response = get_response(request)
        add_never_cache_headers(response)
        return response

    return middleware


def _to_second_step(request: HttpRequest) -> HttpResponse | None:
    """Where this member of staff must go first, if anywhere.

    A second step counts when it was taken in this very session: someone who knew the password alone before it was set up
    stays out. The identity provider of the organisation takes care of its own second step.
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
