"""The memory that a remembered response takes."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.operations.serving.memory import WORTH_COMPRESSING, answer_of

ASKED = {"gzip": RequestFactory().get("/", headers={"Accept-Encoding": "gzip"}), "": RequestFactory().get("/")}


@pytest.mark.once
@pytest.mark.parametrize("coding", ASKED)
def test_a_page_is_kept_in_one_form_and_sent_in_both(coding):
    page = HttpResponse("<p>Een alinea.</p>" * 1000)
    kept = answer_of(page, is_for_today=False)
    assert kept.size < len(page.content) / 10
    sent = kept.to_response(ASKED[coding])
    assert sent.get("Content-Encoding", "") == coding
    assert sent["Content-Length"] == str(len(sent.content))
    assert (gzip.decompress(sent.content) if coding else sent.content) == page.content


@pytest.mark.once
@pytest.mark.parametrize(
    "response", [HttpResponse("a" * (WORTH_COMPRESSING - 1)), HttpResponse(b"a" * 10_000, content_type="application/zip")]
)
def test_what_gzip_would_not_make_smaller_is_kept_as_it_is(response):
    kept = answer_of(response, is_for_today=False)
    assert kept.size >= len(response.content)
    for request in ASKED.values():
        sent = kept.to_response(request)
        assert sent.content == response.content
        assert "Content-Encoding" not in sent
