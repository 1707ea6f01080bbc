# The commands of the project. `make` alone lists them; each one is also the way a newcomer and the CI do it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test bench bench-web screenshots screenshots-shop lint generate fmt clean tools test-tools tidy lint-rust lint-web test-rust test-docs test-web test-data test-postgres

# Where cargo builds; an absolute path, because the browser tests start the binary from another folder.
TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
NEXTEST_PROFILE := $(if $(CI),ci,default)
WEB_SOURCES := $(shell find web -type f \( -path 'web/src/*' -o -path 'web/public/*' -o -name index.html -o -name 'vite.config.*' -o -name 'tsconfig*.json' -o -name package.json \) -not -path '*/node_modules/*' -not -path 'web/dist/*' 2>/dev/null)

help: ## List what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | awk -F'\t' '{ printf "  make %-11s %s\n", $$1, $$2 }'

# --- use it ----------------------------------------------------------------------------------------------------------

run: tools web/dist/index.html ## Build and start Kith with a demo company at http://127.0.0.1:8080
	@cargo build --release --package server
	@exec $(TARGET)/release/kith serve --demo

bench: tools web/dist/index.html ## Measure speed on SQLite and PostgreSQL (SCALE=10 for ten times the data)
	@$(MAKE) --no-print-directory test-tools
	@cargo build --release --package server
	@cargo xtask with-postgres -- $(TARGET)/release/kith bench --scale $(or $(SCALE),1) --postgres {postgres} --page docs/book/$(if $(filter 10,$(SCALE)),performance-large,performance).md
	@cargo run --release --quiet -p math --example million >> docs/book/$(if $(filter 10,$(SCALE)),performance-large,performance).md

# The server it looks at is yours: make bench-web ADDRESS=http://127.0.0.1:8080 MAIL=ana@nakovalo.example PASSWORD=…
bench-web: web/node_modules/.package-lock.json ## Measure in Chromium how the app feels (ADDRESS, MAIL, PASSWORD of a running Kith)
	@cd web && node e2e/speed.mjs "$(ADDRESS)" "$(MAIL)" "$(PASSWORD)"

screenshots: web/dist/index.html test-tools ## Take the pictures of docs/images anew (NAMES="home board" for some)
	@cargo build --package server
	cd web && KITH_BINARY=$(TARGET)/debug/kith node e2e/screenshots.mjs $(NAMES)

# The shop is yours to import: see docs/book/real-shop.md.
screenshots-shop: web/node_modules/.package-lock.json ## Take the pictures of the real shop anew (ADDRESS, MAIL, PASSWORD of a Kith with it)
	cd web && node e2e/shop_screenshots.mjs "$(ADDRESS)" "$(MAIL)" "$(PASSWORD)"

# --- keep it right ---------------------------------------------------------------------------------------------------

test: tools test-tools tidy lint test-rust test-docs test-web ## Everything: house, lints, Rust, generated docs, browser

tidy: ## Test the house itself: arrows, words, dialects, file heads
	cargo xtask tidy

lint: lint-rust lint-web ## Formatting and lints, warnings are errors

lint-rust:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- --deny warnings

lint-web: web/node_modules/.package-lock.json
	cd web && npm run check
	cd web && npm run lint

fmt: ## Format all Rust
	cargo fmt --all

generate: web/node_modules/.package-lock.json ## Write docs/generated and the types of the web client anew
	cargo xtask generate

# The web app is embedded in the binary, so it is built before the tests that start the binary.
test-rust: web/dist/index.html
	@if cargo nextest --version >/dev/null 2>&1; then \
	  cargo nextest run --workspace --profile $(NEXTEST_PROFILE); \
	else \
	  echo "cargo-nextest is not installed, using cargo test (slower)"; cargo test --workspace --quiet; \
	fi

# What sales works out, over HTTP on PostgreSQL: the same tests that run on the embedded database.
SALES := target forecast company_plan lead territory pipeline deal_stage quote price hand_over told training whole_sale

test-postgres: web/dist/index.html ## The tests of sales on a PostgreSQL of their own
	KITH_TEST_DATABASE=postgres cargo nextest run --package server -E '$(foreach one,$(SALES),test(/^$(one)::/) + )none()'

# Half a million invoice lines and a seller's pipeline are not shipped with Kith: KITH_DATA names the folder they lie in.
test-data: ## The imports of examples/ with the whole real data (KITH_DATA=folder)
	cargo nextest run --release --package platform --run-ignored only --no-capture --no-fail-fast -E 'test(online_retail::) + test(crm_sales::)'
	cargo nextest run --release --package server --run-ignored only --no-capture --no-fail-fast -E 'test(crm_sales::) + test(online_retail::) + test(sales_analysis::)'

# What a program wrote must agree with the code it was written from.
test-docs: web/node_modules/.package-lock.json
	cargo xtask generate --check

# The browser tests drive the real binary; the real server is the mock.
test-web: web/dist/index.html
	cd web && npm test
	@cargo build --package server
	cd web && KITH_BINARY=$(TARGET)/debug/kith npm run e2e

clean: ## Remove what was built (never your data folder)
	cargo clean
	rm -rf web/dist web/node_modules

# --- what it needs ---------------------------------------------------------------------------------------------------

tools:
	@need() { command -v $$1 >/dev/null || { echo "Kith needs $$1: $$2" >&2; exit 1; }; }; \
	need cargo "install Rust from https://rustup.rs"; \
	need node "install Node.js 20 or newer from https://nodejs.org"; \
	need npm "it comes with Node.js"; \
	need cc "install a C compiler, on Debian: apt-get install build-essential"

# Browser tests need Chromium, the store tests the programs of PostgreSQL; they start both themselves.
test-tools:
	@missing=""; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$$missing postgresql"; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="$$missing chromium"; \
	if [ -n "$$missing" ]; then \
	  command -v apt-get >/dev/null || { echo "The tests need:$$missing. Please install them." >&2; exit 1; }; \
	  echo "Installing for the tests:$$missing"; \
	  as_root=""; [ "$$(id -u)" = 0 ] || as_root="sudo"; \
	  $$as_root apt-get update -qq; \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi

# --- the web app, built only when something it is made of is newer -----------------------------------------------------

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run build
	@touch $@
