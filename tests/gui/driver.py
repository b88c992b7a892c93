# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window program from outside: the accessible tree to look, mouse and keys to act.

How a journey reads (a function test_* in a file tests/gui/test_*.py; `tests/gui/run` calls it
with a Session and does all the tidying up):

    def test_greets(session):
        app = session.start("school.zhuxue")        # the window program; arguments as given
        app.click("push button", "记家访")           # waits for it, scrolls to it, moves, clicks
        app.find("text", "姓名").type("王小明")       # clicks into it, replaces the text as a person would
        app.key("ctrl+z")
        app.wait_gone("label", "已保存")
        app.screenshot("visit-form")                # PNG in the pictures folder, when nothing moves any more
        app.close()                                 # ends it; asserts exit status 0 and a clean stderr

Session
    session.start(*args, env={}, dark=False, scale=1, large_text=False, wait=True) -> App
        Starts the window program and waits for its first window. Journeys run in zh_CN, without
        animations, with an own HOME and XDG folders that stay the same within one journey, so a
        second start() sees what the first one left. A second App may run at the same time.
    session.cli(*args, status=0, input=None) -> str     zhuxue-cli's standard output; asserts its exit status
    session.cli_json(*args, status=0)                   the same with --json, as Python data
    session.home                                        the person's home folder (pathlib.Path)
    session.path("a.xlsx") -> str                       a path in it
    session.samples                                     resources/samples of the sources (pathlib.Path)
    session.wait_for(function, "what", timeout=15)      calls until the answer is true, and returns it

    A function may carry: @driver.needs(screen="2732x1536", timeout=300)

App
    find(role, name="", *, exact=False, timeout=15, within=None, nth=0, shown=True) -> Node
        The first node of that role whose name holds `name` (all of it with exact=True). shown=True
        skips nodes without a size (pages of a stack that are not shown, closed popovers). `role` may be "*".
    find_all(role, name="", …) -> [Node]    what is there now, without waiting
    has(role, name="", …) -> bool           is it there now
    wait_gone(role, name="", …)             waits until it is not
    text_shown(text) -> bool                some shown node has it in its name, description or text
    wait_text(text)                         waits for that
    click(role, name="", …)  double_click(…)          find and click
    key("ctrl+k", "Return")                 one key after the other, to the window that has the focus
    type("王小明")                           puts words where the focus is (clipboard and Ctrl+V: exact for Chinese)
    action("win.find")                      calls an action of the window by name, without a menu
    choose(role, name, item)                opens a drop-down or combo row by name and picks the item
    choose_file(path)                       answers GTK's open or save dialog that is on the screen
    windows() -> [Node]     title() -> str  the program's windows; the first one's title
    focused() -> Node or None               the node that has the keyboard
    resize(width, height)                   in application pixels;  size() -> (width, height) reads it back
    screenshot("name", wait=True) -> Path   the whole screen
    tree() -> str                           the accessible tree as text, for looking (printed when a journey fails)
    kill()                                  kill -9; then session.start(…) again
    close(key=None)                         closes the window as its button does (or by that key), see above
    expect_exit(status=0)                   waits for an end that something else brings about, and looks at stderr
    stderr() -> str                         what it has said so far
    pid                                     its process

Node
    role, name, description, states (a set: "checked", "focused", "sensitive", …), has(state)
    text        the text of an entry or text view, else the name
    value       number of a spin button;  set_value(n)
    parent, children, walk(), find(role, name), ancestor(role)
    rect        (x, y, width, height) in its window; (0, 0, 0, 0) when it is not shown
    click(), double_click(), right_click(), hover(), scroll_to()
    type(words, submit=False)   clicks into it, selects all, pastes; submit presses Return after it
    set_text(words)             sets an entry's text without keys (exact; no focus)
    do()                        its first accessible action (buttons, switches, menu items)

Rules: wait for what should follow and never sleep for a fixed time; names in Chinese as people see them;
end only your own processes. What GTK 4.8's tree cannot tell: a calendar's chosen day, a table's row
count, whether a window is really on top. A GtkTextView swallows Tab.

