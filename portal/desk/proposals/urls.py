from django.urls import path

from portal.desk.pages.access import staff
from portal.desk.proposals import others, views

urlpatterns = [
    # /beheer/redactie/voorstellen/
    path("", staff(views.proposals), name="proposals"),
    path("<int:pk>/", staff(views.proposal), name="proposal"),
    path("<int:pk>/voorbeeld/", staff(views.proposal_preview), name="proposal-preview"),
    path("<int:pk>/voorbeeld/<path:path>", staff(views.proposal_preview), name="proposal-preview-page"),
    path("nieuw/<slug:kind>/<int:key>/", staff(views.propose), name="propose"),
    path("nieuw/<slug:kind>/", staff(others.propose_new), name="propose-new"),
    path("samenvoegen/<slug:kind>/<int:key>/", staff(others.propose_merge), name="propose-merge"),
    path("naam/", staff(others.propose_name), name="propose-name"),
]
