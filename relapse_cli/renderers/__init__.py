"""One file for each format in which a plan can leave the program."""