Every run asserts that stderr holds no WARNING, no CRITICAL and no sanitizer report, but for the
sentences in ALLOWED, each with its reason.
"""

import ctypes
import itertools
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

TIMEOUT = float(os.environ.get("ZHUXUE_GUI_TIMEOUT", "15"))

# What libraries say that is no fault of ours: (pattern, reason).
ALLOWED = [
    (r"Unable to acquire session bus", "only said while the private bus shuts down"),
    (r"Screen coordinates not supported", "GTK 4.8 answers window coordinates to whoever asks for screen ones"),
]

_FAULT = re.compile(r"(WARNING|CRITICAL|ERROR) \*\*|\*\* (WARNING|CRITICAL|ERROR)|-(WARNING|CRITICAL|ERROR)|"
                    r"Sanitizer|runtime error:")


def needs(screen="1366x768", timeout=180):
    """Marks a journey that wants another screen or more time."""
    def mark(function):
        function.screen = screen
        function.timeout = timeout
        return function
    return mark


def wait_for(function, what, timeout=None, pause=0.05):
    """Calls function until it answers something true, and returns that."""
    end = time.monotonic() + (TIMEOUT if timeout is None else timeout)
    while True:
        answer = function()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError("waited in vain for " + what)
        time.sleep(pause)


def _run(*command, **kwargs):
    return subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True, timeout=30, **kwargs).stdout


def _die_with_parent():
    """A helper process never outlives the journey (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Gone(Exception):
    """The node is not there any more."""


class Bus:
    """The accessibility bus, asked directly: no cache that could be stale."""

    ACCESSIBLE = "org.a11y.atspi.Accessible"

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
                                    None, 0, 10000, None).unpack()[0]
        self.address = address
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.connection.set_exit_on_close(False)

    def call(self, owner, path, interface, method, arguments=None):
        try:
            return self.connection.call_sync(owner, path, interface, method, arguments, None,
                                             Gio.DBusCallFlags.NO_AUTO_START, 10000, None).unpack()
        except GLib.Error as error:
            raise Gone("%s %s: %s" % (path, method, error.message)) from None

    def get(self, owner, path, interface, name):
        return self.call(owner, path, "org.freedesktop.DBus.Properties", "Get",
                         GLib.Variant("(ss)", (interface, name)))[0]

    def call_many(self, calls):
        """Sends all calls at once, and gives the answers in their order; None for one that failed."""
        answers = [None] * len(calls)
        left = [len(calls)]

        def done(connection, result, index):
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass
            left[0] -= 1

        for index, (owner, path, interface, method, arguments) in enumerate(calls):
            self.connection.call(owner, path, interface, method, arguments, None,
                                 Gio.DBusCallFlags.NO_AUTO_START, 10000, None, done, index)
        context = GLib.MainContext.default()
        while left[0] > 0:
            context.iteration(True)
        return answers

    def applications(self, pid):
        """The roots of the trees that process shows."""
        found = []
        for owner, path in self.call("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root",
                                     self.ACCESSIBLE, "GetChildren")[0]:
            try:
                theirs = self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                   "GetConnectionUnixProcessID", GLib.Variant("(s)", (owner,)))[0]
            except Gone:
                continue
            if theirs == pid:
                found.append((owner, path))
        return found


# Newer versions of GTK and AT-SPI say it more exactly; journeys speak as GTK 4.8 does.
_ROLE_WORDS = {"button": "push button", "toggle button": "push button", "switch": "check box",
               "search box": "entry", "toggle": "push button"}


def _role_word(number):
    word = Atspi.role_get_name(Atspi.Role(number))
    return _ROLE_WORDS.get(word, word)


_STATES = {int(value): value.value_nick for value in Atspi.StateType.__enum_values__.values()}


