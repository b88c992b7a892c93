# SPDX-License-Identifier: GPL-3.0-or-later
"""round, step: need identification from the application to the archive."""

import json
import subprocess

import zxtest
from zxtest import PROGRAM, id_number

CHILDREN = [("李雨桐", "20160305", 902), ("王小梅", "20160911", 913), ("赵志强", "20160412", 921), ("陈嘉豪", "20160628", 935), ("孙思源", "20160130", 947)]
HOLIDAYS = ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"]


def fill(home):
    """A class of five, a round, holidays, a visit to each home."""
    home.create()
    for day in HOLIDAYS:
        home.add("calendar_day", "date=" + day, "kind=1", "name=国庆节")
    home.add("calendar_day", "date=2026-10-10", "kind=2", "name=国庆节补班")
    home.add("calendar_day", "date=2027-01-01", "kind=1", "name=元旦")
    home.round = home.json("round", home.book, "open", "--term", "2026-2027-1")["round"]
    home.students, home.visits = [], []
    for name, birth, number in CHILDREN:
        home.students.append(home.add("student", "name=" + name, "id_no=" + id_number(birth, number), "class_name=四(1)班"))
        home.visits.append(home.add("home_visit", "student=" + name, "visit_date=2026-09-12", "visitors=王老师", "received_by=家长", "kind=2"))
    home.review = home.add("class_review", "class_name=P4-1班", "school_year=2026-2027", "term=2026-2027-1", "date=2026-09-18", "host=王老师", "present=9", "method=2")


def step(home, keys, word, *fields, status=0):
    """The answer of one step; with status 1 the error."""
    answer = home.run("step", home.book, keys if isinstance(keys, str) else ",".join(keys), word, *fields, "--json", "--today", "2026-11-23", status=status)
    return answer.json if status == 0 else answer.error


def apply(home, index, *fields):
    return home.add("application", "student=" + home.students[index], "school_year=2026-2027", "term=2026-2027-1", "kind=1", "cats=05",
                    "reason=父亲生病", *fields)


def state(home, application):
    return home.show("application", application)["state"]


def verify(home, application, index):
    return step(home, application, "verify", "method=1", "visit=" + home.visits[index], "date=2026-09-14", "staff=王老师", "staff=陈老师",
                "found=属实", "consistent=1", "suggest_level=2")


def to_decided(home, application, index):
    step(home, application, "submit", "committed=1", "commit_date=2026-09-10")
    verify(home, application, index)
    step(home, application, "class_review", "class_review=" + home.review, "for_=8", "against=1", "abstain=0", "suggest_level=2")
    step(home, application, "homeroom_review", "reviewer=王老师", "date=2026-09-20", "result=1", "level=2")
    step(home, application, "grade_review", "reviewer=刘老师", "date=2026-09-21", "result=1", "level=2")
    step(home, application, "office_review", "reviewer=陈老师", "date=2026-09-22", "result=1", "level=2")
    return step(home, application, "decide", "reviewer=周校长", "date=2026-09-23", "result=1", "level=2", "head=周校长")


def to_notice(home, applications, start="2026-09-24"):
    return step(home, applications, "publish", "start=" + start, "days=5")


def test_one_round_from_draft_to_report(home):
    fill(home)
    application = apply(home, 0)
    assert to_decided(home, application, 0)["to"] == "decided"
    seen = [(row["event"], row["step"]) for row in home.rows("review_step", "--where", "application=" + application)]
    assert seen == [("submit", None), ("verify", None), ("class_review", None), ("homeroom_review", "1"), ("grade_review", "2"), ("office_review", "3"),
                    ("decide", "4"), ("note", "5")], seen

    answer = to_notice(home, application)
    assert (answer["from"], answer["to"]) == ("decided", "noticed")
    # Thursday 24 September: 24, 25, 28, 29, 30.
    notice = home.show("notice", answer["notice"])
    assert notice["end"] == "2026-09-30", notice
    assert notice["kind"] == "1" and len(notice["lines"]) == 1

    assert step(home, application, "confirm", "date=2026-09-30", status=1)["field"] == "date"
    assert step(home, application, "confirm", "date=2026-10-08")["to"] == "confirmed"
    assert home.show("application", application)["final_level"] == "2"
    assert step(home, application, "archive", "archive_confirmed=2026-10-12")["to"] == "filed"
    assert step(home, application, "report", "date=2026-10-20", "reason=报县中心")["to"] == "reported"
    assert step(home, application, "send_back", "date=2026-10-25", "reason=证件不全")["to"] == "office_ok"


