#!/bin/sh
# The main job of Sluice before your eyes, with made-up participants of the Turkey cross-border protocol and with the
# `sftp` and `curl` of this machine. Afterwards the gateway goes on running, for you to try.
#
#   deploy/quickstart.sh [--check] [--keep DIR]
#
#   --check     end after the walk: status 0, or that of the first failure
#   --keep DIR  put everything into DIR (which must not exist yet) and leave it there
set -eu

HERE=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)
SAMPLES=$HERE/samples
CHECK=
KEEP=
while [ $# -gt 0 ]; do
    case $1 in
        --check) CHECK=1 ;;
        --keep)
            [ $# -gt 1 ] || { echo "quickstart: --keep needs a folder." >&2; exit 2; }
            KEEP=$2
            shift
            ;;
        -h | --help)
            sed -n '2,9s/^# \{0,1\}//p' "$0"
            exit 0
            ;;
        *)
            echo "quickstart: \"$1\" is no option; there are --check and --keep DIR." >&2
            exit 2
            ;;
    esac
    shift
done

# --- what this needs -------------------------------------------------------------------------------------------------
lacking() {
    echo "quickstart: \"$1\" is missing. Debian and Ubuntu: apt install $2; Fedora: dnf install $3; macOS has it." >&2
    exit 1
}
command -v sftp >/dev/null 2>&1 || lacking sftp openssh-client openssh-clients
command -v ssh-keygen >/dev/null 2>&1 || lacking ssh-keygen openssh-client openssh-clients
command -v curl >/dev/null 2>&1 || lacking curl curl curl

if [ -n "$KEEP" ]; then
    [ ! -e "$KEEP" ] || { echo "quickstart: $KEEP exists already; name a folder that does not." >&2; exit 2; }
    mkdir -p "$KEEP"
    WORK=$(CDPATH='' cd -- "$KEEP" && pwd -P)
else
    WORK=$(mktemp -d "${TMPDIR:-/tmp}/sluice-quickstart.XXXXXX")
fi
chmod 700 "$WORK"
DATA=$WORK/data
STEP=0
GATEWAY=
RUNNING_ON=

if [ -t 1 ]; then
    BOLD=$(printf '\033[1m') DIM=$(printf '\033[2m') GREEN=$(printf '\033[32m') OFF=$(printf '\033[0m')
else
    BOLD='' DIM='' GREEN='' OFF=''
fi

