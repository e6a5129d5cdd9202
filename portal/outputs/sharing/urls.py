from django.urls import re_path

from portal.outputs.sharing import views
from portal.outputs.sharing.kinds import NAMES

KEY = "(?P<slug>[a-zA-Z0-9_-]+)"

urlpatterns = [
    # /deelplaatje/maatregelen/hoorrecht.png
    *[
        re_path(rf"^deelplaatje/{kind}/{KEY}\.png\Z", views.picture, {"kind": kind}, name=f"{name}-picture")
        for kind, name in NAMES.items()
    ],
    # /insluiten/maatregelen/hoorrecht/
    *[
        re_path(rf"^insluiten/{kind}/{KEY}/\Z", views.framed, {"kind": kind}, name=f"{name}-framed")
        for kind, name in NAMES.items()
    ],
]
