# Everything that a person or a machine does with this repository. `make` lists the targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
KILLS ?= 50
TRIALS ?= 200
RENEWALS ?= 1000
SEEDS ?= 10
RUNS ?= 1000000
ROUNDS ?= 7
TARGETS ?=
.PHONY: help setup setup-tools setup-bench build release lint generate generate-check test test-kills \
  test-faults test-properties test-identity test-pages test-foreign-load test-thread-sanitizer test-address-sanitizer interop-server \
  interop-client demo test-compose fuzz fuzz-edi abuse bench-claims bench-rpc bench-rpc-memory \
  bench-rpc-instructions clean

SEED ?= 1
SECONDS = 120
CLAIMS = 100000
LISTEN ?= 127.0.0.1:50443
SERVER ?= 127.0.0.1:50443
CASE ?= all

help: ## List the targets
	@echo 'The claim suite. First: make demo'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-22s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what building needs (Debian packages), and say why
	@scripts/setup.sh build

setup-tools: setup ## Install what linting, generation and interoperability need
	@scripts/setup.sh tools

setup-bench: setup ## Install what measuring needs
	@scripts/setup.sh bench

build: setup ## Build everything for debugging
	swift build

release: setup ## Build the six programs for use
	scripts/build-release.sh

lint: ## Check the form of all Swift that people write
	@scripts/swift-files.sh | xargs -0 swift format lint --strict --parallel --configuration .swift-format
	@echo 'lint: nothing to say'

generate: setup-tools ## Write the generated sources from Protos again
	Protos/generate.sh

generate-check: setup-tools ## Check that the generated sources are those of Protos, and Protos itself
	Protos/generate.sh --check
	.venv/bin/buf lint Protos
	@echo 'generate-check: nothing to say'

test: setup-tools ## Build and run all tests; a skipped interoperability case fails
	@scripts/test.sh

test-kills: setup ## Kill each of the five processes at random instants while claims flow (KILLS=n)
	swift build --build-tests
	HMO_KILLS='$(KILLS)' swift test --skip-build --filter KillTests

test-identity: setup ## Take certificates back and renew them under load (TRIALS=n, RENEWALS=n)
	swift build --build-tests
	HMO_TRIALS='$(TRIALS)' swift test --skip-build --filter IdentityRevocationTests
	HMO_RENEWALS='$(RENEWALS)' swift test --skip-build --filter IdentityRenewalTests

test-faults: setup ## Plant random faults in payment's store and see them found, from random seeds (SEEDS=n)
	swift build --build-tests
	for run in $$(seq $(SEEDS)); do \
	  HMO_FAULT_SEED=$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ') \
	    swift test --skip-build --filter RandomFaultTests || exit 1; \
	done

test-properties: setup ## Hold every property of payment's rules against many random claims (CLAIMS=n)
	swift build --build-tests
	HMO_PROPERTY_CLAIMS='$(CLAIMS)' swift test --skip-build \
	  --filter '^PaymentRulesTests\.(PropertyTests|MoneyPropertyTests|SequencePropertyTests)'

test-pages: setup-tools ## Show the page of a report in a real browser; pictures in .build/pages
	swift build --build-tests
	HMO_SCREENSHOTS="$$PWD/.build/pages" swift test --skip-build --filter ReportScreenshotTests

test-foreign-load: setup-tools ## Let grpcio call at full load for a while and want no failure (SECONDS=n)
	swift build --build-tests
	HMO_FOREIGN_LOAD_SECONDS='$(SECONDS)' swift test --skip-build --filter ForeignLoadTests

test-thread-sanitizer: setup ## Run the tests of RPC and TLS under the thread sanitizer
	@scripts/test-sanitizer.sh thread

test-address-sanitizer: setup ## Run the tests of RPC, TLS and messages under the address sanitizer
	@scripts/test-sanitizer.sh address

interop-server: setup ## Answer gRPC's interoperability cases (LISTEN=address; the files in scripts/interop.sh)
	@LISTEN='$(LISTEN)' scripts/interop.sh server

interop-client: setup ## Run gRPC's interoperability cases (SERVER=address CASE=name)
	@SERVER='$(SERVER)' CASE='$(CASE)' scripts/interop.sh client

demo: release ## Run claims through five processes and explain them (SEED=n)
	@SEED='$(SEED)' scripts/demo.sh

test-compose: ## Build the image, bring the suite up as containers, take claims through (root; SEED=n)
	@SEED='$(SEED)' scripts/test-compose.sh

fuzz: setup ## Give inputs made to break them to EDI, RPC and messages (RUNS=n TARGETS="..."; scripts/fuzz.sh)
	@RUNS='$(RUNS)' scripts/fuzz.sh $(TARGETS)

fuzz-edi: setup ## The same for the three targets of EDI alone (RUNS=n)
	@RUNS='$(RUNS)' scripts/fuzz.sh claim-file answer-file segments

abuse: setup ## Attack a server and say which promises hold (FAMILY=name ROUNDS=n MUTATIONS=n SEED=n)
	@scripts/abuse.sh

bench-claims: release ## Measure claims a second, latency and CPU by process
	HMO_EXTRAS=1 scripts/build-release.sh --product claims-benchmark
	.build/release/claims-benchmark

bench-rpc: setup-bench ## Measure the RPC runtime against gRPC C++ (ROUNDS=n)
	@scripts/bench-rpc.sh compare --rounds '$(ROUNDS)'

bench-rpc-memory: setup-bench ## Ten minutes at full load: what the server holds must not grow
	@scripts/bench-rpc.sh memory

bench-rpc-instructions: setup-bench ## Instructions a request, compared with those on record
	@scripts/bench-rpc.sh instructions

clean: ## Remove what was built
	rm -rf .build .build-containers .build-asan .build-fuzz .build-tsan .venv
