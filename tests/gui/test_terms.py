# SPDX-License-Identifier: GPL-3.0-or-later
"""Terms: an old one is looked at and cannot be changed, a new one begins and is taken back."""

import sqlite3


def school(session, term):
    """Three children at the end of a school year: one moves up, one graduates, one has no class."""
    path = session.path("school.zhuxue")
    session.cli("create", path, "--school", "青石镇中心学校", "--term", term, "--actor", "陈国强")
    for name, class_name in (("王小梅", "五(1)班"), ("欧阳明轩", "六(1)班"), ("张若曦", None)):
        session.cli("add", path, "student", "name=" + name, "enrol_status=1",
                    *(["class_name=" + class_name] if class_name else []), "--actor", "陈国强")
    session.cli("add", path, "category", "student=王小梅", "cat=05", "--actor", "陈国强")
    return path


def open_menu(app):
    app.click("push button", "青石镇中心学校")


def test_new_school_year(session):
    path = school(session, "2025-2026-2")
    app = session.start(path)
    open_menu(app)
    app.click("menu item", "开始新学期…")
    app.wait_text("2026 秋季学期")
    app.wait_text("五(1)班 → 六(1)班")
    app.wait_text("毕业的")
    app.wait_text("没有下一个班的")
    app.wait_text("张若曦")
    app.screenshot("new-term")
    app.click("push button", "开始 2026 秋季学期")
    app.find("dialog", "现在开始 2026 秋季学期吗？")
    app.click("push button", "开始 开始")
    app.wait_text("开始新学期：2026 秋季学期")
    assert session.cli_json("list", path, "student", "--where", "name=王小梅")["rows"][0]["grade"] == "P6"

    # What was true then, and nothing that writes.
    open_menu(app)
    app.click("*", "2026 春季学期")
    app.wait_text("正在看 2026 春季学期，只能查看，不能改")
    app.key("ctrl+2")
    app.wait_text("五(1)班")
    app.wait_gone("push button", "记家访")
    app.screenshot("old-term-students")
    app.key("ctrl+k")
    app.type("wxm")
    app.key("Return")
    app.wait_text("家庭情况")
    app.wait_text("五(1)班")
    app.screenshot("old-term-student")
    app.key("ctrl+z")
    app.key("ctrl+n")
    app.key("ctrl+1")
    app.wait_text("今天要办的事在本学期里。")
    app.screenshot("old-term-today")
    app.click("push button", "回到本学期")
    app.wait_gone("label", "正在看 2026 春季学期")
    app.key("ctrl+2")
    app.wait_text("六(1)班")

    # One action: everybody is back.
    app.key("ctrl+z")
    app.wait_text("已撤销：开始新学期：2026 秋季学期")
    app.wait_text("五(1)班")
    app.close()
    assert session.cli_json("info", path)["term"] == "2025-2026-2"


def test_spring_after_autumn(session):
    path = school(session, "2026-2027-1")
    app = session.start(path)
    open_menu(app)
    app.click("menu item", "开始新学期…")
    app.wait_text("学生还在现在的班级，只换学期")
    app.key("ctrl+Return")
    app.find("dialog", "现在开始 2027 春季学期吗？")
    app.click("push button", "先不")
    app.key("ctrl+Return")
    app.click("push button", "开始 开始")
    app.wait_text("开始新学期：2027 春季学期")
    app.close()
    assert session.cli_json("info", path)["term"] == "2026-2027-2"
    assert session.cli_json("list", path, "student", "--where", "name=王小梅")["rows"][0]["grade"] == "P5"


def test_clock_set_back(session):
    path = school(session, "2026-2027-1")
    with sqlite3.connect(path) as book:
        book.execute("UPDATE journal SET wall = wall + 3 * 86400000 WHERE jid = (SELECT max (jid) FROM journal)")
    app = session.start(path)
    app.wait_text("这台电脑的时钟")
    app.screenshot("clock-set-back")
    app.close()


def test_undo_stops_at_start(session):
    """Ctrl+Z takes back what was done in this window, not what was done before it was opened."""
    path = school(session, "2026-2027-1")
    app = session.start(path)
    app.key("ctrl+k")
    app.type("wxm")
    app.key("Return")
    app.wait_text("家庭情况")
    app.key("ctrl+z")
    app.wait_gone("push button", "撤销：")
    app.close()
    assert session.cli_json("list", path, "category")["rows"]
