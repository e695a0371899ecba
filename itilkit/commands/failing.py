"""What every verb shares when it fails."""

#: Set this to read where in the program an unexpected error came from.
TRACEBACK = "ITILKIT_TRACEBACK"
