"""The merge of a page with many single fields, such as all statuses or all explanations, with what is stored now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from portal.desk.merging.form_data import tidy
from portal.desk.merging.stored import Opened
from portal.desk.merging.three_way import Row, merge
from portal.desk.merging.told import Act, MergeReport

# The kind of a form of single fields, as `Opened` has it.
KIND = "velden"


@dataclass(frozen=True)
class About:
    """How to speak of a field: its label, the label of each value that has one, and who changed it last."""

    label: str
    words: Mapping[str, str]
    act: Callable[[], Act]

    def read(self, value: tuple[str, ...]) -> str:
        return ", ".join(self.words.get(text, text) for text in value)


@dataclass
class FieldsMerge:
    """The text of each field after the merge, what the page says about it, and the token for the page."""

    texts: dict[str, str]
    opened: Opened
    told: MergeReport = field(default_factory=MergeReport)


def merge_fields(data: QueryDict | None, now: Mapping[str, str], about: Callable[[str], About]) -> FieldsMerge:
    """Merge the fields that a browser sent with `now`, what is stored, by name of the field. `data` is None for a new page.

    A field that was not sent was not changed.
    """
    stored: Row = {name: tidy([text]) for name, text in now.items()}
    result = FieldsMerge(dict(now), Opened({"": {name: list(value) for name, value in stored.items()}}, KIND))
    if data is None:
        return result
    opened = Opened.read(data.get("opened", ""), KIND)
    # Without a readable token, each field that was sent and differs is asked.
    held = opened.rows.get("", {}) if opened else {name: value for name, value in stored.items() if name not in data}
    old: Row = {name: tidy(held.get(name, ())) for name in stored}
    mine = {name: tidy(data.getlist(name)) if name in data else old[name] for name in stored}
    merged = merge({"": old}, {"": stored}, {"": mine}, data)
    result.texts = {name: "".join(value[:1]) for name, value in merged.rows[""].items()}
    asked = {clash.field: list(clash.old) for clash in merged.clashes}
    result.opened = Opened({"": {name: asked.get(name, list(value)) for name, value in stored.items()}}, KIND)
    for taken in merged.taken:
        subject = about(taken.field)
        old_words, new_words = (subject.read(value) for value in (taken.old, taken.new) if isinstance(value, tuple))
        result.told.lines.append(f"{subject.label}: gewijzigd door {subject.act()}. Was „{old_words}”, is nu „{new_words}”.")
    for clash in merged.clashes:
        subject = about(clash.field)
        result.told.ask(clash, subject.label, subject.read, subject.act())
    return result
