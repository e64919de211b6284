"""What the product is made of, besides its own code: distributions, what they carry, media, and their licences."""
