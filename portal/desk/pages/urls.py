from django.urls import include, path

from portal.desk.pages import desk, imports, law_addresses, others, review, stands
from portal.desk.pages.access import in_turn, staff, starting
from portal.desk.rows import hints

urlpatterns = [
    # /beheer/redactie/
    path("", staff(desk.desk), name="desk"),
    path("nieuw/", staff(starting(desk.new_report)), name="new-report"),
    path("periode/", staff(hints.read_words), name="read-words"),
    path("taal/", staff(hints.read_prose), name="read-prose"),
    path("nog-te-openen/", staff(law_addresses.law_addresses), name="law-addresses"),
    # Before the pattern of the worklist, which would take the first of their paths.
    path("", include("portal.desk.records.urls")),
    path("", include("portal.desk.notices.urls")),
    # working together on a draft: /beheer/redactie/vgr-6/akkoord/
    path("", include("portal.desk.together.urls")),
    # reading a document in: /beheer/redactie/vgr-6/inlezen/
    path("", include("portal.desk.reading_in.urls")),
    path("<slug:slug>/", staff(in_turn(desk.worklist)), name="worklist"),
    path("<slug:slug>/statussen/", staff(in_turn(desk.statuses)), name="statuses"),
    path("<slug:slug>/werkmap.xlsx", staff(imports.take_along), {"extension": "xlsx"}, name="take-along"),
    path("<slug:slug>/werkmap.ods", staff(imports.take_along), {"extension": "ods"}, name="take-along-ods"),
    path("<slug:slug>/werkmap/", staff(imports.send_in), name="import"),
    path("<slug:slug>/werkmap/vergelijking/", staff(imports.import_preview), name="import-preview"),
    path("<slug:slug>/controle/", staff(in_turn(review.checklist)), name="checklist"),
    path("<slug:slug>/publiceren/", staff(review.publish_report), name="publish"),
    path("<slug:slug>/intrekken/", staff(review.withdraw_report), name="withdraw"),
    path("<slug:slug>/voorbeeld/", staff(review.preview), name="preview"),
    path("<slug:slug>/voorbeeld/<path:path>", staff(review.preview), name="preview-page"),
    path("<slug:slug>/overig/", staff(others.others), name="others"),
    path("", include("portal.desk.lists.urls")),
    path("<slug:slug>/overig/<slug:kind>/<slug:key>/", staff(in_turn(others.edit_other)), name="edit-other"),
    path("<slug:slug>/<slug:word>/<slug:key>/", staff(in_turn(stands.edit_stand)), name="edit-stand"),
]
