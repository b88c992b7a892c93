# SPDX-License-Identifier: GPL-3.0-or-later
"""Students: found by initials, registered, changed where they stand, taken back and made again, by keys alone."""


def casebook(session, *students):
    """A casebook with these students: (name, class, category or None)."""
    path = session.path("school.zhuxue")
    session.cli("create", path, "--school", "青石镇中心学校", "--actor", "陈国强")
    for name, class_name, category in students:
        session.cli("add", path, "student", "name=" + name, "class_name=" + class_name, "enrol_status=1",
                    "village=柳树村", "villager_group=三组", "home_address=柳树村三组 12 号", "--actor", "陈国强")
        session.cli("add", path, "family_member", "student=" + name, "name=刘桂香", "relation=62", "guardian=1",
                    "phone=13800000612", "age=68", "--actor", "陈国强")
        if category:
            session.cli("add", path, "category", "student=" + name, "cat=" + category, "--actor", "陈国强")
    return path


SCHOOL = (("王小梅", "五(1)班", "05"), ("张若曦", "八(1)班", "07"), ("欧阳明轩", "五(1)班", None))


def test_find_by_initials(session):
    app = session.start(casebook(session, *SCHOOL))
    app.key("ctrl+2")
    app.wait_text("2 人")                              # those in need
    app.find("text", "筛选学生").type("wxm")
    app.wait_text("1 人")
    app.key("Return")                                  # the only one left
    app.wait_text("家庭情况")
    app.wait_text("138****0612")
    app.key("alt+Left")

    app.find("text", "筛选学生").type("没有这个人")
    app.wait_text("没有符合的学生")
    app.click("push button", "清除筛选")
    app.wait_text("2 人")

    app.key("ctrl+k")
    app.type("oymx")
    app.wait_text("欧阳明轩")
    app.key("Return")
    app.wait_text("家庭情况")
    app.find("label", "欧阳明轩")
    app.close()


def test_young_casebook_shows_everybody(session):
    app = session.start(casebook(session, ("欧阳明轩", "五(1)班", None)))
    app.key("ctrl+2")
    app.wait_text("1 人")
    app.close()


def test_register(session):
    path = casebook(session)
    app = session.start(path)
    app.key("ctrl+2")
    app.wait_text("还没有学生")
    app.click("push button", "登记学生")
    app.find("text", "身份证号").type("520099201709099118")
    app.find("text", "姓名").click()
    app.wait_text("身份证号末位是 8")                    # said when the field is left
    app.find("text", "身份证号").type("520099201709099111")
    app.wait_text("2017年9月9日出生")
    app.find("text", "姓名").type("周小兵")
    app.find("text", "监护人").type("周大山")
    app.find("text", "班级").type("三(2)班")
    app.click("push button", "登记", exact=True)
    app.wait_gone("text", "监护人")
    app.wait_text("三(2)班")

    app.key("ctrl+shift+n")
    app.find("text", "身份证号").type("520099201709099111")
    app.wait_text("周小兵 是同一个身份证号")
    app.click("push button", "打开她的档案")
    app.wait_text("家庭情况")
    app.find("push button", "周大山")
    app.close()
    members = session.cli("list", path, "family_member", "--columns", "name")
    assert "周大山" in members, members


def test_change_a_field(session):
    path = casebook(session, *SCHOOL)
    app = session.start(path)
    app.key("ctrl+k")
    app.type("wxm")
    app.key("Return")
    app.click("push button", "住址：柳树村三组 12 号")
    app.type("柳树村四组 3 号")
    app.key("Return")
    app.wait_text("已保存")
    app.find("push button", "住址：柳树村四组 3 号")

    app.key("ctrl+z")
    app.find("push button", "住址：柳树村三组 12 号")
    app.key("ctrl+shift+z")
    app.find("push button", "住址：柳树村四组 3 号")

    app.click("push button", "修改历史")
    app.wait_text("柳树村三组 12 号 → 柳树村四组 3 号")
    app.close()


def test_family_member_in_place(session):
    path = casebook(session, SCHOOL[0])
    app = session.start(path)
    app.key("ctrl+k")
    app.type("wxm")
    app.key("Return")
    app.click("push button", "刘桂香")
    app.find("text", "年龄").type("69", submit=True)
    app.wait_text("已保存")
    app.click("push button", "收起")
    app.wait_gone("text", "年龄")
    app.close()
    assert "69" in session.cli("list", path, "family_member", "--columns", "name,age")


def test_keys_alone(session):
    app = session.start(casebook(session, *SCHOOL))
    app.key("ctrl+2")
    app.wait_text("2 人")
    app.key("ctrl+f")
    app.type("zrx")
    app.wait_text("1 人")
    app.key("Down", "Return")
    app.wait_text("家庭情况")
    app.find("label", "张若曦")
    app.key("ctrl+Next")
    app.wait_text("还没有家访记录。")
    app.key("ctrl+Next")
    app.wait_text("撤销")
    app.key("Escape")
    app.find("text", "筛选学生")
    app.key("ctrl+shift+n")
    app.type("周小兵")
    app.key("ctrl+Return")
    app.wait_text("登记学生：周小兵")
    app.key("ctrl+f", "Escape")
    app.close()
