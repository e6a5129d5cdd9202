from django.urls import path

from portal.outputs.feeds import views

urlpatterns = [
    path("wijzigingen.atom", views.changes_feed, name="changes-feed"),
]
