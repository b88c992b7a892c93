/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The sections of the sidebar, in their order. */
typedef enum
{
  ZX_SECTION_TODAY,
  ZX_SECTION_STUDENTS,
  ZX_SECTION_VISITS,
  ZX_SECTION_IDENTIFICATION,
  ZX_SECTION_AID,
  ZX_SECTION_CARE,
  ZX_SECTION_CHARTS,
  ZX_SECTION_LEDGERS,
  ZX_SECTION_BACKUP,
  ZX_SECTION_SETTINGS,
  ZX_N_SECTIONS,
} ZxSection;

/* How much room a page has; the widths are those of the window. */
typedef enum
{
  ZX_WIDTH_SLIM,   /* below 600: the sidebar is hidden, rows fold, labels stand above fields */
  ZX_WIDTH_NARROW, /* 600 to 899: the sidebar is a rail, one column */
  ZX_WIDTH_MEDIUM, /* 900 to 1179: side panels float over the page */
  ZX_WIDTH_WIDE,   /* 1180 and more: as drawn */
} ZxWidth;

/* Whether the header offers to record a visit: the page's own primary button comes first. */
typedef enum
{
  ZX_VISIT_BUTTON_PRIMARY,
  ZX_VISIT_BUTTON_PLAIN,
  ZX_VISIT_BUTTON_HIDDEN,
} ZxVisitButton;

/* What fills the window right of the sidebar. A page is built at its first visit. Pages of sections
 * stay; the others go away when one leaves them by going back. */
#define ZX_TYPE_PAGE (zx_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ZxPage, zx_page, ZX, PAGE, AdwBin)

struct _ZxPageClass
{
  AdwBinClass parent_class;

  /* The page comes to the screen, for the first time or again. Read what it shows. */
  void          (* shown)         (ZxPage  *self);
  /* The page leaves the screen, or the window closes: store drafts. It cannot refuse. */
  void          (* hidden)        (ZxPage  *self);
  /* Something in the casebook changed while the page is on the screen. */
  void          (* refresh)       (ZxPage  *self);
  /* The room changed; zx_page_get_width() is the new one. */
  void          (* width_changed) (ZxPage  *self);
  /* Keys: TRUE when the page did it. */
  gboolean      (* go_primary)    (ZxPage  *self); /* Ctrl+Enter */
  gboolean      (* go_filter)     (ZxPage  *self); /* Ctrl+F */
  gboolean      (* go_print)      (ZxPage  *self); /* Ctrl+P */
  gboolean      (* go_export)     (ZxPage  *self); /* Ctrl+E */
  gboolean      (* go_cancel)     (ZxPage  *self); /* Escape: closes the page's panel */
  GtkWidget *   (* get_panel)     (ZxPage  *self); /* the side panel, for F6 */
  /* The student this page is about, 0 for none: Ctrl+N records a visit for him. */
  gint64        (* get_student)   (ZxPage  *self);

  gpointer padding[8];
};

const char    *zx_page_get_title        (ZxPage        *self);
void           zx_page_set_title        (ZxPage        *self,
                                         const char    *title);
ZxSection      zx_page_get_section      (ZxPage        *self);
void           zx_page_set_section      (ZxPage        *self,
                                         ZxSection      section);
ZxVisitButton  zx_page_get_visit_button (ZxPage        *self);
void           zx_page_set_visit_button (ZxPage        *self,
                                         ZxVisitButton  button);
ZxWidth        zx_page_get_width        (ZxPage        *self);

/* For the window: */
void           zx_page_show             (ZxPage        *self);
void           zx_page_hide             (ZxPage        *self);
void           zx_page_refresh          (ZxPage        *self);
void           zx_page_set_width        (ZxPage        *self,
                                         ZxWidth        width);

/* A side panel: beside the list, at the end of @columns, where there is room; else over it, in @overlay. The page keeps a reference
 * to @panel, which has no parent while it is not shown. */
void           zx_page_place_panel      (ZxPage        *self,
                                         GtkBox        *columns,
                                         GtkOverlay    *overlay,
                                         GtkWidget     *panel,
                                         gboolean       shown);

/* A scrolling column with the page's margins, for pages that scroll as a whole. @box receives the
 * content. */
GtkWidget     *zx_page_scrolled_new     (GtkWidget    **out_box);

G_END_DECLS
