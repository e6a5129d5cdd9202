from django.urls import path

from laws import views

urlpatterns = [
    path("wetsvoorstellen/", views.bill_list, name="bills"),
    path("wetsvoorstellen/<slug:slug>/", views.bill_detail, name="bill"),
]
