#!/usr/bin/env bash
# Prints which part of the lines each suite runs, by assembly; a suite's name as argument measures that one alone.
# Not part of run.sh: counting lines makes the suites that reckon several times as slow. Build first: dotnet build nf.proj.sln -c Release
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
code=0
for suite in ${1:-Device DeviceParts DeviceRules Physics StandIns Contract Desktop}; do
  project=tests/AedCabinet.$suite.Tests/AedCabinet.$suite.Tests.csproj
  [ -f "$project" ] || { echo "There is no suite \"$suite\": tests/AedCabinet.<suite>.Tests."; exit 2; }
  echo "== $suite"
  dotnet test "$project" -c Release --no-build --filter "TestCategory!=RealTime" --collect "Code Coverage;Format=cobertura" \
    --results-directory "$results/$suite" --logger "console;verbosity=minimal" > "$results/$suite.txt" 2>&1 || { cat "$results/$suite.txt"; code=1; }
  grep -E '^(Passed|Failed)!' "$results/$suite.txt"
  cat "$results/$suite"/*/*.cobertura.xml 2>/dev/null | tr '>' '\n' | sed -n 's/.*<package line-rate="\([0-9.]*\)".* name="\([^"]*\)".*/\1 \2/p' |
    grep -v -E '\.Tests|Testing' | awk '{printf "%6.1f %%  %s\n", 100 * $1, $2}' | sort -k3
done
exit $code
