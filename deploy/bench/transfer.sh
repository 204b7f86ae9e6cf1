#!/usr/bin/env bash
# Prints how fast 1 GiB goes through this gateway and through OpenSSH's own server on the same machine, in alternating
# rounds: sftp up, sftp down, and HTTPS down by curl. It needs sshd, sftp and curl, listens on loopback only, and leaves
# nothing behind. Figures of one run compare with each other; figures of two runs do not.
#
#   deploy/bench/transfer.sh [ROUNDS] [MEBIBYTES]        5 rounds of 1024 MiB unless said otherwise
set -euo pipefail

rounds=${1:-5}
mebibytes=${2:-1024}
here=$(cd "$(dirname "$0")/.." && pwd)
sluice="$here/sluice"
for program in sftp curl ssh-keygen; do
  command -v "$program" >/dev/null || { echo "This benchmark needs $program." >&2; exit 1; }
done
sshd=$(command -v sshd || echo /usr/sbin/sshd)
[ -x "$sshd" ] || { echo "This benchmark needs OpenSSH's sshd (package openssh-server) to compare with." >&2; exit 1; }

work=$(mktemp -d)
gateway=
peer=
finish() {
  if [ -n "$gateway" ]; then kill "$gateway" 2>/dev/null || true; fi
  if [ -n "$peer" ]; then kill "$peer" 2>/dev/null || true; fi
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }
now() { date +%s.%N; }
speed() { awk -v from="$1" -v to="$2" -v size="$mebibytes" 'BEGIN { printf "%.0f", size * 1.048576 / (to - from) }'; }
resident() { awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status"; }
cpu() { awk -v tick="$(getconf CLK_TCK)" '{ printf "%.2f", ($14 + $15) / tick }' "/proc/$1/stat"; }

head -c "${mebibytes}M" /dev/urandom >"$work/sent"
ssh-keygen -q -t ed25519 -N '' -f "$work/key"

# OpenSSH's own server, plain files on the same disk.
ssh-keygen -q -t ed25519 -N '' -f "$work/host"
mkdir -p "$work/plain"
peer_port=$((20000 + RANDOM % 20000))
cat >"$work/sshd_config" <<END
ListenAddress 127.0.0.1:$peer_port
HostKey $work/host
AuthorizedKeysFile $work/key.pub
StrictModes no
PasswordAuthentication no
PidFile none
Subsystem sftp internal-sftp
END
mkdir -p /run/sshd 2>/dev/null || true
"$sshd" -D -e -f "$work/sshd_config" 2>"$work/sshd.log" &
peer=$!

# This gateway, embedded defaults.
"$sluice" init --data "$work/data" --sftp-port 0 --https-port 0 >/dev/null
"$sluice" serve --data "$work/data" >"$work/serve.log" 2>&1 &
gateway=$!
for _ in $(seq 300); do [ -f "$work/data/run/ready.json" ] && break; sleep 0.1; done
sftp_port=$(field sftpPort <"$work/data/run/ready.json")
export SLUICE_DATA="$work/data"
"$sluice" participant add helpers --name "Made-up helpers" --audience members,coordinators --signed 2026-01-05 >/dev/null
"$sluice" person add bench --participant helpers --name "Made-up person" --email bench@example.org \
  --roles depositor,releaser >/dev/null
"$sluice" person key add bench "$work/key.pub" >/dev/null
"$sluice" contact add desk --name "Made-up desk" --audience public \
  --email desk@example.org --phone +900000000001 >/dev/null
server=$(pgrep -P "$gateway" java || echo "$gateway")
printf 'resident memory of the gateway at rest: %s MiB\n' "$(resident "$server")"

ssh_options=(-q -i "$work/key" -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null
  -o Ciphers=aes256-gcm@openssh.com,aes128-gcm@openssh.com)
folder=/public/protection-dashboard
put() { # port, user, place
  sftp "${ssh_options[@]}" -P "$1" -b - "$2@127.0.0.1" <<<"put $work/sent $3" >/dev/null
}
get() {
  sftp "${ssh_options[@]}" -P "$1" -b - "$2@127.0.0.1" <<<"get $3 $work/back" >/dev/null
}
timed() { # name, command…
  local name=$1 from to before after
  shift
  before=$(cpu "$server")
  from=$(now)
  "$@"
  to=$(now)
  after=$(cpu "$server")
  printf '%-22s %5s MB/s   (gateway %s CPU s)\n' "$name" "$(speed "$from" "$to")" \
    "$(awk -v a="$after" -v b="$before" 'BEGIN { printf "%.2f", a - b }')" | tee -a "$work/figures"
}

web=https://localhost:$(field httpsPort <"$work/data/run/ready.json")
for round in $(seq "$rounds"); do
  echo "round $round"
  timed "openssh up" put "$peer_port" "$(id -un)" "$work/plain/file"
  timed "sluice up" put "$sftp_port" bench "$folder/file-$round.bin"
  timed "openssh down" get "$peer_port" "$(id -un)" "$work/plain/file"
  cmp "$work/sent" "$work/back"
  timed "sluice down" get "$sftp_port" bench "$folder/file-$round.bin"
  cmp "$work/sent" "$work/back"
  rm -f "$work/back"

  deposit=$("$sluice" deposit list --json | tr '{' '\n' | grep "\"file-$round.bin\"" | field id)
  made=$("$sluice" release create --as bench --deposit "$deposit" --to desk --purpose benchmark \
    --link-via mail --password-via phone --json)
  url=$(field url <<<"$(tr '{' '\n' <<<"$made" | grep '"url"')")
  password=$(field password <<<"$(tr '{' '\n' <<<"$made" | grep '"url"')")
  client=(curl -sS --cacert "$work/data/tls/ca.pem" -b "$work/jar" -c "$work/jar")
  rm -f "$work/jar"
  page=$("${client[@]}" -L --data-urlencode "password=$password" "$url")
  action=$(grep -o 'action="/r/[^"]*/f/[^"]*"' <<<"$page" | head -1 | cut -d'"' -f2)
  nonce=$(grep -o 'name="nonce" value="[^"]*"' <<<"$page" | head -1 | cut -d'"' -f4)
  terms=$(grep -o 'name="terms" value="[^"]*"' <<<"$page" | head -1 | cut -d'"' -f4) || true
  place=$("${client[@]}" -o /dev/null -w '%{redirect_url}' --data-urlencode "nonce=$nonce" --data-urlencode "terms=$terms" "$web$action")
  timed "sluice https down" "${client[@]}" -o "$work/back" "$place"
  cmp "$work/sent" "$work/back"
  rm -f "$work/back"
done

echo "medians of $rounds rounds"
for name in "openssh up" "sluice up" "openssh down" "sluice down" "sluice https down"; do
  grep "^$name " "$work/figures" | sed "s/^$name *//" | sort -n | awk -v name="$name" '{ line[NR] = $1 }
    END { printf "%-22s %5s MB/s   (least %s, most %s)\n", name, line[int((NR + 1) / 2)], line[1], line[NR] }'
done
printf 'resident memory of the gateway after bulk work: %s MiB\n' "$(resident "$server")"
