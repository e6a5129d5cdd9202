from django.urls import path

from measures import views

urlpatterns = [
    path("maatregelen/", views.measure_list, name="measures"),
    path("maatregelen/<int:number>/", views.measure_by_number, name="measure-by-number"),
    path("doelen/", views.goal_list, name="goals"),
    path("doelen/<int:number>/", views.goal_detail, name="goal"),
]
