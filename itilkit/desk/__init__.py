"""The instructor's desk: a class to teach, what its learners get, and what they hand back."""
