# SPDX-License-Identifier: GPL-3.0-or-later
"""The program starts."""


def test_window_speaks_chinese(session):
    app = session.start()
    app.wait_for(lambda: "助学档案" in app.title(), "the title in Chinese")
    app.screenshot("first-run")
    app.close()
