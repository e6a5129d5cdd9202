from django.urls import path

from portal.agenda import views

urlpatterns = [
    # /nu/
    path("nu/", views.roles, name="roles"),
    path("nu/<slug:role_slug>/", views.role_agenda, name="role"),
    # /overzicht/
    path("overzicht/", views.wide_table, name="overview"),
    # /acties/
    path("acties/<slug:slug>/", views.action_detail, name="action"),
]
