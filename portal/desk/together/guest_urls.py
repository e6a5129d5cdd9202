from django.urls import path

from portal.desk.together import guests

urlpatterns = [
    # /beheer/meekijken/, which opens without a login
    path("", guests.guest, name="guest"),
    path("<slug:slug>/", guests.guest_preview, name="guest-preview"),
    path("<slug:slug>/<path:path>", guests.guest_preview, name="guest-preview-page"),
]
