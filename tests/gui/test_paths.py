# SPDX-License-Identifier: GPL-3.0-or-later
"""Files and where they lie: casebooks that were open lately, one that moved, and what was written opens."""

import os
import shutil

import test_visit

OPENER = """[Desktop Entry]
Type=Application
Name=Opener
Exec=/bin/sh -c 'echo "$1" >> "%s"' sh %%f
MimeType=inode/directory;application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;
"""


def test_recent_casebooks_and_one_that_moved(session):
    for name, school in (("one", "青石镇中心学校"), ("two", "柳树村小学")):
        session.cli("create", session.path(name + ".zhuxue"), "--school", school, "--actor", "陈国强")
        app = session.start(session.path(name + ".zhuxue"))
        app.find("label", school)
        app.close()

    # The newest has moved: the first page says so, and finds it again.
    os.mkdir(session.path("U盘"))
    for file in list(session.home.glob("two.zhuxue*")):
        shutil.move(str(file), session.path("U盘"))
    app = session.start()
    app.wait_text("找不到了，是不是挪了地方？")
    app.find("push button", "打开青石镇中心学校")
    app.screenshot("recent-moved")
    app.click("push button", "找一找柳树村小学")
    app.choose_file(session.path("U盘/two.zhuxue"))
    app.find("label", "柳树村小学")
    app.close()

    app = session.start()                                   # and it is the newest again, where it now is
    app.find("label", "柳树村小学")
    app.close()

    # One that is really gone can be forgotten, and the other opens by its button.
    shutil.rmtree(session.path("U盘"))
    app = session.start()
    app.click("push button", "不再列出柳树村小学")
    app.wait_gone("push button", "不再列出柳树村小学")
    app.click("push button", "打开青石镇中心学校")
    app.find("label", "青石镇中心学校")
    app.close()


def test_what_was_written_opens(session):
    opened = session.path("opened.txt")
    folder = session.home / ".local/share/applications"
    folder.mkdir(parents=True)
    (folder / "opener.desktop").write_text(OPENER % opened)
    (session.home / ".config/mimeapps.list").write_text(
        "[Default Applications]\ninode/directory=opener.desktop\n"
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet=opener.desktop\n")

    def was_opened(path):
        return os.path.exists(opened) and path in open(opened, encoding="utf-8").read().splitlines()

    path = test_visit.make_school(session)
    app = session.start(path)
    app.key("ctrl+5")
    app.click("push button", "存成 Excel")
    ledger = session.path("台账.xlsx")
    app.choose_file(ledger)
    app.wait_text("已存好")
    app.click("push button", "打开文件", exact=True)
    app.wait_for(lambda: was_opened(ledger), "the file to be opened")
    app.click("push button", "打开文件夹")
    app.wait_for(lambda: was_opened(str(session.home)), "the folder to be opened")
    app.close()
