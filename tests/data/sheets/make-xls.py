#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the .xls files of this folder with xlwt (Debian: python3-xlwt). All people are invented."""
import datetime
import xlwt

date = xlwt.easyxf(num_format_str='yyyy-mm-dd')
han_date = xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"')
stamp = xlwt.easyxf(num_format_str='yyyy-mm-dd hh:mm')

book = xlwt.Workbook(encoding='utf-8')
sheet = book.add_sheet('三年级(1)班')
sheet.write_merge(0, 0, 0, 5, '2026年秋季三年级(1)班学生名册')
for column, word in enumerate(['姓名', '身份证号', '年级', '出生日期', '家访', '备注']):
    sheet.write(1, column, word)
sheet.write(2, 0, '欧阳·小明')
sheet.write(2, 1, '520099201209019014')
sheet.write_merge(2, 4, 2, 2, '三年级')
sheet.write(2, 3, datetime.date(2012, 9, 1), date)
sheet.write(2, 4, datetime.datetime(2026, 9, 1, 8, 30), stamp)
sheet.write(2, 5, 12.5)
sheet.write(3, 0, '𠮷田')
sheet.write(3, 1, 520099201209019012)
sheet.write(3, 3, datetime.date(2012, 9, 1), han_date)
sheet.write(3, 5, 7)
sheet.write(5, 0, '隔一行')
sheet.row(3).hidden = True
book.add_sheet('空')
book.add_sheet('四年级').write(9, 3, '末')
book.save('roster.xls')

book = xlwt.Workbook(encoding='utf-8')
sheet = book.add_sheet('many')
for row in range(3000):
    for column in range(8):
        sheet.write(row, column, '学生%d' % row if column == 0 else row * column)
book.save('many.xls')

# A grade and a class that stand once for several children, as after merging cells; the second grade has no class.
book = xlwt.Workbook(encoding='utf-8')
sheet = book.add_sheet('名册')
for row, cells in enumerate([['姓名', '身份证号', '年级', '班级'],
                             ['张家伟', '52009920160304901X', '五年级', '1班'], ['李小强', '520099201603049036'],
                             ['王一诺', '520099201503049012', '六年级'], ['小计', 3], ['赵子涵', '520099201503049039']]):
    for column, cell in enumerate(cells):
        sheet.write(row, column, cell)
book.save('filled.xls')
