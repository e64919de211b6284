"""Measure JT 2050 against its rivals and against its own promises: `python -m benchmarks --help`."""
