"""All URL patterns. Never change or remove a published URL: redirect it instead."""

from django.contrib import admin
from django.contrib.contenttypes.views import shortcut
from django.urls import include, path

from portal.core.addresses import API, LETTERS, STAFF
from portal.desk.login.views import admin_login
from portal.desk.pages.access import staff
from portal.desk.pages.desk import home
from portal.outputs import sitemap

handler400 = "portal.site.errors.bad_request"
handler403 = "portal.site.errors.permission_denied"
handler404 = "portal.site.errors.not_found"
handler500 = "portal.site.errors.server_error"

of_staff = [
    # /beheer/ opens on the work; the tables are one click further
    path("", admin.site.admin_view(home), name="home-of-staff"),
    path("alle-gegevens/", admin.site.admin_view(admin.site.index), name="all-data"),
    # /beheer/redactie/
    path("redactie/voorstellen/", include("portal.desk.proposals.urls")),
    path("redactie/", include("portal.desk.pages.urls")),
    path("meekijken/", include("portal.desk.together.guest_urls")),
    path("login/", admin_login),
    # the admin's "view on site" link: also reveals the URL of a draft, so `staff` requires a role
    path("r/<int:content_type_id>/<int:object_id>/", staff(shortcut)),
    path("account/", include("portal.desk.login.urls")),
    # /beheer/accounts/, and /beheer/account/uitnodiging/
    path("", include("portal.desk.accounts.urls")),
    path("", admin.site.urls),
]

urlpatterns = [
    # downloads of the pages below: /maatregelen.csv, /nu/schoolleider.ics
    path("", include("portal.outputs.exports.urls")),
    # the feed of all changes: /wijzigingen.atom
    path("", include("portal.outputs.feeds.urls")),
    # feeds and calendars of the pages below: /maatregelen/hoorrecht.atom, /nu/schoolleider.ics
    path("", include("portal.outputs.following.urls")),
    # /werkplan/schoolleider/
    path("", include("portal.outputs.workplan.urls")),
    # /berichten/
    path(LETTERS.lstrip("/"), include("portal.subscriptions.pages.urls")),
    # what others show of the pages below: /deelplaatje/maatregelen/hoorrecht.png, /insluiten/maatregelen/hoorrecht/
    path("", include("portal.outputs.sharing.urls")),
    # /nu/, /acties/, /overzicht/
    path("", include("portal.agenda.urls")),
    # /wijzigingen/
    path("", include("portal.changes.urls")),
    # /zoeken/
    path("", include("portal.search.urls")),
    # /maatregelen/, /doelen/
    path("", include("measures.urls")),
    # /wetsvoorstellen/
    path("", include("laws.urls")),
    # /moties/
    path("", include("motions.urls")),
    # /, the pages of single measures, /speerpunten/, /rapportages/, /over/
    path("", include("portal.site.urls")),
    # /open-data/
    path("", include("portal.outputs.opendata.urls")),
    path(API.lstrip("/"), include("portal.outputs.api.urls")),
    # /gezondheid/, /gereed/, /metrics
    path("", include("portal.operations.urls")),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path(STAFF.lstrip("/"), include(of_staff)),
]
