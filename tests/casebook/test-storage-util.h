/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-check.h"
#include "zx-history.h"

G_BEGIN_DECLS

/* What the storage tests share: a folder of their own, an invented school, people in it. */

typedef struct
{
  char       *folder;
  char       *path;
  ZxCasebook *casebook;
} School;

/* A folder with a casebook in it, open for writing. */
void        school_set_up           (School        *self);
void        school_tear_down        (School        *self);
void        school_close            (School        *self);
void        school_open             (School        *self);

/* Instead of g_test_init() and g_test_run(): what the program remembers of this person's machine stays in a folder of the test's own. */
void        storage_test_init       (int           *argc,
                                     char        ***argv);
int         storage_test_run        (void);
/* Removes a folder and all that is in it. */
void        storage_remove_tree     (const char    *path);
/* (transfer full): an ID number with a right checksum in a region that does not exist */
char       *storage_dup_id_no       (guint          number);

/* Each is one action; they fail the test when they fail. */
gint64      school_add_student      (School        *self,
                                     const char    *name,
                                     guint          number);
gint64      school_add_visit        (School        *self,
                                     gint64         student,
                                     const char    *date);
ZxEntryId   school_set              (School        *self,
                                     const ZxKind  *kind,
                                     gint64         id,
                                     const char    *field,
                                     const char    *value);
ZxEntryId   school_remove           (School        *self,
                                     const ZxKind  *kind,
                                     gint64         id);
/* (transfer full) (nullable): as zx_record_dup_string(), read fresh */
char       *school_get              (School        *self,
                                     const ZxKind  *kind,
                                     gint64         id,
                                     const char    *field);
gboolean    school_is_removed       (School        *self,
                                     const ZxKind  *kind,
                                     gint64         id);
void        school_assert_value     (School        *self,
                                     const ZxKind  *kind,
                                     gint64         id,
                                     const char    *field,
                                     const char    *expected);

/* The whole check, without a problem. */
void        school_assert_sound     (School        *self);
/* One number from the file. */
gint64      school_query            (School        *self,
                                     const char    *sql);
/* The same, from a connection of its own that may write around everything. */
void        storage_tamper          (const char    *path,
                                     const char    *sql);
/**
 * storage_mount_small:
 *
 * Puts a disk of so many bytes at @folder, for this process alone. Only where that is allowed (root).
 */
gboolean    storage_mount_small     (const char    *folder,
                                     gsize          n_bytes);
void        storage_unmount         (const char    *folder);
/* Fills the disk up to @n_left free bytes with a file at @path. */
void        storage_fill_disk       (const char    *path,
                                     gsize          n_left);
/* No file of this process may grow beyond so many bytes; 0 ends that. */
void        storage_limit_files     (gsize          n_bytes);

/* A sentence for people: not empty, ends as one, without a code number of SQLite. */
void        storage_assert_sentence (const GError  *error);

G_END_DECLS
