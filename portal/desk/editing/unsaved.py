"""Work that was sent after the login had ended: kept in the session, and put back in its form after logging in again."""

from django.core import signing
from django.http import HttpRequest, QueryDict

from portal.desk.editing.concurrency import SALT

KEY = "onopgeslagen"
# A form that was opened longer ago than this, or that is larger, is not kept.
SECONDS, LARGEST = 24 * 60 * 60, 500_000


def keep(request: HttpRequest) -> None:
    """Keep what was sent, when it comes from a form that the desk itself opened: that form carries a signature."""
    sent = request.POST.urlencode()
    try:
        signing.loads(request.POST.get("opened", ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return
    if len(sent) <= LARGEST:
        request.session[KEY] = {"path": request.path, "sent": sent}


def sent_or_kept(request: HttpRequest) -> QueryDict | None:
    """What to fill a form in with: what is sent now, or what was kept for this very page. None: nothing."""
    if request.method == "POST":
        return request.POST
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(kept["sent"])
