"""`make bench`: the speed and size of the portal, measured in one run on one machine and compared with other servers.

- `__main__` runs every measurement and prints two tables, made by `report`, `running_report` and `table`.
  `figures` holds result types and targets.
- `measuring/` has one module per kind of measurement: rates, CPU costs, growth and memory sizes, on the pages of `pages`.
  `running` measures behind nginx, and `beside` another version of the portal.
- `servers/` starts servers (`serving`, `front`), builds another version (`building`), sends requests (`load`) and reads CPU time
  and memory (`machine`).
- `portal/` is Django code that only child processes run: settings with an empty view, tasks and synthetic records.
  Code outside `portal/` imports neither Django nor the portal.

Units, unless a name says otherwise: times in milliseconds, memory in MB of 1024 × 1024 bytes, rates in responses per second.
"""
