# SPDX-License-Identifier: GPL-3.0-or-later
"""Without a mouse: from the first start to a recorded visit; and words that are composed keep their keys."""

import test_visit


def tab_to(app, name, steps=40, key="Tab"):
    seen = []
    for _ in range(steps):
        focused = app.focused()
        if focused is not None and name in focused.name:
            return focused
        seen.append(focused)
        app.key(key)
    raise AssertionError("%s does not lead to %s, but over %r" % (key, name, seen))


def write(app, name, words):
    """Goes to a field by Tab and writes in it."""
    tab_to(app, name)
    app.type(words)
    app.wait_for(lambda: app.focused().text == words, "%r in %s" % (words, name))


def test_from_the_first_start_to_a_visit(session):
    app = session.start()
    app.find("text", "学校名称")
    write(app, "学校名称", "青石镇中心学校")
    write(app, "你的名字", "陈国强")
    tab_to(app, "从空白开始")
    app.key("space")
    tab_to(app, "建好，开始")
    app.key("Return")
    app.find("label", "青石镇中心学校")

    # A child, by the keys of the register.
    app.key("ctrl+shift+n")
    app.wait_for(lambda: app.focused() is not None and app.focused().name == "姓名", "the focus on the name")
    app.type("王小梅")
    write(app, "班级", "三(2)班")
    tab_to(app, "女")
    app.key("space")
    write(app, "监护人", "刘桂香")
    tab_to(app, "登记")
    app.key("Return")
    app.wait_text("登记学生：王小梅")
    app.key("Escape")
    app.wait_gone("text", "监护人")

    # The list by its filter, the page by Return, its menu by keys, back by Escape.
    app.key("ctrl+f")
    app.type("wxm")
    app.wait_text("1 人")
    app.key("Return")
    app.find("label", "家庭成员")
    tab_to(app, "更多操作")
    app.key("Return")
    app.find("menu item", "登记错了")
    app.key("Escape")
    app.wait_gone("menu item", "登记错了")

    # The visit of the child that is looked at.
    app.key("ctrl+n")
    app.find("text", "谈话记录")
    tab_to(app, "孩子本人")
    app.key("space")
    write(app, "谈话记录", "家里收拾得整齐。")
    app.key("shift+Tab")
    app.key("ctrl+Return")
    app.wait_text("王小梅 的家访已归档")
    app.find("label", "家庭成员")                        # back where one came from

    # Panes, sections, and the way out.
    app.key("F6")
    app.wait_for(lambda: app.focused() is not None and app.focused().role == "list item", "the focus in the sidebar")
    app.key("ctrl+1")
    app.find("label", "今天", exact=True)
    app.close(key="ctrl+q")


def test_composed_words_keep_their_keys(session):
    path = test_visit.make_school(session)
    app = session.start(path, env={"GTK_IM_MODULE": "gtk-im-context-simple"})
    test_visit.start_visit(app)
    app.click("push button", "孩子本人")
    note = app.find("text", "谈话记录")
    note.click()

    # Ctrl+Shift+U begins a character that is written by its number: while it is unfinished no shortcut works.
    app.key("ctrl+shift+u", "5", "f", "2", "0")
    app.key("ctrl+k", "ctrl+comma", "ctrl+n")
    app.key("ctrl+Return")                              # ends the word, and not the visit
    app.wait_for(lambda: note.text == "张", "the character")
    assert test_visit.count(session, path, "home_visit") == 0
    app.key("ctrl+Return")
    app.wait_text("王小梅 的家访已归档")
    app.close()
