# SPDX-License-Identifier: GPL-3.0-or-later
"""agenda, ledgers, ledger."""

import fcntl
import hashlib
import os
import signal
import time

import zxtest
from zxtest import TODAY, id_number

LI = id_number("20160305", 902)
WANG = id_number("20170911", 913)


def fill(home):
    home.create()
    home.li = home.add("student", "name=李雨桐", "id_no=" + LI, "class_name=三(1)班", "phone=13812345678")
    home.wang = home.add("student", "name=王小梅", "id_no=" + WANG, "class_name=二(2)班")
    home.add("category", "student=李雨桐", "cat=05")
    home.visit = home.add("home_visit", "student=李雨桐", "visitors=王老师", "visit_date=2026-09-17", "received_by=李国强",
                          "home_found=屋顶漏水", "kind=1")
    home.add("contact_log", "student=李雨桐", "date=2026-11-02", "staff=王老师", "channel=1", "reached=1", "reason=1",
             "content=谈学习")


def sums(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def texts(path):
    import openpyxl
    book = openpyxl.load_workbook(path)
    return [[("" if cell is None else str(cell)) for cell in row] for sheet in book for row in sheet.iter_rows(values_only=True)]


def everything(path):
    return "\n".join("\t".join(row) for row in texts(path))


def test_agenda_names_what_is_due(home):
    fill(home)
    promise = home.add("follow_up", "student=李雨桐", "what=送课本", "person=王老师", "due=2026-11-20")
    agenda = home.json("agenda", home.book)
    assert agenda["date"] == TODAY
    items = {item["what"]: item for item in agenda["items"]}
    for item in agenda["items"]:
        assert {"what", "due", "kind", "id", "student", "words"} <= set(item), item
        assert item["words"]
    assert items["follow_up"]["id"] == promise and items["follow_up"]["due"] == "2026-11-20"
    assert items["follow_up"]["student"] == home.li and items["follow_up"]["kind"] == "follow_up"
    # In need, met in the third quarter, not yet in the fourth.
    assert items["visit_overdue"]["student"] == home.li and items["visit_overdue"]["id"] == home.li
    assert all(item["student"] != home.wang for item in agenda["items"])


def test_agenda_of_another_day(home):
    fill(home)
    home.add("follow_up", "student=李雨桐", "what=送课本", "person=王老师", "due=2026-12-24")
    assert home.json("agenda", home.book, "--date", "2026-09-18")["date"] == "2026-09-18"
    what = [item["what"] for item in home.json("agenda", home.book, "--date", "2026-09-18")["items"]]
    assert "visit_overdue" not in what and "follow_up" not in what
    what = [item["what"] for item in home.json("agenda", home.book, "--date", "2026-12-24")["items"]]
    assert "follow_up" in what
    home.run("agenda", home.book, "--date", "soon", status=2)
    assert "送课本" in home.run("agenda", home.book, "--date", "2026-12-24", status=0).out


def test_agenda_forgets_what_is_done(home):
    fill(home)
    promise = home.add("follow_up", "student=李雨桐", "what=送课本", "person=王老师", "due=2026-11-20")
    home.add("home_visit", "student=李雨桐", "visitors=王老师", "visit_date=2026-11-20", "received_by=李国强")
    home.run("set", home.book, "follow_up", promise, "done_on=2026-11-21", "--today", TODAY, status=0)
    what = [item["what"] for item in home.json("agenda", home.book)["items"]]
    assert "follow_up" not in what and "visit_overdue" not in what


def test_ledgers_are_named(home):
    ledgers = {ledger["name"]: ledger for ledger in home.json("ledgers")["ledgers"]}
    assert {"L08", "L10", "L28"} <= set(ledgers)
    for ledger in ledgers.values():
        assert ledger["title"] and ledger["period"] in ("term", "year", "month", "none")
    chinese = home.json("ledgers", "--lang", "zh_CN")["ledgers"]
    assert "台账" in [ledger for ledger in chinese if ledger["name"] == "L08"][0]["title"]


def test_ledger_is_written(home):
    fill(home)
    path = home.file("visits.xlsx")
    made = home.json("ledger", home.book, "L08", path, "--lang", "zh_CN")
    assert made["file"] == path and made["name"] == "L08" and made["rows"] == 1
    assert isinstance(made["sums"], dict) and made["sha256"] == sums(path)
    assert made["template"] is None and made["unmapped"] == []
    cells = everything(path)
    assert "李雨桐" in cells and "王老师" in cells and "屋顶漏水" in cells and "王小梅" not in cells
    assert os.listdir(home.path).count("visits.xlsx") == 1
    assert not [name for name in os.listdir(home.path) if "part" in name or name.startswith(".goutput")]


def test_ledger_of_calls_and_classes(home):
    fill(home)
    made = home.json("ledger", home.book, "L10", home.file("calls.xlsx"))
    assert made["rows"] == 1 and "李雨桐" in everything(made["file"])
    made = home.json("ledger", home.book, "L28", home.file("class.xlsx"), "--class", "P3-1班")
    cells = everything(made["file"])
    assert "李雨桐" in cells and "王小梅" not in cells
    # A class roster shows no whole ID number and no whole phone number.
    assert LI not in cells and "13812345678" not in cells


def test_ledger_of_a_term_and_a_class(home):
    fill(home)
    assert home.json("ledger", home.book, "L08", home.file("a.xlsx"), "--term", "2025-2026-2")["rows"] == 0
    assert home.json("ledger", home.book, "L08", home.file("b.xlsx"), "--class", "P2-2班")["rows"] == 0
    assert home.json("ledger", home.book, "L08", home.file("c.xlsx"), "--class", "P3-1班", "--term", "2026-2027-1")["rows"] == 1
    home.run("ledger", home.book, "L08", home.file("d.xlsx"), "--class", "P3-9班", status=1)
    home.run("ledger", home.book, "L08", home.file("d.xlsx"), "--term", "spring", status=2)
    assert not os.path.exists(home.file("d.xlsx"))


def test_ledger_keeps_files_that_are_there(home):
    fill(home)
    path = home.file("visits.xlsx")
    with open(path, "w") as file:
        file.write("mine")
    answer = home.run("ledger", home.book, "L08", path, "--json", status=1)
    assert answer.error["code"] == "exists"
    with open(path) as file:
        assert file.read() == "mine"
    home.run("ledger", home.book, "L08", path, "--force", status=0)
    assert "李雨桐" in everything(path)
    home.run("ledger", home.book, "L08", home.file("no/such/folder.xlsx"), status=3)
    home.run("ledger", home.book, "L99", home.file("x.xlsx"), status=2)
    home.run("ledger", home.book, "L08", home.file("x.pdf"), status=2)


def test_ledger_beside_an_open_window(home):
    fill(home)
    with open(home.file(".school.zhuxue.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert home.json("ledger", home.book, "L08", home.file("a.xlsx"))["rows"] == 1
        assert home.json("agenda", home.book)["date"] == TODAY


def test_ledger_is_logged(home):
    fill(home)
    before = home.json("info", home.book)["counts"]["export_log"]
    home.json("ledger", home.book, "L08", home.file("a.xlsx"), "--reason", "县教育局检查")
    assert home.json("info", home.book)["counts"]["export_log"] == before + 1
    assert "县教育局检查" in str(home.rows("export_log"))
    # A log is nothing that undo takes back.
    assert home.json("undo", home.book)["words"] != ""
    assert home.json("info", home.book)["counts"]["export_log"] == before + 1


def test_full_disk_leaves_no_ledger(home):
    fill(home)
    folder = home.file("small")
    os.mkdir(folder)
    if os.system("mount -t tmpfs -o size=4k tmpfs '%s' 2>/dev/null" % folder) != 0:
        raise zxtest.Skip("no small disk can be mounted here")
    try:
        answer = home.run("ledger", home.book, "L08", os.path.join(folder, "a.xlsx"), "--json", status=3)
        assert answer.error["message"] and os.listdir(folder) == [], (answer, os.listdir(folder))
    finally:
        os.system("umount '%s'" % folder)


zxtest.main(globals())
