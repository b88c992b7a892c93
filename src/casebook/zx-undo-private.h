/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook-private.h"
#include "zx-payload.h"

G_BEGIN_DECLS

/* The action that is to be taken back or made again, and what is found out about it. */
typedef struct
{
  gint64      jid;
  gint64      dev;
  gint64      seq;
  gint64      group;
  gint64      wall;
  char       *label;
  char       *type;
  gint64      newest;     /* the newest entry before this one */
  GArray     *jids;       /* all entries of the action */
  GHashTable *indexes;    /* "dev.seq" of an action that was reversed → Index */
  GHashTable *references; /* ZxKind → GArray of Reference */
  GHashTable *later;      /* ids that newer records rest on */
  GHashTable *kept_rows;  /* ids that an import leaves standing: those, and what belongs to them */
  GArray     *touched;    /* ZxPayloadChange, only kind and id: rows written */
  GPtrArray  *kept;
} ZxUndoTarget;

void       zx_undo_index_free          (gpointer         data);
/* (element-type ZxPayloadChange): what one entry of the journal did */
GPtrArray *zx_undo_load_changes        (ZxAction        *action,
                                        gint64           jid,
                                        GError         **error);
/* Whether the present value of a field is the target's doing. */
gboolean   zx_undo_wrote_present_value (ZxAction        *action,
                                        ZxUndoTarget    *target,
                                        const ZxKind    *kind,
                                        gint64           id,
                                        const ZxField   *field,
                                        gboolean        *out_yes,
                                        GError         **error);

G_END_DECLS
