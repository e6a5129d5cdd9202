from django.urls import path

from portal.subscriptions.pages import own, views

urlpatterns = [
    path("", views.sign_up, name="letters"),
    path("gevraagd/", views.asked, name="letters-asked"),
    path("bevestigen/", own.confirm, name="letters-confirm"),
    path("mijn/", own.own, name="letters-own"),
    path("bewaard/", own.kept, name="letters-kept"),
    # `portal.core.addresses.LETTERS_END`
    path("stop/<str:token>/", views.end_by_link, name="letters-end"),
]
