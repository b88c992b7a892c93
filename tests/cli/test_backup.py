# SPDX-License-Identifier: GPL-3.0-or-later
"""backup, backup --verify, restore."""

import fcntl
import hashlib
import os
import zipfile

import zxtest


def fill(home):
    home.create()
    home.li = home.add("student", "name=李雨桐", "class_name=三(1)班")
    home.add("home_visit", "student=李雨桐", "visitors=王老师", "visit_date=2026-10-17")
    home.zip = home.file("copy.zip")


def test_backup_is_read_back(home):
    fill(home)
    made = home.json("backup", home.book, home.zip)
    with open(home.zip, "rb") as file:
        assert made["sha256"] == hashlib.sha256(file.read()).hexdigest()
    assert made["file"] == home.zip and made["verified"] is True
    assert made["counts"]["student"] == 1 and made["counts"]["home_visit"] == 1
    assert "casebook.zhuxue" in zipfile.ZipFile(home.zip).namelist()
    proved = home.json("backup", "--verify", home.zip)
    assert proved["verified"] is True and proved["counts"] == made["counts"] and proved["sha256"] == made["sha256"]
    assert home.json("info", home.book)["last_backup"][:2] == "20"


def test_backup_keeps_files_that_are_there(home):
    fill(home)
    with open(home.zip, "w") as file:
        file.write("mine")
    assert home.run("backup", home.book, home.zip, "--json", status=1).error["code"] == "exists"
    with open(home.zip) as file:
        assert file.read() == "mine"
    home.run("backup", home.book, home.zip, "--force", status=0)
    home.run("backup", home.book, home.file("no/folder/copy.zip"), status=3)
    home.run("backup", home.file("nothing.zhuxue"), home.file("b.zip"), status=3)
    home.run("backup", home.book, status=2)
    home.run("backup", "--verify", status=2)
    home.run("backup", "--verify", home.file("nothing.zip"), status=3)


def test_restore_gives_the_same(home):
    fill(home)
    home.run("backup", home.book, home.zip, status=0)
    copy = home.file("again.zhuxue")
    made = home.json("restore", home.zip, copy)
    assert made["verified"] is True and made["counts"]["student"] == 1
    assert home.json("check", copy)["ok"] is True
    one, other = home.json("show", home.book, "student", "李雨桐"), home.json("show", copy, "student", "李雨桐")
    assert one == other
    first, second = home.json("info", home.book), home.json("info", copy)
    assert first["counts"] == second["counts"] and first["device"] != second["device"]
    home.run("set", copy, "student", "李雨桐", "phone=13800000000", status=0)
    home.run("restore", home.zip, copy, status=1)
    assert home.json("show", copy, "student", "李雨桐")["phone"] == "13800000000"
    home.run("restore", home.zip, home.file("no/folder/a.zhuxue"), status=3)
    home.run("restore", home.file("nothing.zip"), home.file("b.zhuxue"), status=3)


def test_password(home):
    fill(home)
    for name, text in (("right", "青石镇-4711\n"), ("wrong", "4711\n"), ("empty", "\n")):
        with open(home.file(name), "w") as file:
            file.write(text)
    home.run("backup", home.book, home.zip, "--password-file", home.file("right"), status=0)
    assert home.run("backup", "--verify", home.zip, "--json", status=1).error["code"] == "password"
    home.run("backup", "--verify", home.zip, "--password-file", home.file("wrong"), status=1)
    home.run("backup", "--verify", home.zip, "--password-file", home.file("right"), status=0)
    home.run("backup", "--verify", home.zip, "--password-file", home.file("empty"), status=2)
    home.run("backup", "--verify", home.zip, "--password-file", home.file("none"), status=3)
    home.run("restore", home.zip, home.file("a.zhuxue"), "--password-file", home.file("wrong"), status=1)
    assert not os.path.exists(home.file("a.zhuxue"))
    home.run("restore", home.zip, home.file("a.zhuxue"), "--password-file", home.file("right"), status=0)


def test_damaged_backup_is_refused(home):
    fill(home)
    home.run("backup", home.book, home.zip, status=0)
    with open(home.zip, "rb") as file:
        whole = file.read()
    for name, data in (("short", whole[:len(whole) // 2]), ("changed", whole[:2000] + bytes([whole[2000] ^ 1]) + whole[2001:]),
                       ("text", b"no backup"), ("nothing", b"")):
        path = home.file(name + ".zip")
        with open(path, "wb") as file:
            file.write(data)
        answer = home.run("backup", "--verify", path, "--json", status=1)
        assert answer.error["message"] and answer.out == "", answer
        home.run("restore", path, home.file("new.zhuxue"), status=1)
        assert not [file for file in os.listdir(home.path) if file.startswith("new.zhuxue")], os.listdir(home.path)


def test_backup_beside_an_open_window(home):
    fill(home)
    with open(home.file(".school.zhuxue.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert home.json("backup", home.book, home.zip)["verified"] is True
    assert home.json("backup", "--verify", home.zip)["counts"]["student"] == 1


def test_full_disk_leaves_no_backup(home):
    fill(home)
    folder = home.file("small")
    os.mkdir(folder)
    if os.system("mount -t tmpfs -o size=4k tmpfs '%s' 2>/dev/null" % folder) != 0:
        raise zxtest.Skip("no small disk can be mounted here")
    try:
        answer = home.run("backup", home.book, os.path.join(folder, "a.zip"), "--json", status=3)
        assert answer.error["message"] and os.listdir(folder) == [], (answer, os.listdir(folder))
    finally:
        os.system("umount '%s'" % folder)


zxtest.main(globals())
