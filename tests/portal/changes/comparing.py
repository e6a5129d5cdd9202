"""The changes of a comparison in a short form that a test can compare."""


def told(comparison):
    return [(change.kind.value, change.subject.key, change.old, change.new) for change in comparison.changes]


def directions(comparison):
    return [change.direction for change in comparison.changes]
