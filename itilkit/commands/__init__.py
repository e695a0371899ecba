"""The verbs of the command `itilkit`, by whom they are for. Each loads what it needs when it runs."""
