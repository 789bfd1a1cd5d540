"""What the package offers to scripts and no other part of the program needs."""
