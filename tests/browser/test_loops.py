"""One process can run all tests, in any order: those that drive a browser leave nothing behind."""

import asyncio

import pytest

pytestmark = pytest.mark.browser


def opened(chromium):
    """What a fresh page of the browser shows."""
    page = chromium.new_page()
    page.set_content("<p>Here.</p>")
    said = page.locator("p").inner_text()
    page.close()
    return said


def test_with_a_browser(chromium):
    """A browser is driven, and its loop is running from then on."""
    assert "Here." == opened(chromium)
    assert asyncio.get_running_loop().is_running()


def test_without_one():
    """The next test starts a loop of its own, although the browser is still there."""
    assert "done" == asyncio.run(asyncio.sleep(0, "done"))


def test_with_it_again(chromium):
    """The browser goes on as if nothing had been."""
    assert "Here." == opened(chromium)


def test_last_one():
    """A test that sees no browser may be the last before the browser is closed."""
    with pytest.raises(RuntimeError, match="no running event loop"):
        asyncio.get_running_loop()
