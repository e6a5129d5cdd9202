from django.urls import path

from portal.desk.notices import pages
from portal.desk.pages.access import in_turn, staff, starting

urlpatterns = [
    # /beheer/redactie/
    path("kort-bericht/", staff(starting(pages.new_notice)), name="new-notice"),
    path("<slug:slug>/kort-bericht/", staff(in_turn(pages.edit_notice)), name="edit-notice"),
]
