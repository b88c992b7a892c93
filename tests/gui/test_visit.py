# SPDX-License-Identifier: GPL-3.0-or-later
"""A home visit: written down by chips and by keys alone, kept as a draft, finished, taken back."""

import driver


def make_school(session):
    """A small school with one child in need; gives the casebook's path."""
    path = session.path("school.zhuxue")
    session.cli("create", path, "--school", "青石镇中心学校", "--term", "2026-2027-1", "--stages", "primary")
    for name in ("李慧芳", "陈国强", "周明"):
        session.cli("add", path, "staff", "name=" + name)
    child = session.cli("add", path, "student", "name=王小梅", "sex=2", "grade=P5", "class_name=1班", "village=柳树村",
                        "villager_group=三组", "home_address=柳树村三组 12 号").strip()
    session.cli("add", path, "family_member", "student=" + child, "name=刘桂香", "relation=62", "guardian=1",
                "phone=13800130612")
    session.cli("add", path, "family_member", "student=" + child, "name=王建平", "relation=51")
    session.cli("add", path, "category", "student=" + child, "cat=05", "valid_from=2026-09-01")
    return path


def start_visit(app):
    """Ctrl+N asks for the child; its name by initials and Return are enough."""
    app.key("ctrl+n")
    app.find("entry", "找学生").type("wxm")
    app.find("list item", "王小梅")
    app.key("Return")
    app.find("push button", "奶奶 刘桂香")
    app.wait_for(lambda: app.focused() is not None and app.focused().name == "日期", "the focus on the date")


def tab_to(app, name, steps=40):
    for _ in range(steps):
        focused = app.focused()
        if focused is not None and name in focused.name:
            return focused
        app.key("Tab")
    raise AssertionError("Tab does not lead to " + name)


def count(session, path, kind):
    return session.cli_json("list", path, kind)["total"]


def test_record_a_visit_by_chips(session):
    path = make_school(session)
    app = session.start(path)
    start_visit(app)
    app.click("push button", "李慧芳")
    app.click("push button", "奶奶 刘桂香")
    app.click("check box", "有人照看孩子")
    app.find("text", "谈话记录").type("爷爷近期住院，家中由奶奶照看。")
    app.click("push button", "看病就医")
    app.find("text", "答应的事").type("联系村卫生室")
    app.click("push button", "写完，归档")
    app.wait_text("王小梅 的家访已归档")
    app.wait_gone("push button", "写完，归档")

    visit = session.cli_json("list", path, "home_visit")["rows"][0]
    assert visit["home_found"] == "爷爷近期住院，家中由奶奶照看。", visit
    assert visit["observations"] in ("1", ["1"]), visit
    promise = session.cli_json("list", path, "follow_up")["rows"][0]
    assert promise["what"] == "联系村卫生室", promise

    app.click("push button", "撤销 撤销")
    app.wait_for(lambda: count(session, path, "home_visit") == 0, "the visit to be taken back")
    assert count(session, path, "follow_up") == 0
    app.key("ctrl+shift+z")
    app.wait_for(lambda: count(session, path, "home_visit") == 1, "the visit to be made again")
    app.close()


def test_record_a_visit_by_keys_alone(session):
    path = make_school(session)
    app = session.start(path)
    start_visit(app)
    tab_to(app, "陈国强")
    app.key("space")
    tab_to(app, "父亲 王建平")
    app.key("space")
    tab_to(app, "知道资助政策")
    app.key("space")
    tab_to(app, "谈话记录")
    app.key("alt+1")                                    # a phrase, its blank selected
    app.type("奶奶")
    app.wait_for(lambda: app.find("text", "谈话记录").text == "家中由奶奶照看，孩子生活有人管。", "the phrase")
    app.key("ctrl+Return")
    app.wait_text("王小梅 的家访已归档")
    app.close()
    visit = session.cli_json("list", path, "home_visit")["rows"][0]
    assert visit["home_found"] == "家中由奶奶照看，孩子生活有人管。", visit


def test_what_is_missing_is_said_below_its_field(session):
    path = make_school(session)
    app = session.start(path)
    start_visit(app)
    app.find("text", "日期").type("2099-01-01")
    app.key("Tab")
    app.find("push button", "还有 1 处要改")             # said on leaving the field
    app.key("ctrl+Return")
    app.find("push button", "还有 3 处要改")             # somebody was to be met, and something written; who went is known
    app.click("push button", "今天")
    app.find("push button", "还有 2 处要改")
    app.click("push button", "没人在家")                 # neither the talk nor what was seen is asked then
    app.wait_gone("push button", "处要改")
    app.wait_gone("text", "谈话记录")
    app.find("text", "改天再去")
    app.key("ctrl+Return")
    app.wait_text("已归档")
    app.close()


def test_a_draft_survives_a_kill(session):
    path = make_school(session)
    app = session.start(path)
    start_visit(app)
    app.click("push button", "孩子本人")
    app.find("text", "谈话记录").type("写到一半")
    app.wait_text("草稿已保存")
    app.kill()

    app = session.start(path)
    app.click("list item", "家访")
    app.click("push button", "草稿 1")
    app.click("push button", "接着写：王小梅")
    app.wait_for(lambda: app.find("text", "谈话记录").text == "写到一半", "the draft's words")
    assert app.find("push button", "孩子本人").has("pressed")

    app.click("push button", "放弃草稿")
    app.wait_text("已放弃 王小梅 的草稿")
    app.click("push button", "草稿 0")
    app.click("push button", "撤销 撤销")         # brings it back and opens it
    app.wait_for(lambda: app.find("text", "谈话记录").text == "写到一半", "the draft again")
    app.find("text", "谈话记录").type("写到一半，改了")
    app.click("push button", "存草稿，以后再写")
    app.click("push button", "草稿 1")
    app.wait_text("写到一半，改了")
    app.close()


def test_void_a_filed_visit(session):
    path = make_school(session)
    session.cli("add", path, "home_visit", "student=王小梅", "visit_date=2026-10-12", "visitors=李慧芳",
                "received_by=刘桂香", "home_found=屋顶漏雨", "--today", "2026-11-20")
    app = session.start(path)
    app.click("list item", "家访")
    app.click("push button", "已归档 1")
    app.double_click("label", "屋顶漏雨")
    app.click("push button", "作废…")
    app.click("push button", "作废", exact=True)
    app.wait_text("写上原因")
    app.find("text", "作废原因").type("记错了学生")
    app.click("push button", "作废", exact=True)
    app.wait_text("不再计入任何统计")
    app.key("alt+Left")
    app.find("push button", "已归档 0")
    app.close()
