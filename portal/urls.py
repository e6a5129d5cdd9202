"""All addresses. They are promises: once shipped, an address keeps working."""

from django.contrib import admin
from django.contrib.contenttypes.views import shortcut
from django.urls import include, path, re_path

from portal import components, sitemap, statements, views
from portal.editing.access import staff
from portal.login.views import admin_login

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"

urlpatterns = [
    path("", views.home, name="home"),
    # files of the pages below: /maatregelen.csv, /nu/schoolleider.ics
    path("", include("portal.exports.urls")),
    # what changed in the pages below: /wijzigingen.atom, /maatregelen/hoorrecht.atom
    path("", include("portal.feeds.urls")),
    # /nu/, /acties/
    path("", include("portal.agenda.urls")),
    # /wijzigingen/
    path("", include("portal.changes.urls")),
    # /zoeken/
    path("", include("portal.search.urls")),
    # /maatregelen/, /doelen/
    path("", include("measures.urls")),
    path("maatregelen/<slug:slug>/", views.measure_detail, name="measure"),
    path("maatregelen/<slug:slug>/<slug:report_slug>/", views.stand_detail, name="stand"),
    path("speerpunten/", views.priority_list, name="priorities"),
    # /wetsvoorstellen/
    path("", include("laws.urls")),
    # /moties/
    path("", include("motions.urls")),
    # /rapportages/
    path("rapportages/", views.report_list, name="reports"),
    path("rapportages/<slug:slug>/", views.report_detail, name="report"),
    path("overzicht/", views.wide_table, name="overview"),
    # /open-data/
    path("", include("portal.opendata.urls")),
    # /api/v1/
    path("api/", include("portal.api.urls")),
    # /gezondheid/, /gereed/, /metrics
    path("", include("portal.operations.urls")),
    path("over/", views.about, name="about"),
    path("over/onderdelen/", components.components, name="components"),
    path("begrippen/", views.glossary, name="glossary"),
    path("toegankelijkheid/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    path("kwetsbaarheid-melden/", statements.vulnerability, name="vulnerability"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path(".well-known/security.txt", statements.security_txt, name="security-txt"),
    re_path(r"^kst-(?P<number>\d{5}(?:-[IVXL]+)?-\d{1,6})$", views.kamerstuk, name="kamerstuk"),
    # /beheer/redactie/
    path("beheer/redactie/", include("portal.editing.urls")),
    path("beheer/login/", admin_login),
    # "Tonen op de site": tells the address of a draft as well
    path("beheer/r/<int:content_type_id>/<int:object_id>/", staff(shortcut)),
    path("beheer/account/", include("portal.login.urls")),
    path("beheer/", admin.site.urls),
]
