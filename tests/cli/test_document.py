# SPDX-License-Identifier: GPL-3.0-or-later
"""documents, document: what stands on paper, and what must not."""

import hashlib
import os
import re
import shutil
import subprocess
import zlib

import zxtest
from zxtest import id_number

HOLIDAYS = ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"]
NAMES = ["李雨桐", "王小梅", "欧阳思源"]


def tool(*arguments):
    if shutil.which(arguments[0]) is None:
        raise zxtest.Skip("%s is not installed" % arguments[0])
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True).stdout.decode(errors="replace")


def text_of(path):
    """The words of a PDF without blanks and line ends: lines break anywhere."""
    return re.sub(r"\s", "", tool("pdftotext", "-layout", path, "-"))


def document(home, name, out, *options, status=0):
    answer = home.run("document", home.book, name, home.file(out), *options, "--json", "--today", zxtest.TODAY, status=status)
    return answer.json if status == 0 else answer.error


def step(home, key, word, *fields):
    return home.json("step", home.book, key, word, *fields)


def fill(home):
    """A class of three, applied for and decided."""
    home.create()
    for day in HOLIDAYS:
        home.add("calendar_day", "date=" + day, "kind=1", "name=国庆节")
    home.json("round", home.book, "open", "--term", "2026-2027-1")
    home.students, home.visits, home.applications = [], [], []
    for number, name in enumerate(NAMES):
        home.students.append(home.add("student", "name=" + name, "id_no=" + id_number("20160305", 902 + 10 * number), "class_name=四(1)班"))
        home.visits.append(home.add("home_visit", "student=" + name, "visit_date=2026-09-12", "visitors=王老师", "received_by=家长", "kind=2",
                                    "home_found=爷爷近期住院，家里由奶奶照看。"))
    home.review = home.add("class_review", "class_name=P4-1班", "school_year=2026-2027", "term=2026-2027-1", "date=2026-09-18", "host=王老师",
                           "present=9", "method=2")


def apply_and_decide(home):
    for number in range(len(NAMES)):
        key = home.add("application", "student=" + home.students[number], "school_year=2026-2027", "term=2026-2027-1", "kind=1", "cats=05", "reason=父亲生病")
        home.applications.append(key)
        step(home, key, "submit", "committed=1", "commit_date=2026-09-10")
        step(home, key, "verify", "method=1", "visit=" + home.visits[number], "date=2026-09-14", "staff=王老师", "found=属实", "consistent=1", "suggest_level=1")
        step(home, key, "class_review", "class_review=" + home.review, "for_=8", "against=1", "abstain=0", "suggest_level=1")
        step(home, key, "homeroom_review", "reviewer=王老师", "date=2026-09-20", "result=1", "level=1")
        step(home, key, "grade_review", "reviewer=刘老师", "date=2026-09-21", "result=1", "level=1")
        step(home, key, "office_review", "reviewer=陈老师", "date=2026-09-22", "result=1", "level=1")
        step(home, key, "decide", "reviewer=周校长", "date=2026-09-23", "result=1", "level=1", "head=周校长")


def post(home):
    apply_and_decide(home)
    return step(home, ",".join(home.applications), "publish", "start=2026-09-24", "days=5", "contact_name=陈老师", "contact_phone=0851-6000000")["notice"]


def test_documents_are_named_with_their_group(home):
    documents = {one["name"]: one for one in home.json("documents")["documents"]}
    assert {"P01", "P02", "P03", "P04", "P05", "P07", "decision", "confirmation"} <= set(documents)
    assert [name for name, one in documents.items() if one["group"] == "post"] == ["P04", "P05"]
    for one in documents.values():
        assert one["title"] and one["period"] in ("term", "year", "month", "none") and one["group"] in ("post", "sign", "file", "county")


def test_blanks_need_no_record(home):
    home.create()
    for name in ("P01", "P02", "P03"):
        answer = document(home, name, name + ".pdf")
        assert answer["file"] == home.file(name + ".pdf") and answer["files"] == [answer["file"]]
        assert answer["name"] == name and answer["pages"] >= 2, answer
        with open(answer["file"], "rb") as written:
            assert hashlib.sha256(written.read()).hexdigest() == answer["sha256"]
    assert document(home, "P04", "x.pdf", status=1)["field"] == "record"
    assert not os.path.exists(home.file("x.pdf"))