def test_step_writes_the_records_that_belong_to_it(home):
    fill(home)
    application = apply(home, 0)
    to_decided(home, application, 0)
    linked = home.show("application", application)["linked"]
    assert linked["verification"][0]["visit"] == home.visits[0]
    assert len(linked["verification"][0]["staff"]) == 2
    assert linked["class_review_line"][0]["for_"] == 8
    assert linked["review_step"][-1]["reviewer"] is not None
    snapshot = home.show("application", application)["snapshot"]
    assert "李雨桐" in snapshot


def test_snapshot_stays_when_the_family_changes(home):
    fill(home)
    application = apply(home, 0)
    home.add("family_member", "student=李雨桐", "name=李国强", "relation=51")
    step(home, application, "submit", "committed=1", "commit_date=2026-09-10")
    before = home.show("application", application)["snapshot"]
    assert "李国强" in before
    home.add("family_member", "student=李雨桐", "name=周桂花", "relation=52")
    assert home.show("application", application)["snapshot"] == before
    answer = home.run("set", home.book, "application", application, "reason=另有原因", "--json", status=1)
    assert answer.error["field"] == "reason"


def test_nothing_without_commitment_reason_or_record(home):
    fill(home)
    application = apply(home, 0)
    assert step(home, application, "submit", status=1)["field"] == "committed"
    step(home, application, "submit", "committed=1", "commit_date=2026-09-10")
    assert step(home, application, "return", status=1)["field"] == "reason"
    assert step(home, application, "verify", status=1)["field"] == "method"
    assert step(home, application, "verify", "method=1", "date=2026-09-14", status=1)["field"] == "visit"
    assert step(home, application, "verify", "method=1", "visit=" + home.visits[1], status=1)["field"] == "visit"
    assert step(home, application, "refuse", status=1)["field"] == "reason"
    assert step(home, application, "return", "reason=缺户口簿", "date=2026-09-11")["to"] == "draft"
    assert state(home, application) == "draft"
    step(home, application, "submit", "committed=1", "commit_date=2026-09-12")
    verify(home, application, 0)
    assert step(home, application, "class_review", "suggest_level=2", status=1)["field"] == "class_review"
    assert step(home, application, "class_review", "class_review=" + home.review, "for_=12", "against=0", status=1)["field"] == "for_"


def test_high_level_needs_a_visit_or_a_reason(home):
    home.create()
    home.add("student", "name=林小虎", "class_name=四(1)班")
    application = home.add("application", "student=林小虎", "school_year=2026-2027", "term=2026-2027-1", "kind=1")
    step(home, application, "submit", "committed=1", "commit_date=2026-09-10")
    error = step(home, application, "verify", "method=2", "date=2026-09-14", "suggest_level=1", status=1)
    assert error["field"] == "visit" and "林小虎" in error["message"], error
    assert step(home, application, "verify", "method=2", "date=2026-09-14", "suggest_level=1", "no_visit_reason=全家外出务工")["to"] == "verified"


def test_no_stage_is_left_out(home):
    fill(home)
    application = apply(home, 0)
    for word in ["verify", "class_review", "homeroom_review", "grade_review", "office_review", "decide", "publish", "object", "resolve", "confirm", "archive",
                 "report", "send_back", "adjust", "return"]:
        fields = ["outcome=1"] if word == "resolve" else []
        error = step(home, application, word, *fields, status=1)
        assert "李雨桐" in error["message"], (word, error)
    assert state(home, application) == "draft"
    home.run("set", home.book, "application", application, "state=confirmed", status=1)
    home.run("step", home.book, application, "fly", status=2)
    home.run("step", home.book, application, "submit", "wings=2", status=2)


