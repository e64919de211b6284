"""A finished film put in its place in one step; the work folders of runs, and what dead ones left."""
