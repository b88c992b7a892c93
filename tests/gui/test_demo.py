# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks through every page with the demo school, and takes the pictures of the main pages."""


def walk(session, dark):
    suffix = "-dark" if dark else ""
    app = session.start(dark=dark)
    app.click("push button", "先看演示")
    app.click("push button", "装入演示")
    app.wait_text("答应过的事")
    app.wait_text("这是演示数据")
    app.screenshot("today" + suffix)
    app.key("ctrl+2")
    app.wait_text("63 人")
    app.screenshot("students" + suffix)
    app.key("ctrl+3")
    app.wait_text("上塘村")
    app.screenshot("visits" + suffix)
    app.key("ctrl+5")
    app.wait_text("存 PDF")
    app.wait_text("演示")
    app.screenshot("ledgers" + suffix)
    app.key("ctrl+k")
    app.type("wxm")
    app.wait_text("王小梅")
    app.screenshot("search" + suffix)
    app.key("Return")
    app.wait_text("家庭成员")
    app.screenshot("student" + suffix)
    app.key("ctrl+n")
    app.wait_text("谈话记录")
    app.wait_text("常用句")
    app.screenshot("visit-form" + suffix)
    app.key("ctrl+b")
    app.wait_text("本机留底")
    app.screenshot("backup" + suffix)
    app.key("ctrl+comma")
    app.wait_text("外观")
    app.screenshot("settings" + suffix)
    app.key("F1")
    app.wait_text("改错了怎么办")
    app.screenshot("help" + suffix)
    app.close()


def test_walk_through_the_demo(session):
    walk(session, dark=False)


def test_walk_through_the_demo_in_the_dark(session):
    walk(session, dark=True)
