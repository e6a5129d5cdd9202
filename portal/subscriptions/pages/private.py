"""What all pages about messages by e-mail have in common: nothing of them is kept, listed or told to another site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]
FROM_ELSEWHERE = "Dit formulier kwam van een andere site. Open deze pagina zelf en verstuur het daar."


def private(view: View, *, referrer: str = "same-origin", is_listed: bool = False) -> View:
    """Return a view without a cookie. The signed tokens in its forms do what the token of a cookie does elsewhere.

    `same-origin` lets a browser say from which site a form comes; `no-referrer` is for a page with a token in its path. Search
    engines may list a page only if `is_listed`.
    """

    @wraps(view)
    def hidden(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = referrer
        if not is_listed:
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    # `never_cache` also says `private`: without it, the memory of public answers would keep the page.
    return csrf_exempt(never_cache(sensitive_post_parameters()(require_http_methods(["GET", "HEAD", "POST"])(hidden))))
