/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "zx-notice.h"
#include "zx-page.h"
#include "zx-search-palette.h"
#include "zx-tag.h"

G_BEGIN_DECLS

/* The one window. It shows the first page of a casebook that is still to be made, or the sidebar
 * with the pages of an open one.
 *
 * A page of a section is a ZxPage type named once with zx_window_add_section(); it is built when
 * somebody goes there. Pages below (a student, a form) are made by whoever needs them and handed to
 * zx_window_push(); going back ends them. zx_window_of() finds the window from any widget in it. */
#define ZX_TYPE_WINDOW (zx_window_get_type ())
G_DECLARE_FINAL_TYPE (ZxWindow, zx_window, ZX, WINDOW, AdwApplicationWindow)

typedef void (*ZxToastFunc) (gpointer data);

ZxWindow  *zx_window_new               (AdwApplication     *application);
/* Returns: (nullable): the window @widget is in */
ZxWindow  *zx_window_of                (gpointer            widget);

/* --- pages */
/* A section whose work is not there yet is not added, and so not shown. */
void       zx_window_add_section       (ZxWindow           *self,
                                        ZxSection           section,
                                        GType               page_type);
/* Goes to a section, from its top: pages above it end. */
void       zx_window_show_section      (ZxWindow           *self,
                                        ZxSection           section);
/* The topmost section there is */
void       zx_window_show_first_section (ZxWindow          *self);
/* The page of a section, built if it never was; for "show the students, filtered" */
ZxPage    *zx_window_get_section_page  (ZxWindow           *self,
                                        ZxSection           section);
/* Takes @page (floating) and shows it above the present one. */
void       zx_window_push              (ZxWindow           *self,
                                        ZxPage             *page);
/* Ends the page above and shows the one below; on the page of a section nothing happens. */
void       zx_window_back              (ZxWindow           *self);
/* Ends @page wherever it is in the trail. */
void       zx_window_end_page          (ZxWindow           *self,
                                        ZxPage             *page);
ZxPage    *zx_window_get_page          (ZxWindow           *self);
/* After a change: the page on the screen reads again. */
void       zx_window_refresh           (ZxWindow           *self);
/* Ends all pages, for another casebook. */
void       zx_window_clear_pages       (ZxWindow           *self);

/* --- the whole window */
/* @page (floating): instead of the sidebar and its pages; %NULL goes back to them */
void       zx_window_show_instead      (ZxWindow           *self,
                                        GtkWidget          *page);
void       zx_window_set_school        (ZxWindow           *self,
                                        const char         *school,
                                        const char         *term);
void       zx_window_set_terms         (ZxWindow           *self,
                                        GMenuModel         *terms);
void       zx_window_set_count         (ZxWindow           *self,
                                        ZxSection           section,
                                        const char         *text,
                                        const char         *spoken,
                                        ZxTone              tone);
/* Strips above every page: for demonstration data, an old term that is looked at, a clock that stands wrong, and what went wrong */
ZxNotice  *zx_window_get_demo_notice   (ZxWindow           *self);
ZxNotice  *zx_window_get_term_notice   (ZxWindow           *self);
ZxNotice  *zx_window_get_clock_notice  (ZxWindow           *self);
ZxNotice  *zx_window_get_notice        (ZxWindow           *self);

/* --- what happened */
void       zx_window_toast             (ZxWindow           *self,
                                        const char         *text);
/* With a button. A change gives "Undo" and 8 seconds, many changes or something taken away 15; the
 * toast stays while the pointer or the focus is on it. A new toast takes the place of the old one.
 * @free_data: (nullable): for @data, when the toast is gone */
void       zx_window_toast_with_button (ZxWindow           *self,
                                        const char         *text,
                                        guint               seconds,
                                        const char         *button,
                                        ZxToastFunc         func,
                                        gpointer            data,
                                        GDestroyNotify      free_data);
#define ZX_TOAST_SECONDS      8
#define ZX_TOAST_SECONDS_BULK 15

/* What Ctrl+Z and the header's button would take back; %NULL switches them off. The work itself is
 * done by whoever connects to "undo" and "redo". */
void       zx_window_set_undo          (ZxWindow           *self,
                                        const char         *undo,
                                        const char         *redo);

/* --- search everywhere */
ZxSearchPalette *zx_window_get_palette (ZxWindow           *self);

G_END_DECLS
