/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-session.h"

G_BEGIN_DECLS

/* The page on which a visit, a call or a meeting at school is written down. Half-written it is a
 * draft, kept without being asked; finished it is a record and the page goes away. */
#define ZX_TYPE_VISIT_PAGE (zx_visit_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxVisitPage, zx_visit_page, ZX, VISIT_PAGE, ZxPage)

/* @student: 0 asks whom it was to. %NULL with @error when there is no such child. */
ZxPage *zx_visit_page_new           (ZxSession    *session,
                                     gint64        student,
                                     GError      **error);
/* Goes on with a draft; %NULL with @error when it is not there any more. */
ZxPage *zx_visit_page_new_for_draft (ZxSession    *session,
                                     gint64        key,
                                     GError      **error);

/* Throws the draft @key away with a toast that brings it back. */
void    zx_visit_discard_draft      (ZxSession    *session,
                                     gint64        key,
                                     gint64        student,
                                     const char   *body);

G_END_DECLS
