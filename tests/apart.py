"""A thread of one's own, for code that starts an event loop or looks for one.

Playwright leaves a running loop in the thread that drives the browser, which is the one that tests run in.
"""

from concurrent.futures import ThreadPoolExecutor


def apart(function):
    """What ``function`` returns, or raises, when it is called in a fresh thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(function).result()
