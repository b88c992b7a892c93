# SPDX-License-Identifier: GPL-3.0-or-later
"""What surrounds the page of identification: a child's applications, sudden hardship, class evaluations, the round, Today, settings."""

import driver

NAMES = ["李雨桐", "王小梅", "赵志强"]
ACTOR = ("--actor", "王老师")


def school(session, today="2026-09-21"):
    path = session.path("school.zhuxue")
    session.cli("create", path, "--school", "青石镇中心学校", "--term", "2026-2027-1", *ACTOR)
    for name in ("王老师", "陈老师", "周校长"):
        session.cli("add", path, "staff", "name=" + name, *ACTOR)
    for name in NAMES:
        session.cli("add", path, "student", "name=" + name, "birth_date=20160305", "class_name=四(1)班", *ACTOR)
    session.cli("add", path, "setting", "key=today", "value=" + today, *ACTOR)
    return path


def setting(session, path, key):
    rows = session.cli_json("list", path, "setting", "--where", "key=" + key)["rows"]
    return rows[0]["value"] if rows else None


def rows(session, path, kind, *where):
    return session.cli_json("list", path, kind, *where)["rows"]


def open_student(app, letters, name):
    app.key("ctrl+k")
    app.type(letters)
    app.wait_text(name)
    app.key("Return")
    app.find("label", "家庭成员")


def confirm_way(session, path, names, notice_start, term="2026-2027-1"):
    """Takes applications of these children up to the notice, by the command line."""
    year = term[:9]
    today = ("--today", "2026-11-20")
    session.cli("round", path, "open", "--term", term, *ACTOR)
    review = session.cli("add", path, "class_review", "class_name=P4-1班", "school_year=2026-2027", "term=2026-2027-1", "date=2026-09-18",
                         "host=王老师", "present=9", "method=2", *today, *ACTOR).strip()
    applications = []
    for name in names:
        visit = session.cli("add", path, "home_visit", "student=" + name, "visit_date=2026-09-12", "visitors=王老师", "received_by=家长",
                            "kind=2", *today, *ACTOR).strip()
        one = session.cli("add", path, "application", "student=" + name, "school_year=" + year, "term=" + term, "kind=1", "cats=05",
                          "reason=父亲生病，母亲打零工", *today, *ACTOR).strip()
        for word, fields in (
                ("submit", ["committed=1", "commit_date=2026-09-10"]),
                ("verify", ["method=1", "visit=" + visit, "date=2026-09-14", "staff=王老师", "staff=陈老师", "found=属实", "consistent=1", "suggest_level=2"]),
                ("class_review", ["class_review=" + review, "for_=8", "against=1", "abstain=0", "suggest_level=2"]),
                ("homeroom_review", ["reviewer=王老师", "date=2026-09-20", "result=1", "level=2"]),
                ("grade_review", ["reviewer=陈老师", "date=2026-09-21", "result=1", "level=2"]),
                ("office_review", ["reviewer=陈老师", "date=2026-09-22", "result=1", "level=2"]),
                ("decide", ["reviewer=周校长", "date=2026-09-23", "result=1", "level=2", "head=周校长"])):
            session.cli("step", path, one, word, *fields, *today, *ACTOR)
        applications.append(one)
    notice = session.cli_json("step", path, ",".join(applications), "publish", "start=" + notice_start, "days=5", *today, *ACTOR)
    return applications, notice


def test_sudden_hardship_goes_to_verification(session):
    path = school(session)
    app = session.start(path)
    open_student(app, "wxm", "王小梅")
    app.click("push button", "认定", exact=True)
    app.wait_text("这个学生还没有申请。")
    app.click("push button", "更多操作", exact=True)
    app.click("menu item", "登记困难变化")
    app.wait_text("家里突发疾病、受灾或亲人去世时登记")
    app.click("push button", "登记困难变化")
    app.wait_text("请写发生了什么。")
    app.find("text", "家里发生了什么").type("父亲工地受伤住院")
    app.choose("combo box", "已承诺", "是")
    app.screenshot("hardship")
    app.click("push button", "登记困难变化")
    app.wait_text("已进入“核实”")
    app.screenshot("hardship-case")
    app.key("alt+Left")
    app.find("push button", "认定 1")
    app.wait_text("临时困难")
    app.screenshot("student-applications")
    app.click("push button", "概况")
    app.wait_text("认定：")
    app.screenshot("student-timeline")
    app.close()

    application = rows(session, path, "application")[0]
    assert (application["kind"], application["state"]) == ("3", "submitted"), application
    assert application["reason"] == "父亲工地受伤住院"
    follow = rows(session, path, "follow_up")[0]
    assert follow["due"] == "2026-09-24", follow


