# SPDX-License-Identifier: GPL-3.0-or-later
"""The first page makes a casebook, says what is missing, and the next start opens it again."""


def test_make_a_casebook(session):
    app = session.start()
    app.click("push button", "建好，去导入名册")
    app.wait_text("写上学校名称，它会印在公示上")
    app.find("text", "学校名称").type("青石镇中心学校")
    app.click("push button", "建好，去导入名册")
    app.wait_text("写上名字")
    app.find("text", "你的名字").type("陈国强")
    app.click("push button", "从空白开始")
    app.click("push button", "建好，开始")
    app.find("label", "青石镇中心学校")
    app.close()

    app = session.start()
    app.find("label", "青石镇中心学校")
    app.close()


def test_a_name_that_is_taken_is_offered_to_open(session):
    folder = session.home / "助学档案"
    folder.mkdir()
    (folder / "青石镇中心学校.zhuxue").write_text("not a casebook")
    app = session.start()
    app.find("text", "学校名称").type("青石镇中心学校")
    app.find("text", "你的名字").type("陈国强")
    app.click("push button", "建好，去导入名册")
    app.wait_text("这个文件夹里已有一本档案册，要打开它吗？")
    app.click("push button", "打开它")
    app.wait_gone("push button", "打开它")      # and the page says why it does not open
    app.find("push button", "换位置…")
    app.close()
