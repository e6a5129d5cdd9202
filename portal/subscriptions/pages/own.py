"""The pages that a link in a mail leads to. Its token stands after `#`, and comes in by a form; a GET never changes anything."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.core.addresses import is_from_elsewhere, token_in
from portal.subscriptions.choices import choosable, wanted_of
from portal.subscriptions.ending import end
from portal.subscriptions.links import confirmer_of, links_of, owner_of
from portal.subscriptions.models import Frequency, Subscriber
from portal.subscriptions.pages import asking
from portal.subscriptions.pages.forms import OwnForm
from portal.subscriptions.pages.keeping import kept_of
from portal.subscriptions.pages.private import FROM_ELSEWHERE, private

OwnView = Callable[[HttpRequest, Subscriber, str], HttpResponse]
VOID = "Deze link werkt niet meer. Misschien stopte u met de berichten, of is de link niet heel meegekomen."
SPENT = "Deze link is al gebruikt, of ouder dan 48 uur. Vraag de berichten opnieuw aan."


def by_link(
    title: str, find: Callable[[str], Subscriber | None], refusal: str
) -> Callable[[OwnView], Callable[..., HttpResponse]]:
    """Return a decorator for a view of whoever sends the token of a link: it gets that reader and the token.

    `link.js` sends the token; without JavaScript the reader pastes the link.
    """

    def decorated(view: OwnView) -> Callable[..., HttpResponse]:
        @wraps(view)
        def looked_up(request: HttpRequest) -> HttpResponse:
            problem = ""
            if request.method == "POST":
                code = token_in(request.POST.get("code", ""))
                reader = find(code)
                if reader and not is_from_elsewhere(request):
                    return view(request, reader, code)
                problem = refusal if reader is None else FROM_ELSEWHERE
            return render(
                request, "subscriptions/link.html", {"title": title, "problem": problem}, status=400 if problem else 200
            )

        return private(looked_up)

    return decorated


@by_link("Bevestig uw berichten", confirmer_of, SPENT)
def confirm(request: HttpRequest, reader: Subscriber, code: str) -> HttpResponse:
    """Show what a link confirms, with a button; `ja` confirms it."""
    wanted, offer = asking.asked_by(reader), choosable()
    asked = reader.asked or {}
    context = {"code": code, "names": offer.names_of(wanted), "address": reader.address, "words": asked.get("tekst", "")}
    context |= {"frequency": Frequency(asked["vaak"]).label, "is_known": reader.confirmed_at is not None}
    if "ja" not in request.POST:
        return render(request, "subscriptions/confirm.html", context)
    if not asking.confirm(reader):
        return render(request, "subscriptions/link.html", {"title": "Bevestig uw berichten", "problem": SPENT}, status=400)
    return render(request, "subscriptions/confirmed.html", context | {"links": links_of(reader, "")})


@by_link("Uw berichten", owner_of, VOID)
def own(request: HttpRequest, reader: Subscriber, code: str) -> HttpResponse:
    """Show the choices of a reader; `bewaar` changes them and `stop` ends the messages."""
    if "stop" in request.POST:
        end(reader)
        return render(request, "subscriptions/end.html", {"is_ended": True})
    offer, is_saved = choosable(), False
    form = OwnForm(request.POST if "bewaar" in request.POST else None, offer=offer, **_present(reader))
    if form.is_bound and form.is_valid():
        asking.change(reader, form.wanted, form.cleaned_data["vaak"])
        reader.refresh_from_db()
        form, is_saved = OwnForm(offer=offer, **_present(reader)), True
    context = {"form": form, "code": code, "address": reader.address, "is_saved": is_saved, "problem": ""}
    return render(request, "subscriptions/own.html", context, status=400 if form.errors else 200)


def _present(reader: Subscriber) -> dict[str, Any]:
    return {"present": [wanted_of(choice) for choice in reader.choices.all()], "initial": {"vaak": reader.frequency}}


@by_link("Wat wij van u bewaren", owner_of, VOID)
def kept(request: HttpRequest, reader: Subscriber, code: str) -> HttpResponse:
    """Show everything that is kept of a reader (AVG art. 15)."""
    context = {"facts": kept_of(reader, choosable()), "code": code}
    return render(request, "subscriptions/kept.html", context)
