from django.urls import path, re_path

from portal.outputs.workplan import views

urlpatterns = [
    # /nu/schoolleider.xlsx
    re_path(r"^nu/(?P<role_slug>[a-zA-Z0-9_-]+)\.(?P<extension>xlsx|ods)\Z", views.role_workbook, name="role-workbook"),
    # /overzicht.ods
    re_path(r"^overzicht\.(?P<extension>xlsx|ods)\Z", views.overview_workbook, name="overview-workbook"),
    path("werkplan/bijwerken/", views.bring_up_to_date, name="workplan-update"),
    path("werkplan/<slug:role_slug>/", views.plan, name="workplan"),
]
