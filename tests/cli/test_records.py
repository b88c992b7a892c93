# SPDX-License-Identifier: GPL-3.0-or-later
"""list, show, add, set, remove, history, undo, redo."""

import csv
import io
import re

import zxtest
from zxtest import TODAY, id_number

LI = id_number("20160305", 902)
WANG = id_number("20170911", 913)
CHEN = id_number("20151224", 922)


def fill(home):
    """Three children of two classes."""
    home.create()
    home.li = home.add("student", "name=李雨桐", "id_no=" + LI, "class_name=三(1)班", "phone=13812345678", "village=石板村")
    home.wang = home.add("student", "name=王小梅", "id_no=" + WANG, "grade=P2", "class_name=2班", "nation=06")
    home.chen = home.add("student", "name=陈浩", "id_no=" + CHEN, "grade=P3", "class_name=1班", "roll_no=G" + CHEN)


def test_add_prints_the_key(home):
    home.create()
    key = home.add("student", "name=李雨桐")
    assert re.fullmatch(r"[1-9][0-9]{0,18}", key)
    made = home.json("add", home.book, "student", "name=王小梅", "id_no=" + WANG)
    assert made["kind"] == "student" and isinstance(made["id"], str) and made["action"] == 3
    student = home.show("student", made["id"])
    assert student["sex"] == "1" and student["birth_date"] == "2017-09-11"


def test_show_has_every_field(home):
    fill(home)
    student = home.show("student", home.li)
    fields = home.json("kinds", "student")["fields"]
    assert student["kind"] == "student" and student["id"] == home.li
    for field in fields:
        assert field["key"] in student, field["key"]
        if field["type"] in ("code", "codes"):
            assert field["key"] + "_label" in student, field["key"]
    assert student["grade"] == "P3" and student["grade_label"] == "Grade 3" and student["class_name"] == "1班"
    assert student["sex_label"] == "Female" and student["nation"] is None and student["nation_label"] is None
    assert home.json("show", home.book, "student", home.wang, "--lang", "zh_CN")["nation_label"] == "苗族"
    assert "deleted_at" not in student


def test_record_is_named_as_people_do(home):
    fill(home)
    for name in (home.li, LI, "李雨桐"):
        assert home.show("student", name)["id"] == home.li, name
    assert home.show("student", "G" + CHEN)["id"] == home.chen
    other = home.add("student", "name=李雨桐")
    answer = home.run("show", home.book, "student", "李雨桐", "--json", status=1)
    assert answer.error["code"] == "not_found" and answer.out == ""
    assert home.show("student", other)["name"] == "李雨桐"
    home.run("show", home.book, "student", "没有人", status=1)
    home.run("show", home.book, "student", "123", status=1)


def test_types_of_values(home):
    fill(home)
    key = home.add("family_member", "student=李雨桐", "name=李国强", "relation=51", "guardian=1", "lives_with=0",
                   "income_year=18500.5", "age=41", "phone=139-1234-5678")
    member = home.show("family_member", key)
    assert member["guardian"] is True and member["lives_with"] is False
    assert member["income_year"] == "18500.50" and member["age"] == 41
    assert member["relation_label"] == "Father" and member["phone"] == "13912345678"
    assert isinstance(member["family"], str)
    home.run("set", home.book, "student", home.li, "commute_km=3.5", status=0)
    assert home.show("student", home.li)["commute_km"] == "3.5"
    family = home.show("family", member["family"])
    assert family["students"] == [home.li]
    home.run("set", home.book, "family", member["family"], "population=4", "income_year=10001", "housing=4", "housing=2", status=0)
    family = home.show("family", member["family"])
    assert family["income_per_head"] == "2500.25" and family["housing"] == "2,4"
    assert family["housing_label"] == "Brick and wood, Unsafe house"


def test_empty_value_empties(home):
    fill(home)
    home.run("set", home.book, "student", LI, "phone=", "village=", status=0)
    student = home.show("student", LI)
    assert student["phone"] is None and student["village"] is None


