# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of records through the command line: stored once, by their sum, safe in every accident."""

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import time

import zxtest

PHOTO = b"\xff\xd8\xff\xe0 not much of a photo"
SUM = hashlib.sha256(PHOTO).hexdigest()


def write(home, name, content=PHOTO):
    path = home.file(name)
    with open(path, "wb") as file:
        file.write(content)
    return path


def stored(book):
    folder = book + "-files"
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def school(home):
    home.create()
    home.add("student", "name=李雨桐")
    home.add("student", "name=张三")
    return home.book


def problems(home, book=None):
    answer = home.run("check", book or home.book, "--json")
    found = answer.json
    assert found["ok"] == (answer.status == 0) == (found["problems"] == []), answer
    assert answer.status in (0, 3), answer
    return found["problems"]


def test_a_file_is_kept_under_its_sum_and_the_original_stays(home):
    school(home)
    path = write(home, "户口簿 第1页.jpg")
    before = os.stat(path)
    key = home.add("attachment", "student=李雨桐", "file=户口簿 第1页.jpg", "kind=1", "captured_on=2026-11-20")
    assert stored(home.book) == [SUM]
    with open(os.path.join(home.book + "-files", SUM), "rb") as file:
        assert file.read() == PHOTO
    after = os.stat(path)
    assert (before.st_mtime_ns, before.st_size, before.st_mode) == (after.st_mtime_ns, after.st_size, after.st_mode)

    shown = home.show("attachment", key)
    assert shown["file_name"] == "户口簿 第1页.jpg" and shown["size"] == len(PHOTO), shown
    assert shown["sha256"] == SUM and shown["mime"] == "image/jpeg", shown
    assert shown["owner_kind"] == "student" and shown["student"] == shown["owner_id"], shown
    assert shown["kind"] == "1" and shown["kind_label"], shown
    linked = home.show("student", "李雨桐")["linked"]["attachment"]
    assert [(row["id"], row["sha256"]) for row in linked] == [(key, SUM)]
    assert [row["id"] for row in home.rows("attachment", "--where", "student=李雨桐")] == [key]
    assert problems(home) == []


def test_the_same_content_is_stored_once(home):
    school(home)
    write(home, "a.jpg")
    write(home, "b.jpg")
    first = home.add("attachment", "student=李雨桐", "file=a.jpg")
    second = home.add("attachment", "student=张三", "file=b.jpg")
    assert first != second and stored(home.book) == [SUM]
    assert home.show("attachment", second)["file_name"] == "b.jpg"


def test_photos_of_a_visit_come_back_in_the_order_given(home):
    school(home)
    names = ["%d.jpg" % number for number in (3, 1, 2)]
    for name in names:
        write(home, name, PHOTO + name.encode())
    visit = home.add("home_visit", "student=李雨桐", "visit_date=2026-11-20", *["photos=" + name for name in names])

    def order():
        shown = home.show("home_visit", visit)
        linked = {row["id"]: row["file_name"] for row in shown["linked"]["attachment"]}
        return [linked[key] for key in shown["photos"]], shown["photos"]

    assert order()[0] == names
    # A list that is set is the whole list; those that are there already go by their keys.
    keys = order()[1]
    write(home, "4.jpg", PHOTO + b"4")
    home.run("set", home.book, "home_visit", visit, "photos=" + keys[0], "photos=4.jpg", status=0)
    assert order()[0] == ["3.jpg", "4.jpg"]
    home.run("set", home.book, "home_visit", visit, "photos=", status=0)
    assert order()[0] == []
    home.run("undo", home.book, status=0)
    home.run("undo", home.book, status=0)
    assert order()[0] == names
    assert problems(home) == []


def test_the_photo_of_a_student_is_one(home):
    school(home)
    write(home, "a.jpg")
    write(home, "b.jpg", PHOTO + b"b")
    assert home.run("set", home.book, "student", "张三", "photo=a.jpg", "photo=b.jpg").status == 2
    home.run("set", home.book, "student", "张三", "photo=a.jpg", status=0)
    home.run("set", home.book, "student", "张三", "photo=b.jpg", status=0)
    assert len(home.show("student", "张三")["photo"]) == 1


def test_what_cannot_be_read_is_refused_with_nothing_left(home):
    school(home)
    os.mkfifo(home.file("pipe"))
    for name in ("nowhere.jpg", ".", "pipe"):
        answer = home.run("add", home.book, "attachment", "student=张三", "file=" + name, "--json", status=3)
        assert answer.error["message"] and not answer.out, answer
    write(home, "empty.jpg", b"")
    assert home.run("add", home.book, "attachment", "student=张三", "file=empty.jpg", "--json", status=1).error["field"] == "file"
    assert stored(home.book) == [] and home.rows("attachment") == []


