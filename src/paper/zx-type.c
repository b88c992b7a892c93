/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "zx-type.h"

/* What Chinese paper is printed with, best first; the last one lets the system choose. */
#define SERIF "Noto Serif CJK SC,Source Han Serif SC,Noto Serif SC,SimSun,NSimSun,FangSong,AR PL UMing CN,serif"
#define SANS  "Noto Sans CJK SC,Source Han Sans SC,Noto Sans SC,Microsoft YaHei,SimHei,WenQuanYi Micro Hei,sans"

/* Within the square of a Chinese character the baseline lies this far below the middle. */
#define BASELINE 0.38

#define SHRINK 0.85

#define BOX        "□"
#define BOX_TICKED "☑"
#define BOX_EMPTY  "☐"

struct _ZxType
{
  int           n_refs;
  PangoContext *context;
  GHashTable   *faces;   /* look → PangoFontDescription */
  GHashTable   *single;  /* Key → ZxText */
  GHashTable   *missing; /* characters without glyph */
};

struct _ZxText
{
  int          n_refs;
  PangoLayout *layout;
  ZxTextStyle  style;
  double       width;  /* of the widest line */
  double       indent;
  guint        n_lines;
  GArray      *ticks;  /* gint: byte positions; %NULL without any */
};

/* Names, classes and labels come in their thousands, and mostly again and again: a short text and its style. */
typedef struct
{
  gint32 look[6];
  char   text[32];
} Key;

static void
key_init (Key               *self,
          const ZxTextStyle *style,
          const char        *text)
{
  memset (self, 0, sizeof *self);
  self->look[0] = (gint32) style->face | (style->bold ? 4 : 0) | (gint32) style->align << 4;
  self->look[1] = (gint32) (style->size * 1000);
  self->look[2] = (gint32) (style->spacing * 1000);
  self->look[3] = (gint32) (style->leading * 1000);
  self->look[4] = (gint32) (style->indent * 1000);
  self->look[5] = (gint32) style->ink;
  g_strlcpy (self->text, text, sizeof self->text);
}

static guint
key_hash (gconstpointer data)
{
  const Key *self = data;
  guint hash = g_str_hash (self->text);

  for (guint i = 0; i < G_N_ELEMENTS (self->look); i++)
    hash = hash * 31 + (guint) self->look[i];

  return hash;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

ZxType *
zx_type_new (void)
{
  ZxType *self = g_new0 (ZxType, 1);
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  cairo_font_options_t *options = cairo_font_options_create ();

  /* A font map of our own: pages may be laid out in one thread and drawn in another. */
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (fonts), 72);

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);

  self->n_refs = 1;
  self->context = pango_font_map_create_context (fonts);
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_language (self->context, pango_language_from_string ("zh-cn"));
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  self->faces = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) pango_font_description_free);
  self->single = g_hash_table_new_full (key_hash, key_equal, g_free, (GDestroyNotify) zx_text_unref);
  self->missing = g_hash_table_new (NULL, NULL);

  cairo_font_options_destroy (options);

  return self;
}

ZxType *
zx_type_ref (ZxType *self)
{
  g_atomic_int_inc (&self->n_refs);

  return self;
}

void
zx_type_unref (ZxType *self)
{
  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;

  g_hash_table_unref (self->single);
  g_hash_table_unref (self->faces);
  g_hash_table_unref (self->missing);
  g_object_unref (self->context);
  g_free (self);
}