class Node:
    """One node of the accessible tree."""

    def __init__(self, app, owner, path, parent=None):
        self.app, self.owner, self.path, self.known_parent = app, owner, path, parent
        self._name = self._role = None

    def __repr__(self):
        try:
            return "<%s %r>" % (self.role, self.name)
        except Gone:
            return "<gone %s>" % self.path

    def __eq__(self, other):
        return isinstance(other, Node) and (self.owner, self.path) == (other.owner, other.path)

    def __hash__(self):
        return hash((self.owner, self.path))

    def _call(self, interface, method, arguments=None):
        return self.app.bus.call(self.owner, self.path, "org.a11y.atspi." + interface, method, arguments)

    def _get(self, interface, name):
        return self.app.bus.get(self.owner, self.path, "org.a11y.atspi." + interface, name)

    @property
    def role(self):
        if self._role is None:
            self._role = _role_word(self._call("Accessible", "GetRole")[0])
        return self._role

    @property
    def name(self):
        return self._get("Accessible", "Name")

    @property
    def description(self):
        return self._get("Accessible", "Description")

    @property
    def states(self):
        low, high = self._call("Accessible", "GetState")[0]
        bits = low | high << 32
        return {nick for number, nick in _STATES.items() if bits >> number & 1}

    def has(self, state):
        return state in self.states

    @property
    def parent(self):
        if self.known_parent is not None:
            return self.known_parent
        owner, path = self._get("Accessible", "Parent")
        return Node(self.app, owner, path)

    @property
    def children(self):
        return [Node(self.app, owner, path, self) for owner, path in self._call("Accessible", "GetChildren")[0]
                if not path.endswith("/null")]

    def walk(self):
        """This node and all below it, level by level, with role and name already asked for."""
        return self.app._walk([self])

    def find(self, role, name="", **options):
        return self.app.find(role, name, within=self, **options)

    def find_all(self, role, name="", **options):
        return self.app.find_all(role, name, within=self, **options)

    def ancestor(self, role):
        node = self.parent
        while node is not None and not node.path.endswith("/root"):
            if node.role == role:
                return node
            node = node.parent
        return None

    @property
    def text(self):
        try:
            count = self._get("Text", "CharacterCount")
            return self._call("Text", "GetText", GLib.Variant("(ii)", (0, count)))[0]
        except Gone:
            return self.name

    def set_text(self, words):
        self._call("EditableText", "SetTextContents", GLib.Variant("(s)", (words,)))

    @property
    def value(self):
        return self._get("Value", "CurrentValue")

    def set_value(self, number):
        self.app.bus.call(self.owner, self.path, "org.freedesktop.DBus.Properties", "Set",
                          GLib.Variant("(ssv)", ("org.a11y.atspi.Value", "CurrentValue",
                                                 GLib.Variant("d", number))))

    def do(self, index=0):
        if not self._call("Action", "DoAction", GLib.Variant("(i)", (index,)))[0]:
            raise AssertionError("%r has no action to do" % self)

    @property
    def rect(self):
        try:
            return tuple(self._call("Component", "GetExtents", GLib.Variant("(u)", (1,)))[0])
        except Gone:
            return (0, 0, 0, 0)

    def _chain(self):
        """This node and all above it, up to its window."""
        chain, node = [], self
        while node is not None and not node.path.endswith("/root"):
            chain.append(node)
            node = node.parent
        return chain

    @property
    def shown(self):
        """Can a person see it, or scroll to it? Pages of a stack that are not on top and closed popovers
        keep their size in the tree, so the program is asked what lies at the middle of the node."""
        try:
            x, y, width, height = self.rect
            if width <= 0 or height <= 0:
                return False
            chain = self._chain()
            if len(chain) > 1 and chain[-2].has("showing"):
                return self.has("showing")  # GTK 4.8 says this of no node, newer ones of every mapped one
            pane = next((n for n in chain[1:] if n.role == "scroll pane"), None)
            middle = (x + width // 2, y + height // 2)
            if pane is not None:
                px, py, pwidth, pheight = pane.rect
                if not (px <= middle[0] < px + pwidth and py <= middle[1] < py + pheight):
                    return pane.shown
            popover = self._popover(chain)
            if popover is not None:
                return self.app._popover_window(popover) is not None
            picked = chain[-1]._call("Component", "GetAccessibleAtPoint", GLib.Variant("(iiu)", (*middle, 1)))[0]
            if picked[1].endswith("/null"):
                return True
            above = Node(self.app, *picked)
            if above in chain:
                return True
            return self in above._chain()
        except Gone:
            return False

    def still_rect(self):
        """Its place once the layout has come to rest."""
        seen = [None]

        def rested():
            now = self.rect
            same = now == seen[0] and now[2] > 0 and now[3] > 0
            seen[0] = now
            return same
        wait_for(rested, "%r to stand still on the screen" % self, pause=0.06)
        return seen[0]

    def _popover(self, chain=None):
        """The popover this node is in, if any (its layer is 5)."""
        chain = chain or self._chain()
        answers = self.app.bus.call_many([(n.owner, n.path, "org.a11y.atspi.Component", "GetLayer", None)
                                          for n in chain])
        return next((n for n, answer in zip(chain, answers) if answer and answer[0] == 5), None)

    def _window(self):
        node, last = self, self
        while node is not None and not node.path.endswith("/root"):
            last, node = node, node.parent
        return last

    def point(self, across=0.5, down=0.5):
        """A place in it, in pixels of the screen."""
        x, y, width, height = self.still_rect()
        left, top = self.app._origin(self)
        scale = self.app.scale
        return (round(left + (x + width * across) * scale), round(top + (y + height * down) * scale))

    def scroll_to(self):
        """Turns the wheel over the scroll panes it is in until all of it (or its top) is to be seen."""
        pane = self.ancestor("scroll pane")
        if pane is None:
            return self
        for _ in range(150):
            x, y, width, height = self.still_rect()
            px, py, pwidth, pheight = pane.rect
            if pwidth <= 0 or pheight <= 0:
                break
            middle = y + min(height, 40) / 2
            if py <= y and y + height <= py + pheight:
                break
            if height > pheight - 8 and py < middle < py + pheight:
                break
            button = 5 if y + height > py + pheight and y > py else 4
            # GTK moves by the page's height to the power of 2/3 at each turn of the wheel.
            far = y + height - py - pheight if button == 5 else py - y
            turns = max(1, int(far / max(pheight, 1) ** (2 / 3)))
            left, top = self.app._origin(pane)
            scale = self.app.scale
            wx, wy = left + (px + pwidth / 2) * scale, top + (py + pheight / 2) * scale
            _run("xdotool", "mousemove", round(wx), round(wy), "click", "--repeat", turns, "--delay", 4, button)
            try:
                wait_for(lambda: self.rect[1] != y, "scrolling", timeout=1, pause=0.02)
            except AssertionError:
                break
        return self

    def _press(self, button=1, times=1, across=0.5, down=0.5):
        self.scroll_to()
        self.app._activate(self._window())
        x, y = self.point(across, down)
        _run("xdotool", "mousemove", x - 2, y - 1, "sleep", "0.02", "mousemove", x, y, "sleep", "0.03")
        for _ in range(times):
            _run("xdotool", "mousedown", button, "sleep", "0.02", "mouseup", button)
        return self

    def click(self, across=0.5, down=0.5):
        return self._press(1, 1, across, down)

    def double_click(self):
        return self._press(1, 2)

    def right_click(self):
        return self._press(3)

    def hover(self):
        self.scroll_to()
        x, y = self.point()
        _run("xdotool", "mousemove", x - 2, y - 1, "sleep", "0.02", "mousemove", x, y)
        return self

    def type(self, words, submit=False):
        self.click()
        self.app.key("ctrl+a")
        if words:
            self.app.type(words)
        else:
            self.app.key("Delete")
        wait_for(lambda: self.text == words, "%r to hold %r (it holds %r)" % (self, words, self.text))
        if submit:
            self.app.key("Return")
        return self


class App:
    """One running window program."""

    def __init__(self, session, arguments, env, scale, wait):
        self.session, self.bus, self.scale = session, session.bus, scale
        self.log = session.folder / ("stderr-%d.txt" % len(session.apps))
        self.arguments = [str(session.program)] + [str(a) for a in arguments]
        self.ended = False
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(self.arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env=env, cwd=str(session.home), preexec_fn=_die_with_parent)
        self.pid = self.process.pid
        if wait:
            self.wait_for(lambda: self.windows() and self._x_windows(), "the first window", timeout=2 * TIMEOUT)

    # What it shows

    def _roots(self):
        return [Node(self, owner, path) for owner, path in self.bus.applications(self.pid)]

    def windows(self):
        try:
            return [w for root in self._roots() for w in root.children]
        except Gone:
            return []

    def title(self):
        windows = self.windows()
        return windows[0].name if windows else ""

    def _walk(self, level, skip=None):
        """All nodes below; skip(node) is true for one that is not looked into."""
        seen = set()
        while level:
            calls = []
            for node in level:
                calls.append((node.owner, node.path, Bus.ACCESSIBLE, "GetRole", None))
                calls.append((node.owner, node.path, "org.freedesktop.DBus.Properties", "Get",
                              GLib.Variant("(ss)", (Bus.ACCESSIBLE, "Name"))))
                calls.append((node.owner, node.path, Bus.ACCESSIBLE, "GetChildren", None))
            answers = self.bus.call_many(calls)
            below = []
            for index, node in enumerate(level):
                role, name, children = answers[3 * index:3 * index + 3]
                if role is None:
                    continue
                node._role = _role_word(role[0])
                node._name = name[0] if name else ""
                yield node
                if skip is not None and skip(node):
                    continue
                for owner, path in children[0] if children else []:
                    if not path.endswith("/null") and (owner, path) not in seen:
                        seen.add((owner, path))
                        below.append(Node(self, owner, path, node))
            level = below

    def find_all(self, role, name="", *, exact=False, within=None, shown=True):
        return list(self._matching(role, name, exact, within, shown))

    def _matching(self, role, name, exact=False, within=None, shown=True):
        try:
            start = [within] if within is not None else self.windows()
            for node in self._walk(start):
                if role in ("*", node._role) and (node._name == name if exact else name in node._name):
                    if not shown or node.shown:
                        yield node
        except Gone:
            return

    def find(self, role, name="", *, exact=False, timeout=None, within=None, nth=0, shown=True):
        def look():
            self._alive()
            return next(itertools.islice(self._matching(role, name, exact, within, shown), nth, None), None)
        return wait_for(look, "a %s %r" % (role, name), timeout)

    def has(self, role, name="", **options):
        return next(self._matching(role, name, **options), None) is not None

    def wait_gone(self, role, name="", *, timeout=None, **options):
        wait_for(lambda: not self.has(role, name, **options), "%s %r to go" % (role, name), timeout)

    def text_shown(self, text):
        for node in self._walk(self.windows()):
            if node._role in ("text", "entry", "spin button"):
                held = node.text
            else:
                held = node._name
            if text in held and node.shown:
                return True
        return False

    def wait_text(self, text, timeout=None):
        def look():
            self._alive()
            return self.text_shown(text)
        wait_for(look, "the words %r" % text, timeout)

    def focused(self):
        nodes = list(self._walk(self.windows()))
        answers = self.bus.call_many([(n.owner, n.path, Bus.ACCESSIBLE, "GetState", None) for n in nodes])
        deepest = None
        for node, answer in zip(nodes, answers):
            if answer and answer[0][0] >> int(Atspi.StateType.FOCUSED) & 1:
                deepest = node
        return deepest

    def tree(self):
        lines = []

        def write(node, depth):
            try:
                text = node.text
                states = node.states & {"checked", "focused", "selected", "pressed", "expanded"}
                lines.append("%s%s %r%s %s %s" % ("  " * depth, node.role, node.name,
                                                  " text=%r" % text if text != node.name else "",
                                                  node.rect, " ".join(sorted(states))))
                if len(lines) < 1500:
                    for child in node.children:
                        write(child, depth + 1)
            except Gone:
                pass
        for window in self.windows():
            write(window, 0)
        return "\n".join(lines)

    # Where its windows are

    def _x_windows(self):
        """(id, name, x, y, width, height, override) of every mapped X window of this process."""
        found = []
        ids = _run("xdotool", "search", "--onlyvisible", "--pid", self.pid).split()
        for window in ids:
            info = _run("xwininfo", "-id", window)
            numbers = [re.search(label + r": +(-?\d+)", info) for label in
                       ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")]
            if not all(numbers):
                continue
            x, y, width, height = (int(n.group(1)) for n in numbers)
            name = re.search(r'Window id: \S+ "(.*)"', info)
            found.append((window, name.group(1) if name else "", x, y, width, height,
                          "Override Redirect State: yes" in info))
        return found

    def _x_window(self, top):
        """The X window of a top node of the tree: by name, else by size."""
        x, y, width, height = top.rect
        name = top.name
        candidates = [w for w in self._x_windows() if not w[6]]
        if not candidates:
            raise AssertionError("the program has no window on the screen")
        same = [w for w in candidates if w[1] == name and name]

        def distance(window):
            return abs(window[4] / self.scale - width) + abs(window[5] / self.scale - height)
        return min(same or candidates, key=distance)

    def _popover_window(self, popover):
        """The X window that shows a popover of the tree; None when it is closed."""
        _, _, width, height = popover.rect
        fitting = [w for w in self._x_windows() if w[6] and abs(w[4] - width * self.scale) <= 40 * self.scale
                   and abs(w[5] - height * self.scale) <= 40 * self.scale]
        if not fitting:
            return None
        return min(fitting, key=lambda w: abs(w[4] - width * self.scale) + abs(w[5] - height * self.scale))

    def _shadow(self, window):
        """Left, right, top and bottom of the frame that the program draws around itself."""
        line = _run("xprop", "-id", window, "_GTK_FRAME_EXTENTS")
        numbers = re.findall(r"\d+", line.split("=", 1)[1]) if "=" in line else []
        return [int(n) for n in numbers] if len(numbers) == 4 else [0, 0, 0, 0]

    def _origin(self, node):
        """The place on the screen of the point that a node's window coordinates count from."""
        popover = node._popover()
        if popover is not None:
            px, py, pwidth, pheight = popover.still_rect()
            window = self._popover_window(popover)
            if window is not None:
                _, _, x, y, width, height, _ = window
                # What the window is larger by is the shadow (all around) or the arrow (on top).
                across = (width - pwidth * self.scale) / 2
                down = (height - pheight * self.scale) / 2
                return (x + across - px * self.scale, y + down - py * self.scale)
        window = self._x_window(node._window())
        left, right, top, bottom = self._shadow(window[0])
        if not any((left, right, top, bottom)):
            _, _, width, height = node._window().rect
            left = (window[4] - width * self.scale) / 2
            top = (window[5] - height * self.scale) / 2
        return (window[2] + left, window[3] + top)

    def _activate(self, top):
        try:
            window = self._x_window(top)[0]
        except AssertionError:
            return
        if _run("xdotool", "getactivewindow").strip() != window:
            _run("xdotool", "windowactivate", "--sync", window)

    def size(self):
        window = self._x_window(self.windows()[0])
        left, right, top, bottom = self._shadow(window[0])
        return (round((window[4] - left - right) / self.scale), round((window[5] - top - bottom) / self.scale))

    def resize(self, width, height):
        window = self._x_window(self.windows()[0])[0]
        left, right, top, bottom = self._shadow(window)
        before = None
        _run("xdotool", "windowsize", window, width * self.scale + left + right, height * self.scale + top + bottom)

        def rested():
            nonlocal before
            now = self.size()
            same, before = now == before, now
            return same
        wait_for(rested, "the window to take its size", pause=0.2)
        return before

    # Acting

    def wait_for(self, function, what, timeout=None):
        def look():
            self._alive()
            return function()
        return wait_for(look, what, timeout)

    def click(self, role, name="", **options):
        return self.find(role, name, **options).click()

    def double_click(self, role, name="", **options):
        return self.find(role, name, **options).double_click()

    def key(self, *keys):
        if not _run("xdotool", "getactivewindow").strip() and self.windows():
            self._activate(self.windows()[0])
        for key in keys:
            _run("xdotool", "key", "--clearmodifiers", key)

    def type(self, words):
        self.session.copy(words)
        self.key("ctrl+v")

    def action(self, name):
        for window in self.windows():
            try:
                for index, (theirs, *_) in enumerate(window._call("Action", "GetActions")[0]):
                    if theirs == name:
                        window.do(index)
                        return
            except Gone:
                continue
        raise AssertionError("no window has the action " + name)

    def choose(self, role, name, item):
        """The list moves while it opens: a click that fell beside the item is made again."""
        box = self.find(role, name)
        around = box._popover()  # the box may itself stand in one

        def in_list():
            for node in box.walk():
                if node._role in ("label", "list item") and node._name == item and node.shown:
                    inside = node._popover()
                    if inside and (around is None or inside.path != around.path):
                        return node
            return None

        def chosen():
            for node in box.walk():
                if node._role == "label" and node._name == item and node.shown:
                    inside = node._popover()
                    if inside is None or around is not None and inside.path == around.path:
                        return True
            return False

        for last in (False, True):
            (box.find_all("push button") or [box])[0].click()
            self.wait_for(in_list, "%r in the list of %r" % (item, name)).click()
            try:
                return self.wait_for(chosen, "%r chosen in %r" % (item, name), timeout=15 if last else 4)
            except AssertionError:
                if last or in_list():
                    raise

    def choose_file(self, path):
        chooser = self.wait_for(lambda: next((w for w in self.windows()[1:] if w.shown), None), "a file dialog")
        self._activate(chooser)
        saving = [n for n in chooser.walk() if n._role == "text" and n.shown]
        if not saving:
            self.key("ctrl+l")
            self.wait_for(lambda: [n for n in chooser.walk() if n._role == "text" and n.shown], "the line for a path")
        self.key("ctrl+a")
        self.type(str(path))
        self.wait_for(lambda: any(n.text == str(path) for n in chooser.walk() if n._role == "text"),
                      "the path in the file dialog")
        self.key("Return")
        self.wait_for(lambda: chooser not in self.windows() or not chooser.shown, "the file dialog to close")

    def screenshot(self, name, wait=True):
        target = self.session.pictures / (name + ".png")
        target.parent.mkdir(parents=True, exist_ok=True)
        before = None
        end = time.monotonic() + (5 if wait else 0)
        while True:
            _run("import", "-window", "root", "-silent", "+set", "date:create", "+set", "date:modify", target)
            now = target.read_bytes() if target.exists() else b""
            if now == before or time.monotonic() > end:
                return target
            before = now
            time.sleep(0.15)

    # Its end

    def stderr(self):
        return self.log.read_text(errors="replace")

    def faults(self):
        return [line for line in self.stderr().splitlines()
                if _FAULT.search(line) and not any(re.search(pattern, line) for pattern, _ in ALLOWED)]

    def _alive(self):
        status = self.process.poll()
        if status is not None and not self.ended:
            self.ended = True
            raise AssertionError("the program ended with %d\n%s" % (status, self.stderr()))

    def expect_exit(self, status=0, timeout=None):
        try:
            ended = self.process.wait(timeout=TIMEOUT if timeout is None else timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError("the program does not end\n" + self.stderr()) from None
        self.ended = True
        faults = self.faults()
        assert not faults, "stderr is not clean:\n" + self.stderr()
        assert ended == status, "the program ended with %d, not %d\n%s" % (ended, status, self.stderr())

    def close(self, key=None, timeout=None):
        self._alive()
        if key is not None:
            self.key(key)
        else:
            for window in self.wait_for(self._x_windows, "a window to close"):
                if not window[6]:
                    _run("wmctrl", "-i", "-c", hex(int(window[0])))
        self.expect_exit(0, 2 * TIMEOUT if timeout is None else timeout)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.ended = True
        faults = self.faults()
        assert not faults, "stderr is not clean:\n" + self.stderr()

    def finish(self):
        """After a journey: what it left running is ended, and its words are looked at."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        elif not self.ended:
            self.ended = True
            assert self.process.returncode == 0, "the program ended with %d\n%s" % (self.process.returncode,
                                                                                   self.stderr())
        faults = self.faults()
        assert not faults, "stderr is not clean:\n" + self.stderr()


class Session:
    """One person at one machine: a screen, a bus, a home folder."""

    def __init__(self, program, cli=None, build=None, source=None, pictures=None, screen="1366x768"):
        self.program = pathlib.Path(program).resolve()
        self.cli_program = pathlib.Path(cli).resolve() if cli else None
        self.build = pathlib.Path(build).resolve() if build else None
        self.source = pathlib.Path(source or pathlib.Path(__file__).parent.parent.parent).resolve()
        self.samples = self.source / "resources" / "samples"
        self.pictures = pathlib.Path(pictures or tempfile.gettempdir()).resolve()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zhuxue-gui-"))
        self.home = self.folder / "home"
        self.apps, self.helpers, self.clip = [], [], None
        self.env = self._environment()
        self._start_screen(screen)
        self._start_bus()

    def _environment(self):
        env = {key: value for key, value in os.environ.items()
               if key not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LC_ALL", "LANGUAGE",
                              "AT_SPI_BUS_ADDRESS", "GTK_A11Y", "GTK_THEME", "G_MESSAGES_DEBUG", "MALLOC_PERTURB_")}
        for key, name in (("XDG_DATA_HOME", ".local/share"), ("XDG_CONFIG_HOME", ".config"),
                          ("XDG_CACHE_HOME", ".cache"), ("XDG_STATE_HOME", ".local/state"), ("XDG_RUNTIME_DIR", "run")):
            folder = self.home / name
            folder.mkdir(parents=True)
            folder.chmod(0o700)
            env[key] = str(folder)
        for name in ("Documents", "Desktop", "Downloads"):
            (self.home / name).mkdir()
        settings = self.home / ".config/gtk-4.0"
        settings.mkdir()
        (settings / "settings.ini").write_text("[Settings]\ngtk-enable-animations=false\ngtk-cursor-blink=false\n")
        env.update(HOME=str(self.home), LANG="zh_CN.UTF-8", LANGUAGE="zh_CN", GDK_BACKEND="x11",
                   GSK_RENDERER="cairo", GSETTINGS_BACKEND="memory", ADW_DISABLE_PORTAL="1", GTK_USE_PORTAL="0",
                   GIO_USE_VFS="local", NO_AT_BRIDGE="0", TZ="Asia/Shanghai",
                   G_DEBUG="fatal-criticals", G_ENABLE_DIAGNOSTIC="0")
        # Leaks are looked for in the unit tests. A window keeps caches of GTK, Pango and fontconfig until
        # its end, and their suppressions would hide our own.
        env["ASAN_OPTIONS"] = "detect_leaks=0:abort_on_error=0:" + env.get("ASAN_OPTIONS", "")
        env.setdefault("UBSAN_OPTIONS", "print_stacktrace=1:halt_on_error=1")
        if self.build:
            # A program that is not installed finds its settings in the build folder.
            schemas = self.build / "resources"
            if (schemas / "gschemas.compiled").exists():
                env.setdefault("GSETTINGS_SCHEMA_DIR", str(schemas))
        return env

    def _helper(self, *command, **kwargs):
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=self.env, preexec_fn=_die_with_parent, **kwargs)
        self.helpers.append(process)
        return process

    def _start_screen(self, screen):
        reading, writing = os.pipe()
        self._helper("Xvfb", "-displayfd", str(writing), "-screen", "0", screen + "x24", "-nolisten", "tcp",
                     "-noreset", stdout=subprocess.DEVNULL, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        self.env["DISPLAY"] = os.environ["DISPLAY"] = ":" + number
        self._helper("openbox", "--sm-disable", stdout=subprocess.DEVNULL)
        wait_for(lambda: "window id" in _run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "the window manager")
        self._helper("picom", "--backend", "xrender", "--config", "/dev/null", stdout=subprocess.DEVNULL)
        wait_for(lambda: "picom" in _run("xwininfo", "-root", "-tree"), "the compositor")

    def _start_bus(self):
        bus = self._helper("dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE)
        address = bus.stdout.readline().decode().strip()
        assert address, "dbus-daemon did not start"
        self.env["DBUS_SESSION_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"] = address
        self.bus = Bus()
        # The address on the root window may be that of an earlier bus: say the right one.
        self.env["AT_SPI_BUS_ADDRESS"] = self.bus.address

    def path(self, name):
        return str(self.home / name)

    def wait_for(self, function, what, timeout=None):
        return wait_for(function, what, timeout)

    def copy(self, words):
        """Puts words on the clipboard."""
        clip = subprocess.Popen(["xclip", "-quiet", "-selection", "clipboard"], stdin=subprocess.PIPE,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.env,
                                preexec_fn=_die_with_parent)
        clip.stdin.write(words.encode())
        clip.stdin.close()
        self.helpers.append(clip)
        wait_for(lambda: _run("xclip", "-selection", "clipboard", "-o") == words, "the clipboard")

    def start(self, *arguments, env=None, dark=False, scale=1, large_text=False, wait=True):
        theirs = dict(self.env)
        theirs["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark" if dark else "prefer-light"
        theirs["GDK_SCALE"] = str(scale)
        theirs.update(env or {})
        subprocess.run(["xrdb", "-nocpp", "-merge"], input="Xft.dpi: %d\n" % (144 if large_text else 96),
                       text=True, env=self.env, stderr=subprocess.DEVNULL, check=False)
        app = App(self, arguments, theirs, scale, wait=False)
        self.apps.append(app)
        if wait:
            app.wait_for(lambda: app.windows() and app._x_windows(), "the first window", timeout=2 * TIMEOUT)
        return app

    def cli(self, *arguments, status=0, input=None):
        assert self.cli_program, "this run does not know zhuxue-cli"
        answer = subprocess.run([str(self.cli_program)] + [str(a) for a in arguments], env=self.env, input=input,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=str(self.home),
                                timeout=120, check=False)
        said = "zhuxue-cli %s\nexit %d\n%s\n%s" % (" ".join(map(str, arguments)), answer.returncode,
                                                 answer.stdout, answer.stderr)
        assert answer.returncode == status, said
        assert not _FAULT.search(answer.stderr), said
        return answer.stdout

    def cli_json(self, *arguments, status=0):
        return json.loads(self.cli(*arguments, "--json", status=status))

    def failed(self, name):
        """What a person wants to see of a journey that failed."""
        for app in self.apps:
            print("--- the program said (%s)\n%s" % (app.log.name, app.stderr()))
            if app.process.poll() is None:
                try:
                    app.screenshot("failed-" + name, wait=False)
                    print("--- what was on the screen: failed-%s.png, and as a tree:\n%s" % (name, app.tree()))
                except Exception as error:  # the report must not hide the failure
                    print("--- no picture: %s" % error)

    def end(self, keep=False):
        faults = None
        for app in self.apps:
            try:
                app.finish()
            except AssertionError as error:
                faults = faults or error
        for helper in reversed(self.helpers):
            if helper.poll() is None:
                helper.terminate()
        for helper in self.helpers:
            try:
                helper.wait(timeout=5)
            except subprocess.TimeoutExpired:
                helper.kill()
                helper.wait()
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)
        if faults:
            raise faults
