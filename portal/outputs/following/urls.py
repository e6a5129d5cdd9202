from django.urls import path, re_path

from portal.outputs.following import views

WITH_DAYS = [name for name, page in views.LISTS.items() if page.has_days]
# The name of the URL patterns, and the characters of a key.
KINDS = {
    "acties": ("action", "[a-zA-Z0-9_-]+"),
    "maatregelen": ("measure", "[a-zA-Z0-9_-]+"),
    "wetsvoorstellen": ("bill", "[a-zA-Z0-9_-]+"),
    "doelen": ("goal", "[1-9][0-9]{0,8}"),
    "moties": ("motion", "[a-zA-Z0-9_-]+"),
}


def _of_record(name: str, extension: str) -> str:
    return rf"^{name}/(?P<slug>{KINDS[name][1]})\.{extension}\Z"


urlpatterns = [
    # /zoeken.atom?q=verzuim
    path("zoeken.atom", views.search_feed, name="search-feed"),
    path("zoeken.ics", views.search_calendar, name="search-calendar"),
    # /nu/schoolleider.atom?sector=po
    path("nu/<slug:role_slug>.atom", views.role_feed, name="role-feed"),
    path("nu/<slug:role_slug>.ics", views.role_calendar, name="role-calendar"),
    # /moties.atom?status=afgerond
    re_path(rf"^(?P<name>{'|'.join(views.LISTS)})\.atom\Z", views.list_feed, name="list-feed"),
    re_path(rf"^(?P<name>{'|'.join(WITH_DAYS)})\.ics\Z", views.list_calendar, name="list-calendar"),
    # /maatregelen/hoorrecht.atom
    *[
        re_path(_of_record(name, "atom"), views.record_feed, {"name": name}, name=f"{kind}-feed")
        for name, (kind, _) in KINDS.items()
    ],
    *[
        re_path(_of_record(name, "ics"), views.record_calendar, {"name": name}, name=f"{KINDS[name][0]}-calendar")
        for name, page in views.RECORDS.items()
        if page.has_days
    ],
]
