# SPDX-License-Identifier: GPL-3.0-or-later
"""A teacher's first afternoon: the school, the roster with its mistakes, a visit, a mistake taken back, the ledger."""

import zipfile


def test_first_afternoon(session):
    app = session.start()
    app.find("text", "学校名称").type("青石镇中心学校")
    app.find("text", "你的名字").type("陈国强")
    app.click("push button", "建好，去导入名册")

    # The bundled roster, as messy as real ones.
    app.click("push button", "选文件…")
    app.choose_file(str(session.samples / "roster-sample.xlsx"))
    app.click("push button", "下一步：对列")
    app.find("label", "哪一列是什么")
    app.click("push button", "下一步：检查")
    app.find("push button", "要改的 6")
    app.find("push button", "可直接导入 34")

    # One of the rejected rows: the name is missing.
    app.find("text", "姓名，第 16 行").type("曾小雨", submit=True)
    app.find("push button", "要改的 5")
    app.click("push button", "先导入 35 人")
    app.wait_text("名册已导入")
    app.wait_text("留在待修名册 5 行")
    app.screenshot("import-done")

    # Found by initials; 曾 is zeng as a surname.
    app.key("ctrl+k")
    app.type("zxy")
    app.wait_text("曾小雨")
    app.key("Return")
    app.wait_text("家庭成员")

    # A visit, taken back and made again.
    app.key("ctrl+n")
    app.click("push button", "孩子本人")
    app.find("text", "谈话记录").type("家里有人照看，作业按时完成。")
    app.key("ctrl+Return")
    app.wait_text("的家访已归档")
    app.key("ctrl+2")
    app.action("win.undo")
    app.wait_text("已撤销")
    app.action("win.redo")
    app.wait_text("已重做")

    # The ledger for the principal.
    app.key("ctrl+5")
    app.click("list item", "家访工作台账")
    app.wait_text("共 1 行")
    app.click("push button", "存成 Excel")
    ledger = session.path("台账.xlsx")
    app.choose_file(ledger)
    app.wait_text("已存好")
    app.close()

    with zipfile.ZipFile(ledger) as book:
        text = "".join(book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml"))
    assert "曾小雨" in text
    assert "家里有人照看" in text
