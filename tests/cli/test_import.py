# SPDX-License-Identifier: GPL-3.0-or-later
"""import: rosters and other tables, by the real program."""

import csv
import os
import signal
import time
import zipfile

import zxtest
from zxtest import TODAY, id_number

LI = id_number("20160305", 902)
WANG = id_number("20170911", 913)
CHEN = id_number("20151224", 933)
BROKEN = LI[:-1] + ("1" if LI[-1] != "1" else "2")

HEADINGS = ["序号", "姓名", "性别", "身份证号", "年级", "班级", "联系电话", "困难类型"]
ROWS = [
    [1, "李雨桐", "女", LI, "三年级", "1班", "13812345678", "低保"],
    [2, "王小梅", None, WANG, "二年级", "(2)班", None, None],
    [3, "陈浩", "男", BROKEN, "三年级", "1班", None, None],
    [4, None, "男", CHEN, "三年级", "1班", None, None],
]


def roster(home, name="名册.xlsx", rows=ROWS, headings=HEADINGS, title="青石镇中心学校2026年秋季学生名册"):
    import openpyxl
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    if title:
        sheet.append([title])
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    sheet.append(["合计", len(rows)])
    path = home.file(name)
    book.save(path)
    return path


def text(home, lines, name="rows.csv", encoding="utf-8"):
    path = home.file(name)
    with open(path, "w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(lines)
    return path


def bring(home, path, *options, status=0):
    return home.json("import", home.book, path, *options, status=status)


def test_import_takes_what_is_valid(home):
    home.create()
    path = roster(home)
    done = bring(home, path, status=4)
    assert done["file"] == path and done["sheet"] == "名单" and done["header_rows"] == [2]
    fields = {column["column"]: column["field"] for column in done["columns"]}
    assert fields["姓名"] == "name" and fields["身份证号"] == "id_no" and fields["序号"] is None
    assert (done["accepted"], done["updated"], done["unchanged"], done["changed"], done["counted_rows"]) == (2, 0, 0, 0, 4)
    assert done["ignored_rows"] == [7] and isinstance(done["action"], int)
    li, wang = done["imported"]
    assert li["row"] == 3 and li["name"] == "李雨桐" and li["grade"] == "P3" and li["class_name"] == "1班"
    assert li["cat"] == "05" and li["cat_label"] and li["phone"] == "13812345678" and isinstance(li["id"], str)
    assert wang["row"] == 4 and wang["sex"] == "1" and wang["class_name"] == "2班" and wang["cat"] is None
    codes = {row["row"]: row["code"] for row in done["rejected"]}
    assert codes == {5: "E_ID_CHECKSUM", 6: "E_NAME_MISSING"}
    for row in done["rejected"]:
        assert row["message"] and "field" in row and BROKEN not in row["message"]
    assert [(row["row"], row["code"]) for row in done["warnings"]] == [(4, "W_SEX_DERIVED")]
    assert home.show("student", LI)["id"] == li["id"]
    assert home.show("student", LI)["level"] is not None


def test_rejected_rows_wait(home):
    home.create()
    done = bring(home, roster(home), status=4)
    waiting = home.rows("rejected_row")
    assert [row["row"] for row in waiting] == [5, 6] and all(row["state"] == "waiting" for row in waiting)
    assert waiting[0]["code"] == "E_ID_CHECKSUM" and waiting[0]["id"] == done["rejected"][0]["id"]
    assert "陈浩" in waiting[0]["raw"] and waiting[0]["file"] == "名册.xlsx" and waiting[0]["sheet"] == "名单"
    wrong = home.run("import", home.book, "--row", waiting[0]["id"], "id_no=" + BROKEN, "--json", "--today", TODAY, status=1)
    assert wrong.error["code"] == "E_ID_CHECKSUM" and wrong.error["field"] == "id_no", wrong
    mended = home.json("import", home.book, "--row", waiting[0]["id"], "id_no=" + CHEN)
    assert mended["kind"] == "student" and mended["action"] > done["action"]
    student = home.show("student", mended["id"])
    assert student["name"] == "陈浩" and student["id_no"] == CHEN and student["grade"] == "P3"
    assert home.show("rejected_row", waiting[0]["id"])["state"] == "corrected"
    home.run("import", home.book, "--row", waiting[0]["id"], "id_no=" + CHEN, status=1)
    home.run("import", home.book, "--row", waiting[1]["id"], "nothing=1", status=2)
    home.run("set", home.book, "rejected_row", waiting[1]["id"], "state=set_aside", status=0)
    # Taking the correction back lets the row wait again.
    home.json("undo", home.book)
    home.json("undo", home.book)
    assert home.show("rejected_row", waiting[0]["id"])["state"] == "waiting"
    home.run("show", home.book, "student", "陈浩", status=1)


def test_rejects_file_has_the_reasons(home):
    home.create()
    out = home.file("rejected.csv")
    bring(home, roster(home), "--rejects", out, "--lang", "zh_CN", status=4)
    with open(out, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:3] == ["行号", "原因代码", "原因"] and rows[0][3:] == HEADINGS
    assert rows[1][:2] == ["5", "E_ID_CHECKSUM"] and rows[1][4] == "陈浩" and rows[1][6] == BROKEN
    assert rows[2][1] == "E_NAME_MISSING" and len(rows) == 3
    answer = home.run("import", home.book, home.file("名册.xlsx"), "--rejects", out, "--json", status=1)
    assert answer.error["code"] == "exists"
    home.run("import", home.book, home.file("名册.xlsx"), "--rejects", home.file("no/folder.csv"), status=3)


def test_second_import_changes_nothing(home):
    home.create()
    path = roster(home, rows=ROWS[:2])
    bring(home, path)
    before = home.json("info", home.book)
    again = bring(home, path)
    assert again["unchanged"] == 2 and again["accepted"] == 2 and again["action"] is None
    assert home.json("info", home.book) == before


def test_update_writes_what_differs(home):
    home.create()
    bring(home, roster(home, rows=ROWS[:2]))
    changed = [list(ROWS[0]), list(ROWS[1])]
    changed[0][6] = "13900000000"
    path = roster(home, "新.xlsx", rows=changed)
    left = bring(home, path)
    assert left["changed"] == 1 and left["unchanged"] == 1 and left["updated"] == 0 and left["action"] is None
    assert home.show("student", LI)["phone"] == "13812345678"
    done = bring(home, path, "--update")
    assert done["updated"] == 1 and done["unchanged"] == 1
    assert home.show("student", LI)["phone"] == "13900000000"
    changes = home.json("history", home.book, "--limit", "1")["actions"][0]["changes"]
    touched = [change for change in changes if change["kind"] == "student"]
    assert len(touched) == 1 and list(touched[0]["fields"]) == ["phone"], changes
    home.json("undo", home.book)
    assert home.show("student", LI)["phone"] == "13812345678"


def test_import_is_one_action(home):
    home.create()
    done = bring(home, roster(home), status=4)
    assert home.json("history", home.book, "--limit", "1")["actions"][0]["action"] == done["action"]
    assert home.json("undo", home.book)["undid"] == done["action"]
    counts = home.json("info", home.book)["counts"]
    assert counts["student"] == 0 and counts["rejected_row"] == 0 and counts["category"] == 0
    home.json("redo", home.book)
    assert home.json("info", home.book)["counts"]["student"] == 2
    assert home.json("check", home.book)["ok"] is True


def test_undo_of_import_keeps_who_was_visited(home):
    home.create()
    done = bring(home, roster(home, rows=ROWS[:2]))
    home.add("home_visit", "student=李雨桐", "visitors=王老师", "visit_date=2026-10-17")
    answer = home.run("undo", home.book, done["action"], "--json", status=4)
    assert any("李雨桐" in words for words in answer.json["kept"]), answer
    assert [row["name"] for row in home.rows("student")] == ["李雨桐"]


def test_dry_run_writes_nothing(home):
    home.create()
    before = home.json("info", home.book)
    tried = bring(home, roster(home), "--dry-run", status=4)
    assert tried["action"] is None and tried["accepted"] == 2 and tried["counted_rows"] == 4
    assert tried["imported"][0]["name"] == "李雨桐" and tried["imported"][0]["id"] is None and tried["imported"][0]["cat"] == "05"
    assert [row["code"] for row in tried["rejected"]] == ["E_ID_CHECKSUM", "E_NAME_MISSING"]
    assert home.json("info", home.book) == before


def test_every_row_rejected_is_4(home):
    home.create()
    done = bring(home, roster(home, rows=ROWS[2:]), status=4)
    assert done["accepted"] == 0 and len(done["rejected"]) == 2 and done["imported"] == []


def test_sheet_header_and_map(home):
    import openpyxl
    home.create()
    path = home.file("两张.xlsx")
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["这是说明"])
    sheet = book.create_sheet("乙")
    sheet.append(["甲乙丙丁"])
    sheet.append(["学生", "性别", "证件", "年级", "班级", "备用"])
    sheet.append(["李雨桐", "女", LI, "三年级", "1班", "石板村"])
    book.save(path)
    done = bring(home, path, "--sheet", "乙", "--header-row", "2", "--map", "学生=name", "--map", "证件=id_no",
                 "--map", "备用=village")
    assert done["accepted"] == 1 and done["sheet"] == "乙" and done["header_rows"] == [2], done
    assert home.show("student", LI)["village"] == "石板村"
    home.run("import", home.book, path, "--sheet", "丙", status=1)
    home.run("import", home.book, path, "--sheet", "乙", "--header-row", "2", "--map", "没有=name", status=1)
    home.run("import", home.book, path, "--sheet", "乙", "--header-row", "2", "--map", "学生=nothing", status=2)
    home.run("import", home.book, path, "--map", "学生", status=2)
    home.run("import", home.book, path, "--header-row", "-1", status=2)


