# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages say and offer, held against how they were drawn: first run, empty pages, search, settings, promises."""

from test_reachable import open_child
from test_visit import make_school


def test_first_page_in_a_narrow_window(session):
    app = session.start()
    app.find("label", "不用上网")
    app.resize(480, 600)
    app.wait_gone("label", "不用上网")                       # the form alone is left, and all of it fits
    assert app.size()[0] <= 500, app.size()
    for role, name in (("text", "学校名称"), ("push button", "导入名册"), ("push button", "先看演示"), ("push button", "建好，去导入名册")):
        x, _, width, _ = app.find(role, name).scroll_to().rect
        assert x >= 0 and x + width <= app.size()[0], (name, x, width)
    app.screenshot("first-run-narrow")
    app.resize(1200, 700)
    app.find("label", "不用上网")
    app.close()


def test_nobody_yet(session):
    path = session.path("school.zhuxue")
    session.cli("create", path, "--school", "青石镇中心学校", "--term", "2026-2027-1", "--stages", "primary", "--actor", "陈国强")
    app = session.start(path)
    app.key("ctrl+2")
    app.find("label", "还没有学生", exact=True)
    app.key("ctrl+shift+n")                                 # the panel opens beside it; nothing is filtered
    app.find("text", "姓名")
    app.find("label", "还没有学生", exact=True)
    assert not app.has("push button", "清除筛选")
    app.key("Escape")
    app.action("win.history")                               # setting up the school cannot be taken back, so no button says it can
    app.wait_text("建立学校档案册")
    assert not app.has("push button", "撤销：建立")
    app.key("ctrl+2")
    app.click("push button", "装入演示数据")
    app.find("push button", "装入演示，随便看看")
    app.click("push button", "返回")
    app.find("label", "还没有学生", exact=True)
    app.close()


def test_search_says_that_nothing_was_found(session):
    app = session.start(make_school(session))
    app.key("ctrl+k")
    app.type("wxmm")
    app.wait_text("没有找到“wxmm”")
    app.find("label", "登记新学生“wxmm”")
    app.key("Escape")
    app.close()


def test_class_teacher_and_stages(session):
    path = make_school(session)
    session.cli("add", path, "class", "name=1班", "school_year=2026-2027", "grade=P4")
    app = session.start(path)
    app.key("ctrl+comma")
    app.click("list item", "四(1)班")
    app.click("push button", "班主任：")
    app.wait_for(lambda: app.focused() and app.focused().ancestor("combo box") or app.has("combo box", "班主任"), "the choice")
    app.key("space", "Down", "Return")
    app.wait_text("已保存")
    app.click("push button", "是否寄宿制")
    app.find("combo box", "是否寄宿制")
    app.key("space", "Down", "Return")
    app.wait_for(lambda: session.cli_json("list", path, "school")["rows"][0].get("is_boarding"), "the flag")
    app.screenshot("settings-classes")
    app.close()
    rows = session.cli_json("list", path, "class")["rows"]
    assert [row for row in rows if row["grade"] == "P4"][0].get("homeroom"), rows


def test_remark_of_a_promise(session):
    path = make_school(session)
    session.cli("add", path, "follow_up", "student=王小梅", "what=送冬衣", "person=周明", "due=2026-11-30")
    app = session.start(path)
    open_child(app)
    app.click("push button", "改：王小梅，送冬衣")
    app.click("push button", "备注")
    app.type("要 140 码的")
    app.key("Tab")
    app.wait_for(lambda: session.cli_json("list", path, "follow_up")["rows"][0].get("remark") == "要 140 码的", "the remark")
    app.key("Escape")
    app.wait_text("要 140 码的")
    app.close()