def test_an_action_that_is_refused_leaves_no_file(home):
    school(home)
    write(home, "a.jpg")
    for assignments, status, field in [
            (["file=a.jpg"], 1, "student"),
            (["student=张三"], 1, "file"),
            (["student=无名", "file=a.jpg"], 1, "student"),
            (["student=张三", "home_visit=17", "file=a.jpg"], 1, None),
            (["owner_kind=student", "owner_id=17", "file=a.jpg"], 1, "owner_id"),
            (["owner_kind=nothing", "owner_id=17", "file=a.jpg"], 1, "owner_kind"),
            (["student=张三", "file=a.jpg", "captured_on=2027-01-01"], 1, "captured_on"),
            (["student=张三", "file=a.jpg", "sha256=" + SUM], 1, "sha256"),
            (["student=张三", "file=a.jpg", "size=3"], 1, "size"),
            (["student=张三", "file=a.jpg", "stored=x"], 1, "stored"),
            (["student=张三", "file=a.jpg", "file=a.jpg"], 2, None),
            (["student=张三", "nothing=a.jpg"], 2, None)]:
        answer = home.run("add", home.book, "attachment", *assignments, "--json", "--today", zxtest.TODAY, status=status)
        assert field is None or answer.error["field"] == field, answer
        assert stored(home.book) == [], (assignments, stored(home.book))
    # A file that other records have stays.
    home.add("attachment", "student=李雨桐", "file=a.jpg")
    home.run("add", home.book, "attachment", "student=无名", "file=a.jpg", status=1)
    assert stored(home.book) == [SUM] and problems(home) == []


def test_the_file_of_an_attachment_is_never_exchanged(home):
    school(home)
    write(home, "a.jpg")
    write(home, "b.jpg", PHOTO + b"b")
    key = home.add("attachment", "student=张三", "file=a.jpg")
    assert home.run("set", home.book, "attachment", key, "file=b.jpg", "--json", status=1).error["field"] == "file"
    assert home.run("set", home.book, "attachment", key, "file=", "--json", status=1).error["field"] == "file"
    home.run("set", home.book, "attachment", key, "kind=29", "paper_place=盒 3 第 12 页", status=0)
    assert stored(home.book) == [SUM] and home.show("attachment", key)["sha256"] == SUM


def test_removing_keeps_the_file_for_undo(home):
    school(home)
    write(home, "a.jpg")
    key = home.add("attachment", "student=张三", "file=a.jpg")
    home.run("remove", home.book, "attachment", key, status=0)
    assert home.rows("attachment") == [] and stored(home.book) == [SUM] and problems(home) == []
    home.run("undo", home.book, status=0)
    assert home.show("attachment", key)["sha256"] == SUM
    home.run("undo", home.book, status=0)
    assert home.rows("attachment") == [] and stored(home.book) == [SUM] and problems(home) == []
    home.run("redo", home.book, status=0)
    assert home.show("attachment", key)["sha256"] == SUM and problems(home) == []


def test_files_go_and_come_with_their_record(home):
    school(home)
    write(home, "a.jpg")
    visit = home.add("home_visit", "student=张三", "visit_date=2026-11-20", "photos=a.jpg")
    home.run("remove", home.book, "home_visit", visit, status=0)
    assert home.rows("attachment") == []
    home.run("undo", home.book, status=0)
    assert len(home.show("home_visit", visit)["photos"]) == 1
    # What others hung on a record later keeps it from being taken back.
    other = home.json("add", home.book, "student", "name=王小二")
    home.add("attachment", "student=王小二", "file=a.jpg")
    assert home.run("undo", home.book, other["action"], "--json").error["code"] == "rule"


def test_check_names_missing_changed_and_unreferenced_files(home):
    school(home)
    for name in ("a", "b"):
        write(home, name + ".jpg", PHOTO + name.encode())
    first = home.add("attachment", "student=张三", "file=a.jpg")
    second = home.add("attachment", "student=张三", "file=b.jpg")
    folder = home.book + "-files"
    sums = [home.show("attachment", key)["sha256"] for key in (first, second)]
    os.unlink(os.path.join(folder, sums[0]))
    with open(os.path.join(folder, sums[1]), "ab") as file:
        file.write(b"!")
    stray = hashlib.sha256(b"stray").hexdigest()
    write(home, folder + "/" + stray, b"stray")
    found = {row["where"]: row["message"] for row in problems(home)}
    assert set(found) == {"attachment " + first, "attachment " + second, "file " + stray}, found
    assert "missing" in found["attachment " + first] and "changed" in found["attachment " + second], found
    # Adding the files again mends both.
    for name in ("a", "b"):
        home.add("attachment", "student=李雨桐", "file=" + name + ".jpg")
    assert [row["where"] for row in problems(home)] == ["file " + stray]


def test_backup_and_restore_bring_files_back(home):
    school(home)
    write(home, "a.jpg")
    key = home.add("attachment", "student=张三", "file=a.jpg")
    made = home.json("backup", home.book, "out.zip")
    assert made["counts"]["attachment"] == 1 and made["attachments"] == 1 and made["verified"] and made["missing"] == [], made
    home.json("backup", "--verify", "out.zip")
    back = home.file("back.zhuxue")
    home.run("restore", "out.zip", back, status=0)
    assert stored(back) == [SUM]
    assert home.json("show", back, "attachment", key)["sha256"] == SUM and problems(home, back) == []
    # The restored one lives on its own.
    home.run("add", back, "attachment", "student=李雨桐", "file=a.jpg", status=0)


