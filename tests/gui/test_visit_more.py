# SPDX-License-Identifier: GPL-3.0-or-later
"""The rarely used fields of a visit and of a call: behind one button, kept and written."""

from test_visit import make_school, start_visit


def choose_next(app, name):
    """The next entry of a list, by keys: near the lower edge the list opens upwards."""
    app.find("combo box", name).find("push button").click()
    app.key("Down", "Return")


def test_visit_with_everything(session):
    path = make_school(session)
    app = session.start(path)
    start_visit(app)
    app.click("push button", "李慧芳")
    app.click("push button", "奶奶 刘桂香")
    app.find("text", "谈话记录").type("家中由奶奶照看。")
    app.click("push button", "时间、目的、地点和其他")
    app.find("text", "开始时间").type("16:30")
    app.find("text", "结束时间").type("15:00")
    app.find("text", "家访目的").type("核实申请材料")
    app.wait_text("结束时间早于开始时间")               # said when the field is left
    app.find("text", "结束时间").type("17:10")
    app.choose("combo box", "家访类型", "认定核实")
    app.find("text", "家访地点").type("村委会")
    app.find("text", "还见到的人").type("李文书")
    app.find("text", "宣传资助政策").type("营养餐、生活补助")
    choose_next(app, "走访认定建议等级")
    app.click("check box", "家长签字")
    app.find("text", "备注").type("雨天路滑")
    app.screenshot("visit-form-more")
    app.click("push button", "写完，归档")
    app.wait_text("王小梅 的家访已归档")
    app.close()

    visit = session.cli_json("list", path, "home_visit")["rows"][0]
    assert visit["start"] == "16:30" and visit["end"] == "17:10", visit
    assert visit["kind"] == "2" and visit["purpose"] == "核实申请材料" and visit["place"] == "村委会", visit
    assert visit["policy_told"] == "营养餐、生活补助" and visit["level_view"] == "1", visit
    assert "李文书" in visit["received_by"] and visit["parent_sign"] is True and visit["remark"] == "雨天路滑", visit


def test_message_with_reason(session):
    path = make_school(session)
    app = session.start(path)
    start_visit(app)
    app.click("push button", "李慧芳")
    app.click("push button", "奶奶 刘桂香")
    app.click("push button", "电话", exact=True)
    app.find("text", "谈话记录").type("问作业")
    app.click("push button", "时间、目的、地点和其他")
    app.find("text", "开始时间").type("19:05")
    app.choose("combo box", "联系方式", "微信/视频")
    choose_next(app, "联系事由")
    app.click("push button", "写完，归档")
    app.wait_gone("push button", "写完，归档")
    app.close()
    contact = session.cli_json("list", path, "contact_log")["rows"][0]
    assert contact["time"] == "19:05" and contact["channel"] == "2" and contact["reason"] == "1", contact
