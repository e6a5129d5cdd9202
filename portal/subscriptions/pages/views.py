"""Asking for messages, and ending them by the link of a mail program."""

import math

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from measures.models import Role
from portal.core.addresses import is_from_elsewhere
from portal.core.limits import MailThrottle
from portal.subscriptions.choices import choosable
from portal.subscriptions.ending import end
from portal.subscriptions.links import ender_of
from portal.subscriptions.pages.asking import ask
from portal.subscriptions.pages.forms import CONSENT, NO_CHOICE, SignUpForm, filled_in
from portal.subscriptions.pages.private import FROM_ELSEWHERE, private


def sign_up(request: HttpRequest) -> HttpResponse:
    """Render the form, filled in by the query; a POST asks for messages. Its answer is the same for every address."""
    if not settings.HAS_MAIL:
        return render(request, "subscriptions/no_mail.html", {"roles": Role.objects.published()})
    if request.method != "POST":
        offer = choosable()
        initial, is_known = filled_in(request.GET, offer)
        context = {"form": SignUpForm(initial=initial, offer=offer), "problem": "" if is_known else NO_CHOICE}
        return render(request, "subscriptions/sign_up.html", context, status=200 if is_known else 400)
    throttle = MailThrottle()
    if not throttle.allow_request(request):
        # Plain, because many may come at once.
        response = render(request, "subscriptions/too_often.html", status=429)
        response["Retry-After"] = str(math.ceil(throttle.wait() or 1))
        return response
    offer = choosable()
    form = SignUpForm(request.POST, offer=offer)
    problem = FROM_ELSEWHERE if is_from_elsewhere(request) else ""
    if problem or not form.is_valid():
        # With a new token, so that what was filled in can be sent again.
        form.renew()
        return render(request, "subscriptions/sign_up.html", {"form": form, "problem": problem}, status=400)
    cleaned = form.cleaned_data
    ask(cleaned["adres"], form.wanted, cleaned["vaak"], CONSENT, offer=offer, base=settings.SITE_ADDRESS)
    return redirect("letters-asked")


def asked(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way. This page knows nothing of who asked."""
    return render(request, "subscriptions/asked.html")


def end_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """End the messages on a POST, also of a mail program (RFC 8058). A GET shows a button: programs follow links by themselves.

    A link that was used already has the same answer. Raises `Http404` for what is no such link.
    """
    is_ours, reader = ender_of(token)
    if not is_ours:
        raise Http404("Deze link klopt niet. Neem hem heel over uit de mail.")
    if request.method == "POST" and reader:
        end(reader)
        reader = None
    return render(request, "subscriptions/end.html", {"is_ended": reader is None})


sign_up, asked = private(sign_up, is_listed=True), private(asked)
end_by_link = private(end_by_link, referrer="no-referrer")
