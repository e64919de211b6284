"""The commands of `jt`: a module each, with its options and their words; what one does is loaded when it runs."""
