"""What happens around every request."""

from collections.abc import Callable

from auditlog.middleware import AuditlogMiddleware
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class AuditTrail(AuditlogMiddleware):
    """Tell the audit trail who is at work, and from where. Only in the admin: a public page asks nobody who they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.get_response = get_response
        self.admin = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return super().__call__(request) if request.path.startswith(self.admin) else self.get_response(request)