def test_apply_from_the_student_page(session):
    path = school(session)
    session.cli("round", path, "open", "--term", "2026-2027-1", *ACTOR)
    app = session.start(path)
    open_student(app, "wxm", "王小梅")
    app.click("push button", "更多操作", exact=True)
    app.click("menu item", "申请认定")
    app.wait_text("申请草稿已建好")
    app.key("alt+Left")
    app.click("push button", "认定 1")
    app.click("push button", "打开：2026 秋季学期")
    app.find("push button", "申请理由")
    app.close()
    assert rows(session, path, "application")[0]["kind"] == "1"


@driver.needs(screen="1366x1200", timeout=300)
def test_class_evaluation_is_registered_with_its_members(session):
    path = school(session)
    session.cli("round", path, "open", "--term", "2026-2027-1", *ACTOR)
    app = session.start(path)
    app.resize(1300, 1100)
    app.key("ctrl+4")
    app.click("push button", "班级评议记录…")
    app.wait_text("本学年还没有登记班级评议")
    app.click("push button", "登记这次评议")
    app.wait_text("请选主持人。")
    app.choose("combo box", "主持人", "王老师")
    app.choose("combo box", "评议方式", "无记名投票")
    app.find("text", "到会人数").type("9")
    app.screenshot("class-reviews-new")
    app.click("push button", "登记这次评议")
    app.find("label", "四(1)班 班级评议")
    app.wait_text("班主任")

    # A teacher, a child of the class, a parent.
    app.choose("combo box", "教师", "陈老师")
    app.click("push button", "加入这位成员")
    app.find("push button", "去掉：陈老师")
    app.choose("combo box", "身份", "学生代表")
    app.click("push button", "加入这位成员")
    app.wait_text("请写明是谁。")
    app.choose("combo box", "学生", "赵志强")
    app.click("push button", "加入这位成员")
    app.find("push button", "去掉：赵志强")
    app.choose("combo box", "身份", "家长代表")
    app.find("text", "姓名").type("李国强")
    app.click("push button", "加入这位成员")
    app.find("push button", "去掉：李国强")
    app.screenshot("class-review")
    app.click("push button", "去掉：陈老师")
    app.wait_gone("push button", "去掉：陈老师")
    app.key("alt+Left")
    app.wait_text("成员 3 人")
    app.screenshot("class-reviews")
    app.close()

    review = rows(session, path, "class_review")[0]
    assert (review["date"], review["method"], review["present"]) == ("2026-09-21", "2", 9), review
    members = sorted((row["role"], row["name"]) for row in rows(session, path, "class_review_member"))
    assert members == [("1", "王老师"), ("3", "赵志强"), ("4", "李国强")], members


def test_round_is_ended_taken_up_and_filled_from_last_year(session):
    path = school(session, today="2026-09-21")
    session.cli("round", path, "open", "--term", "2026-2027-1", *ACTOR)
    app = session.start(path)
    app.key("ctrl+4")
    app.click("push button", "认定批次的更多操作")
    app.screenshot("round-menu")
    app.click("menu item", "结束受理")
    app.wait_text("已结束受理")
    app.wait_for(lambda: rows(session, path, "round")[0]["closed_on"], "the round to be closed")
    app.click("push button", "认定批次的更多操作")
    app.click("menu item", "再次开始")
    app.wait_text("已再次开始受理")
    app.wait_for(lambda: [row for row in rows(session, path, "round") if not row["closed_on"]], "a round that is open")
    app.click("push button", "认定批次的更多操作")
    app.click("menu item", "从上学年带入")
    app.wait_text("没有要带入的学生")
    app.close()


