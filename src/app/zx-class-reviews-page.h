/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-page.h"
#include "zx-session.h"

G_BEGIN_DECLS

/* The evaluations of all classes: a new one, those there are, and how the levels of each class lie beside the school's. */
#define ZX_TYPE_CLASS_REVIEWS_PAGE (zx_class_reviews_page_get_type ())
G_DECLARE_FINAL_TYPE (ZxClassReviewsPage, zx_class_reviews_page, ZX, CLASS_REVIEWS_PAGE, ZxPage)

ZxPage *zx_class_reviews_page_new (ZxSession *session);

/* "三(1)班": the class of an evaluation as it is written everywhere. (transfer full) */
char   *zx_class_review_dup_class (ZxRecord  *review);

G_END_DECLS
