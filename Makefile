# SwarmBench. `make bench` and `make test` are the two commands to know; `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help bench build bench-engine bench-checks bench-saturation bench-gate bench-proxy benchmark-programs test format lint clean packages toolchain

SCENARIO ?= scenarios/polling-vs-push.yaml
# More options for bench, for instance ARGS="--clients 100 --trials 1".
ARGS ?=
# Suites that measure time want the machine to themselves: one test after the other.
TEST_FLAGS ?= --no-parallel

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## ?/  make \1\t/' | expand -t 26
	@echo "  variables: SCENARIO=FILE, ARGS=\"options of bench run\", TEST_FLAGS=\"options of swift test\""

bench: build ## build everything, then compare polling with push (under 4 minutes once built)
	.build/release/bench run $(SCENARIO) $(ARGS)

build: packages toolchain ## build bench and swarm-server, optimised (the first time takes about 10 minutes)
	swift build -c release --product bench
	swift build -c release --product swarm-server

# Programs besides the build's own, as PACKAGE:COMMAND, that a target wants installed; PACKAGE:ONE/OTHER where either does.
bench-engine: TOOLS = wrk:wrk nginx-light:nginx strace:strace

bench-engine: build benchmark-programs ## measure engine and server beside plain C, wrk and nginx (6 minutes once built)
	python3 Benchmarks/bench_engine.py $(ARGS)

bench-checks: TOOLS = tcpdump:tcpdump tshark:tshark linux-perf:perf

bench-checks: build benchmark-programs ## check what bench reports by other means: idle thread, packet capture, closed form (root)
	python3 Benchmarks/bench_checks.py $(ARGS)

bench-saturation: build ## starve bench twenty times and leave it alone twenty times: are its verdicts right? (8 minutes)
	python3 Benchmarks/saturation.py $(ARGS)

bench-gate: build ## how often is `bench gate` wrong, and what does it find? (2 hours; ARGS="--live 0" leaves out live gates)
	$(MAKE) --no-print-directory -C Benchmarks/C
	python3 Benchmarks/gate_characteristics.py --simulate 10000 --pairs 120 --live 20 $(ARGS)

bench-proxy: packages toolchain ## what the fault proxy itself adds to the way of a message (half a minute once built)
	swift build -c release --product proxy-delay
	.build/release/proxy-delay $(ARGS)

benchmark-programs: packages toolchain
	swift build -c release --product engine-driver
	swift build -c release --product fanout-server
	$(MAKE) --no-print-directory -C Benchmarks/C

# nginx and openssl end TLS in front of what is measured; ip makes network namespaces; chromium shows reports.
test: TOOLS = nginx-light:nginx openssl:openssl iproute2:ip chromium:chromium/google-chrome

test: packages toolchain ## run all tests (the first time builds for 10 minutes or so)
	peers/prepare
	swift build --build-tests
	swift test --skip-build --disable-xctest $(TEST_FLAGS)

format: toolchain ## lay the sources out as .swift-format says
	swift format -i -p -r Package.swift Sources Tests Benchmarks

lint: toolchain ## check layout and style of the sources, and the syntax of the scripts
	swift format lint --strict -p -r Package.swift Sources Tests Benchmarks
	@scripts=$$(grep -lE '^#!.*\b(ba)?sh$$' -r .ci peers --include='*' --exclude-dir=__pycache__); \
	for script in $$scripts; do echo "bash -n $$script"; bash -n "$$script"; done
	@for script in peers/*.py $$(find Benchmarks -name '*.py'); do \
		echo "compile $$script"; \
		python3 -c 'import sys; compile(open(sys.argv[1], encoding="utf-8").read(), sys.argv[1], "exec")' "$$script"; \
	done

clean: ## remove what was built and the Python environment; run results stay
	rm -rf .build .venv

# What apt has to bring, and how to tell that it is there. Says what it installs; never does so unasked
# on systems without apt.
packages:
	@missing=(); \
	installed() { [ "$$(dpkg-query -W -f='$${db:Status-Status}' "$$1" 2>/dev/null)" = installed ]; }; \
	header() { echo "#include <$$1>" | cc -E -x c - >/dev/null 2>&1; }; \
	header curl/curl.h || installed libcurl4-openssl-dev || missing+=(libcurl4-openssl-dev); \
	header sqlite3.h || installed libsqlite3-dev || missing+=(libsqlite3-dev); \
	python3 -c 'import venv, ensurepip' >/dev/null 2>&1 || missing+=(python3 python3-venv); \
	for tool in $(TOOLS); do \
		commands=$${tool#*:}; \
		PATH="$$PATH:/usr/sbin" command -v $${commands//\// } >/dev/null || missing+=("$${tool%%:*}"); \
	done; \
	if [ "$${#missing[@]}" -eq 0 ]; then exit 0; fi; \
	echo "installing Debian packages that are missing: $${missing[*]}"; \
	if ! command -v apt-get >/dev/null; then \
		echo "there is no apt-get here: install what these packages hold, then run make again" >&2; exit 1; \
	fi; \
	as_root=(); \
	if [ "$$(id -u)" -ne 0 ]; then \
		if ! command -v sudo >/dev/null; then \
			echo "that needs root, and there is no sudo: as root, run apt-get install $${missing[*]}" >&2; exit 1; \
		fi; \
		as_root=(sudo); \
	fi; \
	apt() { "$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -q "$$@"; }; \
	apt update; \
	apt install -y --no-install-recommends "$${missing[@]}"

toolchain:
	@command -v swift >/dev/null || { \
		echo "no swift in PATH: install Swift 6.2 or later (https://www.swift.org/install/linux/)" >&2; exit 1; }