def test_wrong_words_are_wrong_usage(home):
    home.create()
    document(home, "P99", "x.pdf", status=2)
    document(home, "P02", "x.doc", status=2)
    document(home, "P02", "x.pdf", "--paper", "A5", status=2)
    document(home, "P02", "x.pdf", "--name-style", "hidden", status=2)
    document(home, "P02", "x.pdf", "--profile", "everybody", status=2)
    document(home, "P02", "no/x.pdf", status=3)
    assert document(home, "P02", "x.pdf", "--record", "1", status=1)["code"] == "not_found"


def test_files_are_replaced_only_by_force(home):
    home.create()
    first = document(home, "P02", "a.pdf")
    assert document(home, "P02", "a.pdf", status=1)
    assert document(home, "P02", "a.pdf", "--force")["sha256"] == first["sha256"]


def test_several_pages_become_several_pictures(home):
    home.create()
    for suffix in ("png", "svg"):
        answer = document(home, "P02", "a." + suffix)
        assert answer["pages"] >= 2
        assert answer["files"] == [home.file("a-%d.%s" % (page + 1, suffix)) for page in range(answer["pages"])], answer
        assert all(os.path.getsize(path) > 1000 for path in answer["files"])
        assert not os.path.exists(home.file("a." + suffix))


def test_paper_has_the_size_asked_for(home):
    home.create()
    for size, points in (("A4", (595, 842)), ("A3", (842, 1191))):
        path = document(home, "P02", size + ".pdf", "--paper", size)["file"]
        found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", tool("pdfinfo", path))
        assert tuple(round(float(one)) for one in found.groups()) == points


def test_a_demonstration_says_so_on_every_page(home):
    home.create("--demo")
    path = document(home, "P02", "a.pdf", "--lang", "zh_CN")["file"]
    pages = tool("pdftotext", path, "-").split("\f")
    for page in pages[:-1]:
        assert "演" in page and "示" in page or "D" in page and "E" in page, page
    home.run("create", home.file("real.zhuxue"), "--school", "某校", status=0)
    home.book = home.file("real.zhuxue")
    assert "演示" not in text_of(document(home, "P02", "b.pdf", "--lang", "zh_CN")["file"])


def test_a_visit_is_printed_as_it_was_entered(home):
    fill(home)
    answer = document(home, "P02", "a.pdf", "--record", home.visits[0])
    text = text_of(answer["file"])
    assert answer["pages"] == 1
    for word in ("李雨桐", "王老师", "爷爷近期住院，家里由奶奶照看。", "青石镇中心学校"):
        assert word in text, (word, text)
    # A sheet for the trip: every child named once, room to write.
    trip = text_of(document(home, "P02", "b.pdf", "--record", "李雨桐", "--record", "王小梅")["file"])
    assert trip.count("李雨桐") == 1 and trip.count("王小梅") == 1 and "爷爷" not in trip


def test_fonts_are_in_the_file_and_only_what_is_used(home):
    fill(home)
    path = document(home, "P02", "a.pdf", "--record", home.visits[0])["file"]
    rows = tool("pdffonts", path).splitlines()[2:]
    assert rows
    for row in rows:
        assert re.search(r"\byes\s+yes\s+yes\b", row), row
    assert os.path.getsize(path) < 400000


def test_an_application_shows_the_family_as_it_was(home):
    fill(home)
    home.add("family_member", "student=李雨桐", "name=李国强", "relation=51", "job=务农", "income_year=8000")
    key = home.add("application", "student=" + home.students[0], "school_year=2026-2027", "term=2026-2027-1", "kind=1", "cats=05", "reason=父亲生病")
    step(home, key, "submit", "committed=1", "commit_date=2026-09-10")
    home.add("family_member", "student=李雨桐", "name=周桂花", "relation=52")
    text = text_of(document(home, "P01", "a.pdf", "--record", key)["file"])
    assert "李国强" in text and "8,000.00" in text and "父亲生病" in text
    assert "周桂花" not in text
    assert id_number("20160305", 902) in text
    # It shows an ID number in full: that is written down.
    logged = home.rows("export_log")
    assert len(logged) == 1 and "P01" in logged[0]["what"], logged