def test_show_links_what_belongs_to_a_student(home):
    fill(home)
    member = home.add("family_member", "student=" + LI, "name=李国强", "relation=51")
    low = home.add("category", "student=" + LI, "cat=05")
    orphan = home.add("category", "student=" + LI, "cat=07")
    visit = home.add("home_visit", "student=" + LI, "student=陈浩", "visitors=王老师", "visit_date=2026-10-17")
    call = home.add("contact_log", "student=" + LI, "date=2026-11-02", "staff=王老师")
    promise = home.add("follow_up", "student=" + LI, "what=送课本", "person=李老师", "due=2026-12-01", "visit=" + visit)
    linked = home.show("student", LI)["linked"]
    ids = {kind: [row["id"] for row in rows] for kind, rows in linked.items()}
    assert ids["family_member"] == [member] and sorted(ids["category"]) == sorted([low, orphan])
    assert ids["home_visit"] == [visit] and ids["contact_log"] == [call] and ids["follow_up"] == [promise]
    assert len(ids["family"]) == 1 and len(ids["enrolment"]) == 1
    assert linked["family_member"][0]["name"] == "李国强" and linked["home_visit"][0]["student"].count(home.chen) == 1
    other = home.show("student", home.chen)["linked"]
    assert [row["id"] for row in other["home_visit"]] == [visit] and other["contact_log"] == []
    assert [row["id"] for row in home.show("home_visit", visit)["linked"]["follow_up"]] == [promise]
    # A category of the household is not the child's own row, but is found by the child.
    assert home.show("category", low)["student"] is None and home.show("category", orphan)["student"] == home.li
    assert [row["id"] for row in home.rows("category", "--where", "student=" + LI)] == [low, orphan]
    assert [row["id"] for row in home.rows("family_member", "--where", "student=李雨桐")] == [member]


def test_visit_takes_lists_and_adds_teachers(home):
    fill(home)
    visit = home.add("home_visit", "student=李雨桐", "student=" + home.chen, "visitors=王老师", "visitors=李慧芳",
                     "visit_date=2026-10-17", "observations=2", "observations=1", "nobody_home=0", "start=16:30")
    shown = home.show("home_visit", visit)
    assert sorted(shown["student"]) == sorted([home.li, home.chen]) and len(shown["visitors"]) == 2
    assert shown["observations"] == "1,2" and shown["nobody_home"] is False and shown["start"] == "16:30"
    assert shown["kind"] == "1" and shown["kind_label"]
    assert sorted(row["name"] for row in home.rows("staff")) == ["李慧芳", "王老师"]
    # The same name again is the same person.
    second = home.add("home_visit", "student=李雨桐", "visitors=王老师", "visit_date=2026-10-18")
    assert len(home.rows("staff")) == 2
    assert home.show("home_visit", second)["visitors"][0] in shown["visitors"]
    # A list is given whole.
    home.run("set", home.book, "home_visit", visit, "student=李雨桐", status=0)
    assert home.show("home_visit", visit)["student"] == [home.li]
    assert home.show("student", home.li)["last_visit"] == "2026-10-18"
    assert home.show("student", home.chen)["last_visit"] is None


def test_ambiguous_teacher_is_refused(home):
    fill(home)
    home.add("staff", "name=王老师")
    home.add("staff", "name=王老师")
    answer = home.run("add", home.book, "home_visit", "student=李雨桐", "visitors=王老师", "visit_date=2026-10-17",
                      "--json", "--today", TODAY, status=1)
    assert answer.error["field"] == "visitors", answer
    assert home.rows("home_visit") == []


