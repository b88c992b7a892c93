/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * ZxDbError:
 * @ZX_DB_ERROR_FAILED: anything not named below
 * @ZX_DB_ERROR_BUSY: another program holds the casebook; trying again can help
 * @ZX_DB_ERROR_FULL: the disk or USB stick is full, or may not be written
 * @ZX_DB_ERROR_CORRUPT: the file is damaged, or is not a casebook
 * @ZX_DB_ERROR_REFUSED: a value breaks a rule of the schema
 * @ZX_DB_ERROR_READ_ONLY: the file or its folder may not be written
 * @ZX_DB_ERROR_NEWER: the file was written by a newer version of the program
 * @ZX_DB_ERROR_NOT_FOUND: there is no such file
 *
 * What a caller can do about a failed statement. A stopped one is %G_IO_ERROR_CANCELLED.
 */
typedef enum
{
  ZX_DB_ERROR_FAILED,
  ZX_DB_ERROR_BUSY,
  ZX_DB_ERROR_FULL,
  ZX_DB_ERROR_CORRUPT,
  ZX_DB_ERROR_REFUSED,
  ZX_DB_ERROR_READ_ONLY,
  ZX_DB_ERROR_NEWER,
  ZX_DB_ERROR_NOT_FOUND,
} ZxDbError;

#define ZX_DB_ERROR (zx_db_error_quark ())
GQuark zx_db_error_quark (void);

/**
 * ZxDb:
 *
 * One connection to a casebook file, with the statements it has prepared. A
 * connection belongs to one thread at a time. Raw statements read; they write
 * only inside the storage layer, everything else goes through zx_casebook_act().
 */
typedef struct _ZxDb ZxDb;

typedef sqlite3_stmt ZxStatement;

ZxDb        *zx_db_open              (const char   *path,
                                      int           sqlite_flags,
                                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void         zx_db_free              (ZxDb         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxDb, zx_db_free)

sqlite3     *zx_db_get_handle        (ZxDb         *self);

/**
 * zx_db_prepare:
 * @sql: one whole, constant statement (the text is the key under which it is kept)
 *
 * Gives the kept statement for @sql, reset and with all values cleared. Asking again
 * for the same text while a loop over it still runs restarts that loop: nested loops
 * need different texts.
 *
 * Returns: (transfer none) (nullable): owned by @self; %NULL with @error set
 */
ZxStatement *zx_db_prepare           (ZxDb         *self,
                                      const char   *sql,
                                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Runs statements without values or results, e.g. "BEGIN". */
gboolean     zx_db_run               (ZxDb         *self,
                                      const char   *sql,
                                      GError      **error);
/* The first column of the first row, or @fallback where there is none. */
gint64       zx_db_get_int           (ZxDb         *self,
                                      const char   *sql,
                                      gint64        fallback);
char        *zx_db_dup_text          (ZxDb         *self,
                                      const char   *sql);

/* Sets @error from the connection's last failure; the only place where SQLite's codes become words. */
void         zx_db_set_error         (GError      **error,
                                      sqlite3      *handle,
                                      int           code);

void         zx_statement_set_int    (ZxStatement  *self,
                                      const char   *name,
                                      gint64        value);
/* %NULL binds NULL. The text is copied. */
void         zx_statement_set_text   (ZxStatement  *self,
                                      const char   *name,
                                      const char   *value);
void         zx_statement_set_null   (ZxStatement  *self,
                                      const char   *name);
/* 1 with a row, 0 at the end (then reset), -1 with @error set (then reset). */
int          zx_statement_step       (ZxStatement  *self,
                                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Runs a statement that gives no rows. */
gboolean     zx_statement_run        (ZxStatement  *self,
                                      GError      **error);
/* "" is never given for NULL: that is %NULL. Valid until the next step. */
const char  *zx_statement_get_text   (ZxStatement  *self,
                                      int           column);
gint64       zx_statement_get_int    (ZxStatement  *self,
                                      int           column);
gboolean     zx_statement_is_null    (ZxStatement  *self,
                                      int           column);

G_END_DECLS
