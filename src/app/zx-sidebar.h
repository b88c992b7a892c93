/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-page.h"
#include "zx-tag.h"

G_BEGIN_DECLS

/* The sections, the school with its term, the main menu. Signal "section-activated" (section): by
 * a click, Return or Space on a row, never by the focus passing over it. */
#define ZX_TYPE_SIDEBAR (zx_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (ZxSidebar, zx_sidebar, ZX, SIDEBAR, AdwBin)

/* Words and icon of a section, in the language in use */
const char *zx_section_get_title      (ZxSection     section);
const char *zx_section_get_short      (ZxSection     section);
const char *zx_section_get_icon       (ZxSection     section);
/* "today", "students" …: for actions and for tests */
const char *zx_section_get_key        (ZxSection     section);
ZxSection   zx_section_from_key       (const char   *key);

void        zx_sidebar_add_section    (ZxSidebar    *self,
                                       ZxSection     section);
void        zx_sidebar_set_current    (ZxSidebar    *self,
                                       ZxSection     section);
/* @text: (nullable): what stands at the end of the row: "7", "9 days ago"
 * @spoken: (nullable): the same for the ear: "7 things to do" */
void        zx_sidebar_set_count      (ZxSidebar    *self,
                                       ZxSection     section,
                                       const char   *text,
                                       const char   *spoken,
                                       ZxTone        tone);
void        zx_sidebar_set_rail       (ZxSidebar    *self,
                                       gboolean      rail);
void        zx_sidebar_set_school     (ZxSidebar    *self,
                                       const char   *school,
                                       const char   *term);
/* @terms: (nullable): what the school button opens */
void        zx_sidebar_set_terms      (ZxSidebar    *self,
                                       GMenuModel   *terms);
void        zx_sidebar_open_menu      (ZxSidebar    *self);
/* For F6: the keyboard comes to the section one is in. */
void        zx_sidebar_focus_current  (ZxSidebar    *self);

G_END_DECLS