def test_refusals_change_nothing(home):
    fill(home)
    before = home.json("info", home.book)
    for words, field in ((["add", home.book, "student"], "name"),
                         (["add", home.book, "student", "name=丁一", "id_no=520099201603059024"], "id_no"),
                         (["add", home.book, "student", "name=丁一", "sex=1", "id_no=" + LI], "sex"),
                         (["add", home.book, "student", "name=丁一", "birth_date=2019-13-04"], "birth_date"),
                         (["add", home.book, "student", "name=丁一", "sex=9x"], "sex"),
                         (["add", home.book, "student", "name=丁一", "level=1"], "level"),
                         (["add", home.book, "home_visit", "student=李雨桐"], "visit_date"),
                         (["add", home.book, "home_visit", "visit_date=2026-10-17", "visitors=新老师"], "student"),
                         (["add", home.book, "home_visit", "student=李雨桐", "visit_date=2026-12-24"], "visit_date"),
                         (["add", home.book, "home_visit", "student=没有人", "visit_date=2026-10-17", "visitors=新老师"], "student"),
                         (["add", home.book, "contact_log", "student=李雨桐"], "date"),
                         (["add", home.book, "category", "cat=05"], "student"),
                         (["set", home.book, "student", "李雨桐", "cat=05"], "cat"),
                         (["set", home.book, "student", "李雨桐", "name="], "name"),
                         (["set", home.book, "family_member", "1", "name=x"], "family_member"),
                         (["add", home.book, "export_log", "remark=x"], None)):
        answer = home.run(*words, "--json", "--today", TODAY)
        assert answer.status == 1 and answer.out == "", answer
        assert answer.error["field"] == field and answer.error["message"], answer
    assert home.json("info", home.book) == before


def test_set_tells_the_action(home):
    fill(home)
    done = home.json("set", home.book, "student", "李雨桐", "phone=13900000000")
    assert done == {"kind": "student", "id": home.li, "action": 5}
    # Nothing to change is no action.
    assert home.json("set", home.book, "student", "李雨桐", "phone=13900000000")["action"] is None
    assert home.run("set", home.book, "student", "李雨桐", "phone=13900000001", status=0).out == ""


def test_remove_and_undo(home):
    fill(home)
    visit = home.add("home_visit", "student=李雨桐", "visitors=王老师", "visit_date=2026-10-17")
    removed = home.json("remove", home.book, "home_visit", visit)
    assert removed["id"] == visit and removed["kind"] == "home_visit"
    home.run("show", home.book, "home_visit", visit, status=1)
    assert home.json("list", home.book, "home_visit") == {"kind": "home_visit", "total": 0, "rows": []}
    assert home.show("student", "李雨桐")["linked"]["home_visit"] == []
    undone = home.json("undo", home.book)
    assert undone["undid"] == removed["action"] and undone["action"] == removed["action"] + 1 and undone["words"]
    assert home.show("home_visit", visit)["student"] == [home.li]


def test_list_counts_all_and_limits(home):
    fill(home)
    listed = home.json("list", home.book, "student", "--limit", "2")
    assert listed["kind"] == "student" and listed["total"] == 3 and len(listed["rows"]) == 2
    # By pinyin: Chen, Li, Wang.
    assert [row["name"] for row in home.rows("student")] == ["陈浩", "李雨桐", "王小梅"]
    assert home.json("list", home.book, "student", "--limit", "0")["rows"] == []


def test_list_where_compares_codes(home):
    fill(home)
    assert [row["name"] for row in home.rows("student", "--where", "grade=P3", "--where", "sex=2")] == ["陈浩", "李雨桐"]
    assert [row["name"] for row in home.rows("student", "--where", "nation=06")] == ["王小梅"]
    assert [row["name"] for row in home.rows("student", "--where", "nation=")] == ["陈浩", "李雨桐"]
    assert [row["name"] for row in home.rows("student", "--where", "birth_date=2016/3/5")] == ["李雨桐"]
    visit = home.add("home_visit", "student=李雨桐", "visitors=王老师", "visit_date=2026-10-17", "observations=1,3")
    assert [row["id"] for row in home.rows("home_visit", "--where", "student=" + LI)] == [visit]
    assert [row["id"] for row in home.rows("home_visit", "--where", "visitors=王老师")] == [visit]
    assert home.rows("home_visit", "--where", "student=王小梅") == []
    assert [row["id"] for row in home.rows("home_visit", "--where", "observations=3")] == [visit]
    home.run("list", home.book, "home_visit", "--where", "student=没有人", status=1)


