"""The check that a response of the API is a problem."""


def is_problem(answer, status):
    """RFC 9457, with the members that the rules ask for; never a page."""
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert "<" not in answer.content.decode()
    return body
