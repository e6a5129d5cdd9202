"""The Dutch phrases of the agenda: the dates of an action, how certain they are, and the summary of a page."""

import datetime as dt

from laws.enums import Effect
from measures.enums import ActionKind, Precision
from measures.models import Action, ActionMention
from portal.agenda.standing import Entry, Standing, Summary
from portal.core.dates import count_of, in_dutch


def when(entry: Entry) -> str:
    """Return the dates of an action, such as "sinds 1 augustus 2025" (since) or "tot en met 31 december 2027" (until)."""
    begin = _begin(entry)
    if entry.facts.end is None:
        planned = entry.facts.expected_end
        return "; ".join(filter(None, [begin, f"het einde is gepland: {planned.words}" if planned else ""]))
    until = f"tot en met {in_dutch(entry.facts.end)}"
    if entry.standing == Standing.ENDED or not begin or entry.facts.start is None:
        return until
    return f"{begin}, {until}"


def _begin(entry: Entry) -> str:
    start, expected = entry.facts.start, entry.facts.expected
    match entry.standing:
        case Standing.IN_FORCE | Standing.OPEN | Standing.ENDED:
            if start:
                return f"sinds {in_dutch(start)}"
            return "begindatum niet genoemd" if entry.standing == Standing.IN_FORCE else ""
        case Standing.COMING:
            return f"vanaf {in_dutch(start)}" if start else ""
        case Standing.EXPECTED:
            return f"gepland: {expected.words}" if expected else ""
        case Standing.UNCONFIRMED:
            return f"was gepland: {expected.words}" if expected else ""
        case Standing.LATER:
            if start:
                return f"vanaf {in_dutch(start)}"
            if expected and expected.days.latest and expected.days.latest < entry.day:
                return f"was gepland: {expected.words}, niet bevestigd"
            return f"gepland: {expected.words}" if expected else "datum niet genoemd"
        case _:
            return f"in de bron: „{expected.words}”" if expected else "datum niet genoemd"


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
        return "Is mogelijk"
    before = action.known_mentions[: action.known_mentions.index(mention)]
    holds = any(earlier.states_in_force or earlier.in_force_from for earlier in before)
    return "Noemt deze verplichting" if holds else "Aangekondigd"


def certainty(entry: Entry) -> str:
    """Return how certain the date of an action is; empty if it is in force, open or ended."""
    match entry.standing:
        case Standing.COMING:
            return "Dit staat vast"
        case Standing.EXPECTED:
            return "Dit staat nog niet vast"
        case Standing.UNCONFIRMED:
            return "De geplande datum is voorbij. Geen bron zegt dat dit al geldt"
        case Standing.NO_DATE:
            return "Aangekondigd, nog zonder datum"
        case Standing.LATER:
            return "Dit staat vast" if entry.facts.confirmed else "Dit staat nog niet vast"
        case _:
            return ""


def how_often_moved(entry: Entry) -> str:
    moves = entry.facts.moves
    return f"{count_of(moves, 'keer', 'keer')} verschoven" if moves else ""


def summary_in_words(summary: Summary, chosen: dt.date | None = None) -> str:
    """Return the summary as two to four short Dutch sentences. `chosen` is the day that the visitor chose; None means today."""
    now, already = (f"op {in_dutch(chosen)}", "dan") if chosen else ("nu", "nu")
    in_force = count_of(summary.in_force, "verplichting geldt", "verplichtingen gelden")
    sentences = [f"{in_force} {now}." if summary.in_force else f"Er geldt {now} geen verplichting."]
    if summary.first:
        ahead = count_of(summary.ahead, "komt eraan of wordt verwacht", "komen eraan of worden verwacht")
        sentences.append(f"{ahead}, de eerste {_first(summary, chosen)}.")
    if summary.without_date:
        sentences.append(f"Van {count_of(summary.without_date, 'andere is', 'andere is')} de datum onbekend of niet bevestigd.")
    possible = count_of(summary.open, "mogelijkheid", "mogelijkheden")
    sentences.append(f"U hebt {already} al {possible}." if summary.open else f"U hebt {already} geen mogelijkheden.")
    return " ".join(sentences)


def _first(summary: Summary, chosen: dt.date | None) -> str:
    entry = summary.first
    day = entry.days.earliest if entry else None
    if entry is None or day is None or entry.days.precision != Precision.DAY:
        words = entry.facts.expected.words if entry and entry.facts.expected else "later"
        return f"gepland voor {words}"
    left = summary.days_until_first or 0
    days = count_of(left, "dag", "dagen")
    away = (f", {days} later" if chosen else f", over {days}") if left > 0 else ""
    return f"{'' if entry.facts.confirmed else 'gepland '}op {in_dutch(day)}{away}"
