"""Short forms of the changes between two reports, for comparison in a test."""


def told(comparison):
    return [(change.kind.value, change.subject.key, change.old, change.new) for change in comparison.changes]


def directions(comparison):
    return [change.direction for change in comparison.changes]
