#!/usr/bin/env bash
# Prints how fast deposits are looked into: megabytes and rows a second of a CSV, a CSV with sentences, and an XLSX, on
# one thread, in three rounds of which the first warms up. It needs a built gateway (mvn -pl gateway -am test-compile),
# Maven, which compiles what changed, for the path of its jars, and JAVA_HOME naming a JDK 25.
set -euo pipefail

: "${JAVA_HOME:?JAVA_HOME has to name a JDK 25}"
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

classes="$root/gateway/target/classes"
[ -d "$classes" ] || { echo "Build the gateway first: mvn -pl gateway -am test-compile" >&2; exit 1; }
(cd "$root" && mvn -q -B -ntp -P bench -pl crypto,gateway compile dependency:build-classpath \
  -Dmdep.outputFile="$work/jars" -DincludeScope=test >"$work/maven.log" 2>&1) \
  || { cat "$work/maven.log" >&2; exit 1; }
path="$classes:$root/crypto/target/classes:$(cat "$work/jars")"
"$JAVA_HOME/bin/javac" -nowarn -proc:none -d "$work" -cp "$path" "$root/deploy/bench/InspectionBench.java"
"$JAVA_HOME/bin/java" -cp "$work:$path" org.sluice.bench.InspectionBench
