from django.urls import path

from portal.agenda import views
from portal.agenda.answers import changed, parents

urlpatterns = [
    path("nu/", views.roles, name="roles"),
    path("nu/<slug:role_slug>/", views.role_agenda, name="role"),
    path("nu/<slug:role_slug>/veranderd/", changed.changed, name="changed-for-role"),
    path("ouders/", parents.parents, name="parents"),
    path("overzicht/", views.wide_table, name="overview"),
    path("acties/<slug:slug>/", views.action_detail, name="action"),
]
