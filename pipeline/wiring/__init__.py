"""Settings become adapters, for a command and for its working processes: nothing but wiring."""
