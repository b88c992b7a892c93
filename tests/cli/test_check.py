# SPDX-License-Identifier: GPL-3.0-or-later
"""check finds every fault that is planted behind the program's back, names where it is, and ends with 3."""

import os
import sqlite3

import zxtest


def school(home):
    home.create()
    home.add("student", "name=李雨桐", "phone=13800138000")
    home.add("student", "name=曾小小")
    home.add("home_visit", "student=李雨桐", "visitors=王老师", "visit_date=2026-11-20", "home_found=奶奶照看，屋顶漏雨")
    home.add("contact_log", "student=曾小小", "date=2026-11-19", "content=电话打通，父亲在外务工")
    home.run("set", home.book, "student", "李雨桐", "phone=13900139000", status=0)
    assert home.json("check", home.book) == dict(ok=True, problems=[], counts=home.json("check", home.book)["counts"])


def plant(home, *statements):
    book = sqlite3.connect(home.book)
    book.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        book.execute(statement)
    book.commit()
    book.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    book.close()


def problems(home):
    answer = home.run("check", home.book, "--json", status=3)
    assert answer.json["ok"] is False and answer.json["problems"], answer
    for problem in answer.json["problems"]:
        assert set(problem) == {"where", "message"} and problem["message"], problem
    # The same for people, and in their language.
    spoken = home.run("check", home.book, "--lang", "zh_CN", status=3)
    assert len(spoken.out.splitlines()) == len(answer.json["problems"]), spoken
    return [problem["where"] for problem in answer.json["problems"]]


def test_a_value_changed_around_the_history(home):
    school(home)
    plant(home, "UPDATE student SET phone = '13700137000' WHERE name = '李雨桐'")
    assert "journal" in problems(home)


def test_a_row_added_around_the_history(home):
    school(home)
    plant(home, "INSERT INTO staff (id, name) VALUES (4711, '外人')")
    assert "journal" in problems(home)


def test_a_history_that_was_altered(home):
    school(home)
    plant(home, "UPDATE journal SET actor = 'somebody' WHERE jid = (SELECT max (jid) FROM journal)")
    assert any(where.startswith("journal ") for where in problems(home))


def test_an_entry_that_was_cut_out(home):
    school(home)
    plant(home, "DELETE FROM journal WHERE jid = (SELECT max (jid) - 1 FROM journal)")
    assert any(where.startswith("journal") for where in problems(home))


def test_who_wrote_what(home):
    school(home)
    plant(home, "UPDATE cell_ver SET jid = 1")
    assert "journal" in problems(home)


def test_whose_history_an_entry_is(home):
    school(home)
    plant(home, "DELETE FROM touch WHERE kind = 'student'")
    assert "journal" in problems(home)


def test_a_reference_to_nothing(home):
    school(home)
    plant(home, "UPDATE visit_child SET student = 17")
    assert any(where.startswith("visit_child ") for where in problems(home))


def test_a_lost_search_key(home):
    school(home)
    plant(home, "DELETE FROM search_key WHERE key = (SELECT min (key) FROM search_key)")
    assert "search" in problems(home)


def test_a_wrong_search_key(home):
    school(home)
    plant(home, "UPDATE search_key SET key = key || 'x' WHERE key = (SELECT max (key) FROM search_key)")
    assert "search" in problems(home)


def test_a_list_that_is_out_of_date(home):
    school(home)
    plant(home, "UPDATE student_now SET last_visit = '2020-01-01'")
    assert "search" in problems(home)


def test_a_note_text_that_is_not_the_notes(home):
    school(home)
    plant(home, "UPDATE note_text_content SET c0 = '另外的话' WHERE id = (SELECT min (id) FROM note_text_content)")
    assert "search" in problems(home)


def test_a_word_index_that_lost_its_words(home):
    school(home)
    plant(home, "DELETE FROM note_text_data WHERE id > 10")
    assert "search" in problems(home)


def test_an_index_of_the_file(home):
    school(home)
    plant(home, "PRAGMA writable_schema = ON",
          "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'attachment_by_owner') "
          "WHERE name = 'attachment_by_captured_by'")
    assert "file" in problems(home)


def test_foreign_tables(home):
    school(home)
    plant(home, "CREATE TABLE stowaway (id INTEGER)")
    assert "file" in problems(home)


def test_a_file_that_is_no_casebook(home):
    with open(home.book, "wb") as file:
        file.write(b"PK\x03\x04" + os.urandom(9000))
    assert problems(home) == ["file"]


def test_a_file_cut_short(home):
    school(home)
    size = os.path.getsize(home.book)
    os.truncate(home.book, size // 2)
    assert "file" in problems(home)


def test_a_damaged_page(home):
    school(home)
    with open(home.book, "r+b") as file:
        file.seek(os.path.getsize(home.book) - 3 * 4096)
        file.write(os.urandom(2 * 4096))
    assert problems(home)


if __name__ == "__main__":
    zxtest.main(globals())
