/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-db.h"
#include "zx-kind.h"
#include "zx-record.h"

G_BEGIN_DECLS

/**
 * ZxCasebook:
 *
 * An open casebook file. There is one write connection, and one thread at a time uses it: the
 * storage thread for whoever does not wait, else the thread that waits anyway. The main thread
 * has a read connection (zx_casebook_get_reader()), workers open their own
 * (zx_casebook_open_reader()). All functions here may be called from the main thread, or from
 * the one thread that opened the casebook.
 */
#define ZX_TYPE_CASEBOOK (zx_casebook_get_type ())
G_DECLARE_FINAL_TYPE (ZxCasebook, zx_casebook, ZX, CASEBOOK, GObject)

/* "dev.seq" in the journal and on other laptops; seq 0 = nothing was changed. */
typedef struct
{
  gint64 dev;
  gint64 seq;
  gint64 action; /* the number people see, of this casebook */
} ZxEntryId;

typedef enum
{
  ZX_OPEN_WRITE     = 0,
  ZX_OPEN_READ_ONLY = 1 << 0, /* reading works beside a window that is open */
} ZxOpenFlags;

/**
 * ZxNewCasebook:
 * @school: the school's name; it is printed on notices
 * @stages: (nullable): STAGE codes joined by commas; %NULL means "2"
 * @region: (nullable): six digits of the county
 * @term: "2026-2027-1"
 * @person: (nullable): who sets it up; becomes a staff record
 * @role: (nullable): that person's post
 */
typedef struct
{
  const char *school;
  const char *stages;
  const char *region;
  const char *term;
  const char *person;
  const char *role;
  const char *today; /* (nullable): the demo's day */
  gboolean    demo;
} ZxNewCasebook;

/**
 * zx_casebook_create:
 *
 * Makes a new file with the school, its three terms around @info->term and nothing else. An
 * existing file is never touched: %G_IO_ERROR_EXISTS.
 */
