from django.urls import path

from portal.operations.monitoring.health import alive, ready
from portal.operations.monitoring.metrics import metrics

urlpatterns = [
    path("gezondheid/", alive, name="alive"),
    path("gereed/", ready, name="ready"),
    path("metrics", metrics, name="metrics"),
]
