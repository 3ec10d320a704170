"""Parts of `make bench-engine`; the program is ../bench_engine.py."""
