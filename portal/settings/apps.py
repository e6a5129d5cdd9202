"""The apps, the middleware and the templates."""

from portal.settings.environment import BASE_DIR

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "auditlog",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "post_office",
    "measures",
    "laws",
    "motions",
    "portal",
]

MIDDLEWARE = [
    "portal.operations.serving.front.tell_front",
    "portal.operations.middleware.bare_heads",
    "portal.operations.monitoring.requests.name_requests",
    "portal.operations.monitoring.metrics.CountRequests",
    "portal.operations.middleware.page_headers",
    "portal.outputs.api.middleware.api_headers",
    "django.middleware.security.SecurityMiddleware",
    "portal.operations.middleware.read_only",
    "portal.operations.middleware.small_bodies",
    "portal.operations.middleware.no_nul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.outputs.turtle.lead_to_turtle",
    # Before the session middleware, so that a cached response needs no session.
    "portal.operations.serving.middleware.PublicAnswers",
    "portal.operations.middleware.limited_queries",
    "portal.operations.middleware.visible_words",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.operations.monitoring.acts.tell_acts",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.desk.login.middleware.staff_gate",
    "portal.desk.kept.middleware.kept_forms",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.desk.follows.search.search_follows",
    "portal.desk.pages.refused.FrozenIsRefused",
    "portal.operations.middleware.AuditTrail",
    "portal.desk.follows.seen.seen_follows",
    "portal.desk.follows.sources.sources_follow",
    # The innermost, so that only the answers of views come here.
    "portal.operations.withdrawn.tell_withdrawn",
    "portal.operations.moved.lead_on",
]

# The admin of the domain asks this class of the desk, which it cannot import, whether somebody saved a row meanwhile.
DRAFT_ROWS = "portal.desk.draft_rows.DraftRow"

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.site.context_processors.site",
            ],
            "libraries": {"together": "portal.desk.together.tags"},
            "builtins": [
                "portal.site.tags.portal",
                "portal.site.tags.components",
                "portal.site.tags.facts",
                "portal.site.tags.agenda",
                "portal.site.tags.filters",
                "portal.site.tags.kept",
                "portal.site.tags.letters",
                "portal.site.tags.pictures",
                "portal.site.tags.measures",
                "portal.site.tags.motions",
                "portal.site.tags.wide",
                "portal.outputs.linked_data",
                "portal.outputs.sharing.tags",
            ],
        },
    }
]
