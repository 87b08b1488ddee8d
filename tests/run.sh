#!/usr/bin/env bash
# Installs what the tests need and is missing, runs every test and ends with "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
results=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$results"' EXIT

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
command -v mosquitto >/dev/null || [ -x /usr/sbin/mosquitto ] || missing+=(mosquitto)
command -v mosquitto_sub >/dev/null || missing+=(mosquitto-clients)
command -v openssl >/dev/null || missing+=(openssl)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
command -v ngspice >/dev/null || missing+=(ngspice)
[ -x /usr/lib/postgresql/15/bin/postgres ] || command -v postgres >/dev/null || missing+=(postgresql)
[ -x /usr/sbin/nats-server ] || missing+=(nats-server)
[ -x /usr/sbin/haproxy ] || missing+=(haproxy)
command -v etcd >/dev/null || missing+=(etcd-server)
command -v patroni >/dev/null || missing+=(patroni)
command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
dpkg -s fonts-noto-cjk >/dev/null 2>&1 || missing+=(fonts-noto-cjk)
if [ ${#missing[@]} -gt 0 ]; then
  echo "== installing ${missing[*]}"
  as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" || exit 1
  # Debian starts a broker of its own on the port that the simulator uses by default, and servers that nobody asked for.
  if command -v systemctl >/dev/null; then
    for package in "${missing[@]}"; do
      case $package in mosquitto | postgresql | nats-server | haproxy | patroni) as_root systemctl disable --now "$package" ;; etcd-server) as_root systemctl disable --now etcd ;; esac
    done >/dev/null 2>&1
  fi
fi

echo "== contract: npm"
(cd tests/contract && npm ci --no-audit --no-fund --loglevel=error) || exit 1
(cd tests/contract && exec node --test --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=tap --test-reporter-destination="$results/contract.tap") > "$results/contract.txt" 2>&1 & contract=$!

echo "== build"
# White space is looked at once, beside the build: the analyzer that does the same in each project (IDE0055, the only rule of style that
# is an error) is a third of what a build takes. All other analyzers run in the build.
dotnet format whitespace . --folder --verify-no-changes > "$results/format.txt" 2>&1 & format=$!
dotnet restore nf.proj.sln --locked-mode -v quiet || { echo "The restore failed. After a change of packages: dotnet restore nf.proj.sln, and commit the packages.lock.json."; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
# One compiler for all projects, also where the settings of the machine ask for a new one for each: a small one is mostly its start.
dotnet build nf.proj.sln -c Release --no-restore -v quiet -p:EnforceCodeStyleInBuild=false -p:UseSharedCompilation=true || { echo "The build failed."; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
# Its memory is the tests' from here on.
dotnet build-server shutdown --vbcscompiler > /dev/null
wait $format || { cat "$results/format.txt"; echo "Put the white space right: dotnet format whitespace . --folder"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
echo "== built after $SECONDS s"

echo "== tests"
# Tests write thousands of small files and wait until each is on disk: in memory, where there is room, that takes no time.
memory_kb=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1)
if [ "${memory_kb:-0}" -gt $((4 * 1024 * 1024)) ] && TMPDIR=$(mktemp -d /dev/shm/aed-tests.XXXXXX); then
  # PostgreSQL, which does not run as root, must come through.
  chmod 755 "$TMPDIR"
  export TMPDIR
  trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$results" "$TMPDIR"' EXIT
fi

# A suite's folder has its assembly's name. Given assemblies, dotnet test reads no project again.
assembly() { echo "$1/bin/Release/net10.0/$(basename "$1").dll"; }
run() {
  local lane=$1 code
  shift
  # What stands behind "--" must be last.
  dotnet test --logger "trx;LogFilePrefix=$lane" --logger "console;verbosity=minimal" --results-directory "$results/$lane" "$@"
  code=$?
  echo "== $lane: done after $SECONDS s"
  return $code
}
# What lives for seconds or minutes (simulators and registries as processes, and test hosts that mostly make something new) is not worth
# compiling once more, least of all from its profile: that takes a quarter of the processor time of the page's suite and a third of that of
# the suite that reads the firmware's code. 200 is hexadecimal: calls before a method counts as hot.
brief() { DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=200 run "$@"; }
desktop=$(assembly tests/AedCabinet.Desktop.Tests) others=()
for suite in tests/AedCabinet.*.Tests; do
  case $suite in
    *.Desktop.Tests | *.Page.Tests | *.Cell.Tests | *.Centre.Tests) ;;
    *) others+=("$(assembly "$suite")");;
  esac
