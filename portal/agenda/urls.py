from django.urls import path

from portal.agenda import views

urlpatterns = [
    path("nu/", views.roles, name="roles"),
    path("nu/<slug:role_slug>/", views.role_agenda, name="role"),
    path("overzicht/", views.wide_table, name="overview"),
    path("acties/<slug:slug>/", views.action_detail, name="action"),
]
