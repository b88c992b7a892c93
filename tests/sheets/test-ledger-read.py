#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads ledgers back with another library: what a person sees in the spreadsheet.

Speaks TAP. The first argument is test-ledger-samples, which writes the files.
"""

import datetime
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
import zipfile

try:
    import openpyxl
except ImportError:
    print('1..0 # SKIP openpyxl is not installed')
    sys.exit(0)

PHONES = ['13899990001', '13899990002', '13899990003']
CARD = '6228480402564890018'
SECRET = '柳树村三组'
LONG_NAME = '阿依古丽·买买提·吐尔逊·艾合买提·努尔麦麦提·阿不都热依木江'

folder = tempfile.mkdtemp(prefix='zhuxue-ledgers-')
tests = []


def test(function):
    tests.append(function)
    return function


def book(name, values=False):
    return openpyxl.load_workbook(os.path.join(folder, name), data_only=values)


def cells(sheet, row):
    return [cell.value for cell in sheet[row]]


def id_numbers():
    """The seven children of test-ledger-school.c."""
    numbers = []
    for n in range(7):
        number = '52009920170%d0690%d' % (n + 1, n)
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        check = '10X98765432'[sum(int(digit) * weight for digit, weight in zip(number, weights)) % 11]
        numbers.append(number + check)
    return numbers


def merged(sheet):
    return sorted(str(one) for one in sheet.merged_cells.ranges)


@test
def l08_has_the_columns_of_the_county():
    sheet = book('L08.xlsx').worksheets[0]
    assert cells(sheet, 3) == ['序号', '家访日期', '学生姓名', '年级', '班级', '家访类型', '家访教师', '受访人', '关系', '家庭主要情况',
                               '主要问题', '措施', '家长意见', '效果', '有无照片', '备注'], cells(sheet, 3)


@test
def l08_has_a_row_for_each_child_by_date():
    sheet = book('L08.xlsx').worksheets[0]
    rows = [cells(sheet, row) for row in range(4, 8)]
    assert [row[0] for row in rows] == [1, 2, 3, 4]
    assert [row[1].date() for row in rows] == [datetime.date(2026, 9, 20), datetime.date(2026, 10, 12), datetime.date(2026, 10, 12),
                                               datetime.date(2026, 11, 2)]
    assert rows[0][2] == '𠮷𪚥' and rows[0][7] is None and rows[0][15] == '家中无人；改天再去', rows[0]
    assert {rows[1][2], rows[2][2]} == {'王小明', '王小红'}
    for row in rows[1:3]:
        grade = {'王小明': '三年级', '王小红': '五年级'}[row[2]]
        assert row[3:9] == [grade, '1班', '日常', row[6], '王大山', '父亲'], row
        assert set(row[6].split('、')) == {'李慧芳', '陈国平'}, row[6]
        assert row[14] == '有'
    assert rows[3][2] == LONG_NAME and rows[3][14] is None


@test
def l08_cuts_what_was_found_at_100_characters():
    text = book('L08.xlsx').worksheets[0]['J5'].value
    assert len(text) == 100, len(text)
    assert '😀' in text and '\n' in text


@test
def words_like_formulas_stay_text():
    sheet = book('L08.xlsx').worksheets[0]
    for column, text in zip('JKLMN', ['=1+1', '+86', '-无', '@SUM(A1:A9)', '<b>&"\'']):
        cell = sheet[column + '7']
        assert cell.value == text and cell.number_format == '@', (column, cell.value)
    with zipfile.ZipFile(os.path.join(folder, 'L08.xlsx')) as file:
        xml = file.read('xl/worksheets/sheet1.xml').decode()
    assert '<f>1+1' not in xml and xml.count('<f>') == 1


@test
def voided_removed_and_other_terms_do_not_appear():
    text = str([cells(sheet, row) for sheet in [book('L08.xlsx').worksheets[0]] for row in range(1, sheet.max_row + 1)])
    for word in ['作废', '删除', '上学期']:
        assert word not in text, word


@test
def an_old_term_shows_the_class_of_that_time():
    sheet = book('L08-old.xlsx').worksheets[0]
    assert cells(sheet, 4)[2:6] == ['王小明', '二年级', '2班', '认定核实'], cells(sheet, 4)
    assert sheet['A1'].value == '后寨镇后寨小学2025—2026学年春季学期家访工作台账'
    assert sheet['A5'].value == '合计'


@test
def one_class_shows_its_children_only():
    sheet = book('L08-class.xlsx').worksheets[0]
    assert cells(sheet, 4)[2] == '王小红' and sheet['A5'].value == '合计'
    assert sheet['A1'].value == '后寨镇后寨小学2026—2027学年秋季学期家访工作台账（五(1)班）'


@test
def totals_are_formulas_with_their_value():
    assert book('L08.xlsx').worksheets[0]['C8'].value == '=COUNTA(C4:C7)'
    assert book('L08.xlsx', values=True).worksheets[0]['C8'].value == 4
    assert book('L08.xlsx').worksheets[0]['C8'].number_format == '0"人次"'
    assert book('L08.xlsx').worksheets[0]['A9'].value == '家访 3 次、走访 2 户；帮扶责任人季度走访 1 次、日常 2 次；家中无人 1 次'
    sheet = book('L28.xlsx').worksheets[0]
    assert sheet['K7'].value == '=SUM(K4:K6)'
    assert book('L28.xlsx', values=True).worksheets[0]['K7'].value == 0
    assert sheet['K7'].number_format.startswith('#,##0.00')


@test
def titles_and_lines_are_merged():
    sheet = book('L08.xlsx').worksheets[0]
    assert sheet['A1'].value == '后寨镇后寨小学2026—2027学年秋季学期家访工作台账'
    assert sheet['A1'].font.b and sheet['A1'].font.sz == 16 and sheet['A1'].alignment.horizontal == 'center'
    assert sheet['A2'].value == '填报单位(盖章)：后寨镇后寨小学'
    assert sheet['G2'].value == '填报时间：2026年11月23日'
    assert sheet['L2'].value == '单位：人次' and sheet['L2'].alignment.horizontal == 'right'
    for one in ['A1:P1', 'A2:F2', 'G2:K2', 'L2:P2', 'A9:P9', 'A11:P11']:
        assert one in merged(sheet), merged(sheet)
    for word in ['制表人：', '审核人：', '分管领导：', '校长(签字)：', '联系电话：']:
        assert word in sheet['A11'].value, word
    assert sheet['L13'].value == '(公章)' and sheet.row_dimensions[13].height >= 113


@test
def nothing_is_merged_in_the_rows():
    for name in ['L08.xlsx', 'L10.xlsx', 'L28.xlsx']:
        for sheet in book(name).worksheets[:1]:
            for one in sheet.merged_cells.ranges:
                assert one.min_row < 3 or one.min_row > 7 or sheet.cell(one.min_row, 1).value in ('合计',), one


@test
def pages_are_set_up():
    for name in ['L08.xlsx', 'L10.xlsx', 'L28.xlsx']:
        for sheet in book(name).worksheets:
            if sheet.title == '_meta':
                continue
            assert sheet.print_title_rows == '$3:$3', sheet.print_title_rows
            assert sheet.freeze_panes == 'A4'
            assert sheet.page_setup.orientation == 'landscape' and int(sheet.page_setup.paperSize) == 9
            assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
            assert sheet.page_setup.fitToWidth in (None, 1)
            assert sheet.oddFooter.center.text == '第 &P 页 共 &N 页', sheet.oddFooter.center.text
            assert sheet.oddFooter.left.text == '内部资料 注意保密'


@test
def the_body_is_legible():
    sheet = book('L08.xlsx').worksheets[0]
    for row in range(4, 8):
        assert (sheet.row_dimensions[row].height or sheet.sheet_format.defaultRowHeight) >= 18
        for cell in sheet[row]:
            assert cell.font.name == '宋体' and cell.font.sz == 11, cell
            assert cell.border.left.style == 'thin' and cell.border.bottom.style == 'thin', cell
    assert sheet.sheet_format.defaultRowHeight == 18
    for cell in sheet[3]:
        assert cell.font.b and cell.alignment.horizontal == 'center' and cell.alignment.wrap_text and cell.border.top.style == 'thin'
    # 100 characters in a column of 32 need six lines or so
    assert sheet.row_dimensions[5].height > 90
    assert sheet['B5'].number_format == 'yyyy-mm-dd'


@test
def properties_name_no_user():
    for name in ['L08.xlsx', 'L28-class.xlsx', 'template.xlsx']:
        properties = book(name).properties
        assert (properties.creator or '') in ('', '后寨镇后寨小学'), properties.creator
        assert (properties.lastModifiedBy or '') in ('', '后寨镇后寨小学'), properties.lastModifiedBy
    properties = book('L08.xlsx').properties
    assert properties.title == '后寨镇后寨小学2026—2027学年秋季学期家访工作台账'
    assert properties.subject == '2026—2027学年秋季学期'
    with zipfile.ZipFile(os.path.join(folder, 'L08.xlsx')) as file:
        assert '<Company>后寨镇后寨小学</Company>' in file.read('docProps/app.xml').decode()


@test
def a_hidden_sheet_tells_where_it_comes_from():
    sheet = book('L08-class.xlsx')['_meta']
    facts = dict((row[0].value, row[1].value) for row in sheet.iter_rows())
    assert sheet.sheet_state == 'hidden'
    assert facts['ledger'] == 'L08' and facts['term'] == '2026-2027-1' and facts['class'] == 'P5-1班' and facts['rows'] == 1, facts
    assert facts['total: 走访户数'] == 1 and facts['version']


@test
def l10_lists_calls_and_not_meetings():
    sheet = book('L10.xlsx').worksheets[0]
    assert cells(sheet, 3) == ['序号', '日期', '时间', '学生', '班级', '联系人', '关系', '是否接通', '事由', '内容', '结果', '联系教师']
    rows = [cells(sheet, row) for row in range(4, 7)]
    assert [row[3] for row in rows] == ['王小红', '王小明', '𠮷𪚥'], rows
    assert rows[0][1:] == [datetime.datetime(2026, 10, 8), '08:15', '王小红', '五(1)班', '王大山', '父亲', '否', '资助政策', '没有人接\n再打', None,
                           '李慧芳'], rows[0]
    assert rows[1][7] == '是' and rows[2][7] is None and rows[2][2] is None
    assert sheet['A7'].value == '合计'


@test
def l28_has_a_sheet_for_each_class():
    ledger = book('L28.xlsx')
    assert ledger.sheetnames == ['三(1)班', '三(12)班', '五(1)班', '未分班', '_meta'], ledger.sheetnames
    sheet = ledger['三(1)班']
    assert cells(sheet, 3) == ['序号', '学号', '学生姓名', '性别', '身份证号(后四位)', '监护人', '联系电话', '困难类型', '困难等级', '资助项目',
                               '资助金额(元)', '账户信息', '本季度家访', '备注'], cells(sheet, 3)
    ids = id_numbers()
    assert cells(sheet, 4)[:13] == [1, '2', '𠮷𪚥', '女', ids[2][-4:], '李四', '138****0003', None, None, None, None, '缺', None], cells(sheet, 4)
    assert cells(sheet, 5)[:13] == [2, '10', '王小明', '女', ids[0][-4:], '王大山', '138****0001', '低保', '特别困难', None, None, '齐', '是']
    assert sheet['C6'].value == LONG_NAME
    assert sheet['A7'].value == '合计', 'the child that left is not on the roll'
    for column in 'BEG':
        assert sheet[column + '5'].data_type in 's' and sheet[column + '5'].number_format == '@'


@test
def l28_of_one_class_and_of_an_old_term():
    assert book('L28-class.xlsx').sheetnames == ['三(1)班', '_meta']
    ledger = book('L28-old.xlsx')
    assert ledger.sheetnames == ['二(2)班', '_meta'], ledger.sheetnames
    rows = {ledger.worksheets[0].cell(row, 3).value: cells(ledger.worksheets[0], row) for row in (4, 5)}
    # Categories that held in that term; the visit of April lies before its last quarter.
    assert rows['𠮷𪚥'][7:9] == ['父母一方亡故/单亲', '一般困难'], rows
    assert rows['王小明'][8] == '特别困难' and rows['王小明'][12] is None, rows


@test
def nothing_secret_is_in_the_files():
    secrets = id_numbers() + PHONES + [CARD, SECRET]
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.xlsx'):
            continue
        with zipfile.ZipFile(os.path.join(folder, name)) as file:
            for member in file.namelist():
                text = file.read(member).decode('utf-8', 'replace')
                for secret in secrets:
                    assert secret not in text, (name, member, secret)


@test
def an_empty_ledger_says_so():
    sheet = book('L08-empty.xlsx').worksheets[0]
    assert sheet['A4'].value.startswith('本月无') and 'A4:P4' in merged(sheet)
    assert '合计' not in [cell.value for row in sheet.iter_rows() for cell in row]
    assert book('L28-empty.xlsx').worksheets[0]['A4'].value.startswith('本月无')


@test
def rows_go_on_on_further_sheets():
    ledger = book('L08-split.xlsx')
    assert ledger.sheetnames == ['家访工作台账', '家访工作台账 (2)', '_meta'], ledger.sheetnames
    first, second = ledger.worksheets[:2]
    assert [first.cell(row, 1).value for row in (4, 5, 6)] == [1, 2, 3] and first.max_row == 6
    assert cells(second, 3) == cells(first, 3) and second['A4'].value == 4
    assert second['C5'].value == "=COUNTA('家访工作台账'!C4:C6,'家访工作台账 (2)'!C4:C4)", second['C5'].value
    assert book('L08-split.xlsx', values=True).worksheets[1]['C5'].value == 4


@test
def a_demonstration_says_so():
    sheet = book('L08-demo.xlsx').worksheets[0]
    assert sheet['A1'].value.endswith('（演示）') and sheet.oddFooter.right.text == '演示'


@test
def the_template_has_headings_and_lists():
    ledger = book('template.xlsx')
    sheet = ledger['学生名册']
    headings = cells(sheet, 3)
    for word in ['姓名', '性别', '身份证号', '学籍号', '民族', '年级', '班级', '就读方式', '监护人', '联系电话', '困难类型', '银行卡号', '备注']:
        assert word in headings, word
    assert ledger['选项'].sheet_state == 'hidden'
    letter = sheet.cell(3, headings.index('年级') + 1).column_letter
    choices = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    grade = choices['%s4:%s5001' % (letter, letter)]
    assert grade.type == 'list'
    words = [ledger['选项'].cell(row, headings.index('年级') + 1).value for row in range(2, 11)]
    assert words == ['一年级', '二年级', '三年级', '四年级', '五年级', '六年级', '七年级', '八年级', '九年级'], words
    assert grade.formula1 == "'选项'!$%s$2:$%s$10" % (letter, letter), grade.formula1
    identity = sheet.column_dimensions[sheet.cell(3, headings.index('身份证号') + 1).column_letter]
    assert identity.number_format == '@', identity.number_format


@test
def libreoffice_opens_it():
    office = shutil.which('soffice') or shutil.which('libreoffice')
    if not office:
        return 'LibreOffice is not installed'
    subprocess.run([office, '-env:UserInstallation=file://' + folder + '/office', '--headless', '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76',
                    '--outdir', folder, os.path.join(folder, 'L08.xlsx')], check=True, timeout=120, stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, 'L08.csv'), encoding='utf-8') as file:
        assert '王小明' in file.read()


def run():
    print('1..%d' % len(tests))
    failed = 0
    subprocess.run([sys.argv[1], folder], check=True, env=dict(os.environ, XDG_DATA_HOME=os.path.join(folder, 'data')))
    title = book('L08.xlsx').worksheets[0].title
    for number, function in enumerate(tests, 1):
        name = function.__name__.replace('_', ' ')
        if title != '家访工作台账':
            print('ok %d %s # SKIP the program has no Chinese words in this build' % (number, name))
            continue
        try:
            reason = function()
            print('ok %d %s%s' % (number, name, ' # SKIP ' + reason if reason else ''))
        except Exception:
            failed += 1
            for line in traceback.format_exc().splitlines():
                print('#', line)
            print('not ok %d %s' % (number, name))
    return 1 if failed else 0


try:
    status = run()
finally:
    shutil.rmtree(folder, ignore_errors=True)
sys.exit(status)
