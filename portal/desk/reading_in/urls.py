from django.urls import path

from portal.desk.pages.access import in_turn, staff
from portal.desk.reading_in import pages

urlpatterns = [
    path("<slug:slug>/inlezen/", staff(in_turn(pages.overview)), name="read-in"),
    # Not in turn: the draft must not wait while a document is read.
    path("<slug:slug>/inlezen/document/", staff(pages.take_document), name="read-document"),
    path("<slug:slug>/inlezen/<slug:kind>/", staff(in_turn(pages.review)), name="review-read"),
]
