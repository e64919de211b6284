"""Moving pictures taken in once: upright, progressive, BT.709, at the programme's rate and size, quick to seek."""
