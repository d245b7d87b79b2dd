#!/usr/bin/env bash
# The 11/031 replay in PostgreSQL 15, on a private cluster that lives in a temporary directory for as long as the script runs.
# usage: postgresql-11-031.sh DIR FROM TO
#
# What is set, and why: the cluster is thrown away, so nothing is made durable (fsync, synchronous_commit, full_page_writes off,
# wal_level minimal, unlogged tables): a data team that loads a folder to count does the same. Memory as PostgreSQL's manual advises for a
# machine of its own: a quarter for shared_buffers; work_mem as much as two hash tables at a time may take. One parallel
# worker beside the leader makes two processes at work, as many as the threads of the others. No TCP; a socket in the directory.
set -euo pipefail
folder=$(realpath "$1"); from=$2; to=$3
here=$(dirname "$(realpath "$0")")
binaries=$(ls -d /usr/lib/postgresql/15/bin)
month() { echo $((10#${1:0:4} * 12 + 10#${1:5:2} - 1)); }

# The server must not run as root; then its own user does.
as_server() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

cluster=$(mktemp -d "${TMPDIR:-/tmp}/crossroads-postgresql.XXXXXX")
[ "$(id -u)" = 0 ] && chown postgres "$cluster"
cleanup() {
  [ -n "${sampler:-}" ] && kill "$sampler" 2>/dev/null
  as_server "$binaries/pg_ctl" -D "$cluster/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$cluster"
}
trap cleanup EXIT

cd "$cluster"
as_server "$binaries/initdb" -D "$cluster/data" -U bench --auth=trust --no-locale -E UTF8 --no-sync >/dev/null
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
max_parallel_workers_per_gather = 1
CONF
as_server "$binaries/pg_ctl" -D "$cluster/data" -l "$cluster/log" -w start >/dev/null
server=$(head -1 "$cluster/data/postmaster.pid")

# Peak of the server's processes together; Pss counts the memory that they share once.
(
  peak=0
  while sleep 0.5; do
    sum=0
    for process in "$server" $(pgrep -P "$server"); do
      pss=$(awk '/^Pss:/ {print $2}' "/proc/$process/smaps_rollup" 2>/dev/null || true)
      sum=$((sum + ${pss:-0}))
    done
    if [ "$sum" -gt "$peak" ]; then peak=$sum; echo "$peak" > "$cluster/peak.new"; mv "$cluster/peak.new" "$cluster/peak"; fi
  done
) & sampler=$!

sql() { "$binaries/psql" -X -q -h "$cluster" -U bench -d postgres -v ON_ERROR_STOP=1 "$@"; }
started=$(date +%s.%N)
sql -c "create unlogged table nationality0 (niss bigint, country text, f date, t date)" \
    -c "create unlogged table stay0 (niss bigint, f date, t date, legal text, register text, title text, ground text, quality text, rec date, applied_on date, applied_at text, sponsor bigint)" \
    -c "create unlogged table aid0 (aid_id text, niss bigint, centre bigint, nature text, category smallint, monthly_cents bigint, f date, t date, status text)" \
    -c "create unlogged table step (old_niss bigint, new_niss bigint, on_day date)"
copy() { if [ -f "$folder/$2.csv" ]; then sql -c "copy $1 from stdin with (format csv, header, null '')" < "$folder/$2.csv"; fi; }
copy nationality0 nationalities & copies=$!  # two at a time
copy stay0 stays
wait "$copies"
copy aid0 aid
copy step replacements
sql -c analyze
loaded=$(date +%s.%N)
sql -v first="$(month "$from")" -v last="$(month "$to")" -v in_force="$(month 2011-04)" -f "$here/postgresql-11-031.sql"
ended=$(date +%s.%N)
awk -v a="$started" -v b="$loaded" -v c="$ended" -v kib="$(cat "$cluster/peak" 2>/dev/null || echo 0)" \
  'BEGIN {printf "total %.2f s (load %.2f s), rss %d MiB\n", c - a, b - a, kib / 1024}' >&2
