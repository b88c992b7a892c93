# SPDX-License-Identifier: GPL-3.0-or-later
"""Need identification in the window: five children from the application to the file."""

import driver

CHILDREN = [("李雨桐", "20160305"), ("王小梅", "20160911"), ("赵志强", "20160412"), ("陈嘉豪", "20160628"), ("孙思源", "20160130")]
NAMES = [name for name, _ in CHILDREN]
PEOPLE = ["王老师", "陈老师", "刘老师", "周校长"]
ACTOR = ("--actor", "王老师")


def set_today(session, path, day):
    """The day by which the casebook judges (a setting of demo and test casebooks)."""
    rows = session.cli_json("list", path, "setting", "--where", "key=today")["rows"]
    if rows:
        session.cli("set", path, "setting", rows[0]["id"], "value=" + day, *ACTOR)
    else:
        session.cli("add", path, "setting", "key=today", "value=" + day, *ACTOR)


def school(session):
    path = session.path("school.zhuxue")
    session.cli("create", path, "--school", "青石镇中心学校", "--term", "2026-2027-1", *ACTOR)
    for name in PEOPLE:
        session.cli("add", path, "staff", "name=" + name, *ACTOR)
    for day in ("2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"):
        session.cli("add", path, "calendar_day", "date=" + day, "kind=1", "name=国庆节", *ACTOR)
    session.cli("add", path, "calendar_day", "date=2026-10-10", "kind=2", "name=国庆节补班", *ACTOR)
    for name, birth in CHILDREN:
        session.cli("add", path, "student", "name=" + name, "birth_date=" + birth, "class_name=四(1)班", *ACTOR)
        session.cli("add", path, "home_visit", "student=" + name, "visit_date=2026-09-12", "visitors=王老师", "received_by=家长",
                    "kind=2", "--today", "2026-11-01", *ACTOR)
    session.cli("add", path, "class_review", "class_name=P4-1班", "school_year=2026-2027", "term=2026-2027-1", "date=2026-09-18",
                "host=王老师", "present=9", "method=2", "--today", "2026-11-01", *ACTOR)
    set_today(session, path, "2026-09-21")
    return path


def states(session, path):
    return {row["student_label"] if "student_label" in row else row["student"]: row["state"] for row in session.cli_json("list", path, "application")["rows"]}


def go_to(app, stage):
    app.click("push button", stage + "，")


def tick(app, names):
    for name in names:
        app.click("check box", "选择：" + name)
    app.wait_text("已选 %d 人" % len(names))


def in_own_words(app, words):
    app.choose("combo box", "理由", "自己写…")
    app.find("text", "自己写理由").type(words)


def pass_all(app, stage, button, reason):
    go_to(app, stage)
    tick(app, NAMES)
    in_own_words(app, reason)
    app.click("push button", button)
    app.wait_gone("push button", button)


@driver.needs(timeout=420)
def test_a_round_in_the_window(session):
    path = school(session)
    app = session.start(path)
    app.key("ctrl+4")
    app.wait_text("本学期的认定还没有开始。")
    app.screenshot("identification-none")
    app.click("push button", "开始认定")
    app.find("push button", "申请与承诺，0 人，第 1 步，共 8 步")

    # One application in the window, the others are there already when it opens again.
    app.click("push button", "登记申请")
    app.type("lyt")
    app.wait_text("李雨桐")
    app.key("Return")
    app.wait_text("申请草稿已建好")
    app.find("push button", "申请理由").click()
    app.screenshot("application-draft")
    app.close()

    for name in NAMES:
        rows = session.cli_json("list", path, "application", "--search", name)["rows"]
        if not rows:
            session.cli("add", path, "application", "student=" + name, "school_year=2026-2027", "term=2026-2027-1", "kind=1", "cats=05",
                        "reason=父亲生病，母亲打零工", "--today", "2026-09-21", *ACTOR)
    app = session.start(path)
    app.key("ctrl+4")
    app.find("push button", "申请与承诺，5 人")
    tick(app, NAMES)
    app.screenshot("identification-apply")
    app.click("push button", "提交 5 人")
    app.wait_text("已把 5 人从“申请与承诺”送到“核实”")

    # Taken back as one action, and made again.
    app.key("ctrl+z")
    app.find("push button", "申请与承诺，5 人")
    app.key("ctrl+shift+z")
    app.find("push button", "核实，5 人")

    go_to(app, "核实")
    tick(app, NAMES)
    in_own_words(app, "与家访情况一致")
    app.find("push button", "通过 5 人")
    app.screenshot("identification-verify")
    app.click("push button", "王老师")
    app.click("push button", "陈老师")
    app.click("push button", "通过 5 人")
    app.wait_text("已把 5 人从“核实”送到“班级评议”")

    go_to(app, "班级评议")
    tick(app, NAMES)
    in_own_words(app, "材料由班主任核对过")
    app.choose("combo box", "班级评议", "P4-1班 2026-09-18")
    for name in NAMES:
        app.find("text", "同意票数：" + name).type("8")
    app.screenshot("identification-evaluate")
    app.click("push button", "通过 5 人")
    app.wait_text("已把 5 人从“班级评议”送到“班主任审核”")

    # One level is changed: it waits for its reason, the others go.
    go_to(app, "班主任审核")
    tick(app, NAMES)
    in_own_words(app, "情况属实")
    app.choose("combo box", "等级：王小梅", "特别困难")
    app.wait_text("通过 4 人，留下 1 人")
    app.wait_text("王小梅 会留在本阶段：等级改了，写明理由")
    app.screenshot("identification-homeroom")
    app.find("text", "写明理由：王小梅").type("父亲今年确诊大病")
    app.click("push button", "通过 5 人")
    app.wait_text("已把 5 人从“班主任审核”送到“年级复核”")

    pass_all(app, "年级复核", "通过 5 人", "同意")
    go_to(app, "资助办认定")
    pass_all(app, "资助办认定", "审核 5 人", "同意")
    tick(app, NAMES)
    app.choose("combo box", "校长", "周校长")
    in_own_words(app, "评审小组同意")
    app.click("push button", "审定 5 人")
    app.wait_text("已审定 5 人，可以公示了")
    tick(app, NAMES)
    app.screenshot("identification-publish")
    app.click("push button", "公示 5 人")
    app.wait_text("已把 5 人从“资助办认定”送到“公示中”")

    go_to(app, "公示中")
    app.wait_text("还要 4 个工作日")
    assert not app.find("push button", "归档这 5 人").has("sensitive")
    app.close()


