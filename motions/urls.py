from django.urls import path

from motions import views

urlpatterns = [
    path("moties/", views.motion_list, name="motions"),
    path("moties/<slug:number>/", views.motion_detail, name="motion"),
]
