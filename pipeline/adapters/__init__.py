"""The outside world behind the ports: files, codecs, voices, processes."""
