"""Form data that was sent after the login had expired.

It is kept in the session, and fills the form again after the next login.
"""

from django.http import HttpRequest, QueryDict

from portal.desk.editing.concurrency import is_token

KEY = "onopgeslagen"
# Above these limits a form is not kept: its age in seconds, and its size in characters of URL-encoded data.
SECONDS, LARGEST = 24 * 60 * 60, 500_000


def keep(request: HttpRequest) -> None:
    """Keep the POST data in the session when it comes from a form of the desk.

    The signed field `opened` proves where the form comes from. A form that is too old or too large is not kept.
    """
    sent = request.POST.urlencode()
    if is_token(request.POST.get("opened", ""), SECONDS) and len(sent) <= LARGEST:
        request.session[KEY] = {"path": request.path, "sent": sent}


def sent_or_kept(request: HttpRequest) -> QueryDict | None:
    """Return the data to fill a form with: the POST data, or else the data kept for this path, or else None.

    Kept data is removed from the session when it is returned.
    """
    if request.method == "POST":
        return request.POST
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(kept["sent"])
