"""The queue of mail has no pages in the admin: it holds addresses of readers, and nobody needs to look at those."""

from django.contrib import admin
from post_office.models import Attachment, Email, EmailTemplate, Log

admin.site.unregister([Attachment, Email, EmailTemplate, Log])