static PangoFontDescription *
get_font (ZxType            *self,
          const ZxTextStyle *style)
{
  int points = (int) lround (style->size * 100);
  gpointer key = GINT_TO_POINTER ((points << 2) | (style->face == ZX_FACE_SANS ? 2 : 0) | (style->bold ? 1 : 0));
  PangoFontDescription *font = g_hash_table_lookup (self->faces, key);

  if (font == NULL)
    {
      font = pango_font_description_new ();
      pango_font_description_set_family_static (font, style->face == ZX_FACE_SANS ? SANS : SERIF);
      pango_font_description_set_weight (font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
      pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
      g_hash_table_insert (self->faces, key, font);
    }

  return font;
}

gboolean
zx_type_can_print (ZxType     *self,
                   const char *text)
{
  const ZxTextStyle style = { .size = 12 };
  PangoFontset *fonts = NULL;
  gboolean can = TRUE;

  fonts = pango_context_load_fontset (self->context, get_font (self, &style), pango_context_get_language (self->context));
  if (fonts == NULL)
    return FALSE;

  for (const char *at = text; can && *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autoptr (PangoFont) font = pango_fontset_get_font (fonts, g_utf8_get_char (at));

      can = font != NULL && pango_font_has_char (font, g_utf8_get_char (at));
    }
  g_object_unref (fonts);

  return can;
}

/* --- setting --- */

/* The empty box is a character that every Chinese font has; ticks are drawn into it. */
static char *
take_boxes (const char  *text,
            GArray     **out_ticks)
{
  GString *plain;

  *out_ticks = NULL;
  if (strstr (text, BOX_TICKED) == NULL && strstr (text, BOX_EMPTY) == NULL)
    return NULL;

  plain = g_string_new (NULL);
  *out_ticks = g_array_new (FALSE, FALSE, sizeof (int));
  for (const char *at = text; *at != '\0';)
    {
      if (g_str_has_prefix (at, BOX_TICKED) || g_str_has_prefix (at, BOX_EMPTY))
        {
          int index = (int) plain->len;

          if (g_str_has_prefix (at, BOX_TICKED))
            g_array_append_val (*out_ticks, index);
          g_string_append (plain, BOX);
          at += strlen (BOX_TICKED);
        }
      else
        g_string_append_c (plain, *at++);
    }

  return g_string_free (plain, FALSE);
}

static gboolean
is_latin (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-';
}

/* What stands behind a box, up to the next one, is not torn from it. */
static void
keep_boxes (PangoLayout *layout)
{
  const char *text = pango_layout_get_text (layout);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  for (const char *at = strstr (text, BOX); at != NULL; at = strstr (at + 1, BOX))
    {
      PangoAttribute *keep = pango_attr_allow_breaks_new (FALSE);
      const char *end = strstr (at, "  ");

      keep->start_index = (guint) (at - text);
      keep->end_index = (guint) (end != NULL ? end - text : (glong) strlen (text));
      pango_attr_list_insert (attributes, keep);
    }
  pango_layout_set_attributes (layout, attributes);
}

/* Whether a gap may grow between this character and the next: never within a number or a foreign word. */
static gboolean
may_stretch (const char *at)
{
  const char *next = g_utf8_next_char (at);

  return !(is_latin (*at) && is_latin (*next));
}

/* Calls for the last glyph of every cluster but the line's last one; gives how many gaps there are. */
static int
stretch_line (PangoLayoutLine *line,
              const char      *text,
              int              extra)
{
  PangoGlyphInfo *last = NULL;
  int n_gaps = 0;

  for (GSList *at = line->runs; at != NULL; at = at->next)
    {
      PangoGlyphItem *run = at->data;
      const char *start = text + run->item->offset;

      for (int i = 0; i < run->glyphs->num_glyphs; i++)
        {
          if (i + 1 < run->glyphs->num_glyphs && run->glyphs->log_clusters[i + 1] == run->glyphs->log_clusters[i])
            continue;
          if (last != NULL)
            {
              last->geometry.width += extra;
              n_gaps++;
            }
          last = may_stretch (start + run->glyphs->log_clusters[i]) ? &run->glyphs->glyphs[i] : NULL;
        }
    }

  return n_gaps;
}

static void
justify (ZxText *self,
         double  width)
{
  const char *text = pango_layout_get_text (self->layout);

  for (guint i = 0; i + 1 < self->n_lines; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line (self->layout, (int) i);
      PangoLayoutLine *next = pango_layout_get_line_readonly (self->layout, (int) i + 1);
      PangoRectangle area;
      int room, n_gaps;

      if (next->is_paragraph_start)
        continue;

      pango_layout_line_get_extents (line, NULL, &area);
      room = (int) (width * PANGO_SCALE) - area.width;
      if (line->is_paragraph_start)
        room -= (int) (self->indent * PANGO_SCALE);
      /* A line that is much too short has a reason of its own, such as a long number after it. */
      if (room <= 0 || room > 4 * self->style.size * PANGO_SCALE)
        continue;

      n_gaps = stretch_line (line, text, 0);
      if (n_gaps > 0)
        stretch_line (line, text, room / n_gaps);
    }
}

/* Where no font has a character, room is left to write it by hand; Pango would print a box with its number. */
static void
note_missing (ZxType *self,
              ZxText *text)
{
  const char *words = pango_layout_get_text (text->layout);

  for (guint i = 0; i < text->n_lines; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line (text->layout, (int) i);

      for (GSList *at = line->runs; at != NULL; at = at->next)
        {
          PangoGlyphItem *run = at->data;

          for (int k = 0; k < run->glyphs->num_glyphs; k++)
            if (run->glyphs->glyphs[k].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
              {
                gunichar c = g_utf8_get_char (words + run->item->offset + run->glyphs->log_clusters[k]);

                g_hash_table_add (self->missing, GUINT_TO_POINTER (c));
                run->glyphs->glyphs[k].glyph = PANGO_GLYPH_EMPTY;
                run->glyphs->glyphs[k].geometry.width = (int) (text->style.size * PANGO_SCALE);
              }
        }
    }
}

/* The sum of the glyphs' own widths: what Pango's extents say, without asking the fonts again how high they are. */
static double
get_line_width (PangoLayoutLine *line)
{
  int width = 0;

  for (GSList *at = line->runs; at != NULL; at = at->next)
    width += pango_glyph_string_get_width (((PangoGlyphItem *) at->data)->glyphs);

  return width / (double) PANGO_SCALE;
}

static double
find_width (ZxText *self)
{
  double widest = 0;

  for (guint i = 0; i < self->n_lines; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (self->layout, (int) i);

      widest = MAX (widest, get_line_width (line) + (line->is_paragraph_start ? self->indent : 0));
    }

  return widest;
}

static ZxText *
set_text (ZxType            *self,
          const ZxTextStyle *style,
          const char        *text,
          double             width)
{
  ZxText *set = g_new0 (ZxText, 1);
  g_autofree char *plain = take_boxes (text, &set->ticks);

  set->n_refs = 1;
  set->style = *style;
  set->style.size = MAX (style->size, ZX_TYPE_SMALLEST);
  if (set->style.leading <= 0)
    set->style.leading = set->style.size * 1.6;
  set->indent = set->style.indent * set->style.size;
  set->layout = pango_layout_new (self->context);
  pango_layout_set_font_description (set->layout, get_font (self, &set->style));
  pango_layout_set_text (set->layout, plain != NULL ? plain : text, -1);

  if (style->spacing != 0)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_letter_spacing_new ((int) (style->spacing * PANGO_SCALE)));
      pango_layout_set_attributes (set->layout, attributes);
    }
  if (set->ticks != NULL)
    keep_boxes (set->layout);
  if (width > 0)
    {
      pango_layout_set_wrap (set->layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_width (set->layout, (int) (width * PANGO_SCALE));
      if (set->indent > 0)
        pango_layout_set_indent (set->layout, (int) (set->indent * PANGO_SCALE));
    }
  else
    pango_layout_set_single_paragraph_mode (set->layout, TRUE);

  set->n_lines = (guint) pango_layout_get_line_count (set->layout);
  if (pango_layout_get_unknown_glyphs_count (set->layout) > 0)
    note_missing (self, set);
  set->width = find_width (set);
  if (width > 0 && style->align == ZX_ALIGN_JUSTIFY && set->ticks == NULL)
    justify (set, width);

  return set;
}


ZxText *
zx_type_set (ZxType            *self,
             const ZxTextStyle *style,
             const char        *text,
             double             width)
{
  Key key;
  ZxText *set;

  if (text == NULL)
    text = "";
  if (width > 0 || strlen (text) >= sizeof key.text)
    return set_text (self, style, text, width);

  key_init (&key, style, text);
  set = g_hash_table_lookup (self->single, &key);
  if (set == NULL)
    {
      set = set_text (self, style, text, 0);
      g_hash_table_insert (self->single, g_memdup2 (&key, sizeof key), set);
    }

  return zx_text_ref (set);
}

ZxText *
zx_type_set_to_fit (ZxType            *self,
                    const ZxTextStyle *style,
                    const char        *text,
                    double             width)
{
  ZxTextStyle smaller = *style;
  ZxText *set;

  if (text == NULL)
    text = "";
  if (strchr (text, '\n') != NULL)
    return zx_type_set (self, style, text, width);

  set = zx_type_set (self, style, text, 0);
  if (set->width <= width)
    return set;

  zx_text_unref (set);
  smaller.size = MAX (style->size * SHRINK, ZX_TYPE_SMALLEST);
  smaller.leading = style->leading * SHRINK;
  set = zx_type_set (self, &smaller, text, 0);
  if (set->width <= width)
    return set;

  zx_text_unref (set);

  return zx_type_set (self, &smaller, text, width);
}

static gint
compare_characters (gconstpointer a,
                    gconstpointer b)
{
  guint one = GPOINTER_TO_UINT (a), other = GPOINTER_TO_UINT (b);

  return one < other ? -1 : one > other;
}

char *
zx_type_dup_missing (ZxType *self)
{
  g_autoptr (GList) characters = g_hash_table_get_keys (self->missing);
  GString *words;

  if (characters == NULL)
    return NULL;

  words = g_string_new (NULL);
  characters = g_list_sort (characters, compare_characters);
  for (GList *at = characters; at != NULL; at = at->next)
    g_string_append_unichar (words, GPOINTER_TO_UINT (at->data));

  return g_string_free (words, FALSE);
}

/* --- a text that was set --- */

ZxText *
zx_text_ref (ZxText *self)
{
  g_atomic_int_inc (&self->n_refs);

  return self;
}

void
zx_text_unref (ZxText *self)
{
  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;

  g_clear_pointer (&self->ticks, g_array_unref);
  g_object_unref (self->layout);
  g_free (self);
}

guint
zx_text_get_n_lines (ZxText *self)
{
  return self->n_lines;
}

double
zx_text_get_width (ZxText *self)
{
  return self->width;
}

double
zx_text_get_leading (ZxText *self)
{
  return self->style.leading;
}

double
zx_text_get_height (ZxText *self)
{
  return self->style.leading * self->n_lines;
}

guint32
zx_text_get_ink (ZxText *self)
{
  return self->style.ink != 0 ? self->style.ink : ZX_INK_BLACK;
}

ZxAlign
zx_text_get_align (ZxText *self)
{
  return self->style.align;
}

double
zx_text_get_size (ZxText *self)
{
  return self->style.size;
}

PangoLayout *
zx_text_get_layout (ZxText *self)
{
  return self->layout;
}

PangoLayoutLine *
zx_text_get_line (ZxText *self,
                  guint   number,
                  double  width,
                  double *out_x,
                  double *out_baseline)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (self->layout, (int) number);
  double line_width;

  *out_baseline = self->style.leading / 2 + BASELINE * self->style.size;
  *out_x = line->is_paragraph_start ? self->indent : 0;

  if (self->style.align == ZX_ALIGN_CENTER || self->style.align == ZX_ALIGN_RIGHT)
    {
      /* A single line is as wide as the text, and needs no measuring. */
      line_width = self->n_lines > 1 ? get_line_width (line) : self->width;
      *out_x = (width - line_width) / (self->style.align == ZX_ALIGN_CENTER ? 2 : 1);
    }

  return line;
}

void
zx_text_get_ticks (ZxText *self,
                   guint   number,
                   GArray *out_positions)
{
  PangoLayoutLine *line;

  if (self->ticks == NULL)
    return;

  line = pango_layout_get_line_readonly (self->layout, (int) number);
  for (guint i = 0; i < self->ticks->len; i++)
    {
      int index = g_array_index (self->ticks, int, i);
      double position;
      int x;

      if (index < line->start_index || index >= line->start_index + line->length)
        continue;

      pango_layout_line_index_to_x (line, index, FALSE, &x);
      position = x / (double) PANGO_SCALE;
      g_array_append_val (out_positions, position);
    }
}
