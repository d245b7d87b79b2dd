#!/usr/bin/env bash
# Our server beside nginx, in one run: one thread each, the same certificates of both sides, TLS 1.3, kept-alive connections, the same bytes in the answer,
# the same caller. Prints requests a second, processor time a request, and the ratios. Called by `./dev bench net`.
#
# usage: bench/net/run.sh [--bytes N] [--connections N] [--seconds S] [--rounds R]
#   --bytes N        of the answer's body (1,000)
#   --connections N  at once (16)
#   --seconds S      how long a round goes on (5)
#   --rounds R       how often each is measured, in turn (3); the best of each counts
# Exit status: 0 measured, 1 something failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

bytes=1000 connections=16 seconds=5 rounds=3
while (($#)); do
  case $1 in
    --bytes) bytes=$2; shift 2 ;;
    --connections) connections=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    *) sed -n '5,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
done
build=build/bench
work=$PWD/build/bench-net
program=$build/net_bench
say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() { printf 'bench: %s\n' "$*" >&2; exit 1; }

say "build"
rm -rf "$work"
mkdir -p "$work" "$build"
cmake --preset release -B "$build" -DCROSSROADS_BENCH=ON -DCROSSROADS_TESTS=OFF > "$build/configure.log" 2>&1 || { cat "$build/configure.log" >&2; fail "cmake could not configure"; }
ninja -C "$build" net_bench > "$build/build.log" 2>&1 || { tail -30 "$build/build.log" >&2; fail "the build failed"; }

ours='' theirs=''
# Only what was started here, by its number.
stop_all() {
  local process
  for process in $ours $theirs; do
    if kill "$process" 2> /dev/null; then wait "$process" || true; fi
  done
  rm -rf "$work"
}
trap stop_all EXIT

"$program" certificates "$work"
"$program" serve "$work" "$bytes" > "$work/port" &
ours=$!
# A port of its own: nginx can't say which it took.
their_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
body=$(head -c "$bytes" /dev/zero | tr '\0' x)
cat > "$work/nginx.conf" << END
daemon off;
master_process off;
worker_processes 1;
pid $work/nginx.pid;
error_log $work/nginx.err;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path $work/body; proxy_temp_path $work/proxy; fastcgi_temp_path $work/fastcgi; uwsgi_temp_path $work/uwsgi; scgi_temp_path $work/scgi;
  keepalive_requests 2000000000;
  tcp_nodelay on;
  default_type application/json;
  server {
    listen 127.0.0.1:$their_port ssl;
    ssl_protocols TLSv1.3;
    ssl_certificate $work/certificate.pem;
    ssl_certificate_key $work/key.pem;
    ssl_client_certificate $work/authority/authority.pem;
    ssl_crl $work/authority/list.pem;
    ssl_verify_client on;
    ssl_session_tickets off;
    ssl_session_cache off;
    add_header Cache-Control no-store;
    location / { return 200 "$body"; }
  }
}
END
nginx -c "$work/nginx.conf" -e "$work/nginx.err" &
theirs=$!
for ((i = 0; i < 100; ++i)); do
  if [[ -s $work/port ]] && (exec 3<> "/dev/tcp/127.0.0.1/$their_port") 2> /dev/null; then break; fi
  sleep 0.1
done
our_port=$(cat "$work/port")
[[ -n $our_port ]] || fail "our server did not start"

load=$(cut -d' ' -f1 /proc/loadavg)
printf 'machine   %s, %s cores; load %s\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(nproc)" "$load"
awk -v l="$load" 'BEGIN {exit !(l > 0.5)}' && printf '          others are at work on this machine: the figures are worse than they would be\n'

ticks=$(getconf CLK_TCK)
used() { awk '{print $14 + $15}' "/proc/$1/stat"; }
# round NAME PROCESS PORT: one line "NAME requests-a-second microseconds-of-processor-a-request bytes" into the figures.
round() {
  local before after rate answers heard
  before=$(used "$2")
  read -r rate answers heard < <("$program" call "$work" "$3" "$connections" "$seconds")
  after=$(used "$2")
  [[ $heard == "$bytes" ]] || fail "$1 answered $heard bytes instead of $bytes"
  awk -v n="$1" -v r="$rate" -v a="$answers" -v t="$((after - before))" -v h="$ticks" 'BEGIN {printf "%s %.0f %.2f\n", n, r, t / h / a * 1e6}' | tee -a "$work/figures" >&2
}
say "measure: $connections connections, $bytes bytes, $seconds s a round"
"$program" call "$work" "$our_port" "$connections" 1 > /dev/null
"$program" call "$work" "$their_port" "$connections" 1 > /dev/null
for ((i = 0; i < rounds; ++i)); do
  round crossroads "$ours" "$our_port"
  round nginx "$theirs" "$their_port"
done

best() { awk -v n="$1" '$1 == n && $2 > best {best = $2} END {print best}' "$work/figures"; }
least() { awk -v n="$1" '$1 == n && (!least || $3 < least) {least = $3} END {print least}' "$work/figures"; }
row() { printf '%-66s %14s\n' "$1" "$2"; }
calc() { awk "BEGIN {printf \"$1\", $2}"; }
row "requests a second, one thread: crossroads, best of $rounds" "$(best crossroads)"
row "  nginx" "$(best nginx)"
row "  crossroads against nginx" "$(calc %.2f "$(best crossroads) / $(best nginx)")"
row "processor time a request, least of $rounds: crossroads" "$(least crossroads) us"
row "  nginx" "$(least nginx) us"
row "  nginx against crossroads" "$(calc %.2f "$(least nginx) / $(least crossroads)")"
