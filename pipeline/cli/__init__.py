"""The command line: words for people, exit codes for machines. The only place that prints."""
