"""A feedback page as its reader sees it: the text line by line, without what is folded away."""

import re

from bs4 import BeautifulSoup

LINES = "article, section, header, p, h1, h2, h4, li, tr, div.verdict, div.stem, div.comment"


def soup_of(path):
    """The page at ``path``, parsed."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def lines_of(path):
    """The visible lines of the page, one for each paragraph, heading, row or list entry."""
    page = soup_of(path).select_one("body")
    for folded in page.select("details, svg, .hush, .narrow-only"):
        folded.decompose()
    for text in page.find_all(string=True):
        text.replace_with(re.sub(r"\s+", " ", text))
    for element in page.select(LINES):
        element.insert(0, "\n")
        element.append("\n")
    lines = (" ".join(line.split()) for line in page.get_text(" ").split("\n"))
    return [line for line in lines if line]
