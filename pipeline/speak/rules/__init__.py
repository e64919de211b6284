"""Families of rules; each rule is a total function from text to text, put in order by `normalise`."""
