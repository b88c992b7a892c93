/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-sheet-reader.h"

/* A folder of its own for each test, gone with it. */
typedef struct
{
  char *folder;
} ReaderFixture;

void reader_fixture_set_up    (ReaderFixture *fixture,
                               gconstpointer  data);
void reader_fixture_tear_down (ReaderFixture *fixture,
                               gconstpointer  data);

/* Writes a file of that name and gives its path; a negative length means up to the NUL. */
char *reader_write  (ReaderFixture *fixture,
                     const char    *name,
                     const char    *bytes,
                     gssize         length);

/* Writes a zip of pairs of part and text, in that order, ended by NULL. Text that starts with "=N " is
 * the rest repeated N times, with "=N |start|" that many times after the start. */
char *reader_write_zip (ReaderFixture *fixture,
                        const char    *name,
                        ...) G_GNUC_NULL_TERMINATED;

/* A workbook of one sheet. @strings and @styles may be NULL. */
char *reader_write_book (ReaderFixture *fixture,
                         const char    *sheet,
                         const char    *strings,
                         const char    *styles);

/* A workbook of one sheet with these rows. */
char *reader_write_rows (ReaderFixture *fixture,
                         const char    *rows);

#define READER_TYPES \
  "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
#define READER_ROOT_RELS \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" " \
  "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
#define READER_BOOK_RELS \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" \
  "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>" \
  "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/>" \
  "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>"
#define READER_BOOK \
  "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" " \
  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" \
  "<sheets><sheet name=\"名册\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define READER_SHEET(inside) \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">" inside "</worksheet>"

/*
 * The rows of a sheet as text, one line each: row number ("h" when hidden) and its cells:
 *   A=text  A#number  A@date  A?bool  A!error  A~ (formula without value)
 * After the letter: * digits lost, m month only, ^ filled from a merge.
 */
char *reader_dump (ZxSheetReader *reader,
                   guint          sheet);

/* Opens @path, loads its first sheet, and holds its rows against @expected. */
void  reader_assert_rows (const char *path,
                          const char *expected);

/* Opens @path and loads every sheet. One of it must fail with that code, before long and with little memory. */
void  reader_assert_refused (const char   *path,
                             ZxSheetError  code);
void  reader_assert_refused_with (const char          *path,
                                  const ZxSheetLimits *limits,
                                  ZxSheetError         code);

/* Opens and walks whatever it is; must come to an end, with rows or with an error of ours. */
void  reader_exercise (const char *path);