def test_all_move_or_none_does(home):
    fill(home)
    applications = [apply(home, i) for i in range(3)]
    step(home, applications[:2], "submit", "committed=1", "commit_date=2026-09-10")
    error = step(home, applications, "refuse", "reason=收入高于标准", status=1)
    assert "赵志强" in error["message"]
    assert [state(home, one) for one in applications] == ["submitted", "submitted", "draft"]
    actions = len(home.json("history", home.book)["actions"])
    answer = step(home, applications[:2], "refuse", "reason=收入高于标准")
    assert len(answer["moves"]) == 2
    assert len(home.json("history", home.book)["actions"]) == actions + 1
    home.run("undo", home.book, status=0)
    assert [state(home, one) for one in applications] == ["submitted", "submitted", "draft"]
    assert home.show("application", applications[0])["reason_refused"] is None


def test_keys_from_standard_input(home):
    fill(home)
    applications = [apply(home, i) for i in range(2)]
    done = subprocess.run([PROGRAM, "step", home.book, "-", "submit", "committed=1", "commit_date=2026-09-10", "--today", "2026-11-23"],
                          env=home.environment(), input="\n".join(applications).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 0, done.stderr
    assert [state(home, one) for one in applications] == ["submitted", "submitted"]


def test_objection_stops_only_its_line(home):
    fill(home)
    applications = [apply(home, i) for i in range(3)]
    for i, one in enumerate(applications):
        to_decided(home, one, i)
    notice = to_notice(home, applications)["notice"]
    assert len(home.show("notice", notice)["lines"]) == 3

    step(home, applications[0], "object", "received_on=2026-09-28", "channel=2", "content=家里有车", "objector=某家长", "objector_phone=13900000001")
    assert state(home, applications[0]) == "contested"
    assert state(home, applications[1]) == "noticed"
    objection = home.rows("objection")[0]
    assert objection["due_on"] == "2026-10-08", objection  # 29, 30 September, then the holidays
    step(home, applications[0], "confirm", "date=2026-10-09", status=1)
    step(home, applications[1:], "confirm", "date=2026-10-08")

    # 28 September was its third day; two are left: it runs until the second working day after the answer.
    step(home, applications[0], "resolve", "outcome=1", "found=车是邻居的", "found_on=2026-09-30", "reply=已说明", "replied_on=2026-09-30")
    assert state(home, applications[0]) == "noticed"
    step(home, applications[0], "confirm", "date=2026-10-09", status=1)
    assert step(home, applications[0], "confirm", "date=2026-10-10")["to"] == "confirmed"


def test_upheld_changed_and_replaced(home):
    fill(home)
    applications = [apply(home, i) for i in range(5)]
    for i, one in enumerate(applications):
        to_decided(home, one, i)
    first = to_notice(home, applications[:4])["notice"]
    for one in applications[:3]:
        step(home, one, "object", "received_on=2026-09-28", "channel=1", "content=情况不符", "anonymous=1")

    found = ["found=查实", "found_on=2026-09-29"]
    assert step(home, applications[0], "resolve", "outcome=2", *found)["to"] == "refused"
    assert step(home, applications[1], "resolve", "outcome=3", *found, status=1)["field"] == "level"
    assert step(home, applications[1], "resolve", "outcome=3", "level=3", *found)["to"] == "renotice"
    assert step(home, applications[2], "resolve", "outcome=4", *found, status=1)["field"] == "replacement"
    assert step(home, applications[2], "resolve", "outcome=4", "replacement=" + applications[3], *found, status=1)["field"] == "replacement"
    moves = step(home, applications[2], "resolve", "outcome=4", "replacement=" + applications[4], *found)["moves"]
    assert [(move["application"], move["to"]) for move in moves] == [(applications[2], "refused"), (applications[4], "renotice")]

    renewed = to_notice(home, [applications[1], applications[4]], "2026-09-30")["notice"]
    assert renewed != first
    notice = home.show("notice", renewed)
    assert (notice["kind"], notice["end"]) == ("6", "2026-10-12"), notice  # 30 September, 8, 9, Saturday 10 (make-up day), 12
    assert home.show("application", applications[1])["level"] == "3"
    changed = [row for row in home.rows("objection") if row["outcome"] == "3"][0]
    assert changed["renewed_notice"] == renewed
    assert step(home, applications[0], "publish", "start=2026-10-12", "days=5", status=1)


def test_objection_after_closing_is_refused(home):
    fill(home)
    application = apply(home, 0)
    to_decided(home, application, 0)
    to_notice(home, application)
    content = ["channel=4", "content=不符", "anonymous=1"]
    step(home, application, "object", "received_on=2026-10-08", *content, status=1)
    step(home, application, "object", "received_on=2026-09-30", "received_at=17:01", *content, status=1)
    assert step(home, application, "object", "received_on=2026-09-30", "received_at=17:00", *content)["to"] == "contested"


def test_notice_days_and_posted_lists(home):
    fill(home)
    applications = [apply(home, i) for i in range(2)]
    for i, one in enumerate(applications):
        to_decided(home, one, i)
    assert step(home, applications[0], "publish", "start=2026-09-24", "days=4", status=1)["field"] == "days"
    notice = to_notice(home, applications[0])["notice"]
    home.run("set", home.book, "notice", notice, "posted_on=2026-09-24", "--today", "2026-11-23", status=0)
    assert to_notice(home, applications[1])["notice"] != notice, "a list that hangs is fixed"
    home.run("set", home.book, "notice", notice, "days=1", status=1)
    home.run("set", home.book, "notice", notice, "end=2026-09-25", status=1)


def test_holiday_added_later_moves_the_last_day(home):
    fill(home)
    application = apply(home, 0)
    to_decided(home, application, 0)
    notice = to_notice(home, application)["notice"]
    home.add("calendar_day", "date=2026-09-30", "kind=1", "name=停课")
    assert home.show("notice", notice)["end"] == "2026-10-08"
    step(home, application, "confirm", "date=2026-10-08", status=1)
    assert step(home, application, "confirm", "date=2026-10-09")["to"] == "confirmed"


def test_unknown_holidays_warn(home):
    fill(home)
    application = apply(home, 0)
    to_decided(home, application, 0)
    answer = home.run("step", home.book, application, "publish", "start=2028-01-03", "days=5", "--json", "--today", "2028-01-03", status=0)
    assert any("2028" in words for words in answer.json["warnings"]), answer


def test_transferred_out_during_notice(home):
    fill(home)
    applications = [apply(home, i) for i in range(2)]
    for i, one in enumerate(applications):
        to_decided(home, one, i)
    to_notice(home, applications)
    home.run("set", home.book, "student", home.students[0], "enrol_status=3", status=0)
    error = step(home, applications, "confirm", "date=2026-10-09", status=1)
    assert error["field"] == "student" and "李雨桐" in error["message"]
    step(home, applications[1], "confirm", "date=2026-10-09")
    assert step(home, applications[0], "withdraw", "date=2026-10-09", "reason=转学")["to"] == "waived"


def test_same_child_twice(home):
    fill(home)
    apply(home, 0)
    error = home.run("add", home.book, "application", "student=李雨桐", "school_year=2026-2027", "term=2026-2027-1", "kind=1", "--json", status=1).error
    assert error["field"] == "student" and "SQ-2026秋-A0001" in error["message"]
    home.add("application", "student=李雨桐", "school_year=2026-2027", "term=2026-2027-1", "kind=3", "event_date=2026-11-01")


def test_temporary_hardship(home):
    fill(home)
    application = home.add("application", "student=李雨桐", "school_year=2026-2027", "term=2026-2027-1", "kind=3", "reason=父亲去世")
    assert step(home, application, "submit", "committed=1", "commit_date=2026-11-02", status=1)["field"] == "event_date"
    step(home, application, "submit", "committed=1", "commit_date=2026-11-02", "event_date=2026-10-30")
    assert step(home, application, "verify", "method=1", "visit=" + home.visits[0], "date=2026-11-03", "suggest_level=1")["to"] == "verified"
    step(home, application, "class_review", "class_review=" + home.review, status=1)
    assert step(home, application, "decide", "reviewer=陈老师", "date=2026-11-04", status=1)["field"] == "head"
    step(home, application, "decide", "reviewer=陈老师", "head=周校长", "date=2026-11-04")
    assert step(home, application, "no_notice", "head=周校长", status=1)["field"] == "reason"
    assert step(home, application, "no_notice", "head=周校长", "date=2026-11-04", "reason=保护隐私")["to"] == "confirmed"
    ordinary = apply(home, 1)
    to_decided(home, ordinary, 1)
    step(home, ordinary, "no_notice", "head=周校长", "reason=省事", status=1)


def test_adjustment_makes_a_recheck(home):
    fill(home)
    application = apply(home, 0)
    to_decided(home, application, 0)
    to_notice(home, application)
    answer = step(home, application, "archive", "archive_confirmed=2026-10-09")
    assert (answer["from"], answer["to"]) == ("noticed", "filed")
    assert home.show("student", home.students[0])["level"] == "2"
    answer = step(home, application, "adjust", "date=2026-11-10", "reason=父亲找到工作")
    assert answer["to"] == "adjusted"
    fresh = home.show("application", answer["created"])
    assert (fresh["kind"], fresh["state"], fresh["previous"], fresh["cats"]) == ("4", "draft", application, "05")
    assert home.show("student", home.students[0])["level"] == "2", "holds until the new one is decided"


def test_confirmed_applications_decide_who_is_in_need(home):
    fill(home)
    home.add("category", "student=王小梅", "cat=05")
    assert home.show("student", home.students[1])["level"] == "1"
    application = apply(home, 0)
    to_decided(home, application, 0)
    to_notice(home, application)
    assert home.show("student", home.students[0])["level"] is None
    step(home, application, "confirm", "date=2026-10-09")
    assert home.show("student", home.students[0])["level"] == "2"
    assert home.show("student", home.students[1])["level"] is None, "nobody has confirmed that"
    home.run("undo", home.book, status=0)
    assert home.show("student", home.students[1])["level"] == "1"
    assert home.json("check", home.book)["ok"]


def test_grade_review_can_be_switched_off(home):
    fill(home)
    home.add("setting", "key=grade_review", "value=off")
    application = apply(home, 0)
    step(home, application, "submit", "committed=1", "commit_date=2026-09-10")
    verify(home, application, 0)
    step(home, application, "class_review", "class_review=" + home.review, "suggest_level=2")
    step(home, application, "homeroom_review", "reviewer=王老师", "date=2026-09-20")
    step(home, application, "grade_review", "reviewer=刘老师", "date=2026-09-21", status=1)
    assert step(home, application, "office_review", "reviewer=陈老师", "date=2026-09-22")["to"] == "office_ok"
    events = [row["event"] for row in home.rows("review_step", "--where", "application=" + application)]
    assert events[-2:] == ["skipped", "office_review"]


def test_changed_level_needs_a_reason(home):
    fill(home)
    application = apply(home, 0)
    step(home, application, "submit", "committed=1", "commit_date=2026-09-10")
    verify(home, application, 0)
    step(home, application, "class_review", "class_review=" + home.review, "suggest_level=2")
    assert step(home, application, "homeroom_review", "reviewer=王老师", "result=1", "level=1", status=1)["field"] == "result"
    assert step(home, application, "homeroom_review", "reviewer=王老师", "result=3", "level=1", status=1)["field"] == "opinion"
    assert step(home, application, "homeroom_review", "reviewer=王老师", "result=2", status=1)["field"] == "result"
    step(home, application, "homeroom_review", "reviewer=王老师", "result=3", "level=1", "opinion=双亲残疾", "date=2026-09-20")
    assert home.show("application", application)["level"] == "1"


def test_dates_do_not_go_backwards(home):
    fill(home)
    application = apply(home, 0)
    step(home, application, "submit", "committed=1", "commit_date=2026-09-15")
    assert step(home, application, "refuse", "reason=收入高", "date=2026-09-14", status=1)["field"] == "date"
    assert step(home, application, "refuse", "reason=收入高", "date=2026-12-01", status=1)["field"] == "date"


def test_only_the_newest_step_is_taken_back(home):
    fill(home)
    application = apply(home, 0)
    action = step(home, application, "submit", "committed=1", "commit_date=2026-09-10")["action"]
    verify(home, application, 0)
    home.run("undo", home.book, action, status=1)
    home.run("undo", home.book, status=0)
    assert state(home, application) == "submitted"
    home.run("undo", home.book, action, status=0)
    assert state(home, application) == "draft"
    home.run("redo", home.book, status=0)
    assert state(home, application) == "submitted"
    row = home.rows("review_step")[0]["id"]
    home.run("remove", home.book, "review_step", row, status=1)
    home.run("set", home.book, "review_step", row, "date=2026-09-01", status=1)
    home.run("add", home.book, "review_step", "application=" + application, "event=confirm", status=1)
    home.add("review_step", "application=" + application, "step=6", "reviewer=周校长", "result=1", "opinion=同意")
    assert state(home, application) == "submitted"


def test_member_is_no_judge_of_own_case(home):
    fill(home)
    application = apply(home, 0)
    home.add("class_review_member", "class_review=" + home.review, "student=李雨桐", "role=3")
    step(home, application, "submit", "committed=1", "commit_date=2026-09-10")
    verify(home, application, 0)
    assert step(home, application, "class_review", "class_review=" + home.review, "suggest_level=2", status=1)["field"] == "application"
    home.add("student", "name=小妹", "class_name=一(1)班")
    small = home.add("class_review", "class_name=P1-1班", "school_year=2026-2027", "term=2026-2027-1")
    home.run("add", home.book, "class_review_member", "class_review=" + small, "student=小妹", "role=3", status=1)


def test_round(home):
    home.create()
    home.add("student", "name=林小虎", "class_name=四(1)班")
    opened = home.json("round", home.book, "open", "--term", "2026-2027-1")
    assert opened["term"] == "2026-2027-1" and opened["action"] > 0
    home.run("round", home.book, "open", "--term", "2026-2027-1", status=1)
    home.run("round", home.book, "open", "--term", "autumn", status=1)
    home.run("round", home.book, "open", status=2)
    application = home.add("application", "student=林小虎", "school_year=2026-2027", "term=2026-2027-1", "kind=1")
    rounds = home.json("round", home.book, "list")["rounds"]
    assert [(one["round"], one["state"], one["counts"]["draft"]) for one in rounds] == [(opened["round"], "open", 1)]
    home.json("round", home.book, "close", opened["round"])
    home.run("round", home.book, "close", opened["round"], status=1)
    assert home.json("round", home.book, "list")["rounds"][0]["state"] == "closed"
    assert step(home, application, "submit", "committed=1", "commit_date=2026-09-10", status=1)["field"] == "round"


def findings(home, code=None):
    found = home.json("coverage", home.book)["findings"]
    return [one for one in found if code is None or one["code"] == code]


def test_coverage_tells_whom_nobody_applied_for(home):
    fill(home)
    home.add("category", "student=王小梅", "cat=05")
    home.add("category", "student=赵志强", "cat=19")
    found = findings(home, "A01")
    assert [(one["student"], one["kind"], one["reason"], one["state"]) for one in found] == [(home.students[1], "finding", None, "1")], found
    home.run("set", home.book, "finding", found[0]["id"], "reason=13", "state=3", status=0)
    again = findings(home, "A01")
    assert [(one["id"], one["reason"], one["state"]) for one in again] == [(found[0]["id"], "13", "3")]
    home.run("undo", home.book, status=0)
    assert findings(home, "A01")[0]["reason"] is None, "the audit itself is nothing to take back"
    apply(home, 1)
    assert findings(home, "A01") == []


def test_coverage_tells_what_stands_otherwise(home):
    fill(home)
    temporary = home.add("application", "student=李雨桐", "school_year=2026-2027", "term=2026-2027-1", "kind=3", "event_date=2026-10-30")
    step(home, temporary, "submit", "committed=1", "commit_date=2026-11-02")
    step(home, temporary, "verify", "method=1", "visit=" + home.visits[0], "date=2026-11-03", "suggest_level=1")
    step(home, temporary, "decide", "reviewer=陈老师", "head=周校长", "date=2026-11-04")
    step(home, temporary, "no_notice", "head=周校长", "date=2026-11-04", "reason=保护隐私")
    assert [one["about"] for one in findings(home, "A09")] == [temporary]
    assert [one["about"] for one in findings(home, "A14")] == [temporary]

    ordinary = apply(home, 1)
    to_decided(home, ordinary, 1)
    notice = to_notice(home, ordinary)["notice"]
    assert [one["about"] for one in findings(home, "A15")] == [notice]
    home.run("set", home.book, "notice", notice, "removed_on=2026-10-08", "--today", "2026-11-23", status=0)
    assert findings(home, "A15") == []

    home.add("home_visit", "student=赵志强", "visit_date=2026-11-01", "change=1", "visitors=王老师", "received_by=祖母")
    home.add("home_visit", "student=陈嘉豪", "visit_date=2026-11-20", "change=2", "visitors=王老师", "received_by=祖母")
    assert [one["student"] for one in findings(home, "A18")] == [home.students[2]], "ten days have not passed for the other"
    assert home.json("check", home.book)["ok"]


def test_coverage_tells_classes_that_stand_out(home):
    fill(home)
    for i in range(20):
        home.add("student", "name=张小%s" % "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"[i], "class_name=五(1)班")
    for index in range(2):
        application = apply(home, index)
        to_decided(home, application, index)
        to_notice(home, application)
        step(home, application, "confirm", "date=2026-10-09")
    found = findings(home, "A17")
    assert len(found) == 1 and found[0]["student"] is None, found


def test_agenda_holds_notices_and_objections(home):
    fill(home)
    applications = [apply(home, i) for i in range(3)]
    for i, one in enumerate(applications):
        to_decided(home, one, i) if i < 2 else step(home, one, "submit", "committed=1", "commit_date=2026-09-10")
    notice = to_notice(home, applications[:2])["notice"]
    step(home, applications[0], "object", "received_on=2026-09-28", "channel=2", "content=家里有车", "objector=某家长")

    def due(date):
        return {item["what"]: item for item in home.run("agenda", home.book, "--date", date, "--json", status=0).json["items"]}

    items = due("2026-09-28")
    assert (items["notice_ends"]["id"], items["notice_ends"]["due"]) == (notice, "2026-09-30")
    assert (items["objection_due"]["due"], items["objection_due"]["student"]) == ("2026-10-08", home.students[0])
    assert "某家长" not in json.dumps(items, ensure_ascii=False)
    assert "notice_posted" not in items and "notice_posted" in due("2026-10-09")

    step(home, applications[2], "refuse", "reason=收入高于标准", "date=2026-09-15")
    assert due("2026-09-16")["tell_refused"]["due"] == "2026-09-18"
    home.add("talk", "student=赵志强", "kind=2", "date=2026-09-16", "staff=王老师", "content=已说明")
    assert "tell_refused" not in due("2026-09-17")
    step(home, applications[1], "confirm", "date=2026-10-08")
    assert due("2026-10-09")["sign_file"]["student"] == home.students[1]


def cells(path):
    import openpyxl
    return [[cell for cell in row] for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True)]


