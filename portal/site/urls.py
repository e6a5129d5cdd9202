from django.urls import path, re_path

from portal.site import components, measure, statements, views

urlpatterns = [
    path("", views.home, name="home"),
    path("maatregelen/<slug:slug>/", measure.measure_detail, name="measure"),
    path("maatregelen/<slug:slug>/<slug:report_slug>/", views.stand_detail, name="stand"),
    path("speerpunten/", views.priority_list, name="priorities"),
    path("rapportages/", views.report_list, name="reports"),
    path("rapportages/<slug:slug>/", views.report_detail, name="report"),
    path("over/", views.about, name="about"),
    path("over/onderdelen/", components.components, name="components"),
    path("begrippen/", views.glossary, name="glossary"),
    path("toegankelijkheid/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    path("kwetsbaarheid-melden/", statements.vulnerability, name="vulnerability"),
    path(".well-known/security.txt", statements.security_txt, name="security-txt"),
    re_path(r"^kst-(?P<number>[0-9]{5}(?:-[IVXL]+)?-[0-9]{1,6})\Z", views.kamerstuk, name="kamerstuk"),
]
