/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-session.h"

G_BEGIN_DECLS

/* One meeting of a class's evaluation group: when, how, who sat in it, and what it said about each child. */
#define ZX_TYPE_CLASS_REVIEW_PAGE (zx_class_review_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxClassReviewPage, zx_class_review_page, ZX, CLASS_REVIEW_PAGE, ZxPage)

ZxPage *zx_class_review_page_new    (ZxSession         *session,
                                     gint64             review,
                                     GError           **error);
gint64  zx_class_review_page_get_id (ZxClassReviewPage *self);

G_END_DECLS
