from django.urls import path

from portal.changes import views

urlpatterns = [
    path("wijzigingen/", views.changes, name="changes"),
]
