from django.urls import path

from portal.desk.pages.access import in_turn, staff
from portal.desk.together import approving, dividing, guests, history, planning, remarks

urlpatterns = [
    # /beheer/redactie/
    path("<slug:slug>/verdelen/", staff(in_turn(dividing.divide)), name="divide"),
    path("<slug:slug>/opmerkingen/", staff(in_turn(remarks.remarks)), name="remarks"),
    path("<slug:slug>/meekijken/", staff(in_turn(guests.preview_links)), name="preview-links"),
    path("<slug:slug>/geschiedenis/", staff(in_turn(history.history)), name="history"),
    path("<slug:slug>/moment/", staff(planning.plan), name="plan"),
    path("<slug:slug>/akkoord/", staff(approving.approve_draft), name="approve"),
]
