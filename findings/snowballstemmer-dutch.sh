#!/usr/bin/env bash
# snowballstemmer: the algorithm "dutch" is another one since version 3.
#
# Expected: an update of a stemmer keeps the stems of a language, or changes a few.
# Behaviour: in 2.2.0 "dutch" is Porter's algorithm. In 3.1.1 that is called "dutch_porter", and "dutch" is the
#   Kraaij-Pohlmann algorithm. It also takes prefixes off, so that different words get one stem: "beleid" (policy) and
#   "begeleiding" (guidance). A search index with the stems of 2.2.0 does not match words that 3.1.1 stems.
# Seen with snowballstemmer 2.2.0 and 3.1.1:
#   2.2.0 dutch        beleid begeleid gemeent schol gebeurd
#   3.1.1 dutch        beleid beleid meen school beur
#   3.1.1 dutch_porter beleid begeleid gemeent schol gebeurd
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

stems() { # VERSION ALGORITHM
  if [ ! -d "$folder/$1" ]; then
    python3 -m venv "$folder/$1"
    "$folder/$1/bin/python" -m pip install --quiet --disable-pip-version-check "snowballstemmer==$1" 2>/dev/null
  fi
  "$folder/$1/bin/python" - "$2" <<'PYTHON'
import sys

import snowballstemmer

stemmer = snowballstemmer.stemmer(sys.argv[1])
print(*(stemmer.stemWord(word) for word in "beleid begeleiding gemeente scholen gebeurd".split()))
PYTHON
}

expect() { # VERSION ALGORITHM STEMS
  seen=$(stems "$1" "$2")
  echo "$1 $2: $seen"
  [ "$seen" = "$3" ]
}

expect 2.2.0 dutch "beleid begeleid gemeent schol gebeurd"
expect 3.1.1 dutch "beleid beleid meen school beur"
expect 3.1.1 dutch_porter "beleid begeleid gemeent schol gebeurd"
