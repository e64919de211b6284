"""Speech engines, one module each, behind one port."""
