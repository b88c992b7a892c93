/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Search everywhere: a panel over the window. What is found comes from a function, called at every
 * change of the text (also with "", for what was opened last), on the main thread: it answers from
 * the key table in less than a millisecond. Arrow keys, Return, Escape, Ctrl+Return. */

/* One thing found. Free with zx_search_hit_free(). */
typedef struct
{
  char   *group;     /* "Students 3": above the first of its kind */
  char   *icon_name; /* (nullable) an icon, or: */
  char   *name;      /* (nullable) a name whose first character stands in a circle */
  char   *markup;    /* what it is, Pango markup with the matching characters in bold */
  char   *subtitle;  /* (nullable) a second line */
  guint   rank;      /* level of need, 0 for none */
  char   *level;     /* (nullable) its words */
  char   *trailing;  /* (nullable) at the end, small: who, a key */
  char   *target;    /* for who opens it: kind, code, anything */
  gint64  id;        /* for who opens it */
  gint64  student;   /* Ctrl+Return records a visit for him; 0 for none */
} ZxSearchHit;

ZxSearchHit *zx_search_hit_new  (void);
void         zx_search_hit_free (ZxSearchHit *hit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxSearchHit, zx_search_hit_free)

/* Bold where @needle is in @text, whatever the case; the rest escaped. Returns: (transfer full) */
char        *zx_search_markup   (const char  *text,
                                 const char  *needle);

/* Returns: (transfer full) (element-type ZxSearchHit): made with zx_search_hit_free as free
 * function, at most 30, the best first and those of a group together */
typedef GPtrArray *(*ZxSearchFunc)     (const char        *text,
                                        gpointer           data);
/* @visit: record a visit for the student, instead of opening the thing */
typedef void       (*ZxSearchOpenFunc) (const ZxSearchHit *hit,
                                        gboolean           visit,
                                        gpointer           data);

#define ZX_TYPE_SEARCH_PALETTE (zx_search_palette_get_type ())
G_DECLARE_FINAL_TYPE (ZxSearchPalette, zx_search_palette, ZX, SEARCH_PALETTE, AdwBin)

void     zx_search_palette_set_source (ZxSearchPalette  *self,
                                       ZxSearchFunc      search,
                                       ZxSearchOpenFunc  open,
                                       gpointer          data);
gboolean zx_search_palette_can_search (ZxSearchPalette  *self);
void     zx_search_palette_open       (ZxSearchPalette  *self);
void     zx_search_palette_close      (ZxSearchPalette  *self);
gboolean zx_search_palette_is_open    (ZxSearchPalette  *self);
/* Ctrl+Return */
void     zx_search_palette_visit      (ZxSearchPalette  *self);

G_END_DECLS
