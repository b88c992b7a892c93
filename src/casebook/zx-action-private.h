/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook-private.h"
#include "zx-payload.h"

G_BEGIN_DECLS

/* The write connection and the end of the journal. Whoever has the turn may touch it: one thread at a time. */
typedef struct
{
  GMutex      turn;
  GThread    *worker;         /* who has the turn; atomic */
  int         n_waiting;      /* jobs that wait for the storage thread or run there; atomic */
  gint64      last_use;       /* when the turn was given back, monotonic */
  gboolean    is_nudged;      /* the storage thread was told that there is a checkpoint to be made */
  ZxDb       *db;
  gint64      device;
  gboolean    device_is_new;  /* its number must still be written into the file */
  gboolean    seen_is_due;    /* the next entry says what it knew: entries of other devices came since the last own one */
  gint64      seq;            /* newest own entry */
  gint64      hlc;            /* newest clock of any entry */
  guint8      last_hash[32];  /* of the newest own entry */
  gint64      data_version;   /* moves when another connection writes */
  gboolean    is_open;        /* an action runs */
  gboolean    is_sealed;      /* it may be committed now */
  gboolean    is_stray;       /* something was written that nobody announced */
  ZxAction   *action;         /* the one that runs */
  GHashTable *journaled;      /* names of journaled tables */
  GHashTable *inserts;        /* ZxKind → its INSERT */
  int         n_wal_pages;    /* that wait to be written into the file */
} ZxStorage;

/* --- one action while it runs --- */

/* One row that this action writes, announced before the statement runs. */
typedef struct
{
  ZxPayloadChange change;
  guint           writes;
  guint           hits;
  GArray         *former; /* (nullable): students it belonged to before a reference of it was changed */
} ZxActionRow;

/* A record that was looked up and is there. */
typedef struct
{
  const ZxKind *kind;
  gint64        id;
} ZxKnownRecord;

#define ZX_N_KNOWN 256

struct _ZxAction
{
  ZxStorage    *storage;
  ZxCasebook   *casebook;
  ZxDb         *db;
  const char   *actor;
  char         *label;
  const char   *type;
  const char   *undo_of;
  gboolean      is_local;
  gboolean      is_bulk;
  GHashTable   *rows;    /* kind and id → ZxActionRow */
  GPtrArray    *ordered; /* the same, in the order of first write; owns them */
  GPtrArray    *spare;   /* rows of entries that were closed, to be used again */
  ZxDerived    *derived;
  GCancellable *cancellable;
  gint64        now_ms;
  ZxKnownRecord known[ZX_N_KNOWN];
  char         *term;    /* read when first asked for */
  char         *today;
  gint64        base_jid; /* the entry whose name is @base; 0 = none */
  char         *base;
  gsize         n_bytes; /* of text, about, that the entry has so far */
  /* the end of the journal, as it will be */
  gint64        seq;
  gint64        hlc;
  guint8        last_hash[32];
  gint64        group;   /* seq of the first entry, once there are several */
  gboolean      seen_is_due;
  ZxEntryId     first;
};

void         zx_action_init_rows   (ZxAction      *action);
void         zx_action_clear_rows  (ZxAction      *action);
ZxActionRow *zx_action_find_row    (ZxAction      *action,
                                    const ZxKind  *kind,
                                    gint64         id);
/* Closes an entry: what was written since the last one goes into the journal. */
gboolean     zx_action_write_entry (ZxAction      *action,
                                    GError       **error);
/* Proves that what was announced is what was written. */
gboolean     zx_action_check_guard (ZxAction      *action,
                                    GError       **error);

/* --- the storage --- */

gboolean zx_storage_load  (ZxStorage     *self,
                           gint64         device,
                           GError       **error);
/* From now on entries are written under a number that nobody used before. */
void     zx_storage_take_new_device (ZxStorage *self,
                           gint64         device);
/* Sets the hooks that prove that nothing is written around the data layer. */
void     zx_storage_guard (ZxStorage     *self);
gboolean zx_storage_act   (ZxStorage     *self,
                           ZxCasebook    *casebook,
                           const char    *actor,
                           const char    *label,
                           const char    *type,
                           const char    *undo_of,
                           gboolean       local,
                           ZxActionFunc   func,
                           gpointer       data,
                           GCancellable  *cancellable,
                           ZxEntryId     *out_entry,
                           char         **out_label,
                           GError       **error);
void     zx_storage_close (ZxStorage     *self);
/* Whether so much waits in the WAL that a quiet moment should be used; and using it. */
gboolean zx_storage_wants_checkpoint (ZxStorage *self);
void     zx_storage_checkpoint       (ZxStorage *self);

/**
 * zx_journal_hash:
 *
 * SHA-256 of @prev_hash, then the columns dev to seen as one JSON array, a newline, and the
 * payload text.
 */
void     zx_journal_hash  (const guint8   prev_hash[32],
                           gint64         dev,
                           gint64         seq,
                           gint64         hlc,
                           gint64         wall,
                           const char    *actor,
                           const char    *label,
                           gint64         grp,
                           const char    *type,
                           const char    *undo_of,
                           int            sv,
                           const char    *seen,
                           const char    *payload,
                           gsize          payload_size,
                           guint8         out_hash[32]);

G_END_DECLS
