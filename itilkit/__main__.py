"""`python -m itilkit`, the same as the command `itilkit`."""

from itilkit.cli import main

main()
