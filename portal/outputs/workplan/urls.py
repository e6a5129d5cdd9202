from django.urls import path

from portal.outputs.workplan import views

urlpatterns = [
    path("werkplan/bijwerken/", views.bring_up_to_date, name="plan-update"),
    path("werkplan/<slug:role_slug>/", views.plan, name="plan"),
]
