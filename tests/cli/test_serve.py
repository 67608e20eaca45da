"""The app in a browser: who is let in, and that a real browser shows and drives it."""

import asyncio
import base64
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.cli.making import Cli
from tests.exchange.chromium import BROWSER, needs_browser

_BINARY = 2


QUIET_S = 0.5
"""A page that got nothing for so long shows all there is: Esc was no start of a key."""


class Shop:
    """A running ``clubplanner serve``."""

    def __init__(self, address: str, port: int) -> None:
        self.address = address
        self.base = f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("serve")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "clubplanner", "serve"),
            *("--no-open", "--port", str(port)),
        ],
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "CLUBPLANNER_HOME": str(folder / "home")},
    )
    assert process.stderr is not None
    told = process.stderr.readline().decode()
    found = re.search(r"http\S+", told)
    assert found, told
    yield Shop(found[0], port)
    process.terminate()
    assert process.wait(10) == 0


def status_of(url: str, **headers: str) -> int:
    """Return the status of an answer, without following or keeping anything."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: object) -> None:
            return None

    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_only_this_computer_with_the_key_is_let_in(shop: Shop) -> None:
    key = shop.address.partition("=")[2]
    cookie = f"clubplanner-key={key}"
    assert len(key) >= 16
    assert status_of(shop.address) == 302
    assert status_of(f"{shop.base}/", Cookie=cookie) == 200
    assert status_of(f"{shop.base}/static/js/textual.js", Cookie=cookie) == 200
    assert status_of(f"{shop.base}/") == 403
    assert status_of(f"{shop.base}/?key=guess") == 403
    assert status_of(f"{shop.base}/ws") == 403
    assert status_of(f"{shop.base}/static/js/textual.js") == 403
    assert status_of(shop.address, Host="club.example:80") == 403
    other = {"Origin": "http://club.example", "Cookie": cookie}
    assert status_of(f"{shop.base}/ws", **other) == 403


def test_the_page_needs_no_network(shop: Shop) -> None:
    cookie = f"clubplanner-key={shop.address.partition('=')[2]}"
    request = urllib.request.Request(f"{shop.base}/", headers={"Cookie": cookie})
    with urllib.request.urlopen(request, timeout=10) as answer:
        page = answer.read().decode()
    places = re.findall(r"(?:https?|ws)://([^/\"]+)", page)
    assert set(places) == {shop.base.removeprefix("http://")}


def test_a_taken_port_is_a_sentence(cli: Cli, shop: Shop) -> None:
    port = shop.base.rpartition(":")[2]
    done = cli("serve", "--no-open", "--port", port)
    assert (done.code, done.out) == (3, "")
    assert f"port {port} is taken: choose another with --port" in done.err


def test_no_such_port_is_a_sentence(cli: Cli) -> None:
    assert cli("serve", "--port", "70000").code == 2


@needs_browser
async def test_a_browser_shows_and_drives_the_app(shop: Shop, tmp_path: Path) -> None:
    async with _Tab.opened(tmp_path) as tab:
        await tab.call("Page.navigate", url=shop.address)
        await tab.until("Welcome")
        await tab.press("Escape", 27)
        await tab.until("No music yet")
        await tab.press("5")
        await tab.until("mangetout")
        where = await tab.call("Runtime.evaluate", expression="location.search")
        assert where["result"]["value"] == ""
        picture = await tab.call("Page.captureScreenshot")
        # A blank window of this size is a picture of some 3 kB.
        assert len(base64.b64decode(picture["data"])) > 20_000
        await tab.press("q")
        await tab.until_page("document.body.classList.contains('-closed')")


class _Tab:
    """One tab of a headless Chromium, over its DevTools protocol."""

    def __init__(self, socket_: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket_
        self._number = 0
        self._shown = ""

    @classmethod
    @asynccontextmanager
    async def opened(cls, folder: Path) -> "AsyncIterator[_Tab]":
        process = subprocess.Popen(
            [
                *(str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu"),
                *("--remote-debugging-port=0", f"--user-data-dir={folder / 'profile'}"),
                *("--window-size=1200,760", "about:blank"),
            ],
            stderr=subprocess.DEVNULL,
        )
        try:
            told = folder / "profile" / "DevToolsActivePort"
            async with asyncio.timeout(30):
                while not (told.exists() and told.read_text().count("\n")):
                    await asyncio.sleep(0.05)
            pages = f"http://127.0.0.1:{told.read_text().split()[0]}/json"
            async with aiohttp.ClientSession() as session:
                listed = await (await session.get(pages)).json()
                page = next(one for one in listed if one["type"] == "page")
                address = page["webSocketDebuggerUrl"]
                async with session.ws_connect(address, max_msg_size=0) as socket_:
                    tab = cls(socket_)
                    await tab.call("Network.enable")
                    yield tab
        finally:
            process.kill()
            process.wait()

    async def call(self, method: str, **params: object) -> Any:
        """Ask for something and return the answer, keeping what the app wrote."""
        self._number += 1
        await self._socket.send_json(
            {"id": self._number, "method": method, "params": params}
        )
        while True:
            message = await self._next()
            if message.get("id") == self._number:
                assert "result" in message, message
                return message["result"]

    async def press(self, key: str, code: int = 0) -> None:
        """Press and release a key: one that writes a character, or of that code.

        What is waited for then must have been written since.
        """
        with suppress(TimeoutError):
            while True:
                await asyncio.wait_for(self._next(), QUIET_S)
        self._shown = ""
        event = {"key": key, "windowsVirtualKeyCode": code or ord(key.upper())}
        text = "" if code else key
        await self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **event)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    async def until(self, text: str) -> None:
        """Wait until the app has written a text to the page."""
        async with asyncio.timeout(30):
            while text not in self._shown:
                await self._next()

    async def until_page(self, expression: str) -> None:
        """Wait until an expression holds in the page."""
        async with asyncio.timeout(30):
            while True:
                found = await self.call("Runtime.evaluate", expression=expression)
                if found["result"].get("value") is True:
                    return
                await asyncio.sleep(0.1)

    async def _next(self) -> Any:
        message = (await self._socket.receive()).json()
        if message.get("method") == "Network.webSocketFrameReceived":
            frame = message["params"]["response"]
            raw = (
                base64.b64decode(frame["payloadData"]) if frame["opcode"] == 2 else b""
            )
            self._shown += raw.decode("utf-8", "replace")
        return message
