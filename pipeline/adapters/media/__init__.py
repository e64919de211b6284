"""The files of a project and of its library, and whether they can be used."""
