from django.urls import path, re_path

from portal.outputs.opendata import views
from portal.outputs.opendata.edition import NAME
from portal.outputs.opendata.tables import TABLES

urlpatterns = [
    path("open-data/", views.open_data, name="open-data"),
    path(f"open-data/{NAME}.zip", views.package, name="open-data-package"),
    path("open-data/datapackage.json", views.descriptor, name="open-data-descriptor"),
    path("open-data/dcat.jsonld", views.dcat, name="open-data-dcat"),
    path("open-data/dcat.ttl", views.turtle, name="open-data-turtle"),
    # /open-data/maatregelen.csv
    re_path(rf"^open-data/(?P<name>{'|'.join(TABLES)})\.csv\Z", views.table, name="open-data-table"),
]
