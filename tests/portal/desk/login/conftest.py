"""A member of staff, and the steps of a login."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.urls import reverse

PASSWORD = "een lang genoeg wachtwoord"


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    """Clear the counts of login attempts, so that one test does not limit another."""
    cache.clear()


@pytest.fixture
def member(django_user_model):
    """Create a member of staff with a password and without a second factor."""
    return django_user_model.objects.create_superuser("noor", password=PASSWORD)


@pytest.fixture
def secret(member):
    """Give the member an authenticator app and return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    return secret


def log_in(client, username="noor", password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": username, "password": password, **extra})


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