def test_ledgers_of_the_result_and_its_changes(home):
    fill(home)
    home.add("family_member", "student=李雨桐", "name=李国强", "relation=51", "guardian=1", "phone=13800000001")
    home.add("category", "student=李雨桐", "cat=05", "cert_no=DB-0001")
    family = home.show("student", home.students[0])["family"]
    home.run("set", home.book, "family", family, "population=4", "income_year=18500.50", status=0)
    for index in range(2):
        application = apply(home, index)
        to_decided(home, application, index)
        to_notice(home, application)
        step(home, application, "archive", "archive_confirmed=2026-10-09")
    out = home.file("L01.xlsx")
    answer = home.json("ledger", home.book, "L01", out)
    assert answer["rows"] == 2
    rows = [row for row in cells(out) if row[0] in (1, 2)]
    assert [row[5] for row in rows] == ["李雨桐", "王小梅"], rows
    assert rows[0][8] == id_number(CHILDREN[0][1], CHILDREN[0][2])
    assert rows[0][17] == "20261009" and rows[0][12] == 4 and abs(rows[0][13] - 4625.13) < 0.001, rows[0]
    assert (rows[0][15], rows[0][18], rows[0][19]) == ("DB-0001", "李国强", "13800000001")
    assert home.rows("export_log")[-1]["full_values"] is True

    out = home.file("L23.xlsx")
    assert home.json("ledger", home.book, "L23", out)["rows"] == 2
    step(home, home.rows("application")[0]["id"], "cancel", "date=2026-11-10", "reason=弄虚作假", "amount=625.00")
    home.json("ledger", home.book, "L23", out, "--force")
    rows = [row for row in cells(out) if row[0] in (1, 2)]
    assert sorted(row[6] for row in rows) == ["Left", "New"], rows
    assert home.json("ledger", home.book, "L01", home.file("again.xlsx"))["rows"] == 1


