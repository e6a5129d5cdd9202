"""Tests of messages have mail settings: a sender, and a server that keeps what it gets in memory."""

import pytest


@pytest.fixture(autouse=True)
def with_mail(settings):
    settings.HAS_MAIL = True
    settings.DEFAULT_FROM_EMAIL = "portaal@example.nl"
