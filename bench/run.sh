#!/usr/bin/env bash
# The same work done by what a data team would use instead, on the same folder, in one run; results are compared for equality first.
# Prints time, peak memory and ratios, and beside each figure its limit and whether it is met. Called by `./dev bench`.
#
# usage: bench/run.sh [--persons N] [--seed S] [--threads T] [--rounds R] [--without postgresql] [--keep]
#   --persons N  a synthetic population of N (1,000,000); the limits are meant for that
#   --rounds R   how often each short measurement is repeated (5); the median counts. DuckDB's and PostgreSQL's run once
#   --keep       leave the folder of data under build/bench-data
# Exit status: 0 all equal (limits may be missed: the table says which), 1 a result differs or something failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

persons=1000000 seed=1 threads=2 rounds=5 keep='' postgresql=1
while (($#)); do
  case $1 in
    --persons) persons=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    --threads) threads=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --without) [[ $2 == postgresql ]] || { echo "only postgresql can be left out" >&2; exit 2; }; postgresql=''; shift 2 ;;
    --keep) keep=1; shift ;;
    *) sed -n '5,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
done

from=2011-04 to=2026-03 months=180
build=build/bench
work=$PWD/build/bench-data
say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() { printf 'bench: %s\n' "$*" >&2; exit 1; }