def test_csv_of_all_encodings(home):
    lines = [HEADINGS, *ROWS[:2]]
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        book = home.file(encoding + ".zhuxue")
        home.run("create", book, "--school", "青石镇中心学校", "--term", "2026-2027-1", status=0)
        path = text(home, lines, "rows-%s.csv" % encoding, encoding)
        done = home.json("import", book, path)
        assert done["accepted"] == 2, encoding
        assert home.json("show", book, "student", LI)["name"] == "李雨桐", encoding


def test_files_that_are_not_what_they_say(home):
    home.create()
    before = home.json("info", home.book)
    good = roster(home)
    with open(good, "rb") as file:
        whole = file.read()
    for name, data in (("short.xlsx", whole[:len(whole) // 2]), ("empty.xlsx", b""), ("text.xlsx", b"no table"),
                       ("really.xls", whole), ("noise.xlsx", os.urandom(5000)), ("empty.csv", b"")):
        path = home.file(name)
        with open(path, "wb") as file:
            file.write(data)
        answer = home.run("import", home.book, path, "--json")
        assert answer.out == "" and answer.status == 1 and answer.error["message"], answer
    path = text(home, [["甲", "乙"], ["1", "2"]], "strange.csv")
    assert home.run("import", home.book, path, "--json", status=1).error["code"] == "no_table"
    home.run("import", home.book, home.file("nothing.xlsx"), status=3)
    home.run("import", home.book, home.path, status=3)
    assert home.json("info", home.book) == before


def test_zip_bomb_is_refused(home):
    home.create()
    path = home.file("bomb.xlsx")
    good = roster(home)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for member in source.namelist():
            if member == "xl/worksheets/sheet1.xml":
                with bomb.open(member, "w", force_zip64=True) as out:
                    out.write(b"<worksheet><sheetData>")
                    for _ in range(600):
                        out.write(b"<row><c><v>" + b"1" * 1000000 + b"</v></c></row>")
                    out.write(b"</sheetData></worksheet>")
            else:
                bomb.writestr(member, source.read(member))
    began = time.monotonic()
    answer = home.run("import", home.book, path, "--json", status=1)
    assert answer.error["message"] and time.monotonic() - began < 60, answer


def test_interrupted_import_leaves_nothing(home):
    home.create()
    lines = [["姓名", "性别", "身份证号", "年级", "班级"]]
    for number in range(20000):
        birth = "2015%02d%02d" % (number % 12 + 1, number // 12 % 28 + 1)
        lines.append(["学%s%s" % (chr(0x4e00 + number % 5000), chr(0x5e00 + number // 5000)), "",
                      id_number(birth, 900 + number // 400 % 100, "52%04d" % (9000 + number % 400)), "三年级", "%d班" % (number % 8 + 1)])
    path = text(home, lines)
    process = home.start("import", home.book, path)
    time.sleep(0.7)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode in (0, 4, 130), (process.returncode, err)
    info = home.json("info", home.book)
    if process.returncode == 130:
        assert info["counts"]["student"] == 0 and info["last_action"] == 1, info
        assert out == b"", out
    assert home.json("check", home.book)["ok"] is True
    assert not [name for name in os.listdir(home.path) if name.endswith("-journal")]


def test_any_kind_is_imported(home):
    home.create()
    home.add("student", "name=李雨桐", "id_no=" + LI, "class_name=三(1)班")
    path = text(home, [["student", "date", "channel", "staff", "content", "reached"],
                       [LI, "2026-10-01", "1", "王老师", "谈学习", "1"],
                       ["李雨桐", "2026-13-01", "1", "王老师", "谈学习", "1"],
                       ["没有人", "2026-10-02", "1", "王老师", "谈学习", "0"]])
    done = bring(home, path, "--kind", "contact_log", status=4)
    assert done["accepted"] == 1 and done["counted_rows"] == 3 and len(done["rejected"]) == 2, done
    assert done["imported"][0]["content"] == "谈学习" and done["imported"][0]["reached"] is True
    assert len(home.rows("contact_log")) == 1 and home.rows("staff")[0]["name"] == "王老师"
    home.json("undo", home.book)
    assert home.rows("contact_log") == [] and home.rows("staff") == []
    home.run("import", home.book, path, "--kind", "nothing", status=2)


def test_list_as_csv_is_imported_again(home):
    home.create()
    for name in ("王老师", "李老师"):
        home.add("staff", "name=" + name, "sex=1", "phone=13812345678")
    out = home.run("list", home.book, "staff", "--csv", "--columns", "name,sex,phone", status=0).out
    path = home.file("staff.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(out)
    other = home.file("other.zhuxue")
    home.run("create", other, "--school", "乙校", status=0)
    done = home.json("import", other, path, "--kind", "staff")
    assert done["accepted"] == 2
    assert home.run("list", other, "staff", "--csv", "--columns", "name,sex,phone").out.count("13812345678") == 2


zxtest.main(globals())