end() {
    status=$?
    trap - EXIT INT TERM HUP
    if [ "$status" != 0 ]; then
        echo "quickstart: stopped at step $STEP (status $status)." >&2
        if [ -s "$WORK/gateway.log" ]; then
            echo "The gateway's last words:" >&2
            tail -n 15 "$WORK/gateway.log" >&2
        fi
    fi
    if [ -z "$RUNNING_ON" ]; then
        if [ -n "$GATEWAY" ]; then
            kill "$GATEWAY" 2>/dev/null || :
            wait "$GATEWAY" 2>/dev/null || :
        fi
        [ -n "$KEEP" ] || rm -rf "$WORK"
    fi
    exit "$status"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# --- words -----------------------------------------------------------------------------------------------------------
step() {
    STEP=$((STEP + 1))
    printf '\n%s%s. %s%s\n' "$BOLD" "$STEP" "$1" "$OFF"
}
told() { sed "s/^/   ${DIM}| ${OFF}/" "$1"; }
good() { printf '   %sok%s %s\n' "$GREEN" "$OFF" "$1"; }
wrong() {
    echo "quickstart: $1" >&2
    exit 1
}

sluice() { "$HERE/sluice" --data "$DATA" "$@"; }

# Runs a command that has to end with the status given; its words lie in $WORK/said.
expecting() {
    expected=$1
    shift
    status=0
    "$@" >"$WORK/said" 2>&1 || status=$?
    if [ "$status" != "$expected" ]; then
        cat "$WORK/said" >&2
        wrong "\"$*\" ended with $status and not with $expected."
    fi
}

# The value of a text field of the first object in JSON that has it.
field() { tr '{,' '[\n*]' | sed -n "s/^[[:space:]]*\"$1\"[[:space:]]*:[[:space:]]*\"\([^\"]*\)\".*/\1/p" | head -n 1; }
number() { tr '{,}' '[\n*]' | sed -n "s/^[[:space:]]*\"$1\"[[:space:]]*:[[:space:]]*\([0-9]*\).*/\1/p" | head -n 1; }

# The id of the deposit with a file name; each object of the list on a line of its own. Asked as Amal: until the label is
# given, the file counts as data on persons, and its name is shown to its owner's people only.
deposit_id() { sluice deposit list --as amal --json | tr '{' '\n' | grep "\"name\":\"$1\"" | field id; }

# Feeds sftp with commands, as a person of a participant: as_person PERSON < commands
as_person() {
    sftp -q -b - -P "$SFTP_PORT" -i "$WORK/keys/$1" -o IdentitiesOnly=yes -o BatchMode=yes \
        -o UserKnownHostsFile="$WORK/known_hosts" -o StrictHostKeyChecking=yes -o IdentityAgent=none \
        "$1@127.0.0.1"
}

# Waits until a file name stands in the list of deposits as deposited: closing the session settles it.
settled() {
    tries=0
    until sluice deposit list --as amal --json | tr '{' '\n' | grep "\"name\":\"$1\"" | grep -q '"state":"deposited"'; do
        tries=$((tries + 1))
        [ "$tries" -lt 20 ] || wrong "The file $1 was not deposited in time."
        sleep 1
    done
}

browse() { curl -sS -f --cacert "$CA" -b "$WORK/cookies" -c "$WORK/cookies" -H 'Accept-Language: en' "$@"; }

digest() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# --- the walk --------------------------------------------------------------------------------------------------------
step "A fresh data directory, and the gateway on this machine only."
"$HERE/sluice" --version >"$WORK/said" # builds the checkout, if it is not built
expecting 0 sluice init --protocol turkey-cross-border --sftp-port 0 --https-port 0
told "$WORK/said"
nohup "$HERE/sluice" --data "$DATA" serve </dev/null >"$WORK/gateway.out" 2>"$WORK/gateway.log" &
GATEWAY=$!
tries=0
until [ -s "$DATA/run/ready.json" ]; do
    kill -0 "$GATEWAY" 2>/dev/null || wrong "The gateway did not start."
    tries=$((tries + 1))
    [ "$tries" -lt 120 ] || wrong "The gateway was not ready in time."
    sleep 0.5
done
SFTP_PORT=$(number sftpPort <"$DATA/run/ready.json")
HTTPS_PORT=$(number httpsPort <"$DATA/run/ready.json")
CA=$(field caFile <"$DATA/run/ready.json")
HOST_KEY=$(field hostKeyFile <"$DATA/run/ready.json")
good "SFTP on port $SFTP_PORT, HTTPS on port $HTTPS_PORT"

step "Two organisations that signed, a person of each with an SSH key, and two recipients without a log-in."
expecting 0 sluice participant add relief-a --name "Relief A (made up)" --audience members --signed 2026-01-15
expecting 0 sluice participant add haven --name "Haven (made up)" --audience members --signed 2026-01-20
expecting 0 sluice person add amal --participant relief-a --name "Amal (made up)" --email amal@relief-a.example \
    --roles depositor,releaser
expecting 0 sluice person add noor --participant haven --name "Noor (made up)" --email noor@haven.example \
    --roles depositor,releaser
mkdir "$WORK/keys"
for person in amal noor; do
    ssh-keygen -q -t ed25519 -N '' -C "$person, made up" -f "$WORK/keys/$person"
    expecting 0 sluice person key add "$person" "$WORK/keys/$person.pub"
done
expecting 0 sluice contact add ocha-desk --name "OCHA information desk (made up)" --audience ocha-imos \
    --email desk@ocha.example --phone +900000000001
expecting 0 sluice contact add coordination --name "Coordination desk (made up)" --audience coordinators \
    --email desk@coordination.example --phone +900000000002
expecting 0 sluice person list
told "$WORK/said"
# The gateway's own key, from this host: nobody has to trust the first connection.
if head -n 1 "$HOST_KEY" | grep -q PRIVATE; then
    ssh-keygen -y -f "$HOST_KEY" >"$WORK/host.pub"
else
    cp "$HOST_KEY" "$WORK/host.pub"
fi
printf '[127.0.0.1]:%s %s\n' "$SFTP_PORT" "$(cut -d ' ' -f 1,2 "$WORK/host.pub")" >"$WORK/known_hosts"

step "Amal deposits the monthly 4W workbook by SFTP. The folder says channel and type; the form's standard label does."
printf 'put "%s" /restricted/4w-monthly-inputs/\n' "$SAMPLES/4w-2026-02.xlsx" >"$WORK/commands"
as_person amal <"$WORK/commands" >"$WORK/said" 2>&1 || { cat "$WORK/said" >&2; wrong "The 4W was not taken."; }
settled 4w-2026-02.xlsx
WORKBOOK=$(deposit_id 4w-2026-02.xlsx)
good "deposit $WORKBOOK"

step "The same file into /public/ is refused before its first byte: its names and places are not for everybody."
printf 'put "%s" /public/4w-monthly-inputs/\n' "$SAMPLES/4w-2026-02.xlsx" >"$WORK/commands"
status=0
as_person amal <"$WORK/commands" >"$WORK/said" 2>&1 || status=$?
[ "$status" != 0 ] || wrong "The deposit into /public/ was taken."
told "$WORK/said"
good "refused"

step "An assessment, of which nobody said yet what it identifies: taken, but held, and a notice asks."
printf 'put "%s" /confidential/assessments-reports/\n' "$SAMPLES/assessment-district-2.docx" >"$WORK/commands"
as_person amal <"$WORK/commands" >"$WORK/said" 2>&1 || { cat "$WORK/said" >&2; wrong "The assessment was not taken."; }
settled assessment-district-2.docx
ASSESSMENT=$(deposit_id assessment-district-2.docx)
mkdir "$WORK/notices"
printf 'get /notices/* "%s/"\n' "$WORK/notices" >"$WORK/commands"
as_person amal <"$WORK/commands" >"$WORK/said" 2>&1 || { cat "$WORK/said" >&2; wrong "The notices can't be read."; }
notice=$(find "$WORK/notices" -name '*assessment*' | head -n 1)
[ -n "$notice" ] || wrong "No notice asks for the label."
told "$notice"

step "The label is given: organisations are named, places by district, staff only."
expecting 0 sluice deposit label "$ASSESSMENT" organizations=named location=district population=disaggregated \
    activity=full persons=staff
told "$WORK/said"

step "Release the 4W as it is to OCHA's information officers: refused, with the reason."
expecting 3 sluice release create --as amal --deposit "$WORKBOOK" --to ocha-desk --purpose "Monthly picture" \
    --link-via mail --password-via phone
told "$WORK/said"
good "status 3: refused by the protocol; it lets coded names through, not written-out ones"

step "Release the assessment to them: it needs the consent of the organisation."
expecting 3 sluice release create --as amal --deposit "$ASSESSMENT" --to ocha-desk --purpose "Response planning" \
    --link-via mail --password-via phone
told "$WORK/said"

step "The consent is put on record; now the release goes through, and the link and its password are shown once."
expecting 0 sluice fact add consent-of-organisation --deposit "$ASSESSMENT" --by relief-a \
    --note "made up, for this walk"
told "$WORK/said"
umask 077
sluice --json release create --as amal --deposit "$ASSESSMENT" --to ocha-desk --purpose "Response planning" \
    --link-via mail --password-via phone >"$WORK/release.json"
URL=$(field url <"$WORK/release.json")
PASSWORD=$(field password <"$WORK/release.json")
if [ -z "$URL" ] || [ -z "$PASSWORD" ]; then wrong "The release showed no link."; fi
echo "   link      $URL"
echo "   password  $PASSWORD"

step "The recipient opens the link and gives the password."
browse "$URL" >"$WORK/page.html"
# Through standard input: on a command line everybody on this host could read it.
printf '%s' "$PASSWORD" | browse -L --data-urlencode password@- -w '%{url_effective}' -o "$WORK/page.html" "$URL" \
    >"$WORK/listing-url"
LISTING=$(cat "$WORK/listing-url")
grep -q assessment-district-2.docx "$WORK/page.html" || wrong "The page does not list the assessment."
good "the page lists assessment-district-2.docx"

step "They agree to how it may be used, and download it; the hash is the one of the file that Amal deposited."
BASE=$(printf '%s' "$LISTING" | sed 's#^\(https://[^/]*\).*#\1#')
action() { sed -n "s#.*action=\"\([^\"?]*$1[^\"?]*\).*#\1#p" "$WORK/page.html" | head -n 1; }
nonce() { sed -n 's/.*name="nonce" value="\([^"]*\)".*/\1/p' "$WORK/page.html" | head -n 1; }
terms() { sed -n 's/.*name="terms" value="\([^"]*\)".*/\1/p' "$WORK/page.html" | head -n 1; }
browse -L -o "$WORK/received.docx" --data-urlencode "nonce=$(nonce)" --data-urlencode "terms=$(terms)" "$BASE$(action /f/)"
[ "$(digest "$WORK/received.docx")" = "$(digest "$SAMPLES/assessment-district-2.docx")" ] ||
    wrong "The file that arrived is not the one that was deposited."
good "SHA-256 $(digest "$WORK/received.docx")"

step "They confirm that it arrived; the receipt closes the link."
browse "$LISTING" >"$WORK/page.html"
tries=0
until grep -q /receipt "$WORK/page.html"; do
    tries=$((tries + 1))
    [ "$tries" -lt 10 ] || wrong "The receipt was not offered."
    sleep 1
    browse "$LISTING" >"$WORK/page.html"
done
browse -o "$WORK/thanks.html" --data-urlencode "nonce=$(nonce)" "$BASE$(action /receipt)"
expecting 0 sluice link list
told "$WORK/said"
grep -q confirmed "$WORK/said" || wrong "The link is not confirmed."

step "A second release, whose link stays unused; then Relief A withdraws from the protocol."
sluice --json release create --as amal --deposit "$WORKBOOK" --to coordination --purpose "Monthly picture" \
    --link-via mail --password-via phone >"$WORK/release.json"
URL=$(field url <"$WORK/release.json")
PASSWORD=$(field password <"$WORK/release.json")
expecting 0 sluice participant withdraw relief-a --reason "made up, for this walk" --now
told "$WORK/said"

step "Everything is cut: the log-in, and the link that Amal issued."
status=0
echo 'ls /' | as_person amal >"$WORK/said" 2>&1 || status=$?
[ "$status" != 0 ] || wrong "Amal can still log in."
told "$WORK/said"
printf '%s' "$PASSWORD" | curl -sS --cacert "$CA" -L -c "$WORK/cookies2" -b "$WORK/cookies2" \
    --data-urlencode password@- -H 'Accept-Language: en' -o "$WORK/page.html" "$URL"
if grep -q 'action="[^"]*/f/' "$WORK/page.html"; then
    wrong "The link of a withdrawn participant still delivers."
fi
good "the link delivers nothing any more"

step "The record of it all is exported and verified with nothing but the public key."
expecting 0 sluice audit export "$WORK/audit.ndjson"
expecting 0 "$HERE/sluice" audit verify "$WORK/audit.ndjson" --key "$DATA/audit.pub"
told "$WORK/said"

printf '\n%sDone.%s\n' "$BOLD" "$OFF"
[ -z "$CHECK" ] || exit 0

RUNNING_ON=1
cat <<EOF

The gateway goes on running (process $GATEWAY) with Haven and its person Noor:

  deposit     sftp -P $SFTP_PORT -i $WORK/keys/noor -o UserKnownHostsFile=$WORK/known_hosts noor@127.0.0.1
  administer  export SLUICE_DATA=$DATA
              $HERE/sluice deposit list
  HTTPS       port $HTTPS_PORT, certificate authority $CA
  log         $WORK/gateway.log

Stop it and take everything away:  kill $GATEWAY; rm -r $WORK
EOF
