/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  ZX_START_IMPORT, /* create, then import a roster */
  ZX_START_EMPTY,  /* create and begin */
  ZX_START_DEMO,   /* the invented school */
} ZxStart;

/* What the first page asks. All borrowed, valid until the page changes. */
typedef struct
{
  ZxStart     start;
  const char *school;   /* "" for the demo school */
  const char *stages;   /* codes joined by commas: "2,3" */
  const char *term;     /* "2026-2027-1" */
  const char *person;   /* "" for the demo school */
  const char *role;     /* a code of the table ROLE, "" for none */
  const char *post;     /* the same in words, for the staff record */
  const char *path;     /* where the casebook goes, with its name */
  const char *password; /* NULL for none */
} ZxFirstRunValues;

/* The first page: a working casebook in a minute. Signals: "create" when the values are complete
 * and the place is free; "open-path" (path) for a casebook that is there; "open-other" and
 * "restore" ask for a file. */
#define ZX_TYPE_FIRST_RUN (zx_first_run_get_type ())
G_DECLARE_FINAL_TYPE (ZxFirstRun, zx_first_run, ZX, FIRST_RUN, AdwBin)

GtkWidget *zx_first_run_new        (void);

void       zx_first_run_get_values (ZxFirstRun       *self,
                                    ZxFirstRunValues *out_values);
/* While the casebook is being made: the button waits. */
void       zx_first_run_set_busy   (ZxFirstRun       *self,
                                    gboolean          busy);
void       zx_first_run_show_error (ZxFirstRun       *self,
                                    const GError     *error);
/* What is not there is not offered. */
void       zx_first_run_set_offers (ZxFirstRun       *self,
                                    gboolean          demo,
                                    gboolean          restore);
/* The way back, where a casebook is open already. Signal "cancelled". */
void       zx_first_run_allow_back (ZxFirstRun       *self,
                                    gboolean          allow);
void       zx_first_run_pick_demo  (ZxFirstRun       *self);
/* After one of them moved or was forgotten */
void       zx_first_run_reload_recent (ZxFirstRun    *self);

G_END_DECLS
