"""Putting a mail in the queue for each reader who asked for what became public: at most one per reader at a time.

Small transactions, each for a few hundred readers: who has a mail and who is told up to which number changes together, so a kill
at any moment repeats nothing and forgets nobody, and on SQLite nobody waits long to write.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from post_office.models import PRIORITY, STATUS, Email, EmailTemplate

from measures.publication.counting import changes_counted, hold_changes
from portal.core.dates import in_dutch
from portal.subscriptions.choices import Choosable, Wanted, wanted_of
from portal.subscriptions.gathering.followed import Following, NewsPiece
from portal.subscriptions.gathering.found import note_news
from portal.subscriptions.gathering.letters import Letters
from portal.subscriptions.gathering.news import news_after
from portal.subscriptions.links import links_of
from portal.subscriptions.models import Frequency, Subscriber
from portal.subscriptions.news_models import NewsItem, Occasion
from portal.subscriptions.outgoing import HEADERS, new_message_id, one_line, sender

READERS_AT_ONCE = 200
# A weekly mail tells what was found before this weekday and hour, in the Netherlands. Monday is 0.
WEEKDAY, HOUR = 0, 7
# How many of the choices a mail names.
MOST_NAMED = 5


def gather() -> int:
    """Put in the queue what every reader has not been told of yet, and return the number of mails.

    It may run at any time, and twice at once. A publication that was withdrawn before a mail about it was sent is not told any
    more: these mails are taken back, and made anew with the withdrawal.
    """
    made = 0
    while batches := _begun():
        made += sum(iter(batches.put_one, None))
    return made


def _begun() -> "_Batches | None":
    """Return the mails about what is public now; None when every reader is told of all."""
    version = changes_counted()
    note_news()
    _take_back_withdrawn()
    Subscriber.objects.begin()
    due = _Due()
    first = due.readers().aggregate(first=Min("told"))["first"]
    return None if first is None else _Batches(due, first, version)


class _Due:
    """The readers who are not told of the newest news for them: all of it, or for a weekly mail that of before Monday."""

    def __init__(self) -> None:
        numbers = NewsItem.objects.aggregate(
            newest=Coalesce(Max("pk"), 0), weekly=Coalesce(Max("pk", filter=Q(found_at__lt=week_began(timezone.now()))), 0)
        )
        self.newest: int = numbers["newest"]
        self.weekly: int = numbers["weekly"]

    def number_for(self, reader: Subscriber) -> int:
        return self.weekly if reader.frequency == Frequency.WEEKLY else self.newest

    def readers(self) -> QuerySet[Subscriber]:
        is_late = Q(frequency=Frequency.WEEKLY, told__lt=self.weekly) | Q(frequency=Frequency.AT_ONCE, told__lt=self.newest)
        return Subscriber.objects.confirmed().filter(is_late)


def week_began(now: dt.datetime) -> dt.datetime:
    """Return the last moment, up to `now`, at which the weekly mails began."""
    local = timezone.localtime(now)
    day = local.date() - dt.timedelta(days=(local.weekday() - WEEKDAY) % 7)
    began = timezone.make_aware(dt.datetime.combine(day, dt.time(HOUR)))
    return began if began <= now else timezone.make_aware(dt.datetime.combine(day - dt.timedelta(days=7), dt.time(HOUR)))


class _Batches:
    """The mails about the news after the item `first`, for a few hundred readers at a time.

    Another process may take mails back meanwhile, and let their readers be told from an earlier item: these are left for the next
    list. `version` is that of what was public when this one began.
    """

    def __init__(self, due: _Due, first: int, version: int) -> None:
        self._due, self._first, self._version = due, first, version
        self._news = news = news_after(first)
        self._offer = Choosable()
        self._following = Following(news, self._offer)
        self._letters = Letters(news, self._following.roles)
        self._templates: dict[tuple[int, int, frozenset[NewsPiece], str], EmailTemplate] = {}
        self._named: dict[Wanted, tuple[str, str]] = {}
        site = settings.SITE_ADDRESS.partition("://")[2].partition(":")[0]
        self._list_id = one_line(f"{settings.SITE_NAME} <berichten.{site}>")

    def _readers(self) -> QuerySet[Subscriber]:
        return self._due.readers().filter(told__gte=self._first).order_by("pk")

    def put_one(self) -> int | None:
        """Handle one batch, and return its number of mails; None when there is none left, or something else is public by now.

        The number of queries does not depend on that of readers.
        """
        readers = list(self._readers().prefetch_related("choices")[:READERS_AT_ONCE])
        if not readers:
            return None
        mails = dict(self._mails(readers))
        new = [each for each in self._templates.values() if each.pk is None]
        with transaction.atomic():
            # What is public stays so until these mails are here, so that they can be taken back when it no longer is.
            if hold_changes() != self._version:
                return None
            # Who ended meanwhile, or was told by another process, is left out. The others cannot end until these mails are here.
            late = self._readers().filter(pk__in=[reader.pk for reader in readers])
            told = dict(late.select_for_update().values_list("pk", "told"))
            still = [reader for reader in readers if reader.pk in told and told[reader.pk] == reader.told]
            EmailTemplate.objects.bulk_create(new)
            for template in new:
                # It is stored now, and thousands of texts would fill the memory.
                template.content = template.html_content = ""
            made = [mails[reader.pk] for reader in still if reader.pk in mails]
            for mail in made:
                mail.template_id = mail.template.pk
            Email.objects.bulk_create(made)
            for number in (self._due.weekly, self._due.newest):
                keys = [reader.pk for reader in still if self._due.number_for(reader) == number]
                Subscriber.objects.filter(pk__in=keys).update(told=number)
        return len(made)

    def _mails(self, readers: Sequence[Subscriber]) -> Iterator[tuple[int, Email]]:
        for reader in readers:
            template = self._template_for(reader)
            if template:
                yield reader.pk, self._mail(reader, template)

    def _template_for(self, reader: Subscriber) -> EmailTemplate | None:
        """Return the text for a reader, made once for all who hear the same; None when nothing is for this reader."""
        begin, end = reader.told or 0, self._due.number_for(reader)
        wanted = frozenset[NewsPiece]().union(*(self._following.pieces(wanted_of(choice)) for choice in reader.choices.all()))
        pieces = frozenset(piece for piece in wanted if begin < self._news[piece.item].number <= end)
        if not pieces:
            return None
        key = begin, end, pieces, reader.frequency
        if key not in self._templates:
            text = self._letters.letter(pieces, reader.frequency)
            self._templates[key] = EmailTemplate(
                name=_name_of(begin, end), subject=text.subject, content=text.text, html_content=text.html
            )
        return self._templates[key]

    def _mail(self, reader: Subscriber, template: EmailTemplate) -> Email:
        links = links_of(reader, settings.SITE_ADDRESS)
        chosen = [self._name_of(wanted_of(choice)) for choice in reader.choices.all()]
        assert reader.confirmed_at
        return Email(
            from_email=sender(),
            to=[reader.address],
            cc=[],
            bcc=[],
            template=template,
            context=links._asdict()
            | {"chosen": chosen[:MOST_NAMED], "more": max(len(chosen) - MOST_NAMED, 0)}
            | {"since": in_dutch(timezone.localdate(reader.confirmed_at))},
            headers=HEADERS
            | {
                "List-Id": self._list_id,
                "List-Unsubscribe": f"<{links.end}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
            message_id=new_message_id(),
            status=STATUS.queued,
            priority=PRIORITY.medium,
        )

    def _name_of(self, wanted: Wanted) -> tuple[str, str]:
        """Return what a choice is called, and the address of its page, if there is one."""
        if wanted not in self._named:
            path = self._offer.address_of(wanted)
            self._named[wanted] = self._offer.name_of(wanted), f"{settings.SITE_ADDRESS}{path}" if path else ""
        return self._named[wanted]


def _name_of(begin: int, end: int) -> str:
    """Return the name of a text in the queue: after which number its news begins, and with which it ends."""
    return f"{begin}-{end}"


def _take_back_withdrawn() -> None:
    """Take the waiting mails that can tell of a publication that was withdrawn since, out of the queue.

    Their readers are told anew. So are those of later mails that were made before the withdrawal was found: a reader may have one
    of each. The oldest decides from where a reader is told, so it goes last.
    """
    waiting = sorted(
        (tuple(map(int, name.split("-"))), key) for key, name in EmailTemplate.objects.order_by().values_list("pk", "name")
    )
    if not waiting:
        return
    published: dict[int, int] = {}
    for row, number in NewsItem.objects.filter(kind=Occasion.PUBLICATION).order_by("-pk").values_list("row", "pk"):
        # The first publication of a report, if it was ever published again.
        published[row] = number
    withdrawn = NewsItem.objects.filter(kind=Occasion.WITHDRAWAL, row__in=published).values_list("row", "pk")
    spans = [(published[row], number) for row, number in withdrawn]
    for (begin, end), key in reversed(waiting):
        if any(first <= end < withdrawal for first, withdrawal in spans):
            _take_back(key, begin)


def _take_back(template: int, begin: int) -> None:
    """Take the mails with this text out of the queue, and let their readers be told from `begin` on."""
    with transaction.atomic():
        mails = Email.objects.filter(template=template).order_by("pk")
        for readers in _readers_of(mails):
            list(readers.select_for_update().values_list("pk"))
        # Of the mails that still wait now.
        for readers in _readers_of(mails.select_for_update()):
            readers.filter(told__gt=begin).update(told=begin)
        EmailTemplate.objects.filter(pk=template).delete()


def _readers_of(mails: QuerySet[Email]) -> Iterator[QuerySet[Subscriber]]:
    """Yield the readers of these mails, a few hundred at a time."""
    addresses = [address for to in mails.values_list("to", flat=True) for address in to]
    for place in range(0, len(addresses), READERS_AT_ONCE):
        yield Subscriber.objects.filter(address__in=addresses[place : place + READERS_AT_ONCE]).order_by("pk")