def test_list_sorts(home):
    fill(home)
    names = [row["name"] for row in home.rows("student", "--sort", "birth_date")]
    assert names == ["陈浩", "李雨桐", "王小梅"]
    names = [row["name"] for row in home.rows("student", "--sort", "birth_date:desc")]
    assert names == ["王小梅", "李雨桐", "陈浩"]
    assert [row["name"] for row in home.rows("student", "--sort", "class_name")][0] == "王小梅"


def test_list_searches_as_the_box_does(home):
    fill(home)
    for typed in ("lyt", "李雨", "雨", "liyutong", "9023", "5678", "石板"):
        assert [row["name"] for row in home.rows("student", "--search", typed)] == ["李雨桐"], typed
    assert home.rows("student", "--search", "zzz") == []
    home.add("home_visit", "student=李雨桐", "visit_date=2026-10-17", "home_found=屋顶漏水")
    assert len(home.rows("home_visit", "--search", "漏水")) == 1
    assert len(home.rows("home_visit", "--search", "lyt")) == 1
    assert home.rows("home_visit", "--search", "wxm") == []


def test_list_columns(home):
    fill(home)
    rows = home.rows("student", "--columns", "name,grade")
    assert rows[0] == {"id": home.chen, "name": "陈浩", "grade": "P3", "grade_label": "Grade 3"}
    text = home.run("list", home.book, "student", "--columns", "name,grade", status=0).out.splitlines()
    assert text[0].split() == ["id", "Name", "Grade"] and len(text) == 4
    assert text[1].split() == [home.chen, "陈浩", "Grade", "3"]


def test_list_csv(home):
    fill(home)
    home.run("set", home.book, "student", LI, "remark=a,\"b\"", status=0)
    answer = home.run("list", home.book, "student", "--csv", "--columns", "name,remark,id_no,sex", status=0)
    rows = list(csv.reader(io.StringIO(answer.out)))
    assert rows[0] == ["id", "name", "remark", "id_no", "sex"]
    assert rows[2] == [home.li, "李雨桐", 'a,"b"', LI, "2"] and len(rows) == 4
    everything = list(csv.DictReader(io.StringIO(home.run("list", home.book, "student", "--csv", status=0).out)))
    assert everything[1]["class_name"] == "1班" and everything[1]["nation"] == ""