def test_list_of_a_department_is_matched(home):
    fill(home)
    home.add("family_member", "student=王小梅", "name=王德贵", "relation=51", "guardian=1")
    number = [id_number(birth, sequence) for _, birth, sequence in CHILDREN]
    path = home.file("民政名单.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("name,id_no,guardian,cat,cert_no,source,listed_on\n")
        file.write("李雨桐,%s,,低保,DB-1,民政局,2026-09-01\n" % number[0])
        file.write("王小梅,,王德贵,05,DB-2,民政局,2026-09-01\n")
        file.write("赵大强,%s,,05,DB-3,民政局,2026-09-01\n" % number[2])
        file.write("某某某,%s,,05,DB-4,民政局,2026-09-01\n" % id_number("20150101", 999))
    answer = home.json("import", home.book, path, "--kind", "match_row")
    assert answer["accepted"] == 4, answer
    rows = {row["name"]: row for row in home.rows("match_row")}
    assert [rows[name]["state"] for name in ("李雨桐", "王小梅", "赵大强", "某某某")] == ["1", "1", "3", "2"], rows
    assert rows["赵大强"]["student"] == home.students[2] and "赵志强" in rows["赵大强"]["note"]
    matched = {row["cert_no"]: row for row in home.rows("category")}
    assert sorted(matched) == ["DB-1", "DB-2"] and matched["DB-1"]["matched_by"] == "民政局"
    assert len(findings(home, "A11")) == 1 and [one["student"] for one in findings(home, "A12")] == [home.students[2]]
    # A list is proof enough for a high level without a visit.
    application = home.add("application", "student=李雨桐", "school_year=2026-2027", "term=2026-2027-1", "kind=1")
    step(home, application, "submit", "committed=1", "commit_date=2026-09-10")
    step(home, application, "verify", "method=7", "date=2026-09-14", "suggest_level=1")
    home.run("undo", home.book, status=0)
    home.run("undo", home.book, status=0)
    home.run("undo", home.book, status=0)
    home.run("undo", home.book, status=0)
    assert home.rows("category") == [], "the import is one action"


def test_scoring_sheet(home):
    fill(home)
    home.add("setting", "key=scale_levels", "value=80,60,40")
    items = [home.add("scale_item", "name=家庭收入", "points=60", "factor=1"), home.add("scale_item", "name=突发状况", "points=40", "factor=4")]
    application = apply(home, 0)
    step(home, application, "submit", "committed=1", "commit_date=2026-09-10")
    verify(home, application, 0)
    line = home.add("class_review_line", "class_review=" + home.review, "application=" + application)
    home.run("add", home.book, "scale_score", "line=" + line, "item=" + items[0], "points=70", status=1)
    home.add("scale_score", "line=" + line, "item=" + items[0], "points=45.5")
    home.add("scale_score", "line=" + line, "item=" + items[1], "points=20")
    assert step(home, application, "class_review", "class_review=" + home.review, "suggest_level=1", status=1)["field"] == "opinion"
    step(home, application, "class_review", "class_review=" + home.review)
    shown = home.show("class_review_line", line)
    assert (shown["score"], shown["suggest_level"]) == ("65.5", "2"), shown
    assert home.show("application", application)["level"] == "2"


def test_results_expire_with_the_school_year(home):
    fill(home)
    application = apply(home, 0)
    to_decided(home, application, 0)
    to_notice(home, application)
    step(home, application, "archive", "archive_confirmed=2026-10-09")
    assert step(home, application, "expire", status=1)["field"] == "date"
    home.run("round", home.book, "open", "--term", "2027-2028-1", "--today", "2027-09-02", status=0)
    assert state(home, application) == "expired"
    home.run("undo", home.book, status=0)
    assert state(home, application) == "filed"


zxtest.main(globals())
