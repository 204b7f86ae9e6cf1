#!/usr/bin/env bash
# Prints how many nanoseconds one warm decision takes, for a question of each shipped protocol with all of them in force
# (JMH). It needs a built gateway (mvn -pl gateway -am test-compile), Maven for what changed since and for the jars of
# JMH, and JAVA_HOME naming a JDK 25. Arguments go to JMH, for example: deploy/bench/decisions.sh -f 3
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
"$JAVA_HOME/bin/javac" -nowarn -proc:full -d "$work" -cp "$path" "$root/deploy/bench/DecisionBench.java"
"$JAVA_HOME/bin/java" -cp "$work:$path" org.openjdk.jmh.Main "$@"
