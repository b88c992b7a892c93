/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How something stands. The tone is never the only sign: the words say it too. */
typedef enum
{
  ZX_TONE_PLAIN,
  ZX_TONE_GOOD,   /* done */
  ZX_TONE_SOON,   /* due, waiting */
  ZX_TONE_URGENT, /* late, wrong */
} ZxTone;

#define ZX_TYPE_TONE (zx_tone_get_type ())
GType      zx_tone_get_type   (void);

/* Gives @widget the style class of @tone and takes the others away. */
void       zx_tone_apply      (ZxTone      tone,
                               GtkWidget  *widget);

/* A word or two in a tinted box: "overdue 4 days". An empty one is not shown. */
#define ZX_TYPE_TAG (zx_tag_get_type ())
G_DECLARE_FINAL_TYPE (ZxTag, zx_tag, ZX, TAG, AdwBin)

GtkWidget *zx_tag_new         (ZxTone      tone,
                               const char *label);

void       zx_tag_set_tone    (ZxTag      *self,
                               ZxTone      tone);
void       zx_tag_set_label   (ZxTag      *self,
                               const char *label);

G_END_DECLS
