"""The lists of a draft, as a browser sends them."""

from measures.models import Finding
from tests.portal.desk.forms import filled_in

LIST = "/beheer/redactie/vgr-6/overig/{}/"


def list_form(client, kind):
    """Return the data of the form with all rows, which is the last one on the page."""
    return filled_in(client, LIST.format(kind))


def row_data(prefix, **values):
    return {f"{prefix}-{name}": value for name, value in values.items()}


def texts(draft):
    return list(Finding.objects.filter(report=draft).order_by("position").values_list("text", flat=True))
