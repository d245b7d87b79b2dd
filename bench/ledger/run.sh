#!/usr/bin/env bash
# The access log beside plain inserts of the same bytes and index into the same database, in one run; many callers; latency;
# verification; search. Prints figures, ratios and limits. Called by `./dev bench ledger`.
#
# usage: bench/ledger/run.sh [--entries N] [--rounds R] [--seconds S] [--search N]
#   --entries N  entries of each round against plain inserts (200,000)
#   --rounds R   how often those are repeated (3); the best of each counts
#   --seconds S  how long the callers and the open loop go on (20)
#   --search N   entries of the log that is verified and searched (10,000,000); the limits are meant for that
# Exit status: 0 measured (limits may be missed: the table says which), 1 something failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

entries=200000 rounds=3 seconds=20 search=10000000
while (($#)); do
  case $1 in
    --entries) entries=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    --search) search=$2; shift 2 ;;
    *) sed -n '5,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
done
build=build/bench
work=$PWD/build/bench-ledger
say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() { printf 'bench: %s\n' "$*" >&2; exit 1; }

say "build"
rm -rf "$work"
mkdir -p "$work" "$build"
trap 'rm -rf "$work"' EXIT
cmake --preset release -B "$build" -DCROSSROADS_BENCH=ON -DCROSSROADS_TESTS=OFF > "$build/configure.log" 2>&1 || { cat "$build/configure.log" >&2; fail "cmake could not configure"; }
ninja -C "$build" ledger_bench > "$build/build.log" 2>&1 || { tail -30 "$build/build.log" >&2; fail "the build failed"; }

load=$(cut -d' ' -f1 /proc/loadavg)
printf 'machine   %s, %s cores; load %s\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(nproc)" "$load"
awk -v l="$load" 'BEGIN {exit !(l > 0.5)}' && printf '          others are at work on this machine: the figures are worse than they would be\n'
say "measure"
"$build/ledger_bench" "$work" "$entries" "$rounds" "$seconds" "$search" | tee "$work/figures" >&2

of() { awk -v name="$1" '$1 == name {print $2}' "$work/figures"; }
row() { printf '%-66s %14s   %-14s %s\n' "$1" "$2" "$3" "$4"; }
judge() { awk "BEGIN {print ($1) ? \"met\" : \"MISSED\"}"; }
calc() { awk "BEGIN {printf \"$1\", $2}"; }
row "limit" "measured" "limit" ""
for group in 64 256 1024; do
  row "durable entries a second, groups of $group" "$(calc %.0f "$(of "ours_$group")")" "" ""
  row "  plain inserts of the same bytes and index, best of three" "$(calc %.0f "$(of "plain_$group")")" "" ""
  row "  ours against plain" "$(calc %.2f "$(of "ratio_$group")")" ">= 0.8" "$(judge "$(of "ratio_$group") >= 0.8")"
done
row "entries a second, 256 callers that wait" "$(calc %.0f "$(of callers_rate)")" ">= 20000" "$(judge "$(of callers_rate) >= 20000")"
row "  each waits (p50, p99)" "$(calc '%.1f, %.1f ms' "$(of callers_p50_ms), $(of callers_p99_ms)")" "" ""
row "1,000 entries a second by the clock, p99 (p50 $(calc %.2f "$(of open_p50_ms)") ms)" "$(calc '%.1f ms' "$(of open_p99_ms)")" "< 20 ms" "$(judge "$(of open_p99_ms) < 20")"
row "log verify, leaves a second on one core" "$(calc %.2e "$(of verify_leaves)")" ">= 7e5" "$(judge "$(of verify_leaves) >= 7e5")"
row "  with every sealed part" "$(calc %.2e "$(of verify_everything)")" "" ""
row "search by person in $(calc %.0f "$(of search_entries)") entries over a year, p95" "$(calc '%.2f ms' "$(of search_p95_ms)")" "< 10 ms" "$(judge "$(of search_p95_ms) < 10")"
row "  p50, and entries found" "$(calc '%.2f ms, %.1f' "$(of search_p50_ms), $(of search_hits)")" "" ""
row "bytes an entry on disk" "$(calc %.0f "$(of bytes_an_entry)")" "" ""
