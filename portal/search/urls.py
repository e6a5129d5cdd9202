from django.urls import path

from portal.search import views

urlpatterns = [
    # /zoeken/
    path("zoeken/", views.search, name="search"),
]
