from django.urls import path, re_path

from measures import views

urlpatterns = [
    path("maatregelen/", views.measure_list, name="measures"),
    path("maatregelen/<int:number>/", views.measure_by_number, name="measure-by-number"),
    path("doelen/", views.goal_list, name="goals"),
    re_path(r"^doelen/(?P<number>[1-9][0-9]{0,8})/\Z", views.goal_detail, name="goal"),
]
