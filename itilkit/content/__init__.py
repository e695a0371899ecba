"""The words and numbers of the course, as TOML, and the one reader for all of them."""

from itilkit.content.loading import ContentError, content_root, did_you_mean, ended, load, parse

__all__ = ["ContentError", "content_root", "did_you_mean", "ended", "load", "parse"]
