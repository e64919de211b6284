"""What is found wrong in what was made."""
