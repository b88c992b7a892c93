# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the contract, walked through: every command, every kind, every field."""

import json
import os
import re
import signal
import subprocess
import time

import zxtest

# Keys and types of the record kinds; a list of choices where the codes are part of the format.
FORMS = {
    "student": """name:text former_name:text pinyin:text sex:code birth_date:date nation:code nationality:text id_type:code
        id_no:text roll_no:text roll_no_aux:text student_no:text photo:file native_place:text birth_region:text hukou_kind:code
        hukou_region:text hukou_address:text town:text village:text villager_group:text home_address:text mail_address:text
        postcode:text phone:text stage:code grade:code class_name:text enrol_ym:month enrol_way:text origin:text board:code
        enrol_status:code politics:code health:code disab_type:code disab_level:code disab_cert_no:text inclusive_edu:bool
        only_child:bool preschool_done:bool left_behind:code migrant_child:bool orphan:bool martyr_child:bool needs_aid:bool
        gets_allowance:bool commute_km:decimal commute_way:text needs_bus:bool specialty:text nutrition:bool bank_holder:text
        bank_name:text bank_no:text bank_holder_rel:code bank_holder_id:text""",
    "family": """population:int labour:int in_school:int elders:int income_year:money income_per_head:money income_main:codes
        debt:money debt_reason:text land_mu:decimal housing:codes assets:text disaster:long accident:long sickness:long
        weak_labour:long unemployed:long insurance:text poverty_cause:codes cats:list members:list students:refs""",
    "category": """cat:code cert_no:text issuer:text valid_from:date valid_to:date matched_by:text matched_on:date student:ref""",
    "family_member": """name:text relation:code relation_note:text age:int id_no:text guardian:bool lives_with:bool work_unit:text
        job:text work_place:text income_year:money health:code phone:text student:ref family:ref""",
    "home_visit": """student:refs kind:code visit_date:date start:time end:time place:text visitors:refs received_by:text
        received_rel:code received_phone:text student_present:bool purpose:text home_found:long study_home:long
        school_report:long level_view:code contradiction:long parent_opinion:long problems:long measures:long next_date:date
        effect:long parent_sign:bool visitor_sign:bool photos:file change:codes observations:codes needs:codes nobody_home:bool
        sign_way:code sign_reason:text""",
    "contact_log": """student:ref date:date time:time channel:code staff:ref with_whom:text relation:code reached:bool reason:code
        content:long outcome:long follow_up:ref""",
    "follow_up": "what:text person:ref due:date done_on:date result:text student:ref visit:ref",
    "school": "name:text code:text kind:code stages:codes town:text is_boarding:bool account:text region:text",
    "staff": "name:text sex:code phone:text post:text party_member:bool classes:text",
    "term": "name:text",
    "calendar_day": "date:date kind:code name:text",
    "attachment": """owner_kind:text owner_id:ref kind:code file_name:text mime:text size:int sha256:text stored:text
        paper_place:text captured_on:date valid_to:date keep_until:date file:file student:ref""",
}
CODES = {
    ("student", "stage"): "1 2 3 4 5 6",
    ("student", "sex"): "1 2 0 9",
    ("student", "id_type"): "1 6 7 8 9 A Z",
    ("student", "hukou_kind"): "1 2",
    ("student", "board"): "1 2 3 9",
    ("student", "enrol_status"): "1 2 3 4 5 6 7 8 9",
    ("student", "health"): "10 20 30 40 50",
    ("student", "disab_type"): "0 1 2 3 4 5 6 7 9",
    ("student", "disab_level"): "1 2 3 4",
    ("student", "left_behind"): "0 1 2",
    ("student", "politics"): "01 02 03 12 13",
    ("family", "income_main"): "1 2 3 4 5 6 7 8",
    ("family", "housing"): "1 2 3 4 5 6 7",
    ("family", "poverty_cause"): "1 2 3 4 5 6 7 8 9 10",
    ("family_member", "relation"): "51 52 57 58 61 62 63 64 71 73 75 77 81 90 91 99",
    ("family_member", "health"): "10 20 30 40 50 60 70 80",
    ("category", "cat"): " ".join("%02d" % n for n in range(1, 25)) + " 99",
    ("home_visit", "kind"): "1 2 3 4 5 6 7 8 9",
    ("home_visit", "level_view"): "1 2 3 0",
    ("home_visit", "change"): "1 2 3 4 5",
    ("contact_log", "channel"): "1 2 3 4 5",
    ("contact_log", "reason"): "1 2 3 4 5 6 7 9",
    ("calendar_day", "kind"): "1 2",
    ("attachment", "kind"): " ".join(str(n) for n in range(1, 22)) + " 29",
}
GRADES = "K0 K1 K2 K3 P1 P2 P3 P4 P5 P6 J1 J2 J3 H1 H2 H3 V1 V2 V3"


