"""What is done to the running portal, and what must hold nevertheless: the parts of the command `faults`.
It must not know the inside of the program, only its commands, its addresses and the rows of its tables."""
