#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes resources/samples/roster-sample.xlsx and .csv: an invented school's roster, as messy as real ones.

    /usr/bin/python3 tests/data/make-sample-roster.py resources/samples

All names are invented; ID numbers have valid check digits in the region 520099, which is not assigned.
"""
import csv
import pathlib
import random
import sys

import openpyxl
from openpyxl.styles import Alignment, Font

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES = "王李张刘陈杨黄吴周徐孙马朱胡郭何林罗梁宋曾单仇"
GIVEN = ["小梅", "志强", "若曦", "建国", "天佑", "浩然", "玉珍", "佳怡", "春燕", "秀兰", "文博", "晓彤",
         "俊杰", "雨桐", "思源", "梦瑶", "子涵", "嘉豪", "静怡", "永康"]
VILLAGES = ["柳树村三组", "石桥村一组", "上塘村五组", "下塘村二组"]


def id_number(birth, order):
    body = "520099" + birth + "%03d" % order
    check = "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS)) % 11]
    return body + check


def rows():
    random.seed(20260901)
    classes = ["三(1)班", "三（2）班", "五年级1班", "五(2)班", "六(1)班"]
    born = {"三": 2017, "五": 2015, "六": 2014}
    for number in range(1, 41):
        name = random.choice(SURNAMES) + random.choice(GIVEN)
        class_name = classes[(number - 1) // 8]
        birth = "%d%02d%02d" % (born[class_name[0]], random.randint(1, 8), random.randint(1, 28))
        order = 900 + number * 2 + random.randint(0, 1)
        yield [number, name, "男" if order % 2 else "女", id_number(birth, order),
               "%s-%s-%s" % (birth[:4], birth[4:6], birth[6:]), class_name,
               random.choice(["走读", "住校"]), random.choice(SURNAMES) + random.choice(["德顺", "桂香", "建平", "大勇"]),
               "1390000%04d" % (1000 + number), random.choice(VILLAGES), random.choice(["", "", "", "低保", "脱贫户", "父母离异"])]


def spoil(table):
    """What a person corrects: one kind of mistake each."""
    table[6][3] = table[6][3][:16]                                # two digits lost
    table[13][1] = ""                                             # no name
    table[20][3] = table[20][3][:17] + ("0" if table[20][3][17] != "0" else "1")  # check digit
    table[27][4] = "2016-12-07"                                   # not the birth date of the number
    table[30][2:5] = table[29][2:5]                               # the same number again, another name
    table[34][5] = "毕业班"                                        # no class
    return table


def main():
    folder = pathlib.Path(sys.argv[1])
    heads = ["序号", "学生姓名", "性别", "身份证号码", "出生年月日", "班级", "是否寄宿", "监护人", "联系电话", "家庭住址", "困难类型"]
    table = spoil(list(rows()))

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "花名册"
    sheet["A1"] = "青石镇中心学校2026年秋季学期学生花名册"
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(heads))
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append(heads)
    for row in table:
        sheet.append(row)
    sheet.append(["合 计", "", "", "", "", "", "", "", "", "", ""])
    for column in "D", "I":
        for cell in sheet[column]:
            cell.number_format = "@"
    book.properties.creator = "青石镇中心学校"
    book.save(folder / "roster-sample.xlsx")

    with open(folder / "roster-sample.csv", "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heads] + table)


main()
