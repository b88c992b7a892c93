/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-check-value.h"

G_BEGIN_DECLS

/*
 * A roster of students from a file into a casebook.
 *
 *   import = zx_roster_import_open (path, casebook, cancellable, error);
 *   zx_roster_import_map (import, "联系电话", "guardian.phone", error);      (if wanted)
 *   zx_roster_import_check (import, cancellable, error);                    (a preview; writes nothing)
 *   result = zx_roster_import_apply (import, ZX_ROSTER_UPDATE, cancellable, error);
 *
 * The command line may leave the check out: apply reads and judges every row itself, in one pass,
 * and holds no rows. The window checks, shows rows, edits cells, and applies the same object; what was
 * edited, kept and set aside counts there.
 *
 * One object belongs to one thread at a time. The _async functions work in other threads and must not
 * overlap with any other call on the same object until their callback has come.
 */

/**
 * ZxRosterError:
 * @ZX_ROSTER_ERROR_NO_TABLE: no row of headings was found (at least three known words, one the name)
 * @ZX_ROSTER_ERROR_NO_SHEET: there is no sheet of that name
 * @ZX_ROSTER_ERROR_NO_COLUMN: there is no column of that heading, or it stands there twice
 * @ZX_ROSTER_ERROR_NO_FIELD: there is no such field to import into
 * @ZX_ROSTER_ERROR_NO_ROW: there is no such rejected row, or it is no longer waiting
 * @ZX_ROSTER_ERROR_REJECTED: a corrected row is still wrong; the message says why,
 *   zx_roster_error_get_code() and zx_roster_error_get_field() what
 *
 * Errors of reading the file are %ZX_SHEET_ERROR (zx-sheet-reader.h says which are faults of the file).
 */
typedef enum
{
  ZX_ROSTER_ERROR_NO_TABLE,
  ZX_ROSTER_ERROR_NO_SHEET,
  ZX_ROSTER_ERROR_NO_COLUMN,
  ZX_ROSTER_ERROR_NO_FIELD,
  ZX_ROSTER_ERROR_NO_ROW,
  ZX_ROSTER_ERROR_REJECTED,
} ZxRosterError;

#define ZX_ROSTER_ERROR (zx_roster_error_quark ())
GQuark       zx_roster_error_quark              (void);
/* (nullable): "E_ID_LENGTH"; only of %ZX_ROSTER_ERROR_REJECTED */
const char  *zx_roster_error_get_code           (const GError *error);
/* (nullable): the key of a field, as in zx_roster_targets_get() */
const char  *zx_roster_error_get_field          (const GError *error);

/* --- what columns can become --- */

/**
 * ZxRosterTarget:
 * @key: a field of the student ("name", "id_no", "class_name", "village" …); "guardian.name",
 *   ".phone", ".relation", ".id_no", ".work_place" and the same of "father" and "mother";
 *   "cat": one or more words for a hardship group; "cat.05" …: yes or no to one group;
 *   "cat.cert_no": the number of its certificate
 *
 * What a column can be imported into. Labels in the language in use: zx_roster_target_get_label().
 */
typedef struct
{
  const char *key;
} ZxRosterTarget;

/* (array zero-terminated by key): all targets, in the order a drop-down offers them */
const ZxRosterTarget *zx_roster_targets_get      (void);
/* (nullable): the label ("监护人电话"), %NULL for an unknown key */
const char  *zx_roster_target_get_label         (const char   *key);

/* --- the file --- */

#define ZX_TYPE_ROSTER_IMPORT (zx_roster_import_get_type ())
G_DECLARE_FINAL_TYPE (ZxRosterImport, zx_roster_import, ZX, ROSTER_IMPORT, GObject)

/**
 * zx_roster_import_open:
 * @path: .xlsx, .xls, .csv, .txt
 * @casebook: where it is to go; its school, term and remembered mappings are looked at
 *
 * Opens the file, reads all its sheets, finds their headings and selects the proposed one: most known
 * headings, then most rows. A file without any headings we know opens too: select a sheet with
 * its header row by hand, or be refused with %ZX_ROSTER_ERROR_NO_TABLE by check and apply.
 *
 * Takes as long as reading the file takes: 100,000 rows need about a second.
 *
 * Returns: (transfer full): an import, or %NULL with a %ZX_SHEET_ERROR
 */
