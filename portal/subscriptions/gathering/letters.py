"""The texts of a mail with news: made once for all readers who hear the same, with a place for what is personal.

A text is a template that the queue fills in when the mail is sent. All that it says of the news is written as it is, so that no
title is read as a template; only the lines about the reader are included.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import Truncator

from portal.core.dates import count_of, listed
from portal.subscriptions.gathering.followed import CHANGE, EFFECT, HEAD, TOUCHED, UNTOUCHED, NewsPiece
from portal.subscriptions.gathering.news import News
from portal.subscriptions.models import Frequency
from portal.subscriptions.outgoing import one_line

# The most changes, and the most actions, of one item of news in one mail. The page with all of them is linked.
MOST = 50
LONGEST_SUBJECT = 150
NO_BRACES = str.maketrans("{}", "()")
# The two forms of a mail.
TEXT, HTML = "txt", "html"
# What stands in a mail where the lines about the reader come. No other text has it: every field takes such a sign out.
PERSONAL = "\x1e"


@dataclass(frozen=True)
class _Block:
    """One item of news in one mail: its texts, how many pieces are left out, and for which roles none or one differs."""

    head: str
    changes: list[str]
    effects: list[str]
    changes_left: int
    effects_left: int
    untouched: str
    touched: str


@dataclass(frozen=True)
class LetterText:
    """The subject, without braces, and both forms of a mail: Django templates, in which the lines about the reader are open."""

    subject: str
    text: str
    html: str


class Letters:
    """The mails about one list of news. A piece of news is made once for all mails, a mail once for all its readers."""

    def __init__(self, news: Sequence[News], roles: Sequence[str]) -> None:
        self._news, self._roles = news, roles
        self._made: dict[tuple[NewsPiece, str], str] = {}

    def letter(self, pieces: Collection[NewsPiece], frequency: str) -> LetterText:
        in_order = sorted(pieces)
        # The queue reads a subject as a template too. Written as they are, braces would take more room than its column has.
        subject = self._subject(in_order, frequency).translate(NO_BRACES)
        blocks = {form: self._blocks(in_order, form) for form in (TEXT, HTML)}
        return LetterText(
            subject,
            *(
                _filled(form, {"subject": subject, "blocks": blocks[form], "weekly": frequency == Frequency.WEEKLY})
                for form in blocks
            ),
        )

    def _subject(self, pieces: Sequence[NewsPiece], frequency: str) -> str:
        heads = [self._news[piece.item].head for piece in pieces if piece.kind == HEAD]
        changes = sum(piece.kind == CHANGE for piece in pieces)
        if len(heads) == 1:
            told = f" ({count_of(changes, 'wijziging', 'wijzigingen')} voor u)" if changes else ""
            return Truncator(one_line(heads[0].title)).chars(LONGEST_SUBJECT - len(told)) + told
        when = "Deze week " if frequency == Frequency.WEEKLY else ""
        return Truncator(f"{when}{len(heads)} berichten van {one_line(settings.SITE_NAME)}").chars(LONGEST_SUBJECT)

    def _blocks(self, pieces: Sequence[NewsPiece], form: str) -> list[_Block]:
        found = []
        for _, of_item in groupby(pieces, key=lambda piece: piece.item):
            by_kind: dict[int, list[NewsPiece]] = {HEAD: [], CHANGE: [], EFFECT: [], UNTOUCHED: [], TOUCHED: []}
            for piece in of_item:
                by_kind[piece.kind].append(piece)
            changes, effects = by_kind[CHANGE], by_kind[EFFECT]
            found.append(
                _Block(
                    self._piece(by_kind[HEAD][0], form),
                    [self._piece(piece, form) for piece in changes[:MOST]],
                    [self._piece(piece, form) for piece in effects[:MOST]],
                    max(len(changes) - MOST, 0),
                    max(len(effects) - MOST, 0),
                    *(listed([self._roles[piece.place] for piece in by_kind[kind]]) for kind in (UNTOUCHED, TOUCHED)),
                )
            )
        return found

    def _piece(self, piece: NewsPiece, form: str) -> str:
        if (piece, form) not in self._made:
            self._made[piece, form] = self._make(piece, form)
        return self._made[piece, form]

    def _make(self, piece: NewsPiece, form: str) -> str:
        news = self._news[piece.item]
        if piece.kind == EFFECT:
            differing = news.effects[piece.place]
            action = differing.entry.action
            roles = listed([role.plural for role in action.addressed_roles])
            sectors = listed([sector.slug for sector in action.addressed_sectors])
            whom = (f", voor {roles}" if roles else "") + (f" ({sectors})" if sectors else "")
            context = {"differing": differing, "action": action, "whom": whom}
            return _rendered(f"effect.{form}", context)
        if piece.kind == CHANGE:
            return _rendered(f"change.{form}", {"entry": news.changes[piece.place]})
        context = {"entry": news.head, "summary": news.summary, "is_withdrawal": news.is_withdrawal, "own": news.own_slug}
        return _rendered(f"head.{form}", context)


def _rendered(name: str, context: dict[str, object]) -> str:
    """Return what a template of mails says. The result is safe HTML, or plain text."""
    context |= {"base": settings.SITE_ADDRESS, "site_name": settings.SITE_NAME}
    context |= {"sender": settings.SITE_SENDER, "contact": settings.SITE_CONTACT}
    made = render_to_string(f"subscriptions/mail/{name}", context)
    if name.endswith(HTML):
        return made
    if name == f"news.{TEXT}":
        # The tags leave blank lines: one stays between pieces.
        return re.sub(r"\n{3,}", "\n\n", made).strip()
    # None stays within a piece. A line that begins with a space goes on with the line before it.
    return re.sub(r"\n{2,}", "\n", re.sub(r"\n +", " ", made)).strip()


def _filled(form: str, context: dict[str, object]) -> str:
    """Return a mail as a template that holds no tag but the one that includes the lines about the reader."""
    before, personal, after = _rendered(f"news.{form}", context | {"personal": PERSONAL}).partition(PERSONAL)
    assert personal
    return f"{_as_it_is(before.lstrip())}{{% include 'subscriptions/mail/personal.{form}' %}}{_as_it_is(after)}\n"


def _as_it_is(text: str) -> str:
    return text.replace("{", "{% templatetag openbrace %}")