def test_history_tells_from_and_to(home):
    fill(home)
    home.run("set", home.book, "student", LI, "phone=13900000000", "left_behind=2", "--actor", "陈老师", status=0)
    actions = home.json("history", home.book)["actions"]
    assert [action["action"] for action in actions] == [5, 4, 3, 2, 1]
    newest = actions[0]
    assert newest["actor"] == "陈老师" and newest["undone"] is False and "李雨桐" in newest["words"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", newest["time"]), newest["time"]
    assert newest["device"] == home.json("info", home.book)["device"]
    assert newest["changes"] == [{"kind": "student", "id": home.li, "op": "change", "fields": {
        "phone": {"from": "13812345678", "to": "13900000000"}, "left_behind": {"from": None, "to": "2"}}}]
    added = [change for change in actions[3]["changes"] if change["kind"] == "student"][0]
    assert added["op"] == "add" and added["fields"]["name"] == {"from": None, "to": "李雨桐"}
    assert len(home.json("history", home.book, "--limit", "2")["actions"]) == 2


def test_history_of_one_record(home):
    fill(home)
    visit = home.add("home_visit", "student=李雨桐", "visit_date=2026-10-17")
    home.run("set", home.book, "student", "王小梅", "phone=13900000000", status=0)
    numbers = [action["action"] for action in home.json("history", home.book, "--kind", "student", "--record", LI)["actions"]]
    assert numbers == [5, 2]
    home.run("remove", home.book, "home_visit", visit, status=0)
    actions = home.json("history", home.book, "--kind", "home_visit", "--record", visit)["actions"]
    assert [action["action"] for action in actions] == [7, 5]
    assert [change["op"] for change in actions[0]["changes"] if change["id"] == visit] == ["remove"]


def test_undo_walks_back_and_redo_forth(home):
    home.create()
    home.add("student", "name=李雨桐")
    home.run("set", home.book, "student", "李雨桐", "phone=13800000001", status=0)
    home.run("set", home.book, "student", "李雨桐", "phone=13800000002", status=0)
    assert home.json("undo", home.book)["undid"] == 4
    assert home.show("student", "李雨桐")["phone"] == "13800000001"
    assert home.json("undo", home.book)["undid"] == 3
    assert home.show("student", "李雨桐")["phone"] is None
    undone = {action["action"]: action["undone"] for action in home.json("history", home.book)["actions"]}
    assert undone[3] and undone[4] and not undone[2]
    assert home.json("redo", home.book)["redid"] == 3
    assert home.json("redo", home.book)["redid"] == 4
    assert home.show("student", "李雨桐")["phone"] == "13800000002"
    answer = home.run("redo", home.book, "--json", status=1)
    assert answer.error["message"] and answer.out == ""
    numbers = [action["action"] for action in home.json("history", home.book)["actions"]]
    assert numbers == sorted(set(numbers), reverse=True) == list(range(8, 0, -1))


def test_new_action_ends_redo(home):
    home.create()
    home.add("student", "name=李雨桐")
    home.json("undo", home.book)
    home.add("student", "name=王小梅")
    home.run("redo", home.book, status=1)


def test_partial_undo_is_4(home):
    home.create()
    home.add("student", "name=李雨桐")
    home.run("set", home.book, "student", "李雨桐", "phone=13800000001", "village=石板村", status=0)
    home.run("set", home.book, "student", "李雨桐", "phone=13800000002", status=0)
    answer = home.run("undo", home.book, "3", "--json", status=4)
    assert answer.json["undid"] == 3 and len(answer.json["kept"]) == 1 and "Contact phone" in answer.json["kept"][0]
    student = home.show("student", "李雨桐")
    assert student["phone"] == "13800000002" and student["village"] is None
    answer = home.run("undo", home.book, "99", status=1)


def test_undo_with_nothing_left(home):
    home.create()
    home.add("student", "name=李雨桐")
    home.run("undo", home.book, status=0)
    for _ in range(3):
        if home.run("undo", home.book).status == 1:
            break
    answer = home.run("undo", home.book, "--json", status=1)
    assert answer.error["code"] in ("not_found", "rule") and answer.error["message"]


def test_undo_of_what_others_rest_on(home):
    fill(home)
    home.add("home_visit", "student=李雨桐", "visit_date=2026-10-17")
    answer = home.run("undo", home.book, "2", "--json", status=1)
    assert answer.error["code"] == "rule", answer
    assert home.show("student", "李雨桐")["id"] == home.li


def test_names_of_all_sorts(home):
    home.create()
    for name in ("阿依古丽·买买提", "𠮷野𣎴", "丁一😀", "王" * 30):
        answer = home.run("add", home.book, "student", "name=" + name)
        if answer.status == 0:
            assert home.show("student", answer.out.strip())["name"] == name
        else:
            assert answer.status == 1, answer
    home.run("add", home.book, "student", "name=" + "王" * 31, status=1)
    home.run("add", home.book, "student", "name=阿依古丽•买买提江", status=0)
    assert home.show("student", "阿依古丽·买买提江")


def test_settings_have_one_key(home):
    home.create()
    home.add("setting", "key=visits_per_quarter", "value=2")
    home.run("add", home.book, "setting", "key=visits_per_quarter", "value=3", status=1)
    home.run("set", home.book, "setting", "visits_per_quarter", "value=3", status=0)
    assert [row["value"] for row in home.rows("setting", "--where", "key=visits_per_quarter")] == ["3"]


def test_siblings_share_a_family(home):
    fill(home)
    member = home.add("family_member", "student=李雨桐", "name=李国强", "relation=51")
    family = home.show("family_member", member)["family"]
    home.run("set", home.book, "student", "陈浩", "family=" + family, status=0)
    assert sorted(home.show("family", family)["students"]) == sorted([home.li, home.chen])
    low = home.add("category", "student=陈浩", "cat=05")
    assert home.show("student", "李雨桐")["cat"] == "05" and home.show("student", "陈浩")["level"] is not None
    assert [row["id"] for row in home.show("student", "李雨桐")["linked"]["category"]] == [low]


zxtest.main(globals())
