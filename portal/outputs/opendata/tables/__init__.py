"""All tables of the open data, in the order of the package: a table refers only to itself and to tables before it.

So they can be loaded into a database one after another. Each module has the tables of one subject.
"""

from collections.abc import Iterable

from portal.outputs.opendata.table import DataTable
from portal.outputs.opendata.tables import actions, laws, measures, motions, notes, programme, reports


def in_order(tables: Iterable[DataTable]) -> dict[str, DataTable]:
    """Return the tables by name, each after the tables that it refers to, and otherwise in their order.

    Raises `ValueError` when references go round.
    """
    waiting, found = list(tables), dict[str, DataTable]()
    while waiting:
        ready = (table for table in waiting if all(to.table in found or to.table == table.name for to in table.references))
        table = next(ready, None)
        if table is None:
            raise ValueError(f"Deze tabellen verwijzen in een kring: {', '.join(each.name for each in waiting)}.")
        found[table.name] = table
        waiting.remove(table)
    return found


TABLES = in_order(table for subject in (reports, programme, measures, laws, motions, actions, notes) for table in subject.TABLES)
