"""The Dutch phrases of the agenda: the dates of an action, how certain they are, and the summary of a page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from laws.enums import Effect
from measures.enums import ActionKind
from measures.models import Action, ActionMention
from portal.agenda.behind.law import imposed_in_words
from portal.agenda.standing import Entry, Promise, Standing, Summary
from portal.core.dates import count_of, in_dutch, today

# The headings in a source under which it says in so many words that something is possible or obligatory. What stands under the
# second is not always a duty as the action has it: an agreement, or part of what a law asks since.
PRINTED_AS_POSSIBLE = "Dit is mogelijk"
PRINTED_AS_OBLIGATORY = "Dit is verplicht"
# How certain a duty is that was announced without a day. It says enough to be the heading of those duties too.
WITHOUT_DATE = "Aangekondigd zonder datum"


def when(entry: Entry) -> str:
    """Return the dates of an action, such as "sinds 1 augustus 2025" (since) or "tot en met 31 december 2027" (until).

    Where no source names a day, these are the printed words: "vanaf voorjaar 2023".
    """
    facts, end = entry.facts, _end(entry)
    says_no_begin = facts.confirmed and facts.start is None and facts.begin in (None, facts.end_words)
    if entry.standing == Standing.ENDED or (facts.end and says_no_begin):
        return end
    return (", " if facts.end else "; ").join(filter(None, [_begin(entry), end]))


def _end(entry: Entry) -> str:
    facts = entry.facts
    if facts.end_words:
        # "2023 t/m 2027" is not a sentence after "sinds 1 januari 2023".
        return f"in de bron: „{facts.end_words.words}”" if facts.end_words.days.earliest else as_printed(facts.end_words)
    if facts.end:
        return f"tot en met {in_dutch(facts.end)}"
    return f"het einde is gepland: {facts.expected_end.words}" if facts.expected_end else ""


def as_printed(promise: Promise | None) -> str:
    """Return the printed words of a promise, to stand within a line; empty without one."""
    return promise.words[:1].lower() + promise.words[1:] if promise else ""


def _begin(entry: Entry) -> str:
    start, begin, expected = entry.facts.start, entry.facts.begin, entry.facts.expected
    match entry.standing:
        case Standing.IN_FORCE | Standing.OPEN | Standing.ENDED:
            if start:
                return f"sinds {in_dutch(start)}"
            if begin:
                return as_printed(begin)
            return f"begindatum niet genoemd in de rapportages{_law_since(entry)}" if entry.standing == Standing.IN_FORCE else ""
        case Standing.COMING:
            return f"vanaf {in_dutch(start)}" if start else ""
        case Standing.EXPECTED:
            return f"gepland: {expected.words}" if expected else ""
        case Standing.UNCONFIRMED:
            unsure = ", niet bevestigd" if entry.is_option else ""
            return f"was gepland: {expected.words}{unsure}" if expected else ""
        case Standing.LATER:
            if start or begin:
                return f"vanaf {in_dutch(start)}" if start else as_printed(begin)
            return f"gepland: {expected.words}" if expected and expected.days.has_days else _undated(expected)
        case _:
            return _undated(expected)


def _law_since(entry: Entry) -> str:
    """Return since when the law behind a duty holds, if that day has come. It is no day of the duty itself."""
    since = entry.facts.law_since
    return f", de wet hierover geldt sinds {in_dutch(since)}" if since and since <= entry.day else ""


def _undated(expected: Promise | None) -> str:
    return f"in de bron: „{expected.words}”" if expected else "datum niet genoemd"


def moment_in_words(entry: Entry) -> str:
    """Return the heading of a moment of the calendar, from its first entry: a stated day, or the planned period as printed."""
    if entry.facts.start:
        return in_dutch(entry.facts.start)
    expected = entry.facts.expected
    if expected is None or not expected.days.has_days:
        return WITHOUT_DATE
    return expected.words[:1].upper() + expected.words[1:]


def what_it_says(entry: Entry, mention: ActionMention) -> str:
    """Return what one mention states about its action, such as "Is verplicht" (is obligatory)."""
    until = f", tot en met {in_dutch(mention.in_force_until)}" if mention.in_force_until else ""
    return _says(entry.action, mention) + until


def _says(action: Action, mention: ActionMention) -> str:
    if mention.in_force_from:
        return f"Geldt vanaf {in_dutch(mention.in_force_from)}"
    if mention.states_in_force:
        return "Is verplicht"
    place = (Effect.ENDS, mention.report_id, mention.location)
    if any((row.effect, row.report_id, row.location) == place for row in action.known_requirements):
        return "Kondigt het einde aan"
    if action.kind == ActionKind.OPTION:
        return "Is mogelijk" if mention.condition == PRINTED_AS_POSSIBLE else "Noemt dit"
    if mention.condition == PRINTED_AS_OBLIGATORY:
        return "Noemt dit verplicht"
    before = action.known_mentions[: action.known_mentions.index(mention)]
    holds = any(earlier.states_in_force or earlier.in_force_from for earlier in before)
    return "Noemt deze verplichting" if holds else "Aangekondigd"


def certainty(entry: Entry) -> str:
    """Return how certain the date of an action is; empty if it is in force, open or ended."""
    match entry.standing:
        case Standing.COMING:
            return "Dit staat vast"
        case Standing.EXPECTED:
            return f"Dit staat nog niet vast: een plan {basis_of_plan(entry)}"
        case Standing.UNCONFIRMED:
            return f"De geplande datum is voorbij. {_unconfirmed(entry)}"
        case Standing.NO_DATE:
            return WITHOUT_DATE
        case Standing.LATER:
            if entry.facts.begin:
                return "De bron noemt geen dag"
            return "Dit staat vast" if entry.facts.confirmed else "Dit staat nog niet vast"
        case _:
            return ""


def _unconfirmed(entry: Entry) -> str:
    if imposed := imposed_in_words(entry):
        return f"Geen rapportage zegt dat dit al geldt, maar {imposed}"
    if since := entry.facts.law_since:
        what = "deze mogelijkheid" if entry.is_option else "deze verplichting"
        if since > entry.day:
            return f"De wet hierover treedt in werking op {in_dutch(since)}, maar geen nieuwe bron noemt {what}"
        return f"De wet hierover geldt sinds {in_dutch(since)}, maar geen bron noemt sindsdien {what}"
    return "Geen bron zegt dat dit al kan" if entry.is_option else "Geen bron zegt dat dit al geldt"


def shared_certainty(entries: Sequence[Entry]) -> str:
    """Return the certainty of all entries of a moment; empty if they differ, so that each entry has to say its own."""
    found = {certainty(entry) for entry in entries}
    return found.pop() if len(found) == 1 else ""


def beside_heading(entries: Sequence[Entry]) -> str:
    """Return the certainty that all entries of a moment share, unless the heading of the moment says it already."""
    shared = shared_certainty(entries)
    return shared if entries and shared != moment_in_words(entries[0]) else ""


def basis_of_plan(entry: Entry) -> str:
    """Return on what a planned date rests: the report, its age in days on the day of the entry, and what is not known.

    The age counts from the reference date of the report, or else from its last possible day of publication.
    """
    if (expected := entry.facts.expected) is None or expected.source is None:
        return "zonder bron"
    report = expected.source.report
    age = (entry.day - (report.reference_date or report.publication_latest)).days
    old = f" van {count_of(age, 'dag', 'dagen')} geleden" if age > 0 else ""
    return f"volgens het rapport{old} ({report.short_name}){_whether_adopted(entry)}"


def _whether_adopted(entry: Entry) -> str:
    if adopted := entry.facts.adopted_by:
        return f"; de wet is aangenomen ({adopted.report.short_name}), de dag van inwerkingtreding staat nergens"
    return "; niet bekend of de wet is aangenomen" if entry.facts.bill else ""


def how_often_moved(entry: Entry) -> str:
    moves = entry.facts.moves
    return f"{count_of(moves, 'keer', 'keer')} verschoven" if moves else ""


def where_promised(promises: Sequence[Promise]) -> list[str]:
    """Return the short name of the report of each promise; with the bill and the part, if not all are about the same."""
    bills, parts = ({getattr(promise, name) for promise in promises} for name in ("bill", "part"))
    return [
        (promise.source.report.short_name if promise.source else "")
        + (f", in „{promise.bill}”" if len(bills) > 1 else "")
        + (f", voor {f'„{promise.part}”' if promise.part else 'het hele wetsvoorstel'}" if len(parts) > 1 else "")
        for promise in promises
    ]


def heading_of_older(year: int) -> str:
    """Return the heading above the older options of one year."""
    return f"Oudere mogelijkheden, voor het laatst genoemd in {year}"


def summary_in_words(summary: Summary, whom: str, chosen: dt.date | None = None) -> str:
    """Return the summary as two to six short Dutch sentences: `duties_in_words`, then `options_in_words`."""
    return f"{duties_in_words(summary, whom, chosen)} {options_in_words(summary, chosen)}".strip()


@dataclass(frozen=True)
class Sentence:
    """A sentence about duties. `counted` are its first words, if they count duties that are ahead, and `rest` is what follows.

    `group` names the duties that are counted: a key of `Sections.places`. It is empty if `counted` is.
    """

    counted: str
    rest: str
    group: str = ""

    def __str__(self) -> str:
        return self.counted + self.rest


def duties_in_words(summary: Summary, whom: str, chosen: dt.date | None = None) -> str:
    """Return the sentences about duties as one text; see `duty_sentences`."""
    return " ".join(str(sentence) for sentence in duty_sentences(summary, whom, chosen))


def duty_sentences(summary: Summary, whom: str, chosen: dt.date | None = None) -> list[Sentence]:
    """Return the sentences about duties: those in force, what comes first, and what has no date.

    `whom` is the plural of the role. `chosen` is the day that the visitor chose; None means today. Where nothing is coming, that
    is said too. Without duties it says that these documents name none: whether another law has one, the portal does not know.
    """
    now = f"op {in_dutch(chosen)}" if chosen else "nu"
    in_force = count_of(summary.in_force, "verplichting geldt", "verplichtingen gelden")
    expects = bool(summary.first or summary.without_date)
    none = f"Deze documenten noemen geen verplichting voor {whom} die {now} geldt{'' if expects else ' of eraan komt'}."
    sentences = [Sentence("", f"{in_force} {now}.") if summary.in_force else Sentence("", none)]
    if summary.in_force and not expects:
        sentences.append(Sentence("", "Deze documenten noemen er geen die eraan komt."))
    if summary.first:
        ahead = count_of(summary.ahead, "komt eraan of wordt verwacht", "komen eraan of worden verwacht")
        sentences.append(Sentence(ahead, f", de eerste {_first(summary, summary.first, chosen)}.", "ahead"))
        if summary.first.standing == Standing.EXPECTED:
            sentences.append(Sentence("", f"Dat is een plan {basis_of_plan(summary.first)}."))
    if summary.without_date:
        counted = f"Van {count_of(summary.without_date, 'andere', 'andere')}"
        sentences.append(Sentence(counted, " is de datum onbekend of niet bevestigd.", "without_date"))
        if not summary.first:
            sentences.append(Sentence("", f"Ook voor {(chosen or today()).year + 1} is er geen gepland."))
    return sentences


def options_in_words(summary: Summary, chosen: dt.date | None = None) -> str:
    """Return the sentences about options: those that are open, and older ones. Without any, the documents name none."""
    now, already = (f"op {in_dutch(chosen)}", "dan") if chosen else ("nu", "nu")
    possible = count_of(summary.open, "mogelijkheid", "mogelijkheden")
    sentences = []
    if summary.open or not summary.older:
        sentences.append(f"U hebt {already} al {possible}." if summary.open else f"De documenten noemen {now} geen mogelijkheid.")
    if summary.older:
        sentences.append(_older(summary))
    return " ".join(sentences)


def in_numbers(summary: Summary) -> str:
    """Return the numbers of a summary on one line, such as "5 verplichtingen gelden nu, 3 mogelijkheden"."""
    possible = summary.open + summary.later + summary.older_count
    found = [
        count_of(summary.in_force, "verplichting geldt nu", "verplichtingen gelden nu") if summary.in_force else "",
        count_of(summary.ahead, "komt eraan of wordt verwacht", "komen eraan of worden verwacht") if summary.ahead else "",
        f"{summary.without_date} zonder datum of niet bevestigd" if summary.without_date else "",
        count_of(possible, "mogelijkheid", "mogelijkheden") if possible else "",
    ]
    return ", ".join(filter(None, found))


def _older(summary: Summary) -> str:
    number, years = summary.older_count, " of ".join(str(year) for year in sorted(summary.older))
    verb = "is" if number == 1 else "zijn"
    options = count_of(number, "oudere mogelijkheid", "oudere mogelijkheden")
    return f"{f'Daarnaast {verb} er' if summary.open else f'Er {verb}'} {options}, voor het laatst genoemd in {years}."


def _first(summary: Summary, entry: Entry, chosen: dt.date | None) -> str:
    """Return when the first duty begins. Only a day that a source confirms is counted down to."""
    if entry.facts.start is None:
        day, expected = entry.days.first_day, entry.facts.expected
        return f"gepland op {in_dutch(day)}" if day and day == entry.days.day else f"gepland voor „{as_printed(expected)}”"
    left = summary.days_until_first or 0
    days = count_of(left, "dag", "dagen")
    away = (f", {days} later" if chosen else f", over {days}") if left > 0 else ""
    return f"op {in_dutch(entry.facts.start)}{away}"
