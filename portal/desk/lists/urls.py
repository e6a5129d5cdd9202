from django.urls import path

from portal.desk.lists import views
from portal.desk.pages.access import in_turn, staff

urlpatterns = [
    # /beheer/redactie/
    path("<slug:slug>/overig/<slug:kind>/", staff(in_turn(views.edit_list)), name="edit-list"),
]
