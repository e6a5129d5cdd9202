from django.urls import path, re_path

from portal.outputs.exports import views
from portal.outputs.exports.lists import LISTS

BRIEFING = r"(?P<slug>[a-zA-Z0-9_-]+)\.(?P<extension>pdf|docx)\Z"
BRIEFING_OF_GOAL = r"(?P<slug>[1-9][0-9]{0,8})\.(?P<extension>pdf|docx)\Z"

urlpatterns = [
    # /maatregelen.csv
    re_path(rf"^(?P<name>{'|'.join(LISTS)})\.(?P<extension>csv|xlsx|ods)\Z", views.list_export, name="list-export"),
    # /maatregelen/hoorrecht.pdf
    re_path(rf"^maatregelen/{BRIEFING}", views.measure_briefing, name="measure-briefing"),
    re_path(rf"^wetsvoorstellen/{BRIEFING}", views.bill_briefing, name="bill-briefing"),
    re_path(rf"^doelen/{BRIEFING_OF_GOAL}", views.goal_briefing, name="goal-briefing"),
    # /nu/schoolleider.pdf
    re_path(r"^nu/(?P<role_slug>[a-zA-Z0-9_-]+)\.(?P<extension>csv|pdf)\Z", views.role_export, name="role-export"),
    # /overzicht.pdf
    path("overzicht.pdf", views.overview_export, name="overview-export"),
]
