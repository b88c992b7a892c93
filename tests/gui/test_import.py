# SPDX-License-Identifier: GPL-3.0-or-later
"""A roster goes in: the file, its columns, the check with corrections, the import, and back out again."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(birth, serial):
    """An invented number with a valid check digit, of a region that does not exist."""
    body = "520099" + birth.replace("-", "") + "%03d" % serial
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, WEIGHTS)) % 11]


SOUND = id_number("2017-03-05", 903)
ROWS = [
    ["学生姓名", "班级", "身份证号", "出生日期", "家长电话"],
    ["王小梅", "三(1)班", id_number("2017-05-12", 901), "2017-05-12", "13900000001"],
    ["李志强", "三(1)班", id_number("2017-06-20", 902), "2017-06-20", "13900000002"],
    ["陈嘉豪", "三(2)班", SOUND[:16], "2017-03-05", "13900000003"],
    ["吴佳怡", "四(1)班", id_number("2016-07-21", 904), "2016-07-21", "13900000004"],
    ["", "四(1)班", id_number("2016-09-18", 905), "2016-09-18", "13900000005"],
]


def write_roster(session, rows=ROWS):
    path = session.path("秋季名册.csv")
    with open(path, "w", encoding="utf-8-sig") as file:
        file.write("".join(",".join(row) + "\n" for row in rows))
    return path


def make_casebook(app):
    app.find("text", "学校名称").type("青石镇中心学校")
    app.find("text", "你的名字").type("陈国强")
    app.click("push button", "从空白开始")
    app.click("push button", "建好，开始")
    app.find("label", "青石镇中心学校")


def choose_roster(app, path):
    app.action("win.import")
    app.click("push button", "选文件…")
    app.choose_file(path)


def go_to_check(app):
    app.click("push button", "下一步：对列")
    app.find("label", "哪一列是什么")
    app.click("push button", "下一步：检查")
    app.find("push button", "要改的 2")


def test_correct_import_take_back(session):
    path = write_roster(session)
    app = session.start()
    make_casebook(app)
    choose_roster(app, path)
    go_to_check(app)
    app.find("push button", "可直接导入 3")
    app.find("push button", "先导入 3 人")
    app.find("push button", "全改好再导入")

    # The wrong cell says so, and once it is right its row can be imported.
    cell = app.find("text", "身份证号，第 4 行")
    assert cell.text == SOUND[:16]
    assert cell.has("invalid"), cell.states
    cell.type(SOUND, submit=True)
    app.find("push button", "要改的 1")
    app.find("push button", "先导入 4 人")

    app.click("push button", "先导入 4 人")
    app.wait_text("名册已导入")
    app.wait_text("新增 4 人")
    app.wait_text("留在待修名册 1 行")

    app.click("push button", "撤销这次导入")
    app.wait_gone("push button", "撤销这次导入")
    app.action("win.rejected-rows")
    app.wait_text("没有待修的行")
    app.close()


def test_a_row_left_over_is_corrected_later(session):
    path = write_roster(session)
    app = session.start()
    make_casebook(app)
    choose_roster(app, path)
    go_to_check(app)
    app.click("push button", "先放一边", nth=0)
    app.find("push button", "放在一边 1")
    app.click("push button", "先导入 3 人")
    app.wait_text("新增 3 人")

    app.action("win.rejected-rows")
    app.find("push button", "要改的 1")
    app.click("push button", "导入这一行")
    app.find("text", "姓名，第 6 行").type("赵文博")
    app.click("push button", "导入这一行")
    app.wait_text("已导入：赵文博")
    app.find("push button", "要改的 0")
    app.close()


def test_goes_on_where_it_stopped(session):
    path = write_roster(session)
    app = session.start()
    make_casebook(app)
    choose_roster(app, path)
    go_to_check(app)
    app.wait_text("已保存到第 3 步，关掉也不丢")
    app.kill()

    # A cell that somebody is still writing in is kept, too, when the window closes.
    app = session.start()
    app.find("label", "青石镇中心学校")
    app.action("win.import")
    app.click("push button", "接着做")
    app.find("text", "身份证号，第 4 行").type(SOUND)
    app.close()

    app = session.start()
    app.find("label", "青石镇中心学校")
    app.action("win.import")
    app.click("push button", "接着做")
    app.find("push button", "要改的 1")
    app.find("push button", "先导入 4 人")
    app.close()


def test_a_file_that_is_no_table_says_so(session):
    path = session.path("假的.xlsx")
    with open(path, "w", encoding="utf-8") as file:
        file.write("这不是表格")
    app = session.start()
    make_casebook(app)
    choose_roster(app, path)
    app.find("push button", "选文件…")
    app.wait_gone("push button", "停下")
    assert not app.has("push button", "下一步：对列")
    app.close()


def test_people_there_already_are_updated_or_kept(session):
    sound = [row for row in ROWS if row[0] and len(row[2]) != 16]
    path = write_roster(session, sound)
    app = session.start()
    make_casebook(app)
    choose_roster(app, path)
    app.click("push button", "下一步：对列")
    app.click("push button", "下一步：检查")
    app.click("push button", "导入 3 人")
    app.wait_text("新增 3 人")
    app.click("push button", "去看学生")

    moved = [list(row) for row in sound]
    moved[1][4] = "13900000011"
    moved[2][4] = "13900000012"
    choose_roster(app, write_roster(session, moved))
    app.click("push button", "下一步：对列")
    app.click("push button", "下一步：检查")
    app.click("push button", "已有、会更新 2")
    app.wait_text("13900000001 → 13900000011")
    app.click("check box", "保留原来的：王小梅")
    app.click("push button", "导入 3 人")
    app.wait_text("更新 1 人")
    app.close()
