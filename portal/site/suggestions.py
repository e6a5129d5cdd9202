"""What somebody probably meant who came to an address that does not exist."""

import re
from typing import Any

from django.urls import reverse

from portal.search.filters import LONGEST_QUESTION
from portal.search.finding import find
from portal.search.views import answers
from portal.search.words import number_in
from portal.site.context_processors import SECTIONS

MOST = 5


def suggestions(path: str) -> dict[str, Any]:
    """The words of an address as a question, and the best answers to it."""
    question = question_in(path)
    found = find(question)
    return {"question": question, "answers": answers(found, found.matches[:MOST])}


def question_in(path: str) -> str:
    """The words of an address without the names of lists: `/maatregelen/hoorecht/` asks for "hoorecht"."""
    lists = {reverse(name).strip("/") for name, _ in SECTIONS}
    parts = [part for part in path.split("/") if part and part not in lists]
    words = [part if number_in(part) else " ".join(re.findall(r"[^\W_]+", part)) for part in parts]
    return " ".join(filter(None, words))[:LONGEST_QUESTION]
