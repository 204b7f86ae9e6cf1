#!/usr/bin/env bash
# Prints what idle SFTP sessions cost a gateway in memory, and how fast OpenSSH's sftp moves a file through it.
#
# Usage: deploy/bench/sessions.sh [--help] [MEBIBYTES]     256 MiB go each way unless said otherwise
#
# It starts a gateway of its own on free ports of loopback, in a temporary data directory and with the heap that
# `sluice serve` gives by default (SLUICE_HEAP changes it), puts two made-up participants and 32 made-up persons on record,
# and opens 0, 1, 50, 500 and again 0 sessions, each logged in with a key, with the sftp subsystem open, and silent. At each
# number it prints, after a full garbage collection, the gateway's resident memory (VmRSS) and its heap in use (jcmd).
# Then a file goes up and down once to warm up and three times for the figures, which hold the log-in too.
#
# Nothing is asserted. It needs Linux, ssh-keygen, sftp, curl and a JDK 25, and leaves nothing behind. Figures of a
# machine that does something else besides do not compare with others.
set -euo pipefail

mebibytes=256
case ${1:-} in
  -h | --help) sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0"; exit 0 ;;
  '') ;;
  *[!0-9]* | 0*) echo "MEBIBYTES is a whole number above 0, not \"$1\"; see $0 --help." >&2; exit 2 ;;
  *) mebibytes=$1 ;;
esac
here=$(cd "$(dirname "$0")/.." && pwd)
sluice="$here/sluice"
for program in sftp ssh-keygen curl; do
  command -v "$program" >/dev/null || { echo "This benchmark needs $program." >&2; exit 1; }
done
[ -r /proc/self/status ] || { echo "This benchmark reads /proc, so it needs Linux." >&2; exit 1; }

