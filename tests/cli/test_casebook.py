# SPDX-License-Identifier: GPL-3.0-or-later
"""create, info, kinds, check, term, and what holds for every command."""

import fcntl
import os
import signal
import sqlite3
import stat
import subprocess

import zxtest


def test_create_says_what_it_made(home):
    made = home.json("create", home.book, "--school", "青石镇中心学校", "--stages", "preschool,primary,junior",
                     "--region", "520422", "--term", "2026-2027-2")
    assert made == {"file": home.book, "school": "青石镇中心学校", "term": "2026-2027-2"}
    info = home.json("info", home.book)
    assert info["school"] == "青石镇中心学校" and info["region"] == "520422"
    assert info["stages"] == ["preschool", "primary", "junior"]
    assert info["term"] == "2026-2027-2"
    for key in ("schema", "encrypted", "device", "counts", "last_action", "last_backup"):
        assert key in info, key
    assert info["encrypted"] is False and info["last_backup"] is None
    assert info["counts"]["student"] == 0 and info["counts"]["school"] == 1


def test_create_takes_the_term_of_today(home):
    home.run("create", home.book, "--school", "甲校", "--today", "2027-03-01", status=0)
    assert home.json("info", home.book)["term"] == "2026-2027-2"
    assert home.json("info", home.book)["stages"] == ["primary"]


def test_create_fills_the_demo_school(home):
    made = home.json("create", home.book, "--school", "青石镇中心学校", "--demo")
    assert made["school"] == "青石镇中心学校" and made["term"] == "2026-2027-1"
    info = home.json("info", home.book)
    assert 200 <= info["counts"]["student"] <= 260 and info["counts"]["home_visit"] > 50 and info["demo"] is True
    assert home.json("check", home.book)["ok"] is True
    assert home.json("agenda", home.book)["items"]
    # The demo has its own day; nobody need say which.
    assert home.run("agenda", home.book, "--json").json["date"] == "2026-11-23"
    second = home.file("second.zhuxue")
    assert home.json("create", second, "--demo", "--school", "石板镇小学")["school"] == "石板镇小学"
    assert home.json("list", second, "student")["total"] == home.json("list", home.book, "student")["total"]


def test_create_never_touches_a_file(home):
    with open(home.book, "w") as file:
        file.write("mine")
    answer = home.run("create", home.book, "--school", "甲校", "--json", status=1)
    assert answer.error["code"] == "exists" and "school.zhuxue" in answer.error["message"]
    with open(home.book) as file:
        assert file.read() == "mine"


def test_create_needs_a_folder_and_good_words(home):
    home.run("create", home.file("not there/a.zhuxue"), "--school", "甲校", status=3)
    home.run("create", home.book, status=2)
    home.run("create", home.book, "--school", "甲校", "--stages", "primary,college", status=2)
    home.run("create", home.book, "--school", "甲校", "--region", "52042", status=2)
    home.run("create", home.book, "--school", "甲校", "--term", "2026", status=2)
    assert not os.path.exists(home.book)


def test_kinds_names_all(home):
    kinds = home.json("kinds")["kinds"]
    names = [kind["kind"] for kind in kinds]
    for name in ("school", "term", "class", "staff", "student", "family", "family_member", "category", "home_visit",
                 "contact_log", "follow_up", "attachment", "rejected_row"):
        assert name in names, name
    assert all(kind["label"] for kind in kinds)


def test_kinds_tells_fields(home):
    student = home.json("kinds", "student")
    assert student["kind"] == "student" and student["label"] == "Student"
    fields = {field["key"]: field for field in student["fields"]}
    for field in student["fields"]:
        assert {"key", "label", "type", "required", "sensitivity", "choices"} <= set(field), field
        assert field["type"] in "text long date month time int decimal money bool code codes ref refs list file".split()
        assert field["sensitivity"] in ("public", "internal", "sensitive")
        assert isinstance(field["required"], bool)
    assert fields["name"]["required"] is True and fields["name"]["choices"] is None
    assert fields["id_no"]["sensitivity"] == "sensitive"
    assert {"code": "1", "label": "Male"} in fields["sex"]["choices"]
    assert fields["family"]["type"] == "ref" and fields["family"]["of"] == "family"
    assert "deleted_at" not in fields
    visit = {field["key"]: field for field in home.json("kinds", "home_visit")["fields"]}
    assert visit["student"]["type"] == "refs" and visit["student"]["of"] == "student"
    home.run("kinds", "studnet", status=2)


