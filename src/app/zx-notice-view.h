/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-session.h"

G_BEGIN_DECLS

/* The stage "on notice": the notice with its days and its lines, and beside it the objections. */
#define ZX_TYPE_NOTICE_VIEW (zx_notice_view_get_type ())
G_DECLARE_FINAL_TYPE (ZxNoticeView, zx_notice_view, ZX, NOTICE_VIEW, GtkBox)

GtkWidget *zx_notice_view_new       (ZxSession    *session);

/* @school_year: whose notices */
void       zx_notice_view_load      (ZxNoticeView *self,
                                     const char   *school_year);
void       zx_notice_view_set_width (ZxNoticeView *self,
                                     ZxWidth       width);

G_END_DECLS
