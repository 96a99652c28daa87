#!/usr/bin/env bash
# run.sh TARGET MINUTES: one fuzz target; without words the list. Findings stay in build/fuzz/findings/.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ $# -lt 2 ]; then
  echo "usage: ./dev fuzz TARGET MINUTES; targets:"
  for source in tests/fuzz/fuzz_*.cpp; do basename "$source" .cpp | sed 's/^fuzz_/  /'; done
  exit 2
fi
target=$1 minutes=$2
[ -e "tests/fuzz/fuzz_$target.cpp" ] || { echo "dev: there is no fuzz target '$target'" >&2; exit 2; }
[ -e build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null
cmake --build build/fuzz --target "fuzz_$target"
mkdir -p "build/fuzz/corpus/$target" build/fuzz/findings
seeds=()
[ ! -d "tests/fuzz/seeds/$target" ] || seeds=("tests/fuzz/seeds/$target")
exec "build/fuzz/tests/fuzz/fuzz_$target" -max_total_time=$((minutes * 60)) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
  -artifact_prefix="build/fuzz/findings/$target-" "build/fuzz/corpus/$target" "${seeds[@]}"