def test_language_is_chosen(home):
    chinese = home.json("kinds", "student", "--lang", "zh_CN")
    assert chinese["label"] == "学生"
    sex = [field for field in chinese["fields"] if field["key"] == "sex"][0]
    assert sex["label"] == "性别" and {"code": "2", "label": "女"} in sex["choices"]
    answer = home.run("kinds", "student", "--json", LC_ALL="zh_CN.UTF-8")
    assert answer.json["label"] == "学生", answer
    # UTF-8 is written whatever a bare environment says.
    answer = home.run("kinds", "student", "--lang", "zh_CN", LC_ALL="C")
    assert "性别" in answer.out, answer
    home.create()
    home.run("add", home.book, "student", "name=李雨桐", LC_ALL="C", status=0)
    assert home.rows("student")[0]["name"] == "李雨桐"


def test_every_command_has_help(home):
    overview = home.run("--help", status=0).out
    commands = [line.split()[0] for line in overview.splitlines() if line.startswith("  ")]
    for command in ("create", "info", "kinds", "check", "term", "list", "show", "add", "set", "remove", "history", "undo", "redo",
                    "rollover", "import", "agenda", "ledgers", "ledger", "backup", "restore"):
        assert command in commands, command
    for command in commands:
        answer = home.run(command, "--help", status=0)
        assert "zhuxue-cli " + command in answer.out and "--json" in answer.out and answer.err == "", answer
        answer = home.run(command, "--help", "--lang", "zh_CN", status=0)
        assert "用法" in answer.out, answer


def test_version(home):
    words = home.run("--version", status=0).out.split()
    assert words[0] == "zhuxue-cli" and words[1][0].isdigit()


def test_wrong_usage_is_2(home):
    home.create()
    for words in ([], ["lst"], ["list"], ["list", home.book], ["list", home.book, "students"],
                  ["list", home.book, "student", "--wher", "a=b"], ["list", home.book, "student", "--limit", "x"],
                  ["list", home.book, "student", "--where", "nam=x"], ["list", home.book, "student", "--where", "name"],
                  ["list", home.book, "student", "--sort", "nam"], ["list", home.book, "student", "--columns", "name,nam"],
                  ["list", home.book, "student", "more"], ["list", home.book, "student", "--csv", "--json"],
                  ["add", home.book, "student", "nam=x"], ["add", home.book, "student", "name"], ["add", home.book, "person"],
                  ["add", home.book, "student", "name=a", "name=b"], ["add", home.book, "student", "deleted_at=1"],
                  ["set", home.book, "student", "x"], ["history", home.book, "--kind", "student"],
                  ["undo", home.book, "last"], ["term", home.book, "2026"], ["info", home.book, "--today", "yesterday"],
                  ["kinds", "nothing"]):
        answer = home.run(*words)
        assert answer.status == 2 and answer.out == "", answer
        assert answer.err.startswith("{" if "--json" in words else "zhuxue-cli: "), answer
    answer = home.run("list", home.book, "students", "--json", status=2)
    assert answer.out == "" and answer.error["code"] == "usage" and answer.error["field"] is None
    assert home.json("info", home.book)["last_action"] == 1


def test_options_may_stand_anywhere(home):
    home.create()
    assert home.run("--lang", "zh_CN", "kinds", status=0).out.startswith("school\t学校")
    home.run("add", home.book, "--actor", "陈老师", "student", "name=李雨桐", status=0)
    assert home.run("--json", "list", home.book, "student", "--limit", "0").json["total"] == 1


