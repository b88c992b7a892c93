/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-term.h"

G_BEGIN_DECLS

/* The storage layer's own doors. Nothing above it includes this. */

#define ZX_CASEBOOK_APPLICATION_ID 0x5a585543 /* "ZXUC" */

typedef gboolean (*ZxStorageFunc) (ZxCasebook  *self,
                                   gpointer     data,
                                   GError     **error);

/* Runs by itself, before or after all other writing, and waits: here, or on the storage thread. */
gboolean    zx_casebook_run_on_storage  (ZxCasebook    *self,
                                         ZxStorageFunc  func,
                                         gpointer       data,
                                         GError       **error);
/* zx-old-term.c notes which term is shown; any thread may ask whether one is. */
void        zx_casebook_note_shown_term (ZxCasebook    *self,
                                         const char    *term);
gboolean    zx_casebook_shows_old_term  (ZxCasebook    *self);
/* The write connection; only for what zx_casebook_run_on_storage() runs. */
ZxDb       *zx_casebook_get_writer      (ZxCasebook    *self);
/* One action of a given type ("undo", "redo", "import"); storage thread or any other. */
gboolean    zx_casebook_act_full        (ZxCasebook    *self,
                                         const char    *label,
                                         const char    *type,
                                         const char    *undo_of,
                                         ZxActionFunc   func,
                                         gpointer       data,
                                         GCancellable  *cancellable,
                                         ZxEntryId     *out_entry,
                                         GError       **error);

/* Writes fields of a row as they are: no rules, no routing. Undo, replay of a decision. */
gboolean    zx_action_write_fields      (ZxAction      *action,
                                         const ZxKind  *kind,
                                         gint64         id,
                                         const guint   *indexes,
                                         const ZxValue *values,
                                         guint          n_fields,
                                         GError       **error);
/* The journal entry that wrote the present value: cell_ver, else row_ver; 0 for none */
gint64      zx_action_get_winner        (ZxAction      *action,
                                         const char    *kind,
                                         gint64         id,
                                         const char    *field);

/* zx-derive.c: local tables that follow the records. */
typedef struct _ZxDerived ZxDerived;

ZxDerived  *zx_derived_new              (void);
void        zx_derived_free             (ZxDerived     *self);
/* A row of @kind was written: which students' and notes' local rows must follow. */
gboolean    zx_derived_note             (ZxDerived     *self,
                                         ZxDb          *db,
                                         const ZxKind  *kind,
                                         gint64         id,
                                         GError       **error);
/* The same for a row that was just added: what its own values tell need not be looked up. */
gboolean    zx_derived_note_added       (ZxDerived     *self,
                                         ZxDb          *db,
                                         ZxRecord      *record,
                                         GError       **error);
/* Whether @family was added by this action and its children are known: one, or none (0). */
gboolean    zx_derived_get_only_child   (ZxDerived     *self,
                                         gint64         family,
                                         gint64        *out_student);
/* Students a row belongs to, for the history of a student. */
gboolean    zx_derived_collect_students (ZxDb          *db,
                                         const ZxKind  *kind,
                                         gint64         id,
                                         GArray        *students,
                                         GError       **error);
gboolean    zx_derived_refresh          (ZxDerived     *self,
                                         ZxDb          *db,
                                         GError       **error);
gboolean    zx_derived_rebuild          (ZxDb          *db,
                                         GError       **error);
/* Fills an empty student_now of @db, whatever shadows the table of the file, as it was at the end of @term. */
gboolean    zx_derived_write_term       (ZxDb          *db,
                                         const ZxTerm  *term,
                                         GError       **error);
/* (transfer full) (element-type utf8): what differs between the local tables and what they should be */
GPtrArray  *zx_derived_verify           (ZxDb          *db,
                                         GError       **error);

/* (element-type gint64): appends the numbers of the entries whose hash does not follow from the one before. */
gboolean    zx_journal_check_chain      (ZxDb          *db,
                                         GArray        *bad_jids,
                                         GError       **error);

/* For reading, wherever it stands; the file of a folder that may not be written too. */
ZxDb       *zx_casebook_open_file       (const char    *path,
                                         GError       **error);

/* Schema: @db is brought to the newest version inside one transaction. */
gboolean    zx_schema_migrate           (ZxDb          *db,
                                         int            from_version,
                                         GError       **error);
int         zx_schema_get_version       (void);
/* For tests of what happens between versions: one more migration behind the last; %NULL takes it away. */
void        zx_schema_set_trial         (const char    *sql);
/* Whether this is a casebook, and one that this program can read. */
gboolean    zx_schema_check_identity    (ZxDb          *db,
                                         int           *out_version,
                                         GError       **error);
/* Whether tables, triggers and views are word for word those of @version: a file from elsewhere may carry others. */
gboolean    zx_schema_verify            (ZxDb          *db,
                                         int            version,
                                         GError       **error);
/* PRAGMAs of every connection to a casebook. */
gboolean    zx_schema_set_up_connection (ZxDb          *db,
                                         gboolean       writes,
                                         GError       **error);

G_END_DECLS
