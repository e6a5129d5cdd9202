from django.urls import path

from portal.desk.pages.access import staff
from portal.desk.proposals import others, views

urlpatterns = [
    # /beheer/redactie/voorstellen/
    path("", staff(views.proposals), name="proposals"),
    path("<int:pk>/", staff(views.proposal), name="proposal"),
    path("nieuw/<slug:kind>/<int:key>/", staff(views.propose), name="propose"),
    path("samenvoegen/<slug:kind>/<int:key>/", staff(others.propose_merge), name="propose-merge"),
    path("naam/", staff(others.propose_name), name="propose-name"),
]