def put_on_notice(session, path):
    """The same way by the command line: five children on a notice from 21 September."""
    def step(word, *fields):
        session.cli("step", path, ",".join(ids), word, *fields, "--today", "2026-09-21", *ACTOR)

    session.cli("round", path, "open", "--term", "2026-2027-1", "--today", "2026-09-01", *ACTOR)
    review = session.cli_json("list", path, "class_review")["rows"][0]["id"]
    ids = []
    for name in NAMES:
        ids.append(session.cli("add", path, "application", "student=" + name, "school_year=2026-2027", "term=2026-2027-1", "kind=1", "cats=05",
                               "reason=父亲生病，母亲打零工", "--today", "2026-09-21", *ACTOR).strip())
    step("submit", "committed=1", "commit_date=2026-09-14")
    step("verify", "method=5", "date=2026-09-15", "staff=王老师", "found=属实", "consistent=1", "suggest_level=2")
    step("class_review", "class_review=" + review, "for_=8", "suggest_level=2")
    for word, person in (("homeroom_review", "王老师"), ("grade_review", "刘老师"), ("office_review", "陈老师"), ("decide", "周校长")):
        step(word, "reviewer=" + person, "date=2026-09-18", "result=1", "level=2", *(["head=周校长"] if word == "decide" else []))
    step("publish", "start=2026-09-21", "days=5")


@driver.needs(timeout=420)
def test_an_objection_changes_one_line(session):
    path = school(session)
    put_on_notice(session, path)
    app = session.start(path)
    app.key("ctrl+4")
    go_to(app, "公示中")
    app.click("push button", "今天已张贴")
    app.wait_gone("push button", "今天已张贴")

    # Somebody objects to one line: the notice goes on for the others.
    app.click("push button", "登记异议")
    app.choose("combo box", "针对哪名学生", "赵志强 四(1)班")
    app.find("text", "异议内容").type("反映其家中有工程车，怀疑不属困难。")
    app.click("push button", "登记", exact=True)
    app.wait_text("异议已登记，只有这一名暂停，其他人继续公示")
    app.wait_text("有异议，未答复")
    app.wait_text("还要 4 个工作日，并先答复 1 条异议")
    app.screenshot("notice-objection")

    # It is right in part: the level changes, and this line alone goes on notice again.
    app.find("text", "核查", exact=True).type("叔父已分户，家中只有一辆旧三轮")
    app.find("text", "答复内容").type("等级改为一般困难")
    app.click("push button", "改等级")
    app.choose("combo box", "改成的等级", "一般困难")
    app.choose("combo box", "答复方式", "来访")
    app.click("push button", "已答复，结案")
    app.wait_text("异议已结案")
    app.find("push button", "资助办认定，1 人")
    go_to(app, "资助办认定")
    tick(app, ["赵志强"])
    app.click("push button", "公示 1 人")
    app.find("push button", "公示中，5 人")
    app.close()

    # Five working days later those without objection are filed; the renewed notice ended with them.
    set_today(session, path, "2026-09-28")
    app = session.start(path)
    app.key("ctrl+4")
    go_to(app, "公示中")
    app.choose("combo box", "公示", "RD-2026秋-A01 ")
    app.click("push button", "归档这 4 人")
    app.find("dialog", "把这 4 人归档？")
    app.click("push button", "归档 归档")
    app.wait_text("已归档 4 人")
    app.find("push button", "已归档，4 人")
    app.screenshot("identification-filed")

    # The families sign: that day is entered for all four at once.
    go_to(app, "已归档")
    tick(app, [name for name in NAMES if name != "赵志强"])
    app.click("push button", "建档确认 4 人")
    app.wait_text("已建档 4 人")
    app.find("label", "王小梅")
    app.double_click("label", "王小梅")
    app.wait_text("父亲生病，母亲打零工")
    app.screenshot("case")
    app.close()

    found = {row["id"]: row for row in session.cli_json("list", path, "application")["rows"]}
    levels = sorted((row["state"], row["level"]) for row in found.values())
    assert levels == [("filed", "2")] * 4 + [("noticed", "3")], levels
    assert session.cli_json("check", path)["ok"]
