from django.urls import path

from portal.desk.pages.access import staff
from portal.desk.together import approving

urlpatterns = [
    # /beheer/redactie/
    path("<slug:slug>/akkoord/", staff(approving.approve_draft), name="approve"),
]
