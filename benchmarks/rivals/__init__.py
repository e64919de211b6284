"""The same film made by other engines, each from the manifest of `benchmarks.film`: one small program an engine."""
