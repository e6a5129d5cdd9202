from django.urls import path

from portal.desk.notices import pages
from portal.desk.pages.access import in_turn, staff

urlpatterns = [
    # /beheer/redactie/
    path("kort-bericht/", staff(pages.new_notice), name="new-notice"),
    path("<slug:slug>/kort-bericht/", staff(in_turn(pages.edit_notice)), name="edit-notice"),
]