def test_the_evaluation_names_members_and_votes(home):
    fill(home)
    apply_and_decide(home)
    answer = document(home, "P03", "a.pdf", "--record", home.review)
    text = text_of(answer["file"])
    for name in NAMES:
        assert text.count(name) == 2, (name, text)  # on the record, and on the sheet without a name
    assert "2026" in text and "8" in text


def test_the_decision_tells_everything_in_order(home):
    fill(home)
    post(home)
    answer = document(home, "decision", "a.pdf", "--record", home.applications[0])
    text = text_of(answer["file"])
    places = [text.find(date) for date in ("2026-09-14", "2026-09-20", "2026-09-22", "2026-09-23", "2026-09-24")]
    assert -1 not in places and places == sorted(places), (places, text)
    for word in ("李雨桐", "王老师", "刘老师", "陈老师", "周校长"):
        assert word in text, (word, text)


def test_letters_wait_until_they_are_true(home):
    fill(home)
    notice = post(home)
    key = home.applications[0]
    assert document(home, "confirmation", "x.pdf", "--record", key, status=1)["code"] == "rule"
    assert document(home, "P07", "x.pdf", "--record", key, status=1)["code"] == "rule"
    assert document(home, "P05", "x.pdf", "--record", notice, status=1)["code"] == "rule"
    step(home, key, "confirm", "date=2026-10-09")
    text = text_of(document(home, "confirmation", "a.pdf", "--record", key)["file"])
    assert "李雨桐" in text

    refused = home.add("application", "student=" + home.students[1], "school_year=2026-2027", "term=2026-2027-1", "kind=3", "event_date=2026-10-01",
                       "cats=16", "reason=生病", "apply_date=2026-10-10")
    step(home, refused, "submit", "committed=1", "commit_date=2026-10-10")
    step(home, refused, "refuse", "reason=家里收入稳定", "date=2026-10-12")
    letter = text_of(document(home, "P07", "b.pdf", "--record", refused)["file"])
    assert "王小梅" in letter and "家里收入稳定" in letter


def test_a_notice_says_what_the_casebook_says(home):
    fill(home)
    notice = post(home)
    record = home.show("notice", notice)
    answer = document(home, "P04", "a.pdf", "--record", notice, "--lang", "zh_CN")
    text = text_of(answer["file"])
    assert answer["pages"] == 1
    for name in NAMES:
        assert text.count(name) == 1, (name, text)
    assert text.count("四(1)班") == len(NAMES)
    for word in ("青石镇中心学校", record["title"] or "", record["notice_no"] or "", "陈老师", "0851-6000000", "2026"):
        assert word in text, (word, text)
    masked = text_of(document(home, "P04", "b.pdf", "--record", notice, "--name-style", "masked")["file"])
    assert "李*桐" in masked and "欧阳*源" in masked
    for name in NAMES:
        assert name not in masked


def test_a_renewed_notice_has_only_what_changed(home):
    fill(home)
    notice = post(home)
    key = home.applications[1]
    step(home, key, "object", "notice=" + notice, "received_on=2026-09-25", "channel=1", "anonymous=1", "content=家里有车", "handler=陈老师")
    step(home, key, "resolve", "outcome=3", "found=车是亲戚的，收入高于申报", "found_on=2026-09-28", "reply=已调整", "replied_on=2026-09-28", "level=2")
    renewed = step(home, key, "publish", "start=2026-09-29", "days=5", "contact_name=陈老师", "contact_phone=0851-6000000")["notice"]
    assert renewed != notice
    text = text_of(document(home, "P05", "a.pdf", "--record", renewed, "--lang", "zh_CN")["file"])
    assert text.count("王小梅") == 1
    for word in ("李雨桐", "欧阳思源", "家里有车", "亲戚", "收入"):
        assert word not in text, (word, text)
    assert home.show("notice", notice)["notice_no"] in text, text
    # The first one stays as it hung.
    first = text_of(document(home, "P04", "b.pdf", "--record", notice, "--lang", "zh_CN")["file"])
    assert all(first.count(name) == 1 for name in NAMES)


