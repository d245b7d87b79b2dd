#!/usr/bin/env bash
# The 11/031 replay in PostgreSQL 15, on a private cluster that lives in a temporary directory for as long as the script runs.
# usage: postgresql-11-031.sh DIR FROM TO [THREADS]
#
# What is set, and why: the cluster is thrown away, so nothing is made durable (fsync, synchronous_commit, full_page_writes off,
# wal_level minimal, unlogged tables): a data team that loads a folder to count does the same. Memory as PostgreSQL's manual advises for a
# machine of its own: a quarter for shared_buffers; work_mem as much as two hash tables at a time may take. Beside the leader of a query as
# many parallel workers as make THREADS (2) processes at work. No TCP; a socket in the directory.
#
# The server and its directory go away however the script ends: each signal is a way out through `cleanup`, and the sampler does it where
# the script was killed. What takes long is waited for, so that a signal counts at once and not when a query has ended.
set -euo pipefail
folder=$(realpath "$1"); from=$2; to=$3; threads=${4:-2}
here=$(dirname "$(realpath "$0")")
binaries=$(ls -d /usr/lib/postgresql/15/bin)
month() { echo $((10#${1:0:4} * 12 + 10#${1:5:2} - 1)); }

# The server must not run as root; then its own user does.
as_server=()
if [ "$(id -u)" = 0 ]; then as_server=(runuser -u postgres --); fi

cluster=$(mktemp -d "${TMPDIR:-/tmp}/crossroads-postgresql.XXXXXX")
pg_ctl=("${as_server[@]}" "$binaries/pg_ctl" -D "$cluster/data")
stop_server() {
  "${pg_ctl[@]}" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$cluster"
}
cleanup() {
  trap '' TERM INT HUP
  kill "${sampler:-}" 2>/dev/null || true  # it may be gone, or not there yet
  stop_server
}
trap cleanup EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
trap 'exit 129' HUP

# The sampler: peak of the server's processes together. Pss counts the memory that they share once.
(
  peak=0
  while sleep 0.5; do
    if ! kill -0 $$ 2>/dev/null; then
      sleep 3  # what the script had just started, the server perhaps, comes to its end or into being
      stop_server
      exit
    fi
    server=$(head -1 "$cluster/data/postmaster.pid" 2>/dev/null || true)
    [ -n "$server" ] || continue
    sum=0
    for process in "$server" $(pgrep -P "$server"); do
      pss=$(awk '/^Pss:/ {print $2}' "/proc/$process/smaps_rollup" 2>/dev/null || true)
      sum=$((sum + ${pss:-0}))
    done
    if [ "$sum" -gt "$peak" ]; then peak=$sum; echo "$peak" > "$cluster/peak.new"; mv "$cluster/peak.new" "$cluster/peak"; fi
  done
) & sampler=$!

[ "$(id -u)" = 0 ] && chown postgres "$cluster"
cd "$cluster"
"${as_server[@]}" "$binaries/initdb" -D "$cluster/data" -U bench --auth=trust --no-locale -E UTF8 --no-sync >/dev/null
memory_mib=$(awk '/^MemTotal/ {print int($2 / 1024)}' /proc/meminfo)
cat >> "$cluster/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$cluster'
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 8GB
autovacuum = off
shared_buffers = $((memory_mib / 4))MB
effective_cache_size = $((memory_mib * 3 / 4))MB
work_mem = $((memory_mib / 16))MB
maintenance_work_mem = 512MB
max_parallel_workers_per_gather = $((threads - 1))
CONF

# In a session of its own: a signal to the whole group must not cut the start in two and leave a server without its number.
setsid --wait "${pg_ctl[@]}" -l "$cluster/log" -w start >/dev/null

sql() { "$binaries/psql" -X -q -h "$cluster" -U bench -d postgres -v ON_ERROR_STOP=1 "$@"; }
started=$(date +%s.%N)
sql -c "create unlogged table nationality0 (niss bigint, country text, f date, t date)" \
    -c "create unlogged table stay0 (niss bigint, f date, t date, legal text, register text, title text, ground text, quality text, rec date, applied_on date, applied_at text, sponsor bigint)" \
    -c "create unlogged table aid0 (aid_id text, niss bigint, centre bigint, nature text, category smallint, monthly_cents bigint, f date, t date, status text)" \
    -c "create unlogged table step (old_niss bigint, new_niss bigint, on_day date)"
copy() { if [ -f "$folder/$2.csv" ]; then sql -c "copy $1 from stdin with (format csv, header, null '')" < "$folder/$2.csv"; fi; }
copies=()
for table in "aid0 aid" "stay0 stays" "nationality0 nationalities" "step replacements"; do
  # As many at a time as there are threads; the sampler is a job too.
  while [ "$(jobs -rp | wc -l)" -gt "$threads" ]; do sleep 0.05; done
  # shellcheck disable=SC2086 # a table and its file
  copy $table & copies+=("$!")
done
for one in "${copies[@]}"; do wait "$one"; done
sql -c analyze
loaded=$(date +%s.%N)
sql -v first="$(month "$from")" -v last="$(month "$to")" -v in_force="$(month 2011-04)" -f "$here/postgresql-11-031.sql" & query=$!
wait "$query"
ended=$(date +%s.%N)
awk -v a="$started" -v b="$loaded" -v c="$ended" -v kib="$(cat "$cluster/peak" 2>/dev/null || echo 0)" \
  'BEGIN {printf "total %.2f s (load %.2f s), rss %d MiB\n", c - a, b - a, kib / 1024}' >&2
