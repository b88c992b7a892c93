/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/* Setting text: from words and a style to lines of glyphs that lie still. Glyphs are placed without hinting, so that a
 * page has the same lines on the screen, on the printer and in a file.
 */

typedef enum
{
  ZX_FACE_SERIF,
  ZX_FACE_SANS,
} ZxFace;

typedef enum
{
  ZX_ALIGN_LEFT,
  ZX_ALIGN_CENTER,
  ZX_ALIGN_RIGHT,
  ZX_ALIGN_JUSTIFY, /* both edges straight, the last line of a paragraph left alone */
} ZxAlign;

/* Inks; black first, so that any printer will do. */
#define ZX_INK_BLACK 0x16161a
#define ZX_INK_RULE  0x404045
#define ZX_INK_GREY  0x6e6e73
#define ZX_INK_HAIR  0x9e9ea1
#define ZX_INK_LIGHT 0xd4d4d6
#define ZX_INK_TINT  0xf1f0ed

/* Nothing is set smaller than this; what does not fit takes another line. */
#define ZX_TYPE_SMALLEST 8.0

/**
 * ZxTextStyle:
 * @size: of the characters
 * @spacing: between characters, added
 * @leading: from one line to the next; 0 is 1.6 times the size
 * @indent: of the first line of a paragraph, in characters
 * @ink: 0xrrggbb; 0 is the black of the page
 *
 * How a text is set.
 */
typedef struct
{
  ZxFace   face;
  gboolean bold;
  double   size;
  double   spacing;
  double   leading;
  double   indent;
  ZxAlign  align;
  guint32  ink;
} ZxTextStyle;

/* The fonts and what was set with them. One thread at a time. */
typedef struct _ZxType ZxType;

ZxType      *zx_type_new          (void);
ZxType      *zx_type_ref          (ZxType             *self);
void         zx_type_unref        (ZxType             *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxType, zx_type_unref)

/* Whether one of the fonts has every character of @text. */
gboolean     zx_type_can_print    (ZxType             *self,
                                   const char         *text);

/**
 * ZxText:
 *
 * A text that was set: lines that can be drawn one by one, so that a page may end between any two of them.
 */
typedef struct _ZxText ZxText;

/**
 * zx_type_set:
 * @text: paragraphs parted by line ends; ☐ and ☑ are boxes to tick
 * @width: where lines break; 0 sets one line, however long
 *
 * Chinese lines break anywhere but before closing and after opening punctuation. A text that was set before in
 * the same way is given again.
 */
ZxText      *zx_type_set          (ZxType             *self,
                                   const ZxTextStyle  *style,
                                   const char         *text,
                                   double              width);
/**
 * zx_type_set_to_fit:
 *
 * One line if it fits into @width, if need be at 85 % of the size; else several lines at 85 %.
 */
ZxText      *zx_type_set_to_fit   (ZxType             *self,
                                   const ZxTextStyle  *style,
                                   const char         *text,
                                   double              width);

ZxText      *zx_text_ref          (ZxText             *self);
void         zx_text_unref        (ZxText             *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxText, zx_text_unref)

guint        zx_text_get_n_lines  (ZxText             *self);
/* Of the widest line. */
double       zx_text_get_width    (ZxText             *self);
double       zx_text_get_leading  (ZxText             *self);
/* Of all lines. */
double       zx_text_get_height   (ZxText             *self);
guint32      zx_text_get_ink      (ZxText             *self);
ZxAlign      zx_text_get_align    (ZxText             *self);

/**
 * zx_text_get_line:
 * @out_x: where the line begins when the text stands at 0 and is @width wide
 * @out_baseline: below the top of the line
 *
 * Returns: (transfer none): lives as long as the text
 */
PangoLayoutLine *
             zx_text_get_line     (ZxText             *self,
                                   guint               line,
                                   double              width,
                                   double             *out_x,
                                   double             *out_baseline);
/* (transfer none): what holds the lines */
PangoLayout *zx_text_get_layout   (ZxText             *self);

/**
 * zx_text_get_ticks:
 * @out_positions: (element-type double): where the ticks of the boxes of a line stand, from its beginning
 */
void         zx_text_get_ticks    (ZxText             *self,
                                   guint               line,
                                   GArray             *out_positions);
/* Of the characters, after shrinking. */
double       zx_text_get_size     (ZxText             *self);

/* (transfer full) (nullable): the characters that no font of this computer has, each once; %NULL when there are none */
char        *zx_type_dup_missing  (ZxType             *self);

G_END_DECLS
