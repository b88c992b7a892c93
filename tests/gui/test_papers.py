# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes on paper: looked at, changed, saved as PDF, printed, and noted as posted."""

import re
import subprocess

import driver

TERM = "2026-2027-1"


def text_of(path):
    """The words of a PDF without blanks and line ends: lines break anywhere."""
    return re.sub(r"\s", "", subprocess.run(["pdftotext", "-layout", path, "-"], stdout=subprocess.PIPE, check=True).stdout.decode())


def make_notice(session, most=8):
    """The demo school with a notice of a few children of one class that begins on 19 November; gives its path and their names."""
    path = session.path("demo.zhuxue")
    session.cli("create", path, "--school", "青石镇中心学校", "--demo")
    session.cli("round", path, "open", "--term", TERM)
    teacher = session.cli_json("list", path, "staff")["rows"][0]["id"]
    students = {one["id"]: one for one in session.cli_json("list", path, "student", "--limit", "1000")["rows"]}
    classes = {}
    for visit in session.cli_json("list", path, "home_visit", "--limit", "1000")["rows"]:
        student = students.get(visit["student"][0])
        if student is not None and student["class_name"]:
            classes.setdefault((student["grade"], student["class_name"]), {}).setdefault(student["id"], visit["id"])
    (grade, name), visited = max(classes.items(), key=lambda one: len(one[1]))
    visited = dict(list(visited.items())[:most])

    review = session.cli("add", path, "class_review", "class_name=%s-%s" % (grade, name), "school_year=2026-2027", "term=" + TERM,
                         "date=2026-10-28", "host=" + teacher, "present=9", "method=2").strip()
    keys = []
    for student, visit in visited.items():
        keys.append(session.cli("add", path, "application", "student=" + student, "school_year=2026-2027", "term=" + TERM, "kind=1",
                                "cats=05", "reason=父亲生病").strip())
        session.cli("step", path, keys[-1], "submit", "committed=1", "commit_date=2026-10-20")
        session.cli("step", path, keys[-1], "verify", "method=1", "visit=" + visit, "date=2026-10-26", "staff=" + teacher, "found=属实",
                    "consistent=1", "suggest_level=1")
    everybody = ",".join(keys)
    session.cli("step", path, everybody, "class_review", "class_review=" + review, "for_=8", "against=1", "abstain=0", "suggest_level=1")
    for day, word in ((2, "homeroom_review"), (3, "grade_review"), (4, "office_review"), (5, "decide")):
        session.cli("step", path, everybody, word, "reviewer=" + teacher, "date=2026-11-%02d" % day, "result=1", "level=1",
                    *(["head=" + teacher] if word == "decide" else []))
    session.cli("step", path, everybody, "publish", "start=2026-11-19", "days=5", "contact_name=陈老师", "contact_phone=0000-1234567",
                "contact_place=教学楼一楼 103 室（资助办）", "watch_name=县资助中心", "watch_phone=0000-7654321")
    return path, [students[one]["name"] for one in visited]


def save(app, path):
    app.click("push button", "存 PDF")
    app.choose_file(path)
    app.wait_text("已存为")
    return text_of(path)


def journey(session, suffix="", dark=False):
    path, names = make_notice(session)
    app = session.start(path, dark=dark)
    app.click("label", "公示台账")
    app.find("image", "认定结果公示，A4，第 1 页，共 1 页")
    app.wait_text("A4 • 1 页")
    app.wait_text("公示不会印身份证号")
    app.wait_text("默认不写，保护学生")
    app.screenshot("papers" + suffix)
    return app, path, names


def test_a_notice_is_looked_at_changed_and_saved(session):
    app, path, names = journey(session)
    text = save(app, session.path("full.pdf"))
    assert all(name in text for name in names), text
    assert "特别困难" not in text and "2026年11月19日" in text and "0000-7654321" in text

    app.find("check box", within=app.find("list item", "写出困难等级")).do()
    app.wait_text("等级会让同学看到")
    app.choose("combo box", "姓名", "隐去中间一字")
    app.wait_text("等级会让同学看到")
    text = save(app, session.path("masked.pdf"))
    assert not any(name in text for name in names), text
    assert "特别困难" in text

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
    path, names = make_notice(session, 3)
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
    path, names = make_notice(session, 3)
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