def test_casebook_faults_are_3(home):
    answer = home.run("info", home.book, "--json", status=3)
    assert answer.error["code"] == "not_found" and answer.out == ""
    with open(home.book, "wb") as file:
        file.write(os.urandom(8192))
    assert home.run("info", home.book, "--json", status=3).error["code"] == "damaged"
    home.run("add", home.book, "student", "name=x", status=3)


def test_check_finds_a_whole_casebook(home):
    home.create()
    home.add("student", "name=李雨桐")
    checked = home.json("check", home.book)
    assert checked["ok"] is True and checked["problems"] == [] and checked["counts"]["student"] == 1


def test_check_finds_damage(home):
    home.create()
    for number in range(60):
        home.add("student", "name=李雨%s" % chr(0x4e00 + number), "remark=" + "长" * 200)
    with open(home.book, "r+b") as file:
        size = os.path.getsize(home.book)
        file.seek(size // 2 - size // 2 % 4096)
        file.write(os.urandom(4096 * 8))
    answer = home.run("check", home.book, "--json", status=3)
    assert answer.json["ok"] is False and answer.json["problems"], answer
    for problem in answer.json["problems"]:
        assert problem["where"] and problem["message"]


def test_check_of_something_else(home):
    with open(home.book, "wb") as file:
        file.write(b"PK\3\4" + os.urandom(4096))
    answer = home.run("check", home.book, "--json", status=3)
    assert answer.json["ok"] is False and answer.json["problems"], answer
    home.run("check", home.file("nothing.zhuxue"), status=3)


def test_term_is_told_and_set(home):
    home.create()
    assert home.run("term", home.book, status=0).out == "2026-2027-1\n"
    home.add("student", "name=李雨桐", "class_name=三(1)班")
    done = home.json("term", home.book, "2027-2028-1")
    assert done["term"] == "2027-2028-1" and done["action"] == 3
    assert home.json("info", home.book)["term"] == "2027-2028-1"
    # What was true in the old term is still so, and nothing is known of the new one yet.
    assert home.rows("student")[0]["grade"] is None
    home.json("undo", home.book)
    assert home.json("info", home.book)["term"] == "2026-2027-1"
    assert home.rows("student")[0]["grade"] == "P3"


def test_rollover_moves_classes_up(home):
    home.create()
    for name, grade in (("李雨桐", "P3"), ("王小梅", "P6"), ("陈浩", "J3")):
        home.add("student", "name=" + name, "grade=" + grade, "class_name=1班", "board=2")
    home.add("student", "name=丁一", "grade=P1", "class_name=2班", "enrol_status=3")
    planned = home.json("rollover", home.book, "--to", "2027-2028-1", "--dry-run")
    assert planned["action"] is None and planned["moved"] == 2 and planned["graduated"] == 1
    assert {"from": "P6-1班", "to": "J1-1班", "graduates": False, "students": 1} in planned["classes"]
    assert home.json("info", home.book)["term"] == "2026-2027-1"
    done = home.json("rollover", home.book, "--to", "2027-2028-1")
    assert done["classes"] == planned["classes"] and done["action"] == 6
    assert home.json("info", home.book)["term"] == "2027-2028-1"
    rows = {row["name"]: row for row in home.rows("student")}
    assert rows["李雨桐"]["grade"] == "P4" and rows["李雨桐"]["class_name"] == "1班" and rows["李雨桐"]["board"] == "2"
    assert rows["王小梅"]["grade"] == "J1" and rows["王小梅"]["stage"] == "3"
    assert rows["陈浩"]["enrol_status"] == "4" and rows["陈浩"]["grade"] is None
    # The old term still tells what was true.
    home.run("term", home.book, "2026-2027-2", status=0)
    rows = {row["name"]: row for row in home.rows("student")}
    assert rows["李雨桐"]["grade"] == "P3" and rows["陈浩"]["enrol_status"] == "1" and rows["丁一"]["enrol_status"] == "3"
    home.run("undo", home.book, status=0)
    assert home.json("undo", home.book)["undid"] == 6
    assert home.json("info", home.book)["term"] == "2026-2027-1"
    assert home.json("check", home.book)["ok"] is True


def test_rollover_goes_one_year_on(home):
    home.create()
    for term in ("2026-2027-2", "2026-2027-1", "2028-2029-1", "2025-2026-1"):
        assert home.run("rollover", home.book, "--to", term, "--json", status=1).error["field"] == "term"
    home.run("rollover", home.book, status=2)
    home.run("rollover", home.book, "--to", "next", status=2)
    assert home.json("info", home.book)["last_action"] == 1


def test_reading_works_beside_a_writer(home):
    home.create()
    home.add("student", "name=李雨桐")
    # What an open window holds: the lock file beside the casebook.
    with open(home.file(".school.zhuxue.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = home.run("add", home.book, "staff", "name=乙", "--json", status=3)
        assert answer.error["code"] == "busy" and answer.out == "", answer
        chinese = home.run("add", home.book, "staff", "name=乙", "--lang", "zh_CN", status=3)
        assert "窗口" in chinese.err, chinese
        assert home.json("list", home.book, "student")["total"] == 1
        assert home.json("show", home.book, "student", "李雨桐")["name"] == "李雨桐"
        assert home.json("info", home.book)["counts"]["student"] == 1
        assert home.json("history", home.book)["actions"]
        assert home.json("check", home.book)["ok"] is True
    home.add("staff", "name=乙")


def test_read_only_folder(home):
    if os.geteuid() == 0:
        raise zxtest.Skip("root may write everywhere")
    home.create()
    os.chmod(home.path, stat.S_IRUSR | stat.S_IXUSR)
    home.run("add", home.book, "student", "name=x", status=3)
    assert home.json("list", home.book, "student")["total"] == 0


def test_full_disk(home):
    folder = home.file("small")
    os.mkdir(folder)
    if os.system("mount -t tmpfs -o size=1500k tmpfs '%s' 2>/dev/null" % folder) != 0:
        raise zxtest.Skip("no small disk can be mounted here")
    try:
        home.book = os.path.join(folder, "school.zhuxue")
        home.create()
        home.add("student", "name=李雨桐")
        with open(os.path.join(folder, "rest"), "wb", buffering=0) as rest:
            try:
                while True:
                    rest.write(bytes(1024))
            except OSError:
                pass
        answer = home.run("add", home.book, "student", "name=王小梅", "--json", status=3)
        assert answer.error["code"] == "full" and answer.out == "", answer
        # What is there can still be read.
        assert [row["name"] for row in home.rows("student")] == ["李雨桐"]
        home.run("create", os.path.join(folder, "second.zhuxue"), "--school", "乙校", status=3)
        os.unlink(os.path.join(folder, "rest"))
        home.add("student", "name=王小梅")
        assert home.json("check", home.book)["ok"] is True
        assert not [name for name in os.listdir(folder) if "second" in name], os.listdir(folder)
    finally:
        os.system("umount '%s'" % folder)


def test_full_disk_of_the_answer(home):
    home.create()
    if not os.path.exists("/dev/full"):
        raise zxtest.Skip("no /dev/full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([zxtest.PROGRAM, "kinds", "student"], env=home.environment(), stdout=full,
                              stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 3 and b"zhuxue-cli: " in done.stderr, done


def test_interrupted_is_130(home):
    home.create()
    process = home.start("check", home.book)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    # Too early for the program to have noticed is the shell's own 130.
    assert process.returncode in (130, 0, -signal.SIGINT), process.returncode
    assert home.json("check", home.book)["ok"] is True


zxtest.main(globals())


def test_a_clock_set_back_is_told_once(home):
    home.create()
    assert home.run("info", home.book, status=0).err == ""
    with sqlite3.connect(home.book) as book:
        book.execute("UPDATE journal SET wall = wall + 3 * 86400000 WHERE jid = (SELECT max (jid) FROM journal)")
    told = home.run("list", home.book, "student", status=0)
    assert told.err.count("\n") == 1 and "clock" in told.err, told.err
    assert "clock" not in told.out
