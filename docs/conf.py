"""How the guides become pages: `python -m sphinx -W -b html docs docs/_build/html`.

The pages are read offline, from a folder: nothing in them is loaded from the net.
"""

project = "itilkit"
author = "the itilkit contributors"
project_copyright = "the itilkit contributors. Texts: CC BY 4.0. Code: BSD 3-Clause"
html_title = "itilkit: the guides"

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
# A misspelt reference is a warning, and warnings are errors.
nitpicky = True
# The blocks are commands and what they say; those in a language name it.
highlight_language = "none"
# Links to a heading of a page, such as author.md#add-a-question.
myst_heading_anchors = 3
# Typographic quotation marks stand in the texts already.
smartquotes = False

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["guides.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
# Opened from a folder, a page may not read its neighbours; the search then shows titles alone.
html_show_search_summary = False
