from django.urls import re_path

from portal.outputs.exports import views
from portal.outputs.exports.lists import LISTS

BRIEFING = r"(?P<slug>[a-zA-Z0-9_-]+)\.(?P<extension>pdf|docx)\Z"

urlpatterns = [
    # /maatregelen.csv
    re_path(rf"^(?P<name>{'|'.join(LISTS)})\.(?P<extension>csv|xlsx)\Z", views.list_export, name="list-export"),
    # /maatregelen/hoorrecht.pdf
    re_path(rf"^maatregelen/{BRIEFING}", views.measure_briefing, name="measure-briefing"),
    re_path(rf"^wetsvoorstellen/{BRIEFING}", views.bill_briefing, name="bill-briefing"),
    # /nu/schoolleider.ics
    re_path(r"^nu/(?P<role_slug>[a-zA-Z0-9_-]+)\.(?P<extension>csv|xlsx|pdf|ics)\Z", views.role_export, name="role-export"),
    # /overzicht.pdf
    re_path(r"^overzicht\.(?P<extension>xlsx|pdf)\Z", views.overview_export, name="overview-export"),
]
