"""From a script to a rundown, and from measured takes to a timeline in absolute frames."""
