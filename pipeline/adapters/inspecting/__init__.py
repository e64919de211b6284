"""Finished films of any origin, opened and decoded as an outsider would: PyAV, whose wheel carries FFmpeg."""