def plant(home, kind, record, secrets):
    """Fills every field of a record that is not public with something no notice may show."""
    for field in home.json("kinds", kind)["fields"]:
        key, type_ = field["key"], field["type"]
        if field["sensitivity"] == "public" or key in ("name", "date", "visit_date", "voided_on", "void_reason", "student", "family"):
            continue
        number = len(secrets) + 1
        if key in ("id_no", "bank_holder_id"):
            value = id_number("199%d0%d1%d" % (number % 10, 1 + number % 9, number % 10), 900 + number % 90)
        elif "phone" in key:
            value = "139%08d" % (77000000 + number)
        elif key == "bank_no":
            value = "62284804%08d" % number
        elif type_ in ("text", "long"):
            value = "密%03d" % number
        elif type_ == "money":
            value = "%d.43" % (87000 + number)
        elif type_ == "date":
            value = "199%d-0%d-1%d" % (number % 10, 1 + number % 9, number % 10)
        else:
            continue
        done = home.run("set", home.book, kind, record, "%s=%s" % (key, value), "--today", zxtest.TODAY)
        if done.status == 0:
            secrets.append(value)
            if type_ == "money":
                secrets.append(value[:2] + "," + value[2:])
            if type_ == "date":
                secrets.append(value.replace("-", ""))


def pieces_of(path):
    """The bytes of a file, as they stand and with every compressed stream opened."""
    with open(path, "rb") as written:
        data = written.read()
    pieces = [data]
    for start in re.finditer(rb"stream\r?\n", data):
        try:
            pieces.append(zlib.decompressobj().decompress(data[start.end():]))
        except zlib.error:
            pass
    return pieces


def test_no_notice_tells_a_secret(home):
    fill(home)
    secrets = []
    home.run("set", home.book, "school", home.rows("school")[0]["id"], "account=密账户", status=0)
    member = home.add("family_member", "student=李雨桐", "name=密亲人", "relation=51", "guardian=1")
    secrets.append("密亲人")
    family = home.show("student", home.students[0])["family"]
    for kind, record in (("student", home.students[0]), ("family_member", member), ("family", family), ("home_visit", home.visits[0]),
                         ("class_review", home.review)):
        plant(home, kind, record, secrets)
    plant(home, "category", home.add("category", "student=李雨桐", "cat=05"), secrets)
    plant(home, "contact_log", home.add("contact_log", "student=李雨桐", "date=2026-09-12", "channel=1"), secrets)
    notice = post(home)
    application = home.applications[0]
    step(home, application, "object", "notice=" + notice, "received_on=2026-09-25", "channel=1", "objector=密来人", "objector_phone=13977999999",
         "content=密来话", "handler=密承办")
    secrets += ["密来人", "密来话", "密承办", "13977999999", "密账户"]
    assert len(secrets) > 60, secrets
    # What the child is, in the words a notice must not use.
    secrets += ["低保", "特别困难", "父亲生病", "爷爷", id_number("20160305", 902), "20160305", "2016-03-05"]

    posted = [one["name"] for one in home.json("documents")["documents"] if one["group"] == "post"]
    n_read = 0
    for name in posted:
        for style in ("full", "masked"):
            for suffix in ("pdf", "svg", "png"):
                done = home.run("document", home.book, name, home.file("%s-%s.%s" % (name, style, suffix)), "--record", notice, "--name-style", style,
                                "--lang", "zh_CN", "--json", "--today", zxtest.TODAY)
                if done.status != 0:
                    continue  # this notice renews no other
                for path in done.json["files"]:
                    n_read += 1
                    whole = b"\n".join(pieces_of(path))
                    shown = text_of(path) + tool("pdfinfo", path) if suffix == "pdf" else ""
                    for secret in secrets:
                        assert secret not in shown, (secret, path)
                        assert secret.encode() not in whole and secret.encode("utf-16-be") not in whole, (secret, path)
                        assert secret.encode("utf-16-be").hex().encode() not in whole.lower(), (secret, path)
                    for person in (home.environment().get("USER"), os.environ.get("USER"), os.path.basename(home.path)):
                        assert not person or len(person) < 4 or person.encode() not in whole, (person, path)
    assert n_read >= 6
    # The search finds what is there: the decision is for the file, and tells it.
    assert "父亲生病" in text_of(document(home, "decision", "decision.pdf", "--record", application)["file"])


if __name__ == "__main__":
    zxtest.main(globals())
