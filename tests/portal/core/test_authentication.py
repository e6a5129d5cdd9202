"""The data about a login that the portal reads from internals of allauth. These tests fail when allauth moves or changes them."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from portal.core.authentication import proofs, record_second_step, username_of_pending_login
from tests.portal.desk.login.conftest import _nothing_counted_yet, log_in, member, secret  # noqa: F401

pytestmark = pytest.mark.once


def request_in(session, user):
    """Return a request with the session and account of a test client."""
    request = RequestFactory().get("/beheer/")
    request.session, request.user = session, user
    return request


def test_a_password_is_one_proof_with_its_moment(client, member):  # noqa: F811
    begun = time.time()
    log_in(client)
    (proof,) = proofs(request_in(client.session, member), member)
    assert proof["method"] == "password"
    assert begun <= proof["at"] <= time.time()


def test_without_a_login_there_is_no_proof(client, db):
    assert proofs(request_in(client.session, AnonymousUser()), AnonymousUser()) == []


def test_a_second_step_is_a_second_proof(client, member):  # noqa: F811
    log_in(client)
    session = client.session
    request = request_in(session, member)
    record_second_step(request, member, "totp")
    assert [(proof["method"], proof.get("type")) for proof in proofs(request, member)] == [("password", None), ("mfa", "totp")]


def test_a_login_that_waits_for_its_second_step_has_a_name(client, member, secret):  # noqa: F811
    assert username_of_pending_login(request_in(client.session, AnonymousUser())) == ""
    log_in(client)
    pending = request_in(client.session, AnonymousUser())
    assert username_of_pending_login(pending) == "noor"
    # Reading the name does not consume the pending login: the second step still works.
    assert username_of_pending_login(pending) == "noor"
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert username_of_pending_login(request_in(client.session, member)) == ""
