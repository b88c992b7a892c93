# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page in every shape: narrow windows, English, large text, high contrast, two pixels for one. Nothing is cut off."""

import collections
import re

from gi.repository import GLib

import driver

ENGLISH = {"LANG": "en_US.UTF-8", "LANGUAGE": "en"}
ROLES = ("push button", "check box", "text", "entry", "combo box", "list item", "label")
CHINESE = re.compile("[\u4e00-\u9fff]")


ROWS = 12            # of a table: the others are like them


def walk_shown(app):
    """The nodes of the page that is on top. Pages that are not shown, and most rows of a table, stay in the
    tree with their sizes; to go through them all takes seconds a page."""
    width = app.size()[0]
    # Ask which page lies under a point.
    picked = app.windows()[0]._call("Component", "GetAccessibleAtPoint", GLib.Variant("(iiu)", (width - 70, 300, 1)))[0]
    above = [] if picked[1].endswith("/null") else driver.Node(app, *picked)._chain()
    on_top = any(re.fullmatch("Zx.*Page", node.name) for node in above)
    rows = collections.Counter()

    def skip(node):
        if on_top and re.fullmatch("Zx.*Page", node._name or "") and node not in above:
            return True
        if node._role != "table row":
            return False
        rows[node.known_parent] += 1
        return rows[node.known_parent] > ROWS
    return above, list(app._walk(app.windows(), skip))


def sticking_out(app):
    """What lies past the right edge of the window, and in no pane that could be scrolled sideways."""
    width = app.size()[0]
    above, nodes = walk_shown(app)
    # All sizes at once: asked for one by one a page takes seconds.
    answers = app.bus.call_many([(node.owner, node.path, "org.a11y.atspi.Component", "GetExtents", GLib.Variant("(u)", (1,)))
                                 for node in nodes])
    edge = {node: answer[0][0] + answer[0][2] for node, answer in zip(nodes, answers)
            if answer and answer[0][2] > 0 and answer[0][3] > 0}
    found = []
    for node in nodes:
        if edge.get(node, 0) <= width + 1 or node._role not in ROLES:
            continue
        pane = node.known_parent
        while pane is not None and pane._role != "scroll pane":
            pane = pane.known_parent
        if pane is not None and edge.get(pane, 0) <= width + 1:
            continue
        page = node.known_parent
        while page is not None and not re.fullmatch("Zx.*Page", page._name or ""):
            page = page.known_parent
        if page is not None and page in above:
            found.append(node)
    return found


def untranslated(app):
    return [node for node in walk_shown(app)[1]
            if node._role not in ("text", "entry") and node._name != "中文"
            and CHINESE.search(re.sub("[0-9]+班", "", node._name))]           # a class is called so in every language


def visit_pages(app, look, find, name):
    """Calls look(page) on every page; the student is found by the keys `find` and known by `name`."""
    for key, page in (("ctrl+1", "today"), ("ctrl+2", "students"), ("ctrl+3", "visits"), ("ctrl+5", "ledgers"),
                      ("ctrl+b", "backup"), ("ctrl+comma", "settings"), ("F1", "help")):
        app.key(key)
        look(page)
    app.action("win.import")
    look("import")
    app.action("win.history")
    look("history")
    app.key("ctrl+2")
    app.key("ctrl+shift+n")
    look("register")
    app.key("Escape")
    app.key("ctrl+k")
    app.type(find)
    app.wait_text(name)
    look("search")
    app.key("Return")
    look("student")
    app.key("ctrl+Next")
    look("student-visits")
    app.key("ctrl+Next")
    look("student-history")
    app.key("ctrl+n")
    look("visit")
    app.key("Escape")


def whole(app, name, pictures=()):
    """A look that asserts that nothing sticks out, and takes the pictures that are asked for."""
    def look(page):
        last = []

        def fits():
            last[:] = sticking_out(app)
            return not last
        try:
            app.wait_for(fits, page, timeout=3)
        except AssertionError:
            raise AssertionError("%s is wider than the window of %s: %r" % (page, app.size(), last)) from None
        if page in pictures:
            app.screenshot("%s-%s" % (name, page))
    return look


def demo(session):
    path = session.path("demo.zhuxue")
    session.cli("create", path, "--school", "青石镇中心学校", "--demo", "--actor", "陈国强")
    return path


@driver.needs(timeout=300)
def test_narrow_window(session):
    app = session.start(demo(session))
    app.wait_text("答应过的事")
    app.resize(360, 600)                                     # as narrow as it gets
    visit_pages(app, whole(app, "narrow", ("today", "students", "student", "visit")), "wxm", "王小梅")
    app.close()


def test_window_with_a_rail(session):
    app = session.start(demo(session))
    app.wait_text("答应过的事")
    app.resize(700, 640)
    visit_pages(app, whole(app, "rail", ("today", "students", "visit")), "wxm", "王小梅")
    app.close()


@driver.needs(timeout=300)
def test_english(session):
    path = session.path("school.zhuxue")
    words = ("--lang", "en", "--actor", "Mary")
    session.cli("create", path, "--school", "Hill School", "--term", "2026-2027-1", *words)
    session.cli("add", path, "staff", "name=Mary", *words)
    session.cli("add", path, "student", "name=Amy", "sex=2", "grade=P5", "class_name=1", "village=Hilltop", *words)
    session.cli("add", path, "family_member", "student=Amy", "name=Ruth", "relation=62", "guardian=1", "phone=13800130612", *words)
    session.cli("add", path, "category", "student=Amy", "cat=05", "valid_from=2026-09-01", *words)
    session.cli("add", path, "follow_up", "student=Amy", "what=Bring a quilt", "due=2026-11-20", *words)
    session.cli("add", path, "home_visit", "student=Amy", "visit_date=2026-10-12", "visitors=Mary", "received_by=Ruth",
                "home_found=All is well", "--today", "2026-11-20", *words)
    app = session.start(path, env=ENGLISH)
    app.find("label", "Hill School")
    for width, height in ((1366, 740), (480, 600)):
        app.resize(width, height)
        fits = whole(app, "english-%d" % width, ("today", "students", "student", "visit"))

        def look(page):
            fits(page)
            assert not untranslated(app), (page, untranslated(app))
        visit_pages(app, look, "amy", "Amy")
    app.close()


def test_large_text_and_high_contrast(session):
    folder = session.home / ".config/zhuxue"
    folder.mkdir()
    (folder / "settings.ini").write_text("[look]\ntext-size=2\n")
    app = session.start(demo(session), env={"ADW_DEBUG_HIGH_CONTRAST": "1"})
    app.wait_text("答应过的事")
    visit_pages(app, whole(app, "large", ("today", "students", "student", "visit", "ledgers")), "wxm", "王小梅")
    app.close()


@driver.needs(screen="2732x1536")
def test_two_pixels_for_one(session):
    app = session.start(demo(session), scale=2, dark=True)
    app.wait_text("答应过的事")
    app.resize(1300, 700)
    visit_pages(app, whole(app, "double", ("today", "visit")), "wxm", "王小梅")
    app.close()
