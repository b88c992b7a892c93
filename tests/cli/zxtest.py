# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of zhuxue-cli: each runs the real program in a home of its own and reads what it said.

A test file defines functions test_…(home) and ends with zxtest.main (globals ()). A function states one
behaviour; it fails by an assertion. The program is found by the environment variable ZHUXUE_CLI.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.path.abspath(os.environ.get("ZHUXUE_CLI", "build/src/cli/zhuxue-cli"))
TODAY = "2026-11-23"


def id_number(birth, sequence, region="520099"):
    """A valid number of nobody: the region has not been assigned."""
    body = "%s%s%03d" % (region, birth, sequence)
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights)) % 11]


class Answer:
    def __init__(self, arguments, done):
        self.arguments = arguments
        self.status = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def error(self):
        """The error printed with --json."""
        return json.loads(self.err)["error"]

    def __repr__(self):
        return "zhuxue-cli %s\nexit %d\n%s\n%s" % (" ".join(map(str, self.arguments)), self.status,
                                                  self.out[:4000], self.err[:4000])


class Home:
    """A folder that is the person's home and the working folder of the program."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="zhuxue-cli-")
        self.book = self.file("school.zhuxue")

    def file(self, name):
        return os.path.join(self.path, name)

    def environment(self):
        environment = dict(os.environ)
        for name in ("LANG", "LANGUAGE", "LC_MESSAGES"):
            environment.pop(name, None)
        environment.update(HOME=self.path, XDG_DATA_HOME=self.file("data"), XDG_CONFIG_HOME=self.file("config"),
                           XDG_CACHE_HOME=self.file("cache"), LC_ALL="C.UTF-8", TZ="Asia/Shanghai",
                           G_DEBUG="gc-friendly,fatal-warnings")
        return environment

    def start(self, *arguments, **options):
        return subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.path, env=self.environment(),
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def run(self, *arguments, status=None, **environment):
        """Runs the program; with status, that is what it must end with."""
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.path,
                              env=dict(self.environment(), **environment),
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
        answer = Answer(arguments, done)
        assert b"Sanitizer" not in done.stderr, answer
        assert b"-WARNING **" not in done.stderr and b"-CRITICAL **" not in done.stderr, answer
        if status is not None:
            assert answer.status == status, answer
        return answer

    def json(self, *arguments, status=0):
        """The document that --json prints."""
        answer = self.run(*arguments, "--json", "--today", TODAY, status=status)
        return answer.json

    def create(self, *options):
        self.run("create", self.book, "--school", "青石镇中心学校", "--stages", "primary,junior",
                 "--term", "2026-2027-1", *options, status=0)
        return self.book

    def add(self, kind, *assignments):
        """Adds a record and gives its key."""
        return self.run("add", self.book, kind, *assignments, "--today", TODAY, status=0).out.strip()

    def show(self, kind, record):
        return self.json("show", self.book, kind, record)

    def rows(self, kind, *options):
        return self.json("list", self.book, kind, *options)["rows"]

    def close(self):
        subprocess.run(["chmod", "-R", "u+rwx", self.path], check=False)
        shutil.rmtree(self.path, ignore_errors=True)


class Skip(Exception):
    pass


def main(names):
    tests = [(name, value) for name, value in names.items() if name.startswith("test_") and callable(value)]
    chosen = sys.argv[1:]
    if chosen:
        tests = [test for test in tests if test[0] in chosen]
    failed = 0
    print("1..%d" % len(tests))
    for number, (name, function) in enumerate(tests, 1):
        home = Home()
        words = name[len("test_"):].replace("_", " ")
        try:
            function(home)
            print("ok %d - %s" % (number, words))
        except Skip as why:
            print("ok %d - %s # SKIP %s" % (number, words, why))
        except Exception:
            failed += 1
            print("not ok %d - %s" % (number, words))
            for line in traceback.format_exc().splitlines():
                print("# " + line)
        finally:
            home.close()
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
