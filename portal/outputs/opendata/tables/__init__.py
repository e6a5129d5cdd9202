"""All tables of the open data, in the order of the package. Each module has the tables of one subject."""

from portal.outputs.opendata.table import DataTable
from portal.outputs.opendata.tables import actions, laws, measures, motions, notes, programme, reports

TABLES: dict[str, DataTable] = {
    table.name: table for subject in (reports, programme, measures, laws, motions, actions, notes) for table in subject.TABLES
}