def kinds(home):
    return [row["kind"] for row in home.json("kinds")["kinds"]]


def fields(home, kind, *options):
    return home.json("kinds", kind, *options)["fields"]


def test_every_field_of_the_forms(home):
    for kind, words in FORMS.items():
        found = {field["key"]: field for field in fields(home, kind)}
        for word in words.split():
            key, type_name = word.split(":")
            assert key in found, (kind, key)
            assert found[key]["type"] == type_name, (kind, key, found[key]["type"])
    for (kind, key), codes in CODES.items():
        found = {field["key"]: field for field in fields(home, kind)}[key]
        have = [choice["code"] for choice in found["choices"]]
        assert set(codes.split()) <= set(have), (kind, key, have)
    grades = {field["key"]: field for field in fields(home, "student")}["grade"]
    assert [choice["code"] for choice in grades["choices"]][:19] == GRADES.split()
    nations = {field["key"]: field for field in fields(home, "student")}["nation"]
    assert {choice["code"] for choice in nations["choices"]} >= {"%02d" % n for n in range(1, 57)} | {"97", "98"}


def test_a_field_tells_all_of_itself_in_both_languages(home):
    for kind in kinds(home):
        for field, chinese in zip(fields(home, kind, "--lang", "en"), fields(home, kind, "--lang", "zh_CN")):
            assert set(field) >= {"key", "label", "type", "required", "sensitivity", "choices"}, field
            assert field["sensitivity"] in ("public", "internal", "sensitive"), field
            assert (field["choices"] is not None) == (field["type"] in ("code", "codes")), field
            assert field["type"] not in ("ref", "refs", "list") or field.get("of") or field["key"] in ("owner_id", "record"), field
            assert field["label"].isascii(), field
            assert re.search("[\u4e00-\u9fff]", chinese["label"]), (kind, chinese["key"], chinese["label"])
            for choice in chinese["choices"] or []:
                assert re.search("[\u4e00-\u9fff]", choice["label"]), (kind, chinese["key"], choice)


def sample(home, kind, field, made):
    """A value as it is typed, and as --json prints it."""
    key, type_name = field["key"], field["type"]
    special = {"phone": "13800138000", "received_phone": "13800138000", "postcode": "550001", "nationality": "CHN",
               "roll_no": "L" + zxtest.id_number("20150203", 931), "id_no": zxtest.id_number("20150203", 931),
               "bank_holder_id": zxtest.id_number("19800203", 932), "birth_date": "2015-02-03", "sex": "1",
               "end": "17:30", "next_date": "2026-12-01", "birth": "1980-02-03"}
    if (kind, key) == ("school", "code"):
        return "2152000001", "2152000001"
    if key in special:
        return special[key], special[key]
    if type_name in ("text", "long"):
        return "甲乙丙", "甲乙丙"
    if type_name == "date":
        return "2026-09-01", "2026-09-01"
    if type_name == "month":
        return "2026-09", "2026-09"
    if type_name == "time":
        return "08:05", "08:05"
    if type_name == "int":
        return "3", 3
    if type_name == "decimal":
        return "2.5", "2.5"
    if type_name == "money":
        return "1250.05", "1250.05"
    if type_name == "bool":
        return "1", True
    if type_name in ("code", "codes"):
        return (field["choices"][-1]["code"],) * 2
    if type_name == "ref" and field["of"] in made:
        return (made[field["of"]],) * 2
    return None