# in_group COMMAND…: runs it in a process group of its own and waits, so that a signal counts at once and ends all that it started.
group=''
in_group() {
  local status=0
  set -m
  "$@" < /dev/null & group=$!
  set +m
  wait "$group" || status=$?
  group=''
  return $status
}
cleanup() {
  trap '' TERM INT HUP
  if [[ -n $group ]]; then
    kill -TERM -- "-$group" 2> /dev/null || true
    # PostgreSQL's script stops its server first: half a minute for that.
    for ((tenth = 0; tenth < 300; ++tenth)); do
      kill -0 -- "-$group" 2> /dev/null || break
      sleep 0.1
    done
  fi
  [[ -n $keep ]] || rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
trap 'exit 129' HUP

say "build"
mkdir -p "$work" "$build"
in_group cmake --preset release -B "$build" -DCROSSROADS_BENCH=ON -DCROSSROADS_TESTS=OFF > "$build/configure.log" 2>&1 || { cat "$build/configure.log" >&2; fail "cmake could not configure"; }
in_group ninja -C "$build" crossroads by_hand decide export_cases > "$build/build.log" 2>&1 || { tail -30 "$build/build.log" >&2; fail "the build failed"; }
crossroads=$build/crossroads
[[ -d bench/rivals/node_modules ]] || in_group npm --prefix bench/rivals ci --no-audit --no-fund --loglevel=error

# measure NAME COMMAND…: output in $work/NAME.out, messages in $work/NAME.err; sets seconds and mib (peak of the process).
measure() {
  local name=$1
  shift
  in_group /usr/bin/time -o "$work/$name.time" -f '%e %M' "$@" > "$work/$name.out" 2> "$work/$name.err" || { cat "$work/$name.err" >&2; fail "$name failed"; }
  read -r seconds mib < "$work/$name.time"
  mib=$(awk -v kib="$mib" 'BEGIN {printf "%.1f", kib / 1024}')
}
# median of a word-separated list of numbers
median() { printf '%s\n' "$@" | sort -g | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
calc() { awk "BEGIN {printf \"$1\", $2}"; }
lines_equal() { diff <(tr -d ' ' < "$1" | sort) <(tr -d ' ' < "$2" | sort) > "$work/differences" || { head -20 "$work/differences" >&2; fail "$3: the counts differ"; }; }

load=$(cut -d' ' -f1 /proc/loadavg)
printf 'machine   %s, %s cores, %s MiB; load %s\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(nproc)" \
  "$(awk '/^MemTotal/ {print int($2 / 1024)}' /proc/meminfo)" "$load"
awk -v l="$load" 'BEGIN {exit !(l > 0.5)}' && printf '          others are at work on this machine: the figures are worse than they would be, and so are the ratios of what runs long\n'
printf 'threads   %s for everybody\n' "$threads"

# Data -----------------------------------------------------------------------------------------------------------------------------
say "a synthetic population of $persons, and of half as many"
half=$((persons / 2))
measure synth "$crossroads" synth --quiet --persons "$persons" --seed "$seed" --out "$work/whole"
synth_seconds=$seconds
measure synth-half "$crossroads" synth --quiet --persons "$half" --seed "$seed" --out "$work/half"
printf 'data      %s persons, %s bytes of CSV, %s to %s; written in %s s\n' "$persons" "$(du -bc "$work"/whole/*.csv | tail -1 | cut -f1)" "$from" "$to" "$synth_seconds"

# Ours -----------------------------------------------------------------------------------------------------------------------------
# replay NAME FOLDER THREADS: medians of total seconds, peak MiB, reading and evaluating seconds, as total, peak, read, evaluate.
replay() {
  local name=$1 folder=$2 with=$3 totals=() peaks=() reads=() evaluations=()
  for ((round = 0; round < rounds; ++round)); do
    measure "$name" "$crossroads" replay --authorisation 11/031 --from "$from" --to "$to" --data "$folder" --summary --threads "$with"
    totals+=("$seconds") peaks+=("$mib")
    reads+=("$(sed -n 's/^read: \([0-9.]*\) s$/\1/p' "$work/$name.err")")
    evaluations+=("$(sed -n 's/^evaluate: \([0-9.]*\) s$/\1/p' "$work/$name.err")")
  done
  total=$(median "${totals[@]}") peak=$(median "${peaks[@]}") read=$(median "${reads[@]}") evaluate=$(median "${evaluations[@]}")
}
say "crossroads replay --summary"
replay ours "$work/whole" "$threads"
ours_total=$total ours_peak=$peak ours_read=$read
replay ours-alone "$work/whole" 1
ours_evaluate=$evaluate
# Twice the persons: in pairs, since the pace of the machine changes from one second to the next, and each after an unmeasured run of its
# own, so that both find the memory of a run like themselves still at hand.
doublings=() halves=()
for ((round = 0; round < rounds; ++round)); do
  for folder in whole half; do
    for _ in 1 2; do
      measure "ours-$folder" "$crossroads" replay --authorisation 11/031 --from "$from" --to "$to" --data "$work/$folder" --summary --threads "$threads"
    done
    [[ $folder == half ]] || whole_seconds=$seconds
  done
  doublings+=("$(calc %.3f "$whole_seconds / $seconds")") halves+=("$seconds")
done
doubling=$(median "${doublings[@]}") half_total=$(median "${halves[@]}") half_peak=$mib

say "11/031 written by hand"
hand_evaluations=()
for ((round = 0; round < rounds; ++round)); do
  measure by-hand "$build/by_hand" "$work/whole" "$from" "$to" 1
  hand_evaluations+=("$(sed -n 's/.*evaluate \([0-9.]*\) s.*/\1/p' "$work/by-hand.err")")
done
hand_evaluate=$(median "${hand_evaluations[@]}")
lines_equal "$work/ours.out" "$work/by-hand.out" "11/031 written by hand"
lines_equal "$work/ours.out" "$work/ours-alone.out" "one thread"

# DuckDB -----------------------------------------------------------------------------------------------------------------------------
say "DuckDB, SQL over the folder"
cd "$work"  # DuckDB puts what does not fit in memory into the working directory
measure duckdb node ../../bench/rivals/duckdb-11-031.mjs "$work/whole" "$from" "$to" "$threads"
duck_total=$seconds duck_peak=$mib
reads=()
for ((round = 0; round < rounds; ++round)); do
  measure duckdb-read node ../../bench/rivals/duckdb-11-031.mjs "$work/whole" "$from" "$to" "$threads" --load-only
  reads+=("$(sed -n 's/^load \([0-9.]*\) s.*/\1/p' duckdb-read.err)")
done
duck_read=$(median "${reads[@]}")
cd ../..
lines_equal "$work/ours.out" "$work/duckdb.out" DuckDB

# One decision at a time -------------------------------------------------------------------------------------------------------------
say "one decision at a time"
measure export "$build/export_cases" authorisations "$work/whole" "$to" 100000 "$work"
measure prolog swipl -O bench/rivals/decide-11-031.pl -- "$work/cases.pl" 20
measure cel node bench/rivals/decide-11-031-cel.mjs "$work/cases.ndjson" 20
rate() { sed -n 's/.* \([0-9]*\) decisions a second$/\1/p' "$work/$1.out"; }
# Many short repetitions, those of all rows mixed: with one law and with 1,001 at the same pace of the machine.
measure decide "$build/decide" authorisations "$work/whole" "$to" --benchmark_format=csv --benchmark_enable_random_interleaving=true \
  --benchmark_repetitions=$((rounds * 4)) --benchmark_min_time=0.1
grep -q 'differs' "$work/decide.out" && fail "one decision at a time: a decision differs from that of the replay"
# google benchmark's CSV: items_per_second is the seventh column; the medians of 1 and 1,001 laws, on persons whose facts stay in the
# processor's cache, as the engines of others have theirs, and on so many that each comes from memory.
decide_of() { awk -F, -v median="\"$1/real_time_median\"" '$1 == median {print $7}' "$work/decide.out"; }
# The fastest repetition: the least disturbed one, for a ratio near 1.
fastest_of() { awk -F, -v one="\"$1/real_time\"" '$1 == one && $7 > best {best = $7} END {print best}' "$work/decide.out"; }
alone=$(decide_of decide/0/1000) crowd=$(decide_of decide/1000/1000) fastest_alone=$(fastest_of decide/0/1000) fastest_crowd=$(fastest_of decide/1000/1000) far=$(decide_of decide/0/100000) whole=$(decide_of decide_with_history/0/1000)
[[ -n $alone && -n $crowd && -n $fastest_alone && -n $fastest_crowd && -n $far && -n $whole ]] || fail "one decision at a time: no figure"

# PostgreSQL, last because it takes longest ------------------------------------------------------------------------------------------
pg_total='' pg_peak=''
if [[ -n $postgresql ]]; then
  say "PostgreSQL 15, SQL over the folder (minutes)"
  measure postgresql bench/rivals/postgresql-11-031.sh "$work/whole" "$from" "$to" "$threads"
  pg_total=$(sed -n 's/^total \([0-9.]*\) s.*/\1/p' "$work/postgresql.err") pg_peak=$(sed -n 's/.*rss \([0-9]*\) MiB$/\1/p' "$work/postgresql.err")
  lines_equal "$work/ours.out" "$work/postgresql.out" PostgreSQL
fi

# The table --------------------------------------------------------------------------------------------------------------------------
row() { printf '%-62s %14s   %-30s %s\n' "$1" "$2" "$3" "$4"; }
# judge EXPRESSION: met or MISSED
judge() { awk "BEGIN {print ($1) ? \"met\" : \"MISSED\"}"; }
million_a_second() { calc '%.2f M/s' "$1 / 1e6"; }
printf '\nAll counts are equal: crossroads, the law by hand, DuckDB%s.\n' "${postgresql:+, PostgreSQL}"
printf 'All decisions are equal: crossroads, SWI-Prolog, CEL (%s each).\n\n' "$(sed -n 's/^equal \([0-9]*\),.*/\1/p' "$work/prolog.out")"

row "11/031 over $months months, CSV to counts" "time" "peak memory" "against ours"
row "  crossroads replay --summary (median of $rounds)" "$ours_total s" "$ours_peak MiB" "1"
row "  DuckDB" "$duck_total s" "$duck_peak MiB" "$(calc '%.1f times slower, %.1f times the memory' "$duck_total / $ours_total, $duck_peak / $ours_peak")"
[[ -z $postgresql ]] || row "  PostgreSQL 15" "$pg_total s" "$pg_peak MiB" "$(calc '%.1f times slower, %.1f times the memory' "$pg_total / $ours_total, $pg_peak / $ours_peak")"
echo
row "limit" "measured" "limit (aim)" ""
row "times faster than DuckDB's SQL, end to end" "$(calc %.1f "$duck_total / $ours_total")" ">= 30 (75)" "$(judge "$duck_total / $ours_total >= 30")"
row "peak memory against DuckDB's" "$(calc %.3f "$ours_peak / $duck_peak")" "<= 0.1" "$(judge "$ours_peak / $duck_peak <= 0.1")"
ours_rate="$persons * $months / $ours_evaluate"
row "evaluation alone, person-months a second a core" "$(calc %.2e "$ours_rate")" ">= 5e8 (1e9)" "$(judge "$ours_rate >= 5e8")"
row "  the law by hand" "$(calc %.2e "$persons * $months / $hand_evaluate")" "" ""
row "evaluation against the law by hand" "$(calc %.2f "$hand_evaluate / $ours_evaluate")" ">= 0.6" "$(judge "$hand_evaluate / $ours_evaluate >= 0.6")"
row "one decision at a time, every condition known, a core" "$(million_a_second "$alone")" ">= 5 M/s" "$(judge "$alone >= 5e6")"
row "  with 1,000 other laws loaded (fastest to fastest $(calc %.2f "$fastest_crowd / $fastest_alone"))" "$(million_a_second "$crowd")" ">= 0.95 of that" "$(judge "$fastest_crowd >= 0.95 * $fastest_alone")"
row "  on 100,000 persons in turn, each from memory" "$(million_a_second "$far")" "" ""
row "  with the person's whole history worked out again" "$(million_a_second "$whole")" "" ""
row "  SWI-Prolog, the rule alone, on facts prepared" "$(million_a_second "$(rate prolog)")" "" "$(calc '%.1f times slower' "$alone / $(rate prolog)")"
row "  CEL in JavaScript, the same" "$(million_a_second "$(rate cel)")" "" "$(calc '%.1f times slower' "$alone / $(rate cel)")"
row "CSV into columns (DuckDB's reader: $duck_read s)" "$ours_read s" "<= DuckDB's reader" "$(judge "$ours_read <= $duck_read")"
row "twice the persons, times the time, pairwise ($half: $half_total s)" "$(calc %.2f "$doubling")" "<= 2" "$(judge "$doubling <= 2")"
row "bytes a person at $persons (at $half: $(calc %.0f "$half_peak * 1048576 / $half"))" "$(calc %.0f "$ours_peak * 1048576 / $persons")" "< 600" "$(judge "$ours_peak * 1048576 / $persons < 600")"
row "synth, $persons persons" "$synth_seconds s" "< 60 s" "$(judge "$synth_seconds < 60")"
