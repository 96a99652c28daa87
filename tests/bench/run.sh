#!/usr/bin/env bash
# run.sh [NAME…]: benchmarks, each a ratio measured in one run. Without a name: all. Samples are kept in build/bench.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=tests/bench
data=build/bench
mkdir -p "$data"

compiled() { # compiled NAME [arguments…]: a C++ benchmark
  local name=$1
  shift
  cmake --build build/release --target "bench_$name" >/dev/null
  "build/release/bench/bench_$name" "$@"
}

sample() { # the 200,000 × 20 sample of every speed figure
  [ -e "$data/sample/sample.csv" ] || /usr/bin/python3 "$here/make_sample.py" "$data/sample"
}

start() { # start: how long an empty start takes, and its memory
  /usr/bin/python3 "$here/start.py" build/release/lunokhod
}

pass() { # pass: 1,000 files through the whole pass against a pandas script per file
  /usr/bin/python3 "$here/pass.py" build/release/lunokhod "$data/pass" "$@"
}

workbook() { # workbook: one 200,000 × 20 workbook mapped to the template and written, against pandas
  sample
  /usr/bin/python3 "$here/workbook.py" build/release/lunokhod "$data/workbook" "$data/sample/sst.xlsx" "$@"
}

sheets() { sample; compiled sheets "$data/sample" "$@"; }  # sheets: reading against a bare inflate and peers
write() { sample; compiled write "$data/sample" "$@"; }    # write: writing against a bare deflate and libxlsxwriter
csv() { sample; compiled csv "$data/sample" "$@"; }        # csv: in and out against memcpy
frame() { compiled frame "$@"; }                           # frame: verbs on 10 million rows against pandas

if [ $# -eq 0 ]; then
  for name in start pass workbook sheets write csv frame; do
    printf '\n== %s\n' "$name"
    "$name"
  done
else
  "$@"
fi
