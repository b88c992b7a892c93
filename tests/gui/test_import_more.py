# SPDX-License-Identifier: GPL-3.0-or-later
"""The rest of the import page: blank roster, WPS file, sheet and grade pickers, group fixes, a drop, stopping."""

import os
import subprocess
import sys

import driver
import test_import


# Another program, from which a file is dragged.
DRAG = """
import sys, gi
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, Gtk
def build(application):
    window = Gtk.ApplicationWindow(application=application, title="drag", default_width=120, default_height=80)
    label = Gtk.Label(label="名册")
    source = Gtk.DragSource()
    file = Gio.File.new_for_path(sys.argv[1])
    source.connect("prepare", lambda *a: Gdk.ContentProvider.new_for_value(Gdk.FileList.new_from_array([file])))
    window.set_child(label)
    label.set_hexpand(True)
    label.set_vexpand(True)
    label.add_controller(source)
    window.present()
application = Gtk.Application(application_id="org.zhuxue.Test.Drag")
application.connect("activate", build)
application.run([])
"""


def write_book(path, sheets):
    import openpyxl
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def count(session, path):
    return session.cli_json("list", path, "student")["total"]


def casebook(session):
    path = session.path("school.zhuxue")
    session.cli("create", path, "--school", "青石镇中心学校", "--actor", "陈国强")
    return path


def test_blank_roster_and_a_file_of_wps(session):
    app = session.start(casebook(session))
    app.action("win.import")
    app.click("push button", "下载空白名册模板…")
    blank = session.path("空白名册.xlsx")
    app.choose_file(blank)
    app.wait_text("已存好")
    assert os.path.getsize(blank) > 4000

    # What was written can be read again, and says that nobody is in it.
    app.click("push button", "选文件…")
    app.choose_file(blank)
    app.wait_gone("push button", "停下")

    wps = session.path("名册.et")
    with open(wps, "wb") as file:
        file.write(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
    app.click("push button", "选文件…")
    app.choose_file(wps)
    app.wait_text("WPS")
    assert not app.has("push button", "停下")
    app.close()


def test_sheet_and_grade(session):
    path = casebook(session)
    roster = session.path("名册.xlsx")
    head = ["姓名", "班级", "身份证号"]
    write_book(roster, [
        ("说明", [["请看第二张表"], ["填好后交给教务处"]]),
        ("名单", [head, ["王小梅", "1班", test_import.id_number("2017-05-12", 901)]]),
        ("另一张", [head, ["李志强", "2班", test_import.id_number("2017-06-20", 902)],
                    ["吴佳怡", "2班", test_import.id_number("2016-07-21", 904)]]),
    ])
    app = session.start(path)
    test_import.choose_roster(app, roster)
    app.find("push button", "下一步：对列")
    box = app.find("combo box", "工作表")
    box.find_all("push button")[0].click()
    app.wait_for(lambda: next((n for n in box.walk() if "另一张" in n._name and n._role == "label" and n.shown), None),
                 "the third sheet in the list").click()
    app.wait_text("李志强")
    app.click("push button", "下一步：对列")
    app.choose("combo box", "整份名册的年级", "四年级")
    app.click("push button", "下一步：检查")
    app.click("push button", "导入 2 人")
    app.wait_text("新增 2 人")
    app.close()
    classes = {row["class_name"] or row.get("class_label") for row in session.cli_json("list", path, "student")["rows"]}
    assert all("四" in str(name) or "2" in str(name) for name in classes), classes


def test_one_click_mends_many(session):
    path = casebook(session)
    rows = [test_import.ROWS[0]]
    for number, (name, birth) in enumerate((("王小梅", "2017-05-12"), ("李志强", "2017-06-20"), ("吴佳怡", "2016-07-21"))):
        right = test_import.id_number(birth, 901 + number)
        rows.append([name, "三(1)班", right.replace("0", "O") if number < 2 else right, birth, "1390000000%d" % number])
    app = session.start(path)
    test_import.choose_roster(app, test_import.write_roster(session, rows))
    app.click("push button", "下一步：对列")
    app.click("push button", "下一步：检查")
    app.find("push button", "要改的 2")
    app.click("push button", "×2")
    app.find("push button", "要改的 0")
    app.click("push button", "导入 3 人")
    app.wait_text("新增 3 人")
    app.close()


@driver.needs(timeout=240)
def test_stopping_leaves_nothing(session):
    path = casebook(session)
    roster = session.path("大名册.csv")
    with open(roster, "w", encoding="utf-8") as file:
        file.write("姓名,班级,性别,出生日期,家长电话\n")
        for number in range(60000):
            file.write("%s,三(%d)班,女,2017-03-05,139%08d\n" % (chr(0x4e00 + number % 2000) + chr(0x5000 + number // 2000), number % 9 + 1, number))
    app = session.start(path)
    test_import.choose_roster(app, roster)
    app.find("push button", "下一步：对列", timeout=60).click()
    app.find("push button", "下一步：检查", timeout=60).click()
    app.find("push button", "导入 60000 人", timeout=90).click()
    app.find("push button", "停下").click()
    app.wait_gone("push button", "停下", timeout=60)
    assert count(session, path) == 0
    app.find("push button", "导入 60000 人")                         # and it can be begun again
    app.close()


def test_a_file_is_dropped(session):
    roster = test_import.write_roster(session)
    app = session.start(casebook(session))
    app.action("win.import")
    zone = app.find("label", "把名册拖到这里")
    source = subprocess.Popen([sys.executable, "-c", DRAG, roster], env=session.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=driver._die_with_parent)
    session.helpers.append(source)

    def run(*words):
        return subprocess.run(["xdotool"] + [str(word) for word in words], env=session.env, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout.split()
    window = app.wait_for(lambda: run("search", "--onlyvisible", "--pid", source.pid), "the other window")[-1]
    run("windowmove", "--sync", window, 20, 560)
    run("windowactivate", "--sync", window)
    x, y = zone.point()

    def dropped():
        run("mousemove", 80, 640, "sleep", 0.2, "mousedown", 1)
        for step in range(1, 13):
            run("mousemove", 80 + (x - 80) * step // 12, 640 + (y - 640) * step // 12, "sleep", 0.04)
        run("mousemove", x + 2, y + 2, "sleep", 0.1, "mouseup", 1)
        try:
            return app.find("push button", "下一步：对列", timeout=3)
        except AssertionError:
            return None
    app.wait_for(dropped, "the file to be taken")
    app.wait_text("秋季名册.csv")
    app.close()
