# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kinds have and a person must be able to write: proofs of a category, what came of a visit, the reminder of backups."""

from test_visit import make_school


def open_child(app):
    app.key("ctrl+k")
    app.type("wxm")
    app.key("Return")
    app.wait_text("家庭情况")


def test_proof_of_a_category(session):
    path = make_school(session)
    app = session.start(path)
    open_child(app)
    app.click("push button", "加上或去掉情况")
    app.click("push button", "证明：低保")
    app.click("push button", "证件(证明)编号")
    app.type("520099-0017")
    app.key("Return")
    app.wait_text("已保存")
    app.screenshot("category-proof")
    app.key("Escape")
    app.close()
    assert session.cli_json("list", path, "category")["rows"][0]["cert_no"] == "520099-0017"


def test_effect_of_a_visit(session):
    path = make_school(session)
    session.cli("add", path, "home_visit", "student=王小梅", "visitors=李慧芳", "visit_date=2026-10-17", "received_by=刘桂香",
                "home_found=家中由奶奶照看")
    app = session.start(path)
    open_child(app)
    app.click("push button", "家访 1")
    app.click("push button", "家访（第 1 次）")
    app.click("push button", "家访效果")
    app.type("缺课少了")
    app.key("ctrl+Return")
    app.key("Tab")
    app.wait_text("已保存")
    app.close()
    assert session.cli_json("list", path, "home_visit")["rows"][0]["effect"] == "缺课少了"


def test_reminder_of_backups(session):
    path = make_school(session)
    app = session.start(path)
    app.key("ctrl+b")
    app.choose("combo box", "多久没备份就提醒", "14 天")
    app.wait_text("改备份提醒")
    app.screenshot("backup-page")
    app.close()
    settings = session.cli_json("list", path, "setting")["rows"]
    assert {"backup_days": "14"}.items() <= {row["key"]: row["value"] for row in settings}.items(), settings


def test_staff_in_the_settings(session):
    path = make_school(session)
    app = session.start(path)
    app.key("ctrl+comma")
    app.click("list item", "陈国强")
    app.click("push button", "任教班级")
    app.type("五(1)班")
    app.key("Return")
    app.wait_text("已保存")
    app.screenshot("settings-staff")
    app.close()
    staff = session.cli_json("list", path, "staff", "--where", "name=陈国强")["rows"][0]
    assert staff["classes"] == "五(1)班", staff
