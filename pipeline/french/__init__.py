"""What any room may say in French: wording, letters, typography, units, dates."""
