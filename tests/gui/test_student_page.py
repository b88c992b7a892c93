# SPDX-License-Identifier: GPL-3.0-or-later
"""The student page, every button of it: the eye, the family, promises, leaving, a mistake, and the way back from each."""

import datetime

import test_visit

# The program runs in the time of the school.
TOMORROW = (datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))) + datetime.timedelta(days=1)).date().isoformat()


def school(session):
    path = test_visit.make_school(session)
    session.cli("set", path, "student", "王小梅", "bank_no=6228480000004127", "bank_name=农信社", "bank_holder=刘桂香")
    return path


def open_student(app):
    app.key("ctrl+k")
    app.type("wxm")
    app.wait_text("王小梅")
    app.key("Return")
    app.find("label", "家庭成员")


def rows(session, path, kind):
    return session.cli_json("list", path, kind)["rows"]


def test_masked_and_shown(session):
    path = school(session)
    app = session.start(path)
    open_student(app)
    assert not app.text_shown("6228480000004127")
    eye = app.find("push button", "显示半分钟：银行卡号")
    eye.click()
    app.wait_text("6228480000004127")
    eye.click()
    app.wait_for(lambda: not app.text_shown("6228480000004127"), "the number to be covered again")

    # In the basics below, and said to whoever asks who looked.
    app.click("push button", "修改历史")
    app.wait_text("查看")
    app.close()


def test_family_grows_and_shrinks(session):
    path = school(session)
    app = session.start(path)
    open_student(app)
    app.click("push button", "添加家庭成员")
    app.find("text", "成员姓名").type("", submit=True)
    app.wait_text("写上姓名")
    app.find("text", "成员姓名").type("王建华", submit=True)
    app.find("panel", "家庭成员").find("push button", "王建华")
    app.wait_for(lambda: len(rows(session, path, "family_member")) == 3, "the member in the casebook")

    card = app.find("panel", "家庭成员")
    card.find("push button", "王建华").click()
    app.click("push button", "去掉这个人")
    app.wait_for(lambda: not card.find_all("push button", "王建华"), "the member to go")
    app.click("push button", "撤销 撤销")
    card.find("push button", "王建华")
    app.close()
    assert len(rows(session, path, "family_member")) == 3


def test_promise_made_moved_and_kept(session):
    path = school(session)
    app = session.start(path)
    open_student(app)
    app.click("push button", "登记跟进")
    app.click("push button", "记下", exact=True)
    app.wait_text("写上答应了什么")
    app.find("text", "答应了什么").type("送一床棉被")
    app.click("push button", "记下", exact=True)
    app.find("push button", "已办：王小梅，送一床棉被")

    app.click("push button", "改期：王小梅，送一床棉被")
    app.click("push button", "明天")
    app.find("text", "原因").type("奶奶不在家", submit=True)
    app.wait_gone("text", "原因")
    app.wait_for(lambda: rows(session, path, "follow_up")[0]["due"] == TOMORROW, "the new date")

    app.click("push button", "已办：王小梅，送一床棉被")
    app.find("text", "结果").type("送到了，奶奶收下", submit=True)
    app.wait_text("没有没办完的事")
    promise = rows(session, path, "follow_up")[0]
    assert promise["result"] == "送到了，奶奶收下", promise
    app.click("push button", "撤销 撤销")
    app.find("panel", "答应过的事").find("push button", "已办：王小梅，送一床棉被")
    app.close()


def test_leaves_and_comes_back(session):
    path = school(session)
    app = session.start(path)
    app.key("ctrl+2")
    app.wait_text("1 人")
    open_student(app)
    app.click("push button", "更多操作")
    app.click("menu item", "转出 / 毕业")
    app.find("text", "去哪里、为什么").type("转到县一小", submit=True)
    app.wait_text("王小梅：转出")
    app.key("ctrl+2")
    app.wait_text("0 人")

    # She is found among those who left, and comes back from there.
    app.choose("combo box", "哪些学生", "已转出毕业")
    app.wait_text("1 人")
    app.double_click("label", "王小梅", exact=True)
    app.find("label", "家庭成员")
    app.click("push button", "更多操作")
    app.click("menu item", "转出 / 毕业")
    app.choose("combo box", "去向", "在读")
    app.click("push button", "登记", exact=True)
    app.wait_text("王小梅：在读")
    app.close()
    assert rows(session, path, "student")[0]["enrol_status"] == "1"


def test_a_row_of_the_history_is_taken_back(session):
    path = school(session)
    app = session.start(path)
    app.action("win.history")
    app.find("label", "全部修改历史")
    before = len(app.find_all("push button", "撤销：", shown=False))
    app.find("push button", "撤销：").click()                # the newest; the header has nothing to undo yet
    app.wait_text("已撤销")
    app.wait_for(lambda: len(app.find_all("push button", "撤销：", shown=False)) < before, "the row to say that it is taken back")
    app.close()
    assert rows(session, path, "student")[0].get("bank_no") in (None, ""), rows(session, path, "student")


def test_registered_by_mistake(session):
    path = school(session)
    app = session.start(path)
    open_student(app)
    app.click("push button", "更多操作")
    app.click("menu item", "登记错了")
    app.wait_gone("label", "家庭成员")
    assert rows(session, path, "student") == []
    app.click("push button", "撤销 撤销")
    app.wait_for(lambda: len(rows(session, path, "student")) == 1, "the child to be back")
    open_student(app)
    app.close()