def test_every_field_comes_back_as_it_was_set(home):
    home.create()
    made = {"student": home.add("student", "name=李雨桐", "grade=P3", "class_name=1班"), "staff": home.add("staff", "name=王老师")}
    home.add("family_member", "student=李雨桐", "name=李大山", "relation=51")
    made["family"] = home.rows("family")[0]["id"]
    made["category"] = home.add("category", "student=李雨桐", "cat=05")
    made["home_visit"] = home.add("home_visit", "student=李雨桐", "visit_date=2026-09-01")
    made["follow_up"] = home.add("follow_up", "student=李雨桐", "what=补办证明")
    made["contact_log"] = home.add("contact_log", "student=李雨桐", "date=2026-09-01")
    made["family_member"] = home.rows("family_member")[0]["id"]
    made["school"] = home.rows("school")[0]["id"]
    made["calendar_day"] = home.add("calendar_day", "date=2026-10-01", "kind=1")
    made["class"] = home.rows("class")[0]["id"]
    computed = 0
    for kind, record in made.items():
        for field in fields(home, kind):
            key = field["key"]
            if field["computed"]:
                answer = home.run("set", home.book, kind, record, key + "=1", "--json", status=1)
                assert answer.error["field"] == key, answer
                computed += 1
                continue
            value = sample(home, kind, field, made)
            # The owner, the class with its grade, and a void record are tested elsewhere.
            if value is None or key in ("voided_on", "void_reason", "stage", "grade", "class_name", "enrol_status", "family", "student") \
                    or (kind, key) in (("category", "cat"), ("student", "id_type"), ("class", "school_year")):
                continue
            home.run("set", home.book, kind, record, "%s=%s" % (key, value[0]), "--today", zxtest.TODAY, status=0)
            shown = home.show(kind, record)
            assert shown[key] == value[1], (kind, key, value, shown[key])
            if field["type"] in ("code", "codes"):
                assert shown[key + "_label"], (kind, key)
            if not field["needed"] and key not in ("id_no", "name") and (kind, key) != ("class", "grade"):
                home.run("set", home.book, kind, record, key + "=", "--today", zxtest.TODAY, status=0)
                assert home.show(kind, record)[key] is None, (kind, key)
    assert computed >= 4
    assert home.json("check", home.book)["ok"]


def test_lists_come_back_as_entered(home):
    home.create()
    names = ["赵一平", "钱二平", "孙三平", "李四平", "周五平", "吴六平"]
    children = ["甲小明", "乙小明", "丙小明", "丁小明"]
    for name in children:
        home.add("student", "name=" + name)
    visit = home.add("home_visit", "visit_date=2026-11-20", *["student=" + name for name in reversed(children)],
                     *["visitors=" + name for name in names])
    people = {row["id"]: row["name"] for row in home.rows("staff")}
    pupils = {row["id"]: row["name"] for row in home.rows("student")}

    def visitors():
        shown = home.show("home_visit", visit)
        assert [pupils[key] for key in shown["student"]] == list(reversed(children)), shown
        return [people[key] for key in shown["visitors"]]

    assert visitors() == names
    duty = [row for row in home.rows("visit_staff") if people[row["staff"]] == "吴六平"][0]
    home.run("set", home.book, "visit_staff", duty["id"], "duty=校领导", status=0)
    # Another order, one gone, one come: and what stood in a row stays with its person.
    other = ["吴六平", "孙三平", "赵一平", "周五平"]
    home.run("set", home.book, "home_visit", visit, *["visitors=" + name for name in other], status=0)
    assert visitors() == other
    assert [row["duty"] for row in home.rows("visit_staff") if people[row["staff"]] == "吴六平"] == ["校领导"]
    home.run("undo", home.book, status=0)
    assert visitors() == names
    home.run("set", home.book, "home_visit", visit, "visitors=" + people_key(people, "钱二平"), status=0)
    assert visitors() == ["钱二平"]
    assert home.json("check", home.book)["ok"]


def people_key(people, name):
    return [key for key, value in people.items() if value == name][0]


