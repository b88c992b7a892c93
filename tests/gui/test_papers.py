# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes on paper: looked at, changed, saved as PDF, printed, and noted as posted."""

import re
import subprocess

import driver

TERM = "2026-2027-1"


def text_of(path):
    """The words of a PDF without blanks and line ends: lines break anywhere."""
    return re.sub(r"\s", "", subprocess.run(["pdftotext", "-layout", path, "-"], stdout=subprocess.PIPE, check=True).stdout.decode())


def make_notice(session):
    """The demo school with one more notice, that begins today and hangs nowhere yet; gives its path and the names on it."""
    path = session.path("demo.zhuxue")
    session.cli("create", path, "--school", "青石镇中心学校", "--demo")
    teacher = session.cli_json("list", path, "staff")["rows"][0]["id"]
    students = {one["id"]: one["name"] for one in session.cli_json("list", path, "student", "--limit", "1000")["rows"]}
    keys, names = [], []
    for one in session.cli_json("list", path, "application", "--limit", "1000")["rows"]:
        ways = {"class_ok": ("grade_review", "office_review", "decide"), "grade_ok": ("office_review", "decide"), "office_ok": ("decide",)}
        if one["state"] not in ways:
            continue
        for word in ways[one["state"]]:
            session.cli("step", path, one["id"], word, "reviewer=" + teacher, "date=2026-11-23", "result=1", "level=" + one["level"], "opinion=情况属实",
                        *(["head=" + teacher] if word == "decide" else []))
        keys.append(one["id"])
        names.append(students[one["student"]])
    assert len(keys) >= 3, keys
    session.cli("step", path, ",".join(keys), "publish", "start=2026-11-23", "days=5", "contact_name=陈老师", "contact_phone=0000-1234567",
                "contact_place=教学楼一楼 103 室（资助办）", "watch_name=县资助中心", "watch_phone=0000-7654321")
    return path, names


def save(app, path):
    app.click("push button", "存 PDF")
    app.choose_file(path)
    app.wait_text("已存为 " + path.rsplit("/", 1)[1])
    return text_of(path)


def journey(session, suffix="", dark=False):
    path, names = make_notice(session)
    app = session.start(path, dark=dark)
    app.click("label", "公示台账")
    app.find("image", "认定结果公示，A4，第 1 页，共 1 页")
    app.wait_text("A4 • 1 页")
    app.wait_text("公示不会印身份证号")
    app.wait_text("默认不写，保护学生")
    app.choose("combo box", "哪一次", "RD-2026秋-A01")
    app.wait_text("10月12日")
    app.screenshot("papers" + suffix)
    app.choose("combo box", "哪一次", "RD-2026秋-A04")
    app.wait_text("11月23日")
    return app, path, names


def test_a_notice_is_looked_at_changed_and_saved(session):
    app, path, names = journey(session)
    text = save(app, session.path("full.pdf"))
    assert all(name in text for name in names), text
    assert "临时困难" not in text and "2026年11月23日" in text and "0000-7654321" in text

    app.find("check box", within=app.find("list item", "写出困难等级")).do()
    app.wait_text("等级会让同学看到")
    app.choose("combo box", "姓名", "隐去中间一字")
    app.wait_text("等级会让同学看到")
    text = save(app, session.path("masked.pdf"))
    assert not any(name in text for name in names), text
    assert "临时困难" in text

    # Whom to ask stands under the list, and is stored with the notice.
    app.find("text", "受理地点").type("教学楼二楼 201 室", submit=True)
    app.wait_text("修改：受理地点")
    assert "教学楼二楼201室" in save(app, session.path("place.pdf"))
    app.close()
    assert session.cli_json("list", path, "notice")["rows"][0]["contact_place"] == "教学楼二楼 201 室"
    logged = session.cli_json("list", path, "export_log")["rows"]
    assert len(logged) == 3 and all("P04" in one["what"] for one in logged), logged


def test_papers_in_the_dark(session):
    app, path, names = journey(session, "-dark", dark=True)
    app.close()


def test_a_notice_is_printed_and_noted_as_posted(session):
    """Through GTK's own dialog, to the printer that is a file."""
    path, names = make_notice(session)
    app = session.start(path)
    app.click("label", "公示台账")
    app.find("image", "认定结果公示，A4")
    app.key("ctrl+p")
    # GTK's own dialog; the printer that is a file is always there.
    dialog = app.find("dialog", "打印")
    app.find("label", "打印到文件", within=dialog).click()
    app.screenshot("papers-print-dialog")
    before = set(session.home.rglob("*.pdf"))
    app.find("push button", "打印", within=dialog).click()
    app.wait_text("现在就开始公示")
    printed = set(session.home.rglob("*.pdf")) - before
    assert len(printed) == 1, printed
    paper = printed.pop()
    text = text_of(paper)
    paper.unlink()
    assert all(name in text for name in names) and "家庭经济困难学生认定结果公示" in text, text
    app.screenshot("papers-posted")
    app.click("push button", "今天已张贴")
    app.wait_text("登记公示已张贴")

    # Asked once: it hangs.
    app.key("ctrl+p")
    app.find("push button", "打印", within=app.find("dialog", "打印")).click()
    app.wait_gone("dialog", "打印")
    app.close()
    notice = session.cli_json("list", path, "notice")["rows"][0]
    assert notice["posted_on"] == "2026-11-23", notice
    logged = session.cli_json("list", path, "export_log")["rows"]
    assert len(logged) == 2 and all(one["file"] == "打印 1 份" for one in logged), logged


def test_pages_lead_to_their_papers(session):
    path, names = make_notice(session)
    app = session.start(path)
    app.click("label", "认定")
    app.click("push button", "公示中")
    app.click("push button", "看纸样")
    app.find("image", "认定结果公示，A4，第 1 页，共 1 页")

    # The case: what led to the level, on one page.
    app.click("label", "认定")
    app.double_click("label", names[0], exact=True)
    app.key("ctrl+p")
    app.find("image", "认定情况表，A4，第 1 页")
    app.wait_text(names[0])
    app.screenshot("papers-decision")
    # The application has the ID number in full: it is asked what for.
    app.click("list item", "家庭经济困难学生认定申请表")
    app.find("image", "家庭经济困难学生认定申请表，A4")
    app.find("text", "用途")

    # Blanks need nobody.
    app.click("list item", "班级民主评议记录表")
    app.find("image", "班级民主评议记录表，A4")
    app.choose("combo box", "哪一次", "空白表，手写")
    app.find("image", "班级民主评议记录表，A4，第 1 页，共 2 页")
    app.click("push button", "下一页")
    app.find("image", "班级民主评议记录表，A4，第 2 页，共 2 页")
    app.click("list item", "家访记录表")
    app.find("image", "家访记录表，A4，第 1 页")
    app.screenshot("papers-visit")

    # What cannot be printed says why.
    app.click("list item", "再次公示")
    app.wait_text("还没有再次公示")
    assert not app.find("push button", "存 PDF").has("sensitive")

    # Less room: the preview is a tab, then the list too.
    app.resize(1000, 700)
    app.click("list item", "认定结果公示")
    app.find("image", "认定结果公示，A4")
    app.screenshot("papers-medium")
    app.click("push button", "选项")
    app.wait_text("默认不写，保护学生")
    app.resize(700, 700)
    app.click("push button", "材料与台账")
    app.click("list item", "认定结果公示")
    app.find("image", "认定结果公示，A4")
    app.screenshot("papers-narrow")
    app.close()
