"""A person's text made harmless for every page that shows it: it stays Markdown, and is nothing else."""

import re

#: A TeX command: the formgrader draws mathematics, and some commands of it make links.
COMMAND = re.compile(r"\\(?=[A-Za-z])")
#: The start of an address that is not one of a page, a mail or a place in this page.
SCHEME = re.compile(r"\b(javascript|vbscript|data|file)(\s*)(:|&colon;|&#0*58;|&#x0*3a;)", re.IGNORECASE)


def as_plain(text: str) -> str:
    """``text`` with its HTML shown instead of meant, and addresses that run something broken up.

    An invisible word joiner is what breaks them: the text reads as it was written.
    """
    shown = text.replace("&", "&amp;").replace("<", "&lt;")
    shown = COMMAND.sub("\\\\\u2060", shown)
    return SCHEME.sub("\\1\u2060\\2\\3", shown)
