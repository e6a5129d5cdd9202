"""The check of an error response of the API."""


def is_problem(answer, status):
    """Check that a response is a problem (RFC 9457) with the members that the design rules require. Return its body as a dict."""
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert "<" not in answer.content.decode()
    return body
