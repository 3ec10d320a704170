"""Parts of `make bench-checks`; the program is ../bench_checks.py."""