@driver.needs(timeout=300)
def test_today_shows_the_notice_and_what_follows(session):
    path = school(session, today="2026-09-28")
    applications, notice = confirm_way(session, path, NAMES[:2], "2026-09-24")
    app = session.start(path)
    app.wait_text("今天是第 3 天")
    app.wait_text("还没登记张贴")
    app.screenshot("today-notice")
    app.click("push button", "打开公示")
    app.find("push button", "公示中，2 人")
    app.close()

    session.cli("step", path, applications[0], "object", "received_on=2026-09-28", "channel=1", "content=家里有车", "handler=陈老师",
                "notice=" + str(notice["notice"]), "--today", "2026-09-28", *ACTOR)
    app = session.start(path)
    app.wait_text("尚未答复")
    app.screenshot("today-objection")
    app.click("push button", "去答复")
    app.find("push button", "公示中，2 人")
    app.close()


@driver.needs(timeout=300)
def test_last_years_children_are_carried_forward_and_families_told(session):
    path = school(session, today="2026-10-20")
    applications, notice = confirm_way(session, path, NAMES[:2], "2026-09-24", term="2025-2026-1")
    session.cli("step", path, ",".join(applications), "confirm", "date=2026-10-08", "--today", "2026-10-20", *ACTOR)
    session.cli("round", path, "open", "--term", "2026-2027-1", *ACTOR)
    refused = session.cli("add", path, "application", "student=赵志强", "school_year=2026-2027", "term=2026-2027-1", "kind=1", "cats=05",
                          "reason=家里盖房", "--today", "2026-10-09", *ACTOR).strip()
    session.cli("step", path, refused, "submit", "committed=1", "commit_date=2026-10-09", "--today", "2026-10-09", *ACTOR)
    session.cli("step", path, refused, "refuse", "reviewer=王老师", "date=2026-10-12", "result=2", "reason=家庭收入高于标准", "--today", "2026-10-12", *ACTOR)
    app = session.start(path)
    app.wait_text("赵志强：")
    app.wait_text("该撤下")
    app.screenshot("today-families")
    app.click("push button", "打开：赵志强")
    app.wait_text("家庭收入高于标准")

    app.key("ctrl+4")
    app.click("push button", "认定批次的更多操作")
    app.click("menu item", "从上学年带入")
    app.find("check box", "四(1)班 · 2 人")
    app.screenshot("carry-forward")
    app.click("push button", "建 2 份草稿")
    app.wait_text("没有要带入的学生")
    app.key("ctrl+z")
    app.find("check box", "四(1)班 · 2 人")
    app.click("push button", "建 2 份草稿")
    app.wait_text("没有要带入的学生")
    app.close()
    drafts = [row for row in rows(session, path, "application") if row["state"] == "draft"]
    assert len(drafts) == 2 and all(row["school_year"] == "2026-2027" and row["previous"] for row in drafts), drafts


def test_settings_are_stored_or_refused_with_their_rule(session):
    path = school(session)
    app = session.start(path)
    app.key("ctrl+comma")
    app.wait_text("认定时限")
    app.find("text", "受理地点").type("教学楼一楼")
    app.key("Tab")
    app.wait_for(lambda: setting(session, path, "notice_contact_place") == "教学楼一楼", "the place in the casebook")
    days = app.find("text", "公示工作日数（至少 5 天）")
    days.type("3")
    app.key("Tab")
    app.wait_text("公示至少 5 个工作日，3 天不够。")
    app.screenshot("settings-refused")
    assert setting(session, path, "notice_days") is None
    days.type("7")
    app.key("Tab")
    app.wait_for(lambda: setting(session, path, "notice_days") == "7", "the days in the casebook")
    app.choose("combo box", "等级名称", "特别困难、相对困难、临时困难")
    app.wait_for(lambda: setting(session, path, "level_words") == "B", "the words in the casebook")
    app.choose("combo box", "年级复核", "看情况")
    app.wait_for(lambda: setting(session, path, "grade_review") == "auto", "the review in the casebook")
    app.screenshot("settings-identification")
    app.close()