done
# Each bench that takes little: those of a whole cell, of 420,000 cabinets over HTTP and of a browser are commands of their own.
quick=()
for name in scan memory size virtual ingest nearest link contact; do quick+=(--only "$name"); done
page_and_bench() {
  brief page "$(assembly tests/AedCabinet.Page.Tests)"
  local code=$?
  nice -n 10 dotnet simulator/bin/Release/net10.0/AedCabinet.Simulator.dll bench --short "${quick[@]}" --output "$results/bench.md" > "$results/bench.txt" 2>&1 || { echo "bench --short failed"; code=1; }
  return $code
}
reckon() { renice -n 10 -p $BASHPID > /dev/null; "$@"; }
# Side by side, for two cores: what a browser looks at; what waits for real time, four classes at a time, and then a cell on one
# machine; and what reckons, which takes the time that those leave and so comes after them in the queue for the processor.
# What runs in the background cannot hear Ctrl-C, which some real-time tests send.
reckon run reckoning "$desktop" --filter "TestCategory!=RealTime" -- MSTest.Parallelize.Scope=ClassLevel MSTest.Parallelize.Workers=2 & reckoning=$!
reckon brief suites "${others[@]}" & suites=$!
# Its tests mostly wait: for a server, for a page, for a second to pass. Cabinets with a centre (minutes each) have a command of their own:
# dotnet test tests/AedCabinet.Centre.Tests -c Release --filter FullyQualifiedName~AtCabinet
reckon brief centre "$(assembly tests/AedCabinet.Centre.Tests)" --filter "FullyQualifiedName!~AtCabinet" -- MSTest.Parallelize.Scope=ClassLevel MSTest.Parallelize.Workers=4 & centre=$!
page_and_bench & page=$!
brief real-time "$desktop" --filter "TestCategory=RealTime" -- MSTest.Parallelize.Scope=ClassLevel MSTest.Parallelize.Workers=4
code=$?
brief cell "$(assembly tests/AedCabinet.Cell.Tests)" || code=$?
wait $reckoning || code=$?
wait $suites || code=$?
wait $centre || code=$?
wait $page || code=$?

echo "== contract: tests"
wait $contract || code=$?
cat "$results/contract.txt"

echo "== bench, short: times are not judged"
cat "$results/bench.txt"

echo "== counts"
cat "$results"/*/*.trx 2>/dev/null | sed 's/<[^>]*>/\n/g' | sed 's/^ *//' |
  grep -E '[0-9] (cut points|double cuts|flipped bits|mutations|acknowledgements lost)|^soak|days of virtual time|^a day in|^a day of one cabinet|contact to sounder|erases|^idle scans' | sort -u

tap() { sed -n "s/^# $1 \([0-9]*\)$/\1/p" "$results/contract.tap" 2>/dev/null | awk '{n = $1} END {print n + 0}'; }
attribute() { cat "$results"/*/*.trx 2>/dev/null | tr '>' '\n' | grep '<Counters ' | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | awk '{n += $1} END {print n + 0}'; }
total=$(attribute total) executed=$(attribute executed) ok=$(attribute passed)
passed=$((ok + $(tap pass))) failed=$((executed - ok + $(tap fail))) skipped=$((total - executed + $(tap skipped)))
# Something failed that is no test: a run that broke off, a bench, a suite without results.
if [ $failed -eq 0 ] && { [ $code -ne 0 ] || [ "$total" -eq 0 ] || [ ! -s "$results/contract.tap" ]; }; then failed=1; fi
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