def test_wrong_usage_is_2_everywhere(home):
    home.create()
    home.add("student", "name=李雨桐")
    book = home.book
    for words in [[], ["nothing"], ["info"], ["info", book, "more"], ["info", book, "--nothing"], ["kinds", "nothing"],
                  ["list", book], ["list", book, "nothing"], ["list", book, "student", "--where", "nothing=1"],
                  ["list", book, "student", "--where", "sex"], ["list", book, "student", "--sort", "nothing"],
                  ["list", book, "student", "--columns", "nothing"], ["list", book, "student", "--limit", "x"],
                  ["list", book, "student", "--csv", "--json"], ["show", book, "student"], ["show", book, "nothing", "1"],
                  ["add", book], ["add", book, "nothing", "a=b"], ["add", book, "student", "nothing=1"],
                  ["add", book, "student", "name"], ["add", book, "student", "name=甲乙", "name=丙丁"],
                  ["set", book, "student", "李雨桐"], ["set", book, "student", "李雨桐", "nothing=1"],
                  ["set", book, "nothing", "1", "a=b"], ["remove", book, "student"], ["remove", book, "nothing", "1"],
                  ["history", book, "--kind", "nothing", "--record", "1"], ["history", book, "--limit", "x"],
                  ["undo", book, "x"], ["term", book, "2026"], ["rollover", book], ["agenda", book, "--date", "x"],
                  ["ledger", book, "L08"], ["ledger", book, "L99", "out.xlsx"], ["backup", book], ["restore", book],
                  ["create", "new.zhuxue"], ["list", book, "student", "--today", "x"]]:
        answer = home.run(*words, status=2)
        assert answer.err and not answer.out, answer
        answer = home.run(*words, "--json", status=2) if "--csv" not in words else answer
        if "--csv" not in words:
            assert set(answer.error) == {"code", "field", "message"} and answer.error["code"] == "usage", answer
    assert len(home.json("history", book)["actions"]) == 2


def test_help_of_every_command(home):
    commands = re.findall(r"^  (\w+) ", home.run("--help", status=0).out, re.M)
    assert {"create", "info", "kinds", "check", "term", "rollover", "list", "show", "add", "set", "remove", "history", "undo",
            "redo", "import", "agenda", "ledgers", "ledger", "backup", "restore"} <= set(commands)
    for command in commands:
        for language in ("en", "zh_CN"):
            text = home.run(command, "--help", "--lang", language, status=0).out
            assert "zhuxue-cli " + command in text and "--json" in text, text


def test_only_these_are_refused_when_missing(home):
    home.create()
    home.add("student", "name=李雨桐")
    for kind, words, field in [("student", ["sex=1"], "name"), ("home_visit", ["visit_date=2026-11-01"], "student"),
                               ("home_visit", ["student=李雨桐"], "visit_date"), ("contact_log", ["date=2026-11-01"], "student"),
                               ("contact_log", ["student=李雨桐"], "date"), ("category", ["cat=05"], "student"),
                               ("follow_up", ["what=补办"], "student"), ("family_member", ["name=李大山"], "student"),
                               ("attachment", ["paper_place=盒一"], "student")]:
        answer = home.run("add", home.book, kind, *words, "--json", "--today", zxtest.TODAY, status=1)
        assert answer.error["field"] == field and answer.error["code"] == "missing", answer
    for kind, words in [("home_visit", ["student=李雨桐", "visit_date=2026-11-01"]), ("contact_log", ["student=李雨桐", "date=2026-11-01"]),
                        ("follow_up", ["student=李雨桐"]), ("category", ["student=李雨桐"]), ("family_member", ["student=李雨桐"]),
                        ("attachment", ["student=李雨桐", "paper_place=盒一"])]:
        home.add(kind, *words)


def test_a_casebook_keeps_school_and_term(home):
    home.create()
    school = home.rows("school")[0]["id"]
    for words in [("remove", home.book, "school", school), ("add", home.book, "school", "name=第二小学"),
                  ("remove", home.book, "term", "2026-2027-1"), ("remove", home.book, "setting", "term"),
                  ("set", home.book, "setting", "term", "value=junk"), ("set", home.book, "setting", "term", "value=")]:
        home.run(*words, "--json", status=1).error
    assert home.json("info", home.book)["term"] == "2026-2027-1"
    home.run("remove", home.book, "term", "2025-2026-1", status=0)


def test_who_entered_and_who_changed(home):
    home.create()
    home.run("add", home.book, "student", "name=李雨桐", "--actor", "王老师", status=0)
    home.run("set", home.book, "student", "李雨桐", "phone=13800138000", "--actor", "赵校长", status=0)
    shown = home.show("student", "李雨桐")
    assert (shown["created_by"], shown["updated_by"]) == ("王老师", "赵校长"), shown
    assert shown["created_at"] <= shown["updated_at"]


def test_a_casebook_is_never_replaced(home):
    home.create()
    home.run("backup", home.book, "out.zip", status=0)
    before = os.stat(home.book).st_mtime_ns
    for words in [("create", home.book, "--school", "另一所"), ("restore", "out.zip", home.book)]:
        answer = home.run(*words, "--json", status=1)
        assert answer.error["code"] == "exists" and "--force" not in answer.error["message"], answer
    assert os.stat(home.book).st_mtime_ns == before
    # A backup and a ledger are replaced, but only when told so.
    for words in [("backup", home.book, "out.zip"), ("ledger", home.book, "L28", "out.xlsx")]:
        home.run(*words)
        assert home.run(*words, "--json", status=1).error["code"] == "exists"
        home.run(*words, "--force", status=0)


