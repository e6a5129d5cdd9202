from django.urls import path

from portal.outputs.feeds import views

urlpatterns = [
    # /wijzigingen.atom
    path("wijzigingen.atom", views.changes_feed, name="changes-feed"),
    # /maatregelen/hoorrecht.atom
    path("maatregelen/<slug:slug>.atom", views.measure_feed, name="measure-feed"),
    # /wetsvoorstellen/terugdringen-verzuim.atom
    path("wetsvoorstellen/<slug:slug>.atom", views.bill_feed, name="bill-feed"),
    # /nu/schoolleider.atom
    path("nu/<slug:role_slug>.atom", views.role_feed, name="role-feed"),
]
