"""Making a release: archives that are what they say, and notes taken from the changelog."""
