"""What is judged of a finished film: measures become faults, one rule a module."""