def test_a_backup_tells_of_a_file_that_was_gone(home):
    school(home)
    write(home, "a.jpg")
    home.add("attachment", "student=张三", "file=a.jpg")
    os.unlink(os.path.join(home.book + "-files", SUM))
    made = home.json("backup", home.book, "out.zip", status=4)
    assert len(made["missing"]) == 1 and "a.jpg" in made["missing"][0], made


def test_a_casebook_moves_with_its_folder(home):
    school(home)
    write(home, "a.jpg")
    key = home.add("attachment", "student=张三", "file=a.jpg")
    os.mkdir(home.file("stick"))
    moved = home.file("stick/新名字.zhuxue")
    os.rename(home.book, moved)
    os.rename(home.book + "-files", moved + "-files")
    assert problems(home, moved) == []
    write(home, "b.jpg", PHOTO + b"b")
    home.run("add", moved, "attachment", "student=张三", "file=b.jpg", status=0)
    assert len(stored(moved)) == 2 and home.json("show", moved, "attachment", key)["sha256"] == SUM
    # By another name the files are still those beside the casebook.
    os.symlink(moved, home.file("link.zhuxue"))
    assert problems(home, home.file("link.zhuxue")) == []


def test_memory_stays_flat_for_a_file_of_300_megabytes(home):
    school(home)
    with open(home.file("big.mp4"), "wb") as file:
        file.seek(300 * 1024 * 1024 - 1)
        file.write(b"\0")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    home.run("add", home.book, "attachment", "student=张三", "file=big.mp4", status=0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # Whatever the largest child needed before, this one needs no third of its file more.
    assert after < max(before, 64 * 1024) + 100 * 1024, (before, after)


def test_an_interrupt_while_copying_leaves_nothing(home):
    school(home)
    with open(home.file("big.mp4"), "wb") as file:
        file.seek(2000 * 1024 * 1024 - 1)
        file.write(b"\0")
    running = home.start("add", home.book, "attachment", "student=张三", "file=big.mp4")
    for _ in range(1000):
        if any(name.startswith(".part-") for name in stored(home.book)):
            break
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert running.returncode == 130, running.returncode
    assert stored(home.book) == [] and home.rows("attachment") == [] and problems(home) == []


def test_a_kill_while_copying_leaves_nothing_for_long(home):
    school(home)
    write(home, "a.jpg")
    with open(home.file("big.mp4"), "wb") as file:
        file.seek(2000 * 1024 * 1024 - 1)
        file.write(b"\0")
    running = home.start("add", home.book, "attachment", "student=张三", "file=big.mp4")
    for _ in range(1000):
        if any(name.startswith(".part-") for name in stored(home.book)):
            break
        time.sleep(0.01)
    running.kill()
    running.communicate(timeout=60)
    assert problems(home) == [] and home.rows("attachment") == []
    home.add("attachment", "student=张三", "file=a.jpg")
    assert stored(home.book) == [SUM]


def test_a_full_disk_leaves_nothing_half_done(home):
    disk = home.file("disk")
    os.mkdir(disk)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk], capture_output=True)
    if mounted.returncode != 0:
        raise zxtest.Skip("no tmpfs may be mounted here")
    try:
        home.book = os.path.join(disk, "school.zhuxue")
        school(home)
        write(home, "a.jpg")
        write(home, "big.mp4", os.urandom(8 * 1024 * 1024))
        answer = home.run("add", home.book, "attachment", "student=张三", "file=big.mp4", "--json", status=3)
        assert answer.error["code"] == "full", answer
        assert stored(home.book) == [] and home.rows("attachment") == [] and problems(home) == []
        key = home.add("attachment", "student=张三", "file=a.jpg")
        assert home.show("attachment", key)["sha256"] == SUM
        # A backup that does not fit leaves the disk as it was.
        with open(os.path.join(disk, "filler"), "wb") as file:
            room = os.statvfs(disk)
            file.write(os.urandom(max(0, room.f_bavail * room.f_frsize - 64 * 1024)))
        answer = home.run("backup", home.book, os.path.join(disk, "out.zip"), "--json", status=3)
        assert answer.error["code"] == "full", answer
        assert [name for name in os.listdir(disk) if "zip" in name or name.startswith(".zhuxue")] == []
        assert problems(home) == []
    finally:
        subprocess.run(["umount", disk], check=False)


def test_a_folder_that_may_not_be_written(home):
    school(home)
    write(home, "a.jpg")
    # A file where the folder should be: refused for whoever runs this, root too.
    write(home, home.book + "-files", b"")
    answer = home.run("add", home.book, "attachment", "student=张三", "file=a.jpg", "--json", status=3)
    assert answer.error["code"] == "read_only" and home.rows("attachment") == [], answer


if __name__ == "__main__":
    zxtest.main(globals())
