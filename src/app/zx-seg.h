/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One choice of a few, all in sight: linked toggles, tabs with an underline, or cards with a figure. Arrow keys move
 * the choice. "active" is the id of the chosen one; its notify signal tells a change. */
#define ZX_TYPE_SEG (zx_seg_get_type ())
G_DECLARE_FINAL_TYPE (ZxSeg, zx_seg, ZX, SEG, GtkWidget)

typedef enum
{
  ZX_SEG_BOX,
  ZX_SEG_TABS,
  ZX_SEG_CARDS,
} ZxSegShape;

#define ZX_TYPE_SEG_SHAPE (zx_seg_shape_get_type ())
GType       zx_seg_shape_get_type (void);

GtkWidget  *zx_seg_new        (ZxSegShape  shape);

void        zx_seg_clear      (ZxSeg      *self);
/* The first one appended is chosen until another is. */
void        zx_seg_append     (ZxSeg      *self,
                               const char *id,
                               const char *label);
void        zx_seg_set_label  (ZxSeg      *self,
                               const char *id,
                               const char *label);
/* Cards: the figure above the name, and what is read aloud in place of both */
void        zx_seg_set_figure (ZxSeg      *self,
                               const char *id,
                               guint       figure,
                               const char *spoken);
void        zx_seg_set_shown  (ZxSeg      *self,
                               const char *id,
                               gboolean    shown);

const char *zx_seg_get_active (ZxSeg      *self);
void        zx_seg_set_active (ZxSeg      *self,
                               const char *id);
/* The next (1) or the one before (-1) that is shown, and round again */
void        zx_seg_step       (ZxSeg      *self,
                               int         direction);

G_END_DECLS
