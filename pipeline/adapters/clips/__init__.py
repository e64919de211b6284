"""Everything that needs MoviePy: scenes that are programs, and the engine that the fast one is compared with."""
