from django.urls import path

from portal.search import views

urlpatterns = [
    path("zoeken/", views.search, name="search"),
]
