"""Keys typed ahead wait for those before them, and go where they were meant to.

A terminal hands on many keys at once, over a slow line above all. Textual sends each
to what has the focus by then, although the key before it may be about to open a field
or a dialog: the letters of a title would run as commands. So one key is on its way at
a time, and what follows is held until it has done what it does.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.events import Key
from textual.message import Message
from textual.widgets import Input

from clubplanner.tui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.screen import Screen

_GIVE_UP_S = 0.5
"""The target of a key may go with it: what follows then waits no longer than this."""
_FRAMES = 20
"""How often a new screen may be drawn before something in it has the focus."""


class Passed(Message):
    """All that was sent to a widget before this is done, on its way up to the app.

    Attributes:
        number: of the key that was sent.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class TypedAhead:
    """Holds keys while one is on its way.

    Args:
        app: the app.
        send: sends a key to what has the focus.
    """

    def __init__(self, app: "App[int]", send: Callable[[Key], Awaitable[None]]) -> None:
        self._app = app
        self._send = send
        self._held: deque[Key] = deque()
        self._target: MessagePump | None = None
        self._screen: Screen[object] | None = None
        self._number = 0
        self._has_asked = False

    @property
    def is_late(self) -> bool:
        """Whether the key on its way was sent to what has the focus no more."""
        now = self._app.focused or self._app.screen
        return self._target is not None and self._target is not now

    async def take(self, key: Key) -> None:
        """Send a key on, or hold it while another is on its way."""
        if self._target is not None and self._screen not in self._app.screen_stack:
            # The key on its way closed its screen, and with it what was held for it.
            self._target = None
            self._held.clear()
        if self._target is None and not self._held:
            await self._go(key)
            return
        self._held.append(key)
        self._ask()

    def forget(self) -> None:
        """Drop the keys held: what the one on its way did is not to be gone on from."""
        self._held.clear()

    def passed(self, number: int | None = None) -> None:
        """Go on to the keys held: the one on its way has done what it does.

        Args:
            number: of that key, None if it is the one on its way for certain.
        """
        if self._target is None or number not in (None, self._number):
            return
        self._target = None
        before, now = self._screen, self._app.screen
        if now is before:
            self._app.call_later(self._next)
        elif self._is_for_nobody(before, now):
            self._held.clear()
        else:
            now.call_after_refresh(self._when_ready, now, _FRAMES)

    def _is_for_nobody(self, before: "Screen[object] | None", now: object) -> bool:
        """Whether the keys held were typed for what a dialog hides or did hide."""
        is_closed = isinstance(before, Dialog) and before.is_answered
        return is_closed or (isinstance(now, Dialog) and not now.IS_TYPED_AHEAD)

    async def _go(self, key: Key) -> None:
        app, target = self._app, self._app.focused or self._app.screen
        if not (isinstance(target, Input) and key.is_printable):
            # A field takes its letters itself, and the focus stays where it is.
            self._target, self._screen = target, app.screen
            self._number += 1
            self._has_asked = False
        await self._send(key)

    def _ask(self) -> None:
        """Ask to be told when the key on its way has done what it does."""
        if self._target is None or self._has_asked:
            return
        self._has_asked = True
        self._app.set_timer(_GIVE_UP_S, partial(self.passed, self._number))
        if not self._target.post_message(Passed(self._number)):
            self.passed()

    async def _next(self) -> None:
        while self._held and self._target is None:
            await self._go(self._held.popleft())
        if self._held:
            self._ask()

    async def _when_ready(self, screen: "Screen[object]", frames: int) -> None:
        if screen is self._app.screen and screen.focused is None and frames:
            screen.call_after_refresh(self._when_ready, screen, frames - 1)
        else:
            await self._next()
