"""The sentence of the source beside a row in a form: what changed in it since the previous report, and hints for plain Dutch."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from measures.models import Report
from portal.desk.editing.prose import objections, soft_hints
from portal.desk.editing.worklist import previous_report
from portal.desk.source_models import SourceText
from portal.desk.sources.stored import SourcedRow, own_sentences
from portal.desk.sources.written import BY_KIND
from portal.reading.own_words import DIFFERENT, OwnSentence, Said, Wording, difference, wordings

# The name in POST data of the checkbox "Dit is onze zin". Its value is the primary key of the `SourceText`.
OURS = "onze-zin"


@dataclass(frozen=True)
class ShownSource:
    """What a form shows of the source of a row. `difference` has pieces such as ("weg", "in 2026")."""

    source: SourceText
    is_to_write: bool
    is_called_ours: bool
    difference: list[tuple[str, str]]
    hints: list[str]


def show_sources(report: Report, forms: Iterable[Any], called_ours: Collection[str] = ()) -> None:
    """Give each form of a stored row its `source`. The number of queries is the same for one row and for many.

    `called_ours` has what the editor sent as `OURS`, so that a form that comes back keeps its ticks.
    """
    stored = {(str(form.instance._meta.model_name), form.instance.pk): form for form in forms if form.instance.pk}
    stored = {key: form for key, form in stored.items() if key[0] in BY_KIND}
    texts = report.source_texts.filter(kind__in={kind for kind, _pk in stored}) if stored else []
    found = {(text.kind, text.row): text for text in texts}
    beside = {key: SourcedRow(BY_KIND[key[0]], form.instance, found[key]) for key, form in stored.items() if key in found}
    if not beside:
        return
    changed = _wordings(beside, own_sentences(previous_report(report), *{kind for kind, _pk in beside}))
    for key, each in beside.items():
        stored[key].source = _shown(each, changed[key], called_ours)


def _wordings(beside: Mapping[Any, SourcedRow], before: Iterable[OwnSentence]) -> dict[Any, Wording]:
    said = [Said(each.own.place, each.source.text, each.source.location) for each in beside.values()]
    return dict(zip(beside, wordings(said, before), strict=True))


def _shown(each: SourcedRow, wording: Wording, called_ours: Collection[str]) -> ShownSource:
    pieces = difference(wording.source_before, each.source.text) if wording.change == DIFFERENT else []
    hints = [*objections([each.ours]), *soft_hints(each.ours)] if each.is_to_write else []
    return ShownSource(each.source, each.is_to_write, str(each.source.pk) in called_ours, pieces, hints)
