"""`make bench`: how fast and how large the portal is, measured in one run on one machine, beside what it is compared with.

- `__main__` runs everything and prints one table; `rates`, `costs`, `growth` and `sizes` each measure one part of it
- `machine` reads what Linux knows of processes, `serving` starts servers, `load` asks for pages
- `tasks` is the work that is done in a process of its own, with Django; nothing else here knows Django or the portal
- `settings`, `urls` and `synthetic` are used by those processes only: an empty view, and records that nobody wrote
- `table` and `figures` are what the numbers become

Times are in milliseconds, memory is in MB of 1024 × 1024 bytes, and rates are in answers a second, unless a name says otherwise.
"""
