"""The app in a browser: textual-serve, kept to this computer and to who has the key.

The app can save and export files, so a page of another site must not drive it and
neither must another user of the machine. The server listens on the loopback alone,
answers only to its own name (a foreign name that leads here would be DNS rebinding),
takes no websocket of another page, and lets in who opens the address with its key; a
cookie keeps that browser in. The key is as Jupyter's server has it.
"""

import errno
import hmac
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware
    from aiohttp.web import Application, Request, StreamResponse

HOST = "127.0.0.1"
COOKIE = "clubplanner-key"


def serve(
    words: Sequence[str], port: int, key: str, opened: Callable[[str], None]
) -> None:
    """Show the app in browsers of this computer until interrupted.

    Args:
        words: the command that runs the app; one process a browser tab.
        port: where to listen, 1 to 65535.
        key: what the address needs, of letters and digits.
        opened: called with the address once it answers.

    Raises:
        ClubplannerError: textual-serve is not installed, or the port is taken.
    """
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError as error:
        raise ClubplannerError(
            "the app in a browser needs textual-serve",
            hint="pip install 'clubplanner[web]'",
        ) from error

    address = f"http://{HOST}:{port}"

    class LocalServer(Server):
        """textual-serve behind our doors."""

        async def on_startup(self, app: "Application") -> None:
            """Say nothing: it does not listen yet."""

        async def doors_shut(self) -> "Application":
            """Return the web application, with the middleware in front."""
            app: Application = await self._make_app()
            app.middlewares.append(_doors(port, key))
            return app

    server = LocalServer(
        _shell_line(words),
        title="clubplanner",
        public_url=address,
        templates_path=Path(__file__).parent,
    )
    with _listening(port) as listener:
        web.run_app(
            server.doors_shut(),
            sock=listener,
            access_log=None,
            # Called once, as soon as it listens.
            print=lambda _: opened(f"{address}/?key={key}"),
        )


def _listening(port: int) -> socket.socket:
    """Return a socket that listens on the loopback.

    Raises:
        ClubplannerError: the port is taken, or kept by the system.
    """
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        why = "is kept by the system" if error.errno == errno.EACCES else "is taken"
        raise ClubplannerError(
            f"port {port} {why}", hint="choose another with --port"
        ) from error


def _doors(port: int, key: str) -> "Middleware":
    """Return the middleware that turns away whoever is not let in."""
    from aiohttp import web

    hosts = {f"{name}:{port}" for name in (HOST, "localhost")}

    @web.middleware
    async def shut(request: "Request", handler: "Handler") -> "StreamResponse":
        is_named = request.headers.get("Host", "") in hosts
        origin = request.headers.get("Origin")
        is_own_page = origin is None or origin.removeprefix("http://") in hosts
        asked = request.query.get("key", "")
        has_key = _is_same(asked, key) or _is_same(request.cookies.get(COOKIE, ""), key)
        if not (is_named and is_own_page and has_key):
            raise web.HTTPForbidden(
                text="Open the address that clubplanner serve printed, with its key."
            )
        if request.path == "/" and asked:
            # The address bar, and with it the history, does not keep the key.
            answer: StreamResponse = web.Response(status=302, headers={"Location": "/"})
            answer.set_cookie(COOKIE, key, httponly=True, samesite="Strict")
            return answer
        return await handler(request)

    return shut


def _is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8"), other.encode("utf-8"))


def _shell_line(words: Sequence[str]) -> str:
    """Return a command as the shell of this system takes it."""
    if sys.platform == "win32":
        return subprocess.list2cmdline(words)
    return shlex.join(words)
