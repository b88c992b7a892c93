# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of students: sorted by its headers, narrowed by its filters, filled by registering one after the other."""

CHILDREN = (("王小梅", "五(1)班", "05", "柳树村"), ("张若曦", "八(1)班", "07", "上塘村"), ("陈大力", "五(2)班", "05", "石桥村"))


def school(session):
    path = session.path("school.zhuxue")
    session.cli("create", path, "--school", "青石镇中心学校", "--actor", "陈国强", "--term", "2026-2027-1")
    session.cli("add", path, "staff", "name=陈国强")
    for name, class_name, category, village in CHILDREN:
        session.cli("add", path, "student", "name=" + name, "class_name=" + class_name, "enrol_status=1", "village=" + village)
        session.cli("add", path, "category", "student=" + name, "cat=" + category, "valid_from=2026-09-01")
    session.cli("add", path, "home_visit", "student=张若曦", "visit_date=2026-11-02", "visitors=陈国强", "received_by=刘桂香",
                "home_found=都好", "--today", "2026-11-03")
    return path


def names(app):
    """The children on the screen, from above."""
    known = {name for name, *_ in CHILDREN} | {"周小兵", "赵文博"}
    found = [(node.rect[1], node.name) for node in app.find_all("label") if node.name in known]
    return [name for _, name in sorted(found)]


def test_sort_and_filter(session):
    app = session.start(school(session))
    app.key("ctrl+2")
    app.wait_text("3 人")

    # By name is by pinyin: chen, wang, zhang; a second click turns it round. Class is by grade.
    app.click("label", "姓名", exact=True)
    app.wait_for(lambda: names(app) == ["陈大力", "王小梅", "张若曦"], "the order by name")
    app.click("label", "姓名", exact=True)
    app.wait_for(lambda: names(app) == ["张若曦", "王小梅", "陈大力"], "the order by name, turned round")
    app.click("label", "班级", exact=True)
    app.wait_for(lambda: names(app) == ["王小梅", "陈大力", "张若曦"], "the order by class")
    app.click("label", "上次家访", exact=True)
    app.wait_for(lambda: len(names(app)) == 3, "the order by the last visit")

    app.choose("combo box", "班级", "五(2)班")
    app.wait_for(lambda: names(app) == ["陈大力"], "one class")
    app.choose("combo box", "本季度家访", "本季度：已家访")
    app.wait_text("没有符合的学生")
    app.click("push button", "清除筛选")
    app.wait_for(lambda: len(names(app)) == 3, "everybody again")
    app.choose("combo box", "本季度家访", "本季度：未家访")
    app.wait_for(lambda: sorted(names(app)) == ["王小梅", "陈大力"], "those not visited")
    app.choose("combo box", "本季度家访", "本季度：不限")
    app.choose("combo box", "情况", "低保")
    app.wait_for(lambda: sorted(names(app)) == ["王小梅", "陈大力"], "those of one category")
    app.close()


def test_register_one_after_the_other(session):
    path = school(session)
    app = session.start(path)
    app.key("ctrl+shift+n")
    app.find("text", "姓名").type("周小兵")
    app.find("text", "班级").type("三(2)班")
    app.click("push button", "登记，再来一个")
    app.wait_text("登记学生：周小兵")
    app.wait_for(lambda: app.find("text", "姓名").text == "", "an empty form")
    app.wait_for(lambda: app.focused() is not None and app.focused().name == "姓名", "the focus on the name")
    assert app.find("text", "班级").text == "三(2)班"                 # the class is likely the same
    app.type("赵文博")
    app.key("ctrl+Return")
    app.wait_for(lambda: session.cli_json("list", path, "student")["total"] == 5, "both children")
    app.wait_for(lambda: {"周小兵", "赵文博"} <= set(names(app)), "both in the list")
    app.close()
