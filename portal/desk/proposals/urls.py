from django.urls import path

from portal.desk.pages.access import staff
from portal.desk.proposals import views

urlpatterns = [
    # /beheer/redactie/voorstellen/
    path("", staff(views.proposals), name="proposals"),
    path("<int:pk>/", staff(views.proposal), name="proposal"),
    path("nieuw/<slug:kind>/<int:key>/", staff(views.propose), name="propose"),
]