ZxRosterImport *zx_roster_import_open           (const char           *path,
                                                 ZxCasebook           *casebook,
                                                 GCancellable         *cancellable,
                                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void         zx_roster_import_open_async        (const char           *path,
                                                 ZxCasebook           *casebook,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
ZxRosterImport *zx_roster_import_open_finish    (GAsyncResult         *result,
                                                 GError              **error);

const char  *zx_roster_import_get_path          (ZxRosterImport       *self);
/* The bare name of the file: "秋季名册.xlsx" */
const char  *zx_roster_import_get_file_name     (ZxRosterImport       *self);

/**
 * ZxRosterSheet:
 * @name: as on the tab; "" for a text file
 * @hits: columns with headings we know, 0 when no row of headings was found
 * @header_row: the (last) row of headings, 0 when none
 * @n_rows: rows with something in them below it
 * @hidden: hidden in the workbook
 */
typedef struct
{
  const char *name;
  guint       hits;
  guint       header_row;
  guint       n_rows;
  gboolean    hidden;
} ZxRosterSheet;

guint        zx_roster_import_get_n_sheets      (ZxRosterImport       *self);
const ZxRosterSheet *
             zx_roster_import_get_sheet         (ZxRosterImport       *self,
                                                 guint                 index);
/* The one that is selected; opening selects the proposed one. */
guint        zx_roster_import_get_selected_sheet (ZxRosterImport      *self);
/* %ZX_ROSTER_ERROR_NO_SHEET */
gboolean     zx_roster_import_find_sheet        (ZxRosterImport       *self,
                                                 const char           *name,
                                                 guint                *out_index,
                                                 GError              **error);

/**
 * zx_roster_import_select_sheet:
 * @header_row: 1-based row of the sheet that holds the headings; of two rows of headings, either; 0 looks for it
 *
 * Forgets mappings, edits and the check. %ZX_ROSTER_ERROR_NO_TABLE when there are no headings.
 */
gboolean     zx_roster_import_select_sheet      (ZxRosterImport       *self,
                                                 guint                 index,
                                                 guint                 header_row,
                                                 GError              **error);

/* (array length=out_n): rows that hold the headings: one or two; none when no headings were found */
const guint *zx_roster_import_get_header_rows   (ZxRosterImport       *self,
                                                 guint                *out_n);
/* (nullable): the text above the headings: "青石镇中心学校2026年秋季学生名册" */
const char  *zx_roster_import_get_title         (ZxRosterImport       *self);
/* "2026-2027": the one named in the title, else that of the working term */
const char  *zx_roster_import_get_school_year   (ZxRosterImport       *self);

/* --- columns --- */

/**
 * ZxRosterColumn:
 * @heading: as it stands, without blanks around; two rows joined: "父亲/姓名"; "" when the column has none
 * @letter: "A" …, for columns without heading
 * @field: (nullable): the key of the target, %NULL = not imported
 * @samples: the first three different texts in it, %NULL at the end; as they stand, unmasked
 * @index: 0 for A
 * @hidden: hidden in the sheet; read all the same
 * @remembered: @field is what a person chose for a file with the same headings
 *
 * Pointers are valid until the mapping or the sheet changes.
 */
typedef struct
{
  const char *heading;
  const char *letter;
  const char *field;
  const char *samples[4];
  guint       index;
  gboolean    hidden;
  gboolean    remembered;
} ZxRosterColumn;

/* Columns with a heading or with anything below it. */
guint        zx_roster_import_get_n_columns     (ZxRosterImport       *self);
const ZxRosterColumn *
             zx_roster_import_get_column        (ZxRosterImport       *self,
                                                 guint                 position);

/**
 * zx_roster_import_set_mapping:
 * @position: of the column
 * @field: (nullable): a target's key; %NULL = not imported
 *
 * Another column with the same target loses it. Forgets the check. The mapping is remembered by the
 * file's headings when it is applied.
 */
gboolean     zx_roster_import_set_mapping       (ZxRosterImport       *self,
                                                 guint                 position,
                                                 const char           *field,
                                                 GError              **error);
/* --map: @column is a heading ("父亲/姓名", or only "姓名" where that is the only such one), or a letter; @field "" = not imported */
gboolean     zx_roster_import_map               (ZxRosterImport       *self,
                                                 const char           *column,
                                                 const char           *field,
                                                 GError              **error);

/* Whether neither columns nor title tell the grade, so that somebody should choose one for the whole file. */
gboolean     zx_roster_import_needs_grade       (ZxRosterImport       *self);
/* (nullable) @grade: "P3"; %NULL = take what the file says. Counts only where the file says nothing. */
void         zx_roster_import_set_grade         (ZxRosterImport       *self,
                                                 const char           *grade);
const char  *zx_roster_import_get_grade         (ZxRosterImport       *self);

/* --- rows, after a check --- */

typedef enum
{
  ZX_ROSTER_NEW,       /* will be added */
  ZX_ROSTER_CHANGED,   /* is in the casebook, with other values */
  ZX_ROSTER_UNCHANGED, /* is in the casebook just so */
  ZX_ROSTER_REJECTED,  /* cannot be imported as it stands */
  ZX_ROSTER_SET_ASIDE, /* was rejected and put aside by a person; waits in the casebook, too */
  ZX_ROSTER_N_STATES,
} ZxRosterState;

/**
 * ZxRosterRow:
 *
 * One row of the file as the check judged it. A light object that reads from its import; the same row
 * gives the same object as long as somebody holds it. `notify::state` and `::changed` come after edits.
 */
#define ZX_TYPE_ROSTER_ROW (zx_roster_row_get_type ())
G_DECLARE_FINAL_TYPE (ZxRosterRow, zx_roster_row, ZX, ROSTER_ROW, GObject)

/* What is noticed about a row: of a rejected one the reason; of others the warnings. */
typedef struct
{
  const char *code;    /* "E_ID_LENGTH", "W_PHONE" */
  const char *field;   /* (nullable): the target's key */
  char       *message; /* a sentence; names values, but never a whole ID number */
} ZxRosterNotice;

/* One value that differs from the casebook. */
typedef struct
{
  const char *field;
  char       *from; /* as people read it; "" for nothing */
  char       *to;
  gboolean    kept; /* the casebook's value stays */
} ZxRosterDifference;

guint        zx_roster_row_get_number           (ZxRosterRow          *self);
ZxRosterState zx_roster_row_get_state           (ZxRosterRow          *self);
/* The student it is, or 0. */
gint64       zx_roster_row_get_student          (ZxRosterRow          *self);
/* (nullable): why it is rejected */
const ZxRosterNotice *
             zx_roster_row_get_reason           (ZxRosterRow          *self);
guint        zx_roster_row_get_n_warnings       (ZxRosterRow          *self);
const ZxRosterNotice *
             zx_roster_row_get_warning          (ZxRosterRow          *self,
                                                 guint                 index);
/* (transfer full): a cell as it stands in the file or was corrected to; "" when empty */
char        *zx_roster_row_dup_cell             (ZxRosterRow          *self,
                                                 guint                 position);
/* (transfer full) (nullable): what was understood, in stored form: codes, ISO dates */
char        *zx_roster_row_dup_value            (ZxRosterRow          *self,
                                                 const char           *field);
/* (transfer full): the same for people; class_name gives 五(1)班. "" when empty */
char        *zx_roster_row_dup_display          (ZxRosterRow          *self,
                                                 const char           *field);
guint        zx_roster_row_get_n_differences    (ZxRosterRow          *self);
const ZxRosterDifference *
             zx_roster_row_get_difference       (ZxRosterRow          *self,
                                                 guint                 index);
/* Whether the casebook's value stays when this row is applied. */
void         zx_roster_row_set_kept             (ZxRosterRow          *self,
                                                 const char           *field,
                                                 gboolean              kept);

/**
 * zx_roster_import_check:
 *
 * Reads and judges every row against the casebook. Writes nothing. What was edited stays edited.
 * Asks @cancellable once a row. A check that fails leaves the object as before.
 */
gboolean     zx_roster_import_check             (ZxRosterImport       *self,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
void         zx_roster_import_check_async       (ZxRosterImport       *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean     zx_roster_import_check_finish      (ZxRosterImport       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
gboolean     zx_roster_import_is_checked        (ZxRosterImport       *self);

/**
 * zx_roster_import_get_rows:
 *
 * Returns: (transfer none): a #GListModel of #ZxRosterRow, in the order of the file; it lives as long as
 *   the import and follows checks and edits
 */
GListModel  *zx_roster_import_get_rows          (ZxRosterImport       *self,
                                                 ZxRosterState         state);

/**
 * zx_roster_import_edit:
 * @position: of the column
 * @text: what the cell should say; "" empties it
 *
 * Corrects a cell in memory and judges that row again; it may move to another list. The file is never touched.
 */
gboolean     zx_roster_import_edit              (ZxRosterImport       *self,
                                                 ZxRosterRow          *row,
                                                 guint                 position,
                                                 const char           *text,
                                                 GError              **error);
/* REJECTED ↔ SET_ASIDE */
void         zx_roster_import_set_aside         (ZxRosterImport       *self,
                                                 ZxRosterRow          *row,
                                                 gboolean              aside);

/**
 * ZxRosterFix:
 * @words: for a button, in the language in use: 「“5年级1办”都改成“五(1)班”」
 * @n_rows: how many rows it would correct
 *
 * One correction for several rejected rows.
 */
typedef struct
{
  char  *words;
  guint  n_rows;
} ZxRosterFix;

/* (element-type ZxRosterFix) (transfer full): most rows first; made anew at each call */
GPtrArray   *zx_roster_import_suggest_fixes     (ZxRosterImport       *self);
gboolean     zx_roster_import_apply_fix         (ZxRosterImport       *self,
                                                 const ZxRosterFix    *fix,
                                                 GError              **error);

/**
 * zx_roster_import_dup_state:
 *
 * Returns: (transfer full): everything a person did so far (path, sheet, mapping, edits …) as a JSON text for a draft
 */
char        *zx_roster_import_dup_state         (ZxRosterImport       *self);
/* Brings it back into an import that was opened from the same file; what no longer fits is left out. */
void         zx_roster_import_restore_state     (ZxRosterImport       *self,
                                                 const char           *state);
/* (transfer full) (nullable): the path in such a text */
char        *zx_roster_state_dup_path           (const char           *state);

/* --- importing --- */

/**
 * ZxRosterFlags:
 * @ZX_ROSTER_UPDATE: people who are there already get the values that differ
 * @ZX_ROSTER_BACK_UP: make a local backup first; if that fails, nothing is imported
 */
typedef enum
{
  ZX_ROSTER_DEFAULT = 0,
  ZX_ROSTER_UPDATE  = 1 << 0,
  ZX_ROSTER_BACK_UP = 1 << 1,
} ZxRosterFlags;

/* One row that was accepted. */
typedef struct
{
  guint         row;
  ZxRosterState state; /* NEW, CHANGED, UNCHANGED */
  gint64        id;    /* the student; 0 for NEW in a check */
  const char   *cat;   /* (nullable): primary category read from the row */
} ZxRosterImported;

/* One notice of a row. */
typedef struct
{
  guint       row;
  const char *code;
  const char *field;   /* (nullable) */
  char       *message;
  gint64      id;      /* rejected: the record of kind rejected_row; 0 in a check */
} ZxRosterFinding;

/* Two children who may be of one household: same guardian and phone. Nothing is joined by the import. */
typedef struct
{
  gint64 student;
  gint64 other;
} ZxRosterHousehold;

/**
 * ZxRosterResult:
 * @added: new people
 * @updated: people whose differing values were written (in a check: 0)
 * @unchanged: there already, and equal
 * @changed: there already, different, and left alone
 * @accepted: added + updated + unchanged + changed
 * @counted_rows: accepted + rejected
 * @imported: (element-type ZxRosterImported): every accepted row
 * @rejected: (element-type ZxRosterFinding)
 * @warnings: (element-type ZxRosterFinding)
 * @ignored_rows: (element-type guint): rows below the headings that are no people: totals, notes, repeated headings
 * @missing: (element-type gint64): students on the roll, of the classes the file names, whom it does not name; only reported
 * @households: (element-type ZxRosterHousehold): who could be joined
 * @notes: (element-type utf8): sentences about the file as a whole
 * @action: number in the history; 0 when nothing was written
 */
typedef struct
{
  guint      added;
  guint      updated;
  guint      unchanged;
  guint      changed;
  guint      accepted;
  guint      counted_rows;
  GArray    *imported;
  GArray    *rejected;
  GArray    *warnings;
  GArray    *ignored_rows;
  GArray    *missing;
  GArray    *households;
  GPtrArray *notes;
  gint64     action;
} ZxRosterResult;

void         zx_roster_result_free              (ZxRosterResult       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxRosterResult, zx_roster_result_free)

/* (transfer full): the last check as a result, for --dry-run and the numbers of step 3 */
ZxRosterResult *zx_roster_import_dup_preview    (ZxRosterImport       *self);

/**
 * ZxRosterProgressFunc:
 * @done: rows read
 * @total: rows there are
 *
 * Comes every 500 rows: from apply() and check() on the thread that works, from the _async functions in the main context.
 */
typedef void (*ZxRosterProgressFunc) (guint    done,
                                      guint    total,
                                      gpointer user_data);
void         zx_roster_import_set_progress      (ZxRosterImport       *self,
                                                 ZxRosterProgressFunc  func,
                                                 gpointer              user_data);

/**
 * zx_roster_import_apply:
 *
 * Imports what is valid as one action that can be undone, with the rejected rows in it as records of
 * kind `rejected_row`. Cancelled or failed, it leaves nothing. The same file again writes nothing.
 *
 * Returns: (transfer full): what was done; %NULL with @error set
 */
ZxRosterResult *zx_roster_import_apply          (ZxRosterImport       *self,
                                                 ZxRosterFlags         flags,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
void         zx_roster_import_apply_async       (ZxRosterImport       *self,
                                                 ZxRosterFlags         flags,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
ZxRosterResult *zx_roster_import_apply_finish   (ZxRosterImport       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/**
 * zx_roster_import_write_rejects:
 * @path: where to; written beside it and renamed. The caller has asked whether an existing file may go.
 * @rejected: (element-type ZxRosterFinding): from a result
 *
 * The rejected rows as .csv (or .xlsx, by the name): 行号, 原因代码, 原因, then the file's own columns as they stood; UTF-8
 * with byte order mark. Texts that a spreadsheet would take for a formula stay texts.
 */
gboolean     zx_roster_import_write_rejects     (ZxRosterImport       *self,
                                                 const char           *path,
                                                 GArray               *rejected,
                                                 GError              **error);

/* --- rows that wait in the casebook --- */

/**
 * zx_rejected_row_get_cells:
 * @raw: the field `raw` of a rejected row
 *
 * Returns: (transfer full) (element-type utf8): heading, text, heading, text … in the order of the file's columns
 */
GPtrArray   *zx_rejected_row_get_cells          (const char           *raw);
/* (transfer full) (nullable): the target of that heading in this row */
char        *zx_rejected_row_dup_field          (const char           *raw,
                                                 const char           *heading);

/**
 * zx_rejected_row_import:
 * @rejected: the record of kind `rejected_row`
 * @fields: (array zero-terminated=1): keys of targets, e.g. "id_no"
 * @values: as a cell would say them; "" empties
 * @out_student: (out) (optional): who it became; of a row of another kind (zx-import-kind.h) the record
 * @out_action: (out) (optional): the number in the history
 *
 * Corrects a waiting row and imports it, as one action. A person who is there already is updated.
 * Still wrong: %ZX_ROSTER_ERROR_REJECTED (of another kind %ZX_RECORD_ERROR), and nothing is changed.
 */
gboolean     zx_rejected_row_import             (ZxCasebook           *casebook,
                                                 gint64                rejected,
                                                 const char * const   *fields,
                                                 const char * const   *values,
                                                 gint64               *out_student,
                                                 gint64               *out_action,
                                                 GError              **error);

G_END_DECLS