class Disk:
    """A small disk of its own, where root may mount one."""

    def __init__(self, home, size):
        self.path = home.file("disk")
        os.mkdir(self.path)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", self.path], capture_output=True).returncode != 0:
            raise zxtest.Skip("no tmpfs may be mounted here")

    def __enter__(self):
        return self.path

    def __exit__(self, *what):
        subprocess.run(["umount", self.path], check=False)


def test_a_disk_that_may_not_be_written(home):
    with Disk(home, "20m") as disk:
        home.book = os.path.join(disk, "school.zhuxue")
        home.create()
        home.add("student", "name=李雨桐")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for words in [("add", home.book, "student", "name=张三三"), ("undo", home.book), ("term", home.book, "2026-2027-2"),
                      ("ledger", home.book, "L28", os.path.join(disk, "l.xlsx")), ("create", os.path.join(disk, "n.zhuxue"), "--school", "甲小学"),
                      ("backup", home.book, os.path.join(disk, "b.zip"))]:
            answer = home.run(*words, "--json", status=3)
            assert answer.error["message"] and "unable to open" not in answer.error["message"], answer
        # Reading always works, and what is written elsewhere too.
        assert home.json("list", home.book, "student")["total"] == 1
        assert home.json("check", home.book)["ok"]
        home.run("backup", home.book, "b.zip", status=0)
        home.run("ledger", home.book, "L28", "l.xlsx", status=0)


def test_a_full_disk(home):
    with Disk(home, "4m") as disk:
        home.book = os.path.join(disk, "school.zhuxue")
        home.create()
        home.add("student", "name=李雨桐")
        filler = os.path.join(disk, "filler")
        with open(filler, "wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        before = sorted(name for name in os.listdir(disk) if not name.endswith(("-wal", "-shm")))
        for words in [("add", home.book, "student", "name=张三三"), ("undo", home.book), ("set", home.book, "student", "李雨桐", "sex=2"),
                      ("create", os.path.join(disk, "n.zhuxue"), "--demo"), ("backup", home.book, os.path.join(disk, "b.zip")),
                      ("ledger", home.book, "L28", os.path.join(disk, "l.xlsx"))]:
            answer = home.run(*words, "--json", status=3)
            assert answer.error["message"], answer
            assert sorted(name for name in os.listdir(disk) if not name.endswith(("-wal", "-shm"))) == before, answer
        os.unlink(filler)
        assert home.json("check", home.book)["ok"] and home.json("list", home.book, "student")["total"] == 1
        home.add("student", "name=张三三")


def test_an_interrupt_leaves_nothing_half_done(home):
    home.run("create", home.book, "--demo", status=0)
    before = home.json("info", home.book)["last_action"]
    names = sorted(os.listdir(home.path))
    for words in [("backup", home.book, "out.zip"), ("ledger", home.book, "L08", "out.xlsx"),
                  ("rollover", home.book, "--to", "2027-2028-1"), ("create", "another.zhuxue", "--demo")]:
        for delay in (0.0, 0.02, 0.06):
            running = home.start(*words)
            time.sleep(delay)
            running.send_signal(signal.SIGINT)
            running.communicate(timeout=60)
            # Before the program listens the signal ends it; at the end it comes too late.
            assert running.returncode in (130, -signal.SIGINT, 0), (words, running.returncode)
            # What is answered with 0 is whole; any other answer means that nothing is there.
            if running.returncode == 0:
                for name in ("out.zip", "out.xlsx", "another.zhuxue"):
                    if os.path.exists(home.file(name)):
                        os.unlink(home.file(name))
                if words[0] in ("rollover",):
                    home.run("undo", home.book, status=0)
            left = [name for name in sorted(os.listdir(home.path)) if not name.endswith(("-wal", "-shm")) and name not in names]
            left = [name for name in left if not name.startswith((".", "config", "data", "cache"))]
            assert left == [], (words, left)
            assert home.json("check", home.book)["ok"]
    assert home.json("list", home.book, "student", "--limit", "1")["total"] > 200 and before > 0


if __name__ == "__main__":
    zxtest.main(globals())
