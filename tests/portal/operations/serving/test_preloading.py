"""What is loaded before gunicorn forks, and the settings of gunicorn that belong with those of nginx."""

import re
import runpy

import pytest
from django.conf import settings

from portal.operations.serving.preloading import template_names
from tests.server import copy_of, run

pytestmark = pytest.mark.once

LOAD = """
import sys, threading
from django.db import connections
from django.template.loader import get_template
from portal import wsgi
assert not connections.all(initialized_only=True) or all(each.connection is None for each in connections.all())
assert threading.active_count() == 1, threading.enumerate()
for module in ("portal.agenda.views", "portal.outputs.api.description", "portal.outputs.exports.pdf", "portal.desk.pages.urls"):
    assert module in sys.modules, module
# What a confined process uses, or only a portal with CACHE_URL, takes no memory here.
for module in ("redis", "mammoth", "markdown_it", "pdfplumber", "pikepdf", "typst"):
    assert module not in sys.modules, module
assert get_template("portal/overview.html").template is get_template("portal/overview.html").template
"""
GUNICORN = runpy.run_path(str(settings.BASE_DIR / "gunicorn.conf.py"))
NGINX = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()


def test_no_connection_and_no_thread_crosses_the_fork(made_portal, tmp_path):
    done = run(copy_of(made_portal, tmp_path), LOAD)
    assert done.returncode == 0, done.stderr


def test_every_template_is_found():
    assert {"portal/overview.html", "404.html"} <= set(template_names())


def test_nginx_closes_an_idle_connection_before_gunicorn_does():
    """Otherwise nginx could send a request over a connection that gunicorn is closing."""
    upstream = re.search(r"^upstream portaal \{(.*?)^\}", NGINX, re.M | re.S)
    found = re.search(r"keepalive_timeout (\d+)s;", upstream[1])
    assert GUNICORN["keepalive"] > (int(found[1]) if found else 60)


def test_nginx_waits_as_long_as_gunicorn():
    assert set(re.findall(r"proxy_read_timeout (\d+)s;", NGINX)) == {str(GUNICORN["timeout"])}
