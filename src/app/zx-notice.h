/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-tag.h"

G_BEGIN_DECLS

/* A tinted strip inside a page: what is wrong, in plain words, and the one button that helps.
 * There is none for success. Signal "activated" when the button is pressed. */
#define ZX_TYPE_NOTICE (zx_notice_get_type ())
G_DECLARE_FINAL_TYPE (ZxNotice, zx_notice, ZX, NOTICE, AdwBin)

GtkWidget *zx_notice_new         (void);

/* @button: (nullable): no button without it
 * @details: (nullable): for whoever helps the teacher; shown on demand */
void       zx_notice_show        (ZxNotice     *self,
                                  ZxTone        tone,
                                  const char   *text,
                                  const char   *button,
                                  const char   *details);
/* A second way on, before the first button, until the next showing; signal "second-activated". */
void       zx_notice_add_button  (ZxNotice     *self,
                                  const char   *button);
/* The first line of the error is its sentence; what follows are the details. */
void       zx_notice_show_error  (ZxNotice     *self,
                                  const GError *error,
                                  const char   *button);
void       zx_notice_hide        (ZxNotice     *self);
gboolean   zx_notice_is_shown    (ZxNotice     *self);

/* Over the whole width, without round corners: for the top of every page. */
void       zx_notice_set_flat    (ZxNotice     *self,
                                  gboolean      flat);

G_END_DECLS
