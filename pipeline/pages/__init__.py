"""What people open in a browser: values in, HTML out; the markup stands in `templates/`, one file a language."""
