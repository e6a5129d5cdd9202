"""Keys, hosts, cookies and TLS. Production refuses to start with unsafe values."""

import os

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import IS_PRODUCTION, env

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env("ALLOWED_HOSTS")
DEBUG = env("DEBUG")
if IS_PRODUCTION:
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("Productie start niet zonder SECRET_KEY van ten minste 50 tekens.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("Productie start niet zonder ALLOWED_HOSTS: de namen van de site, met komma's ertussen.")
    if DEBUG:
        raise ImproperlyConfigured("Productie start niet met DEBUG.")
    if "DATABASE_URL" not in os.environ:
        raise ImproperlyConfigured("Productie start niet zonder DATABASE_URL: zeg in welke database de inhoud staat.")
else:
    # An insecure key is acceptable here: outside production, ALLOWED_HOSTS admits only this computer by default.
    SECRET_KEY = SECRET_KEY or "alleen-voor-deze-computer"
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]

# In seconds: a session ends this long after the last request to /beheer/.
SESSION_COOKIE_AGE = env("SESSION_IDLE_MINUTES") * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = env("CSRF_TRUSTED_ORIGINS")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# Whether a proxy in front says how and from which IP address a request came, see `portal.core.limits.origin_of`.
BEHIND_TLS_PROXY = IS_PRODUCTION and env("BEHIND_TLS_PROXY")
if BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if IS_PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    # Load balancers and monitoring request these paths from within the network, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^gezondheid/$", r"^gereed/$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