ZxCasebook *zx_casebook_create      (const char           *path,
                                     const ZxNewCasebook  *info,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * zx_casebook_open:
 *
 * Opens, migrates if older, and takes the lock for writing. %ZX_DB_ERROR_BUSY where another
 * window writes in it, %ZX_DB_ERROR_NEWER for a file of a newer program, %ZX_DB_ERROR_CORRUPT
 * for a damaged one or something else, %ZX_DB_ERROR_NOT_FOUND, %ZX_DB_ERROR_READ_ONLY.
 */
ZxCasebook *zx_casebook_open        (const char           *path,
                                     ZxOpenFlags           flags,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes everything into one file and gives the lock back. The object stays empty. */
void        zx_casebook_close       (ZxCasebook           *self);

const char *zx_casebook_get_path    (ZxCasebook           *self);
gboolean    zx_casebook_is_read_only (ZxCasebook          *self);
int         zx_casebook_get_schema_version (ZxCasebook    *self);
/* "A"…: the letter in numbers people read; and the device's number */
gint64      zx_casebook_get_device  (ZxCasebook           *self);
/* (transfer full): the folder of the attachments beside the file; it may not exist yet */
char       *zx_casebook_dup_files_folder (ZxCasebook      *self);

/**
 * zx_casebook_dup_clock_warning:
 *
 * Returns: (transfer full) (nullable): a sentence when the clock of this computer stands more than a
 *   day before the newest entry: it was set back, or was wrong then. Work is safe all the same.
 */
char       *zx_casebook_dup_clock_warning (ZxCasebook     *self);

ZxDb       *zx_casebook_get_reader  (ZxCasebook           *self);
ZxDb       *zx_casebook_open_reader (ZxCasebook           *self,
                                     GError              **error);

/**
 * zx_casebook_show_term:
 * @term: (nullable): "2025-2026-2", a term before the working one; %NULL goes back to the working one
 *
 * What zx_casebook_get_reader() gives from now on is as it was at the end of @term: who was in which class, who was
 * on the roll and in need, the visits, calls and promises until then. Until one goes back nothing can be changed
 * through this object (only logs are written). The file itself stays as it is, and so do other connections.
 */
gboolean    zx_casebook_show_term   (ZxCasebook           *self,
                                     const char           *term,
                                     GError              **error);
/* (nullable): the old term that is shown */
const char *zx_casebook_get_shown_term (ZxCasebook        *self);
/* (transfer full): "2026-2027-1", the one the school works in, whichever is shown */
char       *zx_casebook_dup_working_term (ZxCasebook      *self);

/* Who acts; goes into the journal. */
void        zx_casebook_set_actor   (ZxCasebook           *self,
                                     const char           *actor);
const char *zx_casebook_get_actor   (ZxCasebook           *self);
/* The day by which rules judge: an override, else the setting `today` of a demo, else the clock. ISO. */
void        zx_casebook_set_today   (ZxCasebook           *self,
                                     const char           *today);
/* (transfer full); @db is the connection of the calling thread: zx_action_get_db(), a reader */
char       *zx_casebook_dup_today   (ZxCasebook           *self,
                                     ZxDb                 *db);

/**
 * ZxCasebook::changed:
 * @label: what was done, in words
 * @entry: (type gpointer): #ZxEntryId
 *
 * Emitted in the main context after each action, undo, redo or import that changed something.
 */

typedef gboolean (*ZxActionFunc) (ZxAction  *action,
                                  gpointer   data,
                                  GError   **error);

/**
 * zx_casebook_act:
 * @label: what is done, in words a teacher knows; stands in the history and on the undo button
 * @func: called here or on the storage thread; everything it saves happens, or nothing does
 * @out_entry: (optional): the entry written
 *
 * Returns: %TRUE = on disk
 */
gboolean    zx_casebook_act         (ZxCasebook           *self,
                                     const char           *label,
                                     ZxActionFunc          func,
                                     gpointer              data,
                                     ZxEntryId            *out_entry,
                                     GError              **error);
/* The same without waiting: for the window. @data is given to @free_data when done. */
void        zx_casebook_act_async   (ZxCasebook           *self,
                                     const char           *label,
                                     ZxActionFunc          func,
                                     gpointer              data,
                                     GDestroyNotify        free_data,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean    zx_casebook_act_finish  (ZxCasebook           *self,
                                     GAsyncResult         *result,
                                     ZxEntryId            *out_entry,
                                     GError              **error);
/* A transaction that may touch only tables outside the journal (drafts, column mappings …). */
gboolean    zx_casebook_act_local   (ZxCasebook           *self,
                                     ZxActionFunc          func,
                                     gpointer              data,
                                     GError              **error);
void        zx_casebook_act_local_async (ZxCasebook       *self,
                                     ZxActionFunc          func,
                                     gpointer              data,
                                     GDestroyNotify        free_data,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);

/* Inside an action. */

/* The write connection: sees what this action has written. */
ZxDb       *zx_action_get_db        (ZxAction             *action);
ZxCasebook *zx_action_get_casebook  (ZxAction             *action);
GCancellable *zx_action_get_cancellable (ZxAction         *action);

/**
 * zx_action_save:
 *
 * Adds a new record, else writes the fields that were changed since it was read. Prepares and
 * validates it first. A field that somebody changed meanwhile is refused (%ZX_RECORD_ERROR_STALE).
 */
gboolean    zx_action_save          (ZxAction             *action,
                                     ZxRecord             *record,
                                     GError              **error);
/* Marks as removed, with the rows it owns; refused where something rests on it. */
gboolean    zx_action_remove        (ZxAction             *action,
                                     ZxRecord             *record,
                                     GError              **error);
/* The label may be known only at the end: "Imported 212 students". */
void        zx_action_set_label     (ZxAction             *action,
                                     const char           *label);
/* Import: entries are closed at 5,000 rows each and share one number; ids drawn from here on are neighbours. */
void        zx_action_set_bulk      (ZxAction             *action);

/* The working term and the day by which rules judge, read once for the action. (transfer none) */
const char *zx_action_get_term      (ZxAction             *action);
const char *zx_action_get_today     (ZxAction             *action);

/* Shorthand for the command line and simple forms. */
gboolean    zx_casebook_save        (ZxCasebook           *self,
                                     const char           *label,
                                     ZxRecord             *record,
                                     ZxEntryId            *out_entry,
                                     GError              **error);
gboolean    zx_casebook_remove      (ZxCasebook           *self,
                                     const char           *label,
                                     ZxRecord             *record,
                                     ZxEntryId            *out_entry,
                                     GError              **error);

/* Settings of the school, journaled. (transfer full) (nullable) */
char       *zx_setting_dup          (ZxDb                 *db,
                                     const char           *key);
gboolean    zx_action_set_setting   (ZxAction             *action,
                                     const char           *key,
                                     const char           *value,
                                     GError              **error);
/* (transfer full) (nullable): the school's name as it is printed */
char       *zx_school_dup_name      (ZxDb                 *db);
/* (transfer full): the working term, "2026-2027-1"; the old one while that is shown */
char       *zx_casebook_dup_term    (ZxCasebook           *self);
/* Local facts outside the journal ("last_backup" …). */
char       *zx_local_dup            (ZxDb                 *db,
                                     const char           *key);
gboolean    zx_local_set            (ZxDb                 *db,
                                     const char           *key,
                                     const char           *value,
                                     GError              **error);

G_END_DECLS
