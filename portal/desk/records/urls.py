from django.urls import path

from portal.desk.pages.access import in_turn, staff, starting
from portal.desk.records import new, views

urlpatterns = [
    # /beheer/redactie/
    path("weggegooid/", staff(starting(views.discarded)), name="discarded"),
    path("<slug:slug>/gegevens/", staff(in_turn(views.report_data)), name="report-data"),
    path("<slug:slug>/weggooien/", staff(in_turn(views.discard_report)), name="discard"),
    path("<slug:slug>/vervolg/", staff(starting(in_turn(views.continue_report))), name="continue"),
    path("<slug:slug>/nieuw/<slug:word>/", staff(in_turn(new.new_record)), name="new-record"),
    path("<slug:slug>/weghalen/stand/<slug:word>/<slug:key>/", staff(in_turn(views.remove_stand)), name="remove-stand"),
    path("<slug:slug>/weghalen/overig/<slug:kind>/<slug:key>/", staff(in_turn(views.remove_other)), name="remove-other"),
]