work=$(mktemp -d)
gateway=
holder=
# Asks first: a gateway that is ending closes its database. What does not end in ten seconds is made to.
end() {
  kill "$1" 2>/dev/null || return 0
  for _ in $(seq 100); do kill -0 "$1" 2>/dev/null || return 0; sleep 0.1; done
  kill -9 "$1" 2>/dev/null || true
}
finish() {
  local code=$?
  trap '' INT TERM HUP
  if [ -n "$holder" ]; then end "$holder"; fi
  if [ -n "$gateway" ]; then end "$gateway"; fi
  if [ "$code" != 0 ]; then tail -n 5 "$work"/*.log >&2 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP PIPE

field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }
fail() { echo "$*" >&2; exit 1; }

"$sluice" init --data "$work/data" --sftp-port 0 --https-port 0 >"$work/init.log"
"$sluice" serve --data "$work/data" >"$work/serve.log" 2>&1 &
gateway=$!
for _ in $(seq 600); do
  if [ -f "$work/data/run/ready.json" ]; then break; fi
  kill -0 "$gateway" 2>/dev/null || fail "The gateway ended before it was ready; its last words follow."
  sleep 0.1
done
[ -f "$work/data/run/ready.json" ] || fail "The gateway was not ready within a minute; its last words follow."
port=$(field sftpPort <"$work/data/run/ready.json")
api=http://127.0.0.1:$(field apiPort <"$work/data/run/ready.json")/api/v1
# `sluice` becomes Java, so the process is the gateway and its program lies in the JDK that was found.
jdk=$(dirname "$(readlink "/proc/$gateway/exe")")
for program in javac jcmd; do
  [ -x "$jdk/$program" ] || fail "This benchmark needs $program; $jdk is of a Java without it."
done
jar=$(tr '\0' '\n' <"/proc/$gateway/cmdline" | grep -A 1 -x -e -jar | tail -n 1)
heap=$(tr '\0' '\n' <"/proc/$gateway/cmdline" | sed -n 's/^-Xmx//p' | tail -n 1)
printf 'machine: %s cores, load %s; %s\n' "$(nproc)" "$(cut -d ' ' -f 1 /proc/loadavg)" \
  "$("$jdk/java" -version 2>&1 | sed -n 2p)"
printf 'gateway: a process of its own, heap -Xmx%s, SQLite and files in %s\n' "$heap" "$(dirname "$work")"

# The token goes by a file, not by the command line, which anybody on the machine can read.
(umask 077 && printf 'Authorization: Bearer %s\n' "$(cat "$work/data/admin.token")" >"$work/header")
post() { # path, body
  curl -sS --noproxy '*' --fail-with-body -H "@$work/header" -H 'Content-Type: application/json' -d "$2" "$api$1" \
    >"$work/api.log" 2>&1 || fail "The API refused $1."
}
for participant in bridge harbour; do
  post /participants "{\"id\":\"$participant\",\"name\":\"Made-up $participant\",\"audiences\":[\"members\"],
    \"signed\":\"2026-01-05\"}"
done
mkdir "$work/keys"
for i in $(seq 0 31); do
  participant=bridge
  if [ $((i % 2)) = 1 ]; then participant=harbour; fi
  ssh-keygen -q -t ed25519 -N '' -C made-up -f "$work/keys/person-$i"
  post /persons "{\"id\":\"person-$i\",\"participant\":\"$participant\",\"name\":\"Made-up person $i\",
    \"email\":\"person-$i@example.org\",\"roles\":[\"depositor\"]}"
  post "/persons/person-$i/keys" "{\"key\":\"$(cut -d ' ' -f 1,2 "$work/keys/person-$i.pub")\"}"
done

path="$(dirname "$jar")/*"
"$jdk/javac" -nowarn -proc:none -d "$work" -cp "$path" "$here/bench/IdleSessions.java" 2>"$work/javac.log"
coproc HOLDER { exec "$jdk/java" -Xmx512m -cp "$work:$path" IdleSessions "$port" "$work/keys" 2>"$work/client.log"; }
holder=$HOLDER_PID
exec {answers}<&"${HOLDER[0]}" {wanted}>&"${HOLDER[1]}"

# Connections that the gateway's side of the system holds, so that the client's word is not all there is.
connected() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port="$(printf ':%04X' "$port")" \
    '$4 == "01" && substr($2, length($2) - 4) == port { n++ } END { print n + 0 }'
}
measure() { # number of sessions
  local answer resident used
  echo "$1" >&"$wanted"
  read -r -t 300 answer <&"$answers" || fail "The client ended or did not open $1 sessions in five minutes."
  [ "$answer" = "$1" ] || fail "Of $1 sessions $answer are open."
  for _ in $(seq 100); do
    if [ "$(connected)" = "$1" ]; then break; fi
    sleep 0.1
  done
  sleep 1
  "$jdk/jcmd" "$gateway" GC.run >/dev/null
  sleep 1
  resident=$(awk '/^VmRSS/ { print $2 }' "/proc/$gateway/status")
  used=$("$jdk/jcmd" "$gateway" GC.heap_info | sed -n 's/.*heap .*used \([0-9]*\)K.*/\1/p' | head -n 1)
  [ -n "$used" ] || fail "jcmd GC.heap_info does not name the heap in use as expected."
  echo "$1 $resident $used" >>"$work/memory"
  awk -v n="$1" -v c="$(connected)" -v r="$resident" -v u="$used" \
    'BEGIN { printf "%8d %12d %13.1f %16.1f\n", n, c, r / 1024, u / 1024 }'
}
printf '%8s %12s %13s %16s\n' sessions connections 'VmRSS (MiB)' 'heap used (MiB)'
for number in 0 1 50 500 0; do measure "$number"; done
awk '$1 == 1 { r = $2; u = $3 } $1 == 500 {
  printf "a session of the last 499: %.0f KiB resident, %.0f KiB of heap\n", ($2 - r) / 499, ($3 - u) / 499 }' "$work/memory"
end "$holder"
holder=

head -c "${mebibytes}M" /dev/urandom >"$work/sent"
client=(sftp -q -F /dev/null -P "$port" -i "$work/keys/person-0" -o IdentitiesOnly=yes -o StrictHostKeyChecking=no
  -o UserKnownHostsFile=/dev/null -b - person-0@127.0.0.1)
moved() { # name, words for sftp
  local from to
  from=$(date +%s.%N)
  "${client[@]}" <<<"$2" >"$work/sftp.log" 2>&1 || fail "sftp $1 failed."
  to=$(date +%s.%N)
  awk -v name="$1" -v from="$from" -v to="$to" -v size="$mebibytes" \
    'BEGIN { printf "%-18s %6.2f s  %5.0f MiB/s\n", name, to - from, size / (to - from) }'
}
printf 'sftp (%s), %s MiB, load %s\n' "$(ssh -V 2>&1 | cut -d ' ' -f 1 | tr -d ,)" "$mebibytes" \
  "$(cut -d ' ' -f 1 /proc/loadavg)"
for round in 'warm-up' 'round 1' 'round 2' 'round 3'; do
  name="file-${round#* }.bin"
  moved "$round up" "put $work/sent /public/protection-dashboard/$name"
  moved "$round down" "get /public/protection-dashboard/$name $work/back"
  cmp "$work/sent" "$work/back" || fail "What came back is not what was sent."
  rm -f "$work/back"
done
printf 'VmRSS after this: %.1f MiB\n' "$(awk '/^VmRSS/ { print $2 / 1024 }' "/proc/$gateway/status")"
