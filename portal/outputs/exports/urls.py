from django.urls import re_path

from portal.outputs.exports import views
from portal.outputs.exports.lists import LISTS

urlpatterns = [
    # /maatregelen.csv
    re_path(rf"^(?P<name>{'|'.join(LISTS)})\.(?P<extension>csv|xlsx)$", views.list_export, name="list-export"),
    # /nu/schoolleider.ics
    re_path(r"^nu/(?P<role_slug>[\w-]+)\.(?P<extension>csv|xlsx|pdf|ics)$", views.role_export, name="role-export"),
    # /overzicht.pdf
    re_path(r"^overzicht\.(?P<extension>xlsx|pdf)$", views.overview_export, name="overview-export"),
]
