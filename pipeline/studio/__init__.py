"""The use cases behind a local page: it shows what they give, asks them for what is wanted, and decides nothing."""
