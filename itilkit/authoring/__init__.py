"""What authors use, on top of everything else: nothing below knows of it, and learners get none of it.

`audit` looks at the item bank, `tidy` at the notebooks, `private_edition` puts the assignments of a clone
onto numbers of its own. In a folder for each scenario stand its named strategies, the search for its best
runs, and the tool that makes variants of it, which `tools` finds by the scenario's name alone.
"""
