"""A member of staff, and what a person does to log in."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.urls import reverse

PASSWORD = "een lang genoeg wachtwoord"


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    """Attempts of one test do not count in another."""
    cache.clear()


@pytest.fixture
def member(django_user_model):
    """Staff with a password and without a second step."""
    return django_user_model.objects.create_superuser("noor", password=PASSWORD)


@pytest.fixture
def secret(member):
    """The secret of the app that the member has set up."""
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    return secret


def log_in(client, username="noor", password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": username, "password": password, **extra})


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
