"""A newscast as editing software takes it: tracks, clips, markers."""
