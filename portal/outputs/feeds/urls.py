from django.urls import path

from portal.outputs.feeds import views

urlpatterns = [
    path("wijzigingen.atom", views.changes_feed, name="changes-feed"),
    path("maatregelen/<slug:slug>.atom", views.measure_feed, name="measure-feed"),
    path("wetsvoorstellen/<slug:slug>.atom", views.bill_feed, name="bill-feed"),
    path("nu/<slug:role_slug>.atom", views.role_feed, name="role-feed"),
]
