from django.urls import path, re_path

from portal.outputs.exports import views
from portal.outputs.exports.lists import LISTS

urlpatterns = [
    # /maatregelen.csv
    re_path(rf"^(?P<name>{'|'.join(LISTS)})\.(?P<extension>csv|xlsx|ods)\Z", views.list_export, name="list-export"),
    # /nu/schoolleider.ics
    re_path(r"^nu/(?P<role_slug>[a-zA-Z0-9_-]+)\.(?P<extension>csv|pdf|ics)\Z", views.role_export, name="role-export"),
    # /overzicht.pdf
    path("overzicht.pdf", views.overview_export, name="overview-export"),
]
