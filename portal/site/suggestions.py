"""The suggestions on the 404 page: a search for the words in the path."""

import re
from typing import Any

from django.urls import reverse

from measures.words.question import read_question
from measures.words.reading import number_in
from portal.search.filters import LONGEST_QUESTION
from portal.search.finding import find
from portal.search.models import SearchDocument
from portal.search.views import answers
from portal.site.context_processors import MENU

MOST = 5
NO_RECORDS = (SearchDocument.Kind.SECTION, SearchDocument.Kind.NOTE)
# The first words of the paths of pictures and of pages in a frame, which say nothing about the record.
OF_SHARING = {"deelplaatje", "insluiten"}


def suggestions(path: str) -> dict[str, Any]:
    """Return the context of the 404 page: `question`, the words in the path, and `answers`, the best results for them.

    A result has the number, or is a record with one of the words in its title: a word that only stands somewhere in a text, or
    in the title of a chapter, suggests nothing.
    """
    question = question_in(path)
    found = find(question)
    named = [
        match
        for match in found.matches
        if match.kind not in NO_RECORDS and any(each.count_in(match.title_words) for each in found.hits)
    ]
    matches = found.matches if read_question(question).number else named
    return {"question": question, "answers": answers(found, matches[:MOST])}


def question_in(path: str) -> str:
    """Return the words in a path, without the names of lists and frames: "hoorecht" for `/maatregelen/hoorecht/`."""
    lists = {reverse(name).strip("/") for name, _ in MENU} | OF_SHARING
    parts = [part for part in path.split("/") if part and part not in lists]
    words = [part if number_in(part) else " ".join(re.findall(r"[^\W_]+", part)) for part in parts]
    return " ".join(filter(None, words))[:LONGEST_QUESTION]
