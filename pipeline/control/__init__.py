"""What is measured in a finished film, held against what it should be."""
