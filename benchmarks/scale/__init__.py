"""How far it goes: what films cost, measured; how a night of many films passes, simulated. See docs/scale.md."""
