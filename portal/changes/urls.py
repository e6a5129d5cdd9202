from django.urls import path

from portal.changes import views

urlpatterns = [
    # /wijzigingen/
    path("wijzigingen/", views.changes, name="changes"),
]
