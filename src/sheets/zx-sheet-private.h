/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-sheet-reader.h"

G_BEGIN_DECLS

/* What the readers of the single formats share. Nothing outside src/sheets includes this. */

#define ZX_SHEET_CHUNK_BYTES (64 * 1024)

/* An open regular file; every reading gives its own offset, so that passes do not disturb each other. */
typedef struct
{
  char    *path;
  guint64  size;
  int      fd;
} ZxSheetFile;

/* Bytes at @offset; 0 at the end, -1 with @error set. */
gssize zx_sheet_file_read (ZxSheetFile  *self,
                           guint64       offset,
                           gpointer      buffer,
                           gsize         length,
                           GError      **error);

/* The texts of an .xlsx, each once. */
typedef struct _ZxSheetStrings ZxSheetStrings;

ZxSheetStrings *zx_sheet_strings_new  (guint64          max_bytes);
void            zx_sheet_strings_free (ZxSheetStrings  *self);
gboolean        zx_sheet_strings_add  (ZxSheetStrings  *self,
                                       const char      *text,
                                       gsize            length,
                                       GError         **error);
guint           zx_sheet_strings_size (ZxSheetStrings  *self);
const char     *zx_sheet_strings_get  (ZxSheetStrings  *self,
                                       guint            index,
                                       guint           *out_length,
                                       gboolean        *out_digits_lost);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxSheetStrings, zx_sheet_strings_free)

/* Rows of all loaded sheets, one after the other, in memory or in an unlinked file. */
typedef struct _ZxSheetSpool ZxSheetSpool;

ZxSheetSpool *zx_sheet_spool_new      (const ZxSheetLimits *limits);
void          zx_sheet_spool_free     (ZxSheetSpool        *self);
guint64       zx_sheet_spool_tell     (ZxSheetSpool        *self);
void          zx_sheet_spool_truncate (ZxSheetSpool        *self,
                                       guint64              offset);
gssize        zx_sheet_spool_read     (ZxSheetSpool        *self,
                                       guint64              offset,
                                       gpointer             buffer,
                                       gsize                length,
                                       GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxSheetSpool, zx_sheet_spool_free)

/* One sheet: what is known from the list of sheets, and what loading adds. */
typedef struct
{
  char         *name;
  gboolean      hidden;
  gpointer      source; /* of the format's reader, freed with g_free() */

  gboolean      loaded;
  guint64       first, end; /* in the spool */
  guint         n_rows;
  guint         n_columns;
  GArray       *merges;         /* of ZxSheetRange */
  GArray       *hidden_columns; /* of ZxSheetRange, rows unused */
} ZxSheetTable;

/* Where a format's reader puts the rows. */
typedef struct
{
  ZxSheetSpool *spool;
  ZxSheetTable *table;
  GByteArray   *row;
  guint64       max_cell_bytes;
  guint         number;
  guint         n_cells;
  int           last_column;
  guint         n_shared; /* the highest shared text asked for, plus one */
  gboolean      hidden;
} ZxSheetWriter;

void     zx_sheet_writer_init       (ZxSheetWriter        *self,
                                     ZxSheetSpool         *spool,
                                     ZxSheetTable         *table,
                                     const ZxSheetLimits  *limits);
void     zx_sheet_writer_clear      (ZxSheetWriter        *self);

/* Rows come by rising number, cells by rising column. Anything else is a damaged file. */
gboolean zx_sheet_writer_begin_row  (ZxSheetWriter        *self,
                                     guint                 number,
                                     gboolean              hidden,
                                     GError              **error);
gboolean zx_sheet_writer_add_shared (ZxSheetWriter        *self,
                                     guint                 column,
                                     guint                 index,
                                     GError              **error);
/* @text is checked for control characters; an empty text adds nothing. */
gboolean zx_sheet_writer_add_text   (ZxSheetWriter        *self,
                                     guint                 column,
                                     const char           *text,
                                     gsize                 length,
                                     GError              **error);
gboolean zx_sheet_writer_add_value  (ZxSheetWriter        *self,
                                     guint                 column,
                                     ZxSheetCellType       type,
                                     double                number,
                                     gboolean              month_only,
                                     const char           *text,
                                     gsize                 length,
                                     GError              **error);
gboolean zx_sheet_writer_end_row    (ZxSheetWriter        *self,
                                     GError              **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZxSheetWriter, zx_sheet_writer_clear)

/* Row and cell as they stand in the spool. Cells with a number have it after the head, then the text with its NUL. */
typedef struct
{
  guint32 size; /* of what follows this head */
  guint32 number;
  guint16 n_cells;
  guint16 hidden;
} ZxSheetRowHead;

enum
{
  ZX_SHEET_SPOOL_SHARED      = 1 << 0, /* length is the number of a shared text */
  ZX_SHEET_SPOOL_NUMBER      = 1 << 1,
  ZX_SHEET_SPOOL_DIGITS_LOST = 1 << 2,
  ZX_SHEET_SPOOL_MONTH_ONLY  = 1 << 3,
};

typedef struct
{
  guint16 column;
  guint8  type;
  guint8  flags;
  guint32 length;
} ZxSheetCellHead;

/* How a format is read. @sheets is filled by open. */
typedef struct
{
  ZxSheetFile         *file;
  const ZxSheetLimits *limits;
  GPtrArray           *tables; /* of ZxSheetTable */
  gboolean             date1904;
  ZxSheetProgressFunc  progress;
  gpointer             progress_data;
  int                  last_percent;
} ZxSheetContext;

typedef struct
{
  gpointer        (*open)    (ZxSheetContext  *context,
                              GCancellable    *cancellable,
                              GError         **error);
  gboolean        (*load)    (gpointer         self,
                              ZxSheetTable    *table,
                              ZxSheetWriter   *writer,
                              GCancellable    *cancellable,
                              GError         **error);
  ZxSheetStrings *(*strings) (gpointer         self); /* may be NULL */
  void            (*close)   (gpointer         self);
} ZxSheetBackend;

extern const ZxSheetBackend zx_xlsx_backend;
extern const ZxSheetBackend zx_xls_backend;
extern const ZxSheetBackend zx_csv_backend;
extern const ZxSheetBackend zx_html_backend;

ZxSheetTable *zx_sheet_context_add_table (ZxSheetContext *self,
                                          const char     *name,
                                          gboolean        hidden);
void          zx_sheet_context_report    (ZxSheetContext *self,
                                          guint64         done,
                                          guint64         total);

/* Sentences said in more than one place. */
void zx_sheet_set_damaged (GError     **error,
                           const char  *detail);
void zx_sheet_set_too_big (GError     **error,
                           const char  *detail);

/* "5.20099E+17": digits in scientific notation, as Excel shows and exports a number too wide for it. */
gboolean zx_sheet_text_is_scientific (const char *text,
                                      gsize       length);

/* "#N/A", "#REF!": what a formula without result shows, also where it was saved as text. */
gboolean zx_sheet_text_is_error      (const char *text);

/* Whether a text needs zx_sheet_text_clean(). */
gboolean zx_sheet_text_has_controls  (const char *text,
                                      gsize       length);

/* Makes CR LF and CR one LF, drops other control characters. Returns the new length. */
gsize    zx_sheet_text_clean         (char       *text,
                                      gsize       length);

G_END_DECLS
