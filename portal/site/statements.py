"""The statements about the site: accessibility, privacy, and how to report a vulnerability."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portal.core.dates import today

# RFC 9116 recommends less than a year, so that a forgotten file expires.
VALID = dt.timedelta(days=180)


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html", {"trail_days": settings.TRAIL_DAYS, "backup_days": settings.BACKUP_DAYS})


def vulnerability(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/vulnerability.html", {"security_contact": settings.SECURITY_CONTACT})


def security_txt(request: HttpRequest) -> HttpResponse:
    """Return `security.txt` (RFC 9116). Without SECURITY_CONTACT its contact is the page about reporting a vulnerability."""
    page = request.build_absolute_uri(reverse("vulnerability"))
    contact = f"mailto:{settings.SECURITY_CONTACT}" if settings.SECURITY_CONTACT else page
    lines = [
        f"Contact: {contact}",
        f"Expires: {today() + VALID}T00:00:00Z",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(reverse('security-txt'))}",
        f"Policy: {page}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
