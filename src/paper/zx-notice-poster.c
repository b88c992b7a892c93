/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "zx-flow-private.h"
#include "zx-notice-poster.h"

/* A notice on the wall: title, what was done and by when to object, the names in columns, whom to tell, the seal. The
 * figures are those of the drawn model; A4 in points. */

#define MARGIN        56
#define TOP           52
#define BOTTOM        46
#define GROUP_GAP     8
#define HEAD_ROW      20.6
#define AFTER_NAMES   11
#define CONTACT_ROW   19.3
#define CONTACT_LEFT  62
#define SEAL_BLOCK    72
#define MOST_COLUMNS  5

/* Fewer names stand in one wide group, in larger letters. */
#define FEW_NAMES     22

/* Rows of a page with little on it may be so much higher, and a few names too many do not take another page. */
#define MOST_STRETCH  1.25
#define LEAST_STRETCH 0.94

/* More long names than one in so many make the groups wider. */
#define LONG_ONE_IN   12

typedef enum
{
  COLUMN_SERIAL,
  COLUMN_CLASS,
  COLUMN_NAME,
  COLUMN_LEVEL,
  COLUMN_PROGRAMME,
  COLUMN_AMOUNT,
} ColumnKind;

typedef struct
{
  ColumnKind kind;
  double     share; /* of the group's width */
  double     left;  /* within the group */
  double     width;
} Column;

/* One name. */
typedef struct
{
  ZxText *cells[MOST_COLUMNS];
  double  height;
} Line;

typedef struct
{
  const ZxNoticeSheet *sheet;
  ZxFlow              *flow;
  Column               columns[MOST_COLUMNS];
  guint                n_columns;
  guint                n_groups;
  double               group_width;
  double               size;
  double               row;       /* height of a usual one */
  Line                *lines;
  guint                n_lines;
} Poster;

/* --- words --- */

static char *
dup_day (const char *date,
         gboolean    with_year)
{
  int year, month, day;

  if (sscanf (date, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return g_strdup ("");

  return with_year ? g_strdup_printf (C_("notice", "%1$d-%2$02d-%3$02d"), year, month, day)
                   : g_strdup_printf (C_("notice", "%1$02d-%2$02d"), month, day);
}

static char *
dup_period (const ZxNoticeSheet *sheet)
{
  g_autofree char *start = dup_day (sheet->start, TRUE);
  g_autofree char *end = dup_day (sheet->end, strncmp (sheet->start, sheet->end, 4) != 0);

  /* Translators: first day, last day, number of working days */
  return g_strdup_printf (ngettext ("Posted from %1$s to %2$s (%3$d working day)", "Posted from %1$s to %2$s (%3$d working days)",
                                    (gulong) sheet->days), start, end, sheet->days);
}

static char *
dup_intro (const ZxNoticeSheet *sheet)
{
  guint n = sheet->entries->len;
  g_autofree char *term = zx_term_format (sheet->term);

  if (g_strcmp0 (sheet->kind, "6") == 0)
    {
      g_autofree char *renewed = NULL;

      if (sheet->renews_number != NULL)
        /* Translators: the number of the notice that is renewed; followed by the sentence about the names */
        renewed = g_strdup_printf (C_("notice", "After checking what was reported on notice %s, the list was adjusted. "), sheet->renews_number);

      return g_strdup_printf (ngettext ("%1$sThe following %2$u child is proposed for aid in the %3$s and is posted again for everybody to see and comment on.",
                                        "%1$sThe following %2$u children are proposed for aid in the %3$s and are posted again for everybody to see and comment on.", n),
                              renewed != NULL ? renewed : C_("notice", "After checking, the list was adjusted. "), n, term);
    }
  if (g_strcmp0 (sheet->kind, "2") == 0)
    return g_strdup_printf (ngettext ("By the rules for aiding pupils, the following %1$u child is to receive aid in the %2$s. This is posted for everybody to see and comment on.",
                                      "By the rules for aiding pupils, the following %1$u children are to receive aid in the %2$s. This is posted for everybody to see and comment on.", n),
                            n, term);

  return g_strdup_printf (ngettext ("After application and commitment, checking, class evaluation and the reviews of the school, the following %1$u child is proposed for aid in the %2$s. This is posted for everybody to see and comment on.",
                                    "After application and commitment, checking, class evaluation and the reviews of the school, the following %1$u children are proposed for aid in the %2$s. This is posted for everybody to see and comment on.", n),
                          n, term);
}

static char *
dup_closing (const ZxNoticeSheet *sheet)
{
  return g_strdup_printf (ngettext ("Whoever disagrees tells the school's aid office in writing, by phone or in person. Who told us stays with us; we answer within %d working day.",
                                    "Whoever disagrees tells the school's aid office in writing, by phone or in person. Who told us stays with us; we answer within %d working days.", (gulong) sheet->reply_days),
                          sheet->reply_days);
}

static const char *
get_heading (ColumnKind kind)
{
  switch (kind)
    {
    case COLUMN_SERIAL:
      return C_("notice", "No.");
    case COLUMN_CLASS:
      return C_("notice", "Class");
    case COLUMN_NAME:
      return C_("notice", "Name");
    case COLUMN_LEVEL:
      return C_("notice", "Level");
    case COLUMN_PROGRAMME:
      return C_("notice", "Aid");
    case COLUMN_AMOUNT:
    default:
      return C_("notice", "Amount (yuan)");
    }
}

/* --- the columns of names --- */

static void
add_column (Poster     *self,
            ColumnKind  kind,
            double      share)
{
  self->columns[self->n_columns++] = (Column) { .kind = kind, .share = share };
}

static void
place_columns (Poster *self,
               double  width)
{
  double sum = 0, left = 0;

  self->group_width = (width - GROUP_GAP * (self->n_groups - 1)) / self->n_groups;
  for (guint i = 0; i < self->n_columns; i++)
    sum += self->columns[i].share;
  for (guint i = 0; i < self->n_columns; i++)
    {
      self->columns[i].left = left;
      self->columns[i].width = self->group_width * self->columns[i].share / sum;
      left += self->columns[i].width;
    }
}

/* Names that would have to be broken in the narrow columns of three groups. */
static gboolean
has_many_long_names (const ZxNoticeSheet *sheet)
{
  guint n_long = 0;

  for (guint i = 0; i < sheet->entries->len; i++)
    {
      const ZxNoticeEntry *entry = g_ptr_array_index (sheet->entries, i);

      n_long += g_utf8_strlen (entry->name, -1) + (entry->mark != NULL ? 2 : 0) > 6;
    }

  return n_long * LONG_ONE_IN > sheet->entries->len;
}

static void
choose_columns (Poster *self,
                double  width)
{
  const ZxNoticeSheet *sheet = self->sheet;
  gboolean few = sheet->entries->len < FEW_NAMES;
  gboolean wide = g_strcmp0 (sheet->kind, "2") == 0;

  add_column (self, COLUMN_SERIAL, 30);
  add_column (self, COLUMN_CLASS, 65);
  add_column (self, COLUMN_NAME, wide ? 80 : 61);
  if (wide)
    {
      add_column (self, COLUMN_PROGRAMME, 170);
      add_column (self, COLUMN_AMOUNT, 70);
    }
  else if (sheet->shows_level)
    add_column (self, COLUMN_LEVEL, 60);

  self->n_groups = few || wide ? 1 : sheet->shows_level || has_many_long_names (sheet) ? 2 : 3;
  self->size = few ? 14 : wide ? 12 : 11;
  self->row = few ? 26 : wide ? 20 : 18;
  place_columns (self, width);
}

static ZxTextStyle
get_style (Poster     *self,
           ColumnKind  kind)
{
  ZxTextStyle style = { .size = self->size, .leading = self->size * 1.4, .align = ZX_ALIGN_CENTER };

  if (kind == COLUMN_SERIAL)
    style.ink = ZX_INK_GREY;
  if (kind == COLUMN_NAME)
    style.bold = TRUE;
  if (kind == COLUMN_AMOUNT)
    style.face = ZX_FACE_SANS;

  return style;
}

static char *
dup_cell (const ZxNoticeEntry *entry,
          ColumnKind           kind,
          guint                number)
{
  switch (kind)
    {
    case COLUMN_SERIAL:
      return g_strdup_printf ("%u", number);
    case COLUMN_CLASS:
      return g_strdup (entry->class_words);
    case COLUMN_NAME:
      /* Translators: a name, and what tells two children of that name in one class apart */
      return entry->mark != NULL ? g_strdup_printf (C_("notice", "%s [%s]"), entry->name, entry->mark) : g_strdup (entry->name);
    case COLUMN_LEVEL:
      return g_strdup (entry->level_words);
    case COLUMN_PROGRAMME:
      return g_strdup (entry->programme);
    case COLUMN_AMOUNT:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", entry->amount_fen / 100, (int) (entry->amount_fen % 100));
    }
}

/* A name too long for its column is parted where it has a dot. */
static ZxText *
set_name (ZxType            *type,
          const ZxTextStyle *style,
          const char        *name,
          double             width)
{
  ZxText *text = zx_type_set_to_fit (type, style, name, width);
  ZxTextStyle smaller = *style;
  g_auto (GStrv) parts = NULL;
  g_autofree char *parted = NULL;

  if (zx_text_get_n_lines (text) == 1 || strstr (name, "·") == NULL)
    return text;

  smaller.size = zx_text_get_size (text);
  smaller.leading = zx_text_get_leading (text);
  zx_text_unref (text);
  parts = g_strsplit (name, "·", -1);
  parted = g_strjoinv ("·\n", parts);

  return zx_type_set (type, &smaller, parted, width);
}

static void
set_lines (Poster *self)
{
  ZxType *type = zx_flow_get_type (self->flow);

  self->n_lines = self->sheet->entries->len;
  self->lines = g_new0 (Line, self->n_lines);
  for (guint k = 0; k < self->n_columns; k++)
    {
      const Column *column = &self->columns[k];
      const ZxTextStyle style = get_style (self, column->kind);

      for (guint i = 0; i < self->n_lines; i++)
        {
          Line *line = &self->lines[i];
          g_autofree char *words = dup_cell (g_ptr_array_index (self->sheet->entries, i), column->kind, i + 1);

          line->cells[k] = column->kind == COLUMN_NAME ? set_name (type, &style, words, column->width - 4)
                                                       : zx_type_set_to_fit (type, &style, words, column->width - 4);
          if (k == 0)
            line->height = self->row;
          if (zx_text_get_n_lines (line->cells[k]) > 1)
            line->height = MAX (line->height, zx_text_get_height (line->cells[k]) + 4);
        }
    }
}

/* How many lines from @first fit into groups of this height. */
static guint
count_fitting (Poster *self,
               guint   first,
               double  height)
{
  guint i = first;

  for (guint group = 0; group < self->n_groups && i < self->n_lines; group++)
    for (double used = 0; i < self->n_lines && used + self->lines[i].height <= height + 0.01; i++)
      used += self->lines[i].height;

  return i - first;
}

/* The least height of groups that hold @n lines from @first; more than @most if they do not fit. */
static double
find_height (Poster *self,
             guint   first,
             guint   n,
             double  most)
{
  double sum = 0, height;

  for (guint i = first; i < first + n; i++)
    sum += self->lines[i].height;

  for (height = sum / self->n_groups; height <= most; height += self->row / 4)
    if (count_fitting (self, first, height) >= n)
      return height;

  return height;
}

static void
draw_group (Poster *self,
            guint   first,
            guint   n,
            double  x,
            double  y,
            double  stretch)
{
  const ZxTextStyle style = { .bold = TRUE, .size = MIN (self->size, 12) * 0.955, .leading = HEAD_ROW, .align = ZX_ALIGN_CENTER };
  ZxPages *pages = zx_flow_get_pages (self->flow);
  ZxType *type = zx_flow_get_type (self->flow);
  guint page = zx_flow_get_page (self->flow);
  double top = y + HEAD_ROW;

  zx_pages_add_area (pages, page, x, y, self->group_width, HEAD_ROW, ZX_INK_TINT);
  for (guint k = 0; k < self->n_columns; k++)
    {
      g_autoptr (ZxText) heading = zx_type_set_to_fit (type, &style, get_heading (self->columns[k].kind), self->columns[k].width);

      zx_pages_add_text (pages, page, heading, 0, 1, x + self->columns[k].left, y, self->columns[k].width);
    }

  for (guint i = first; i < first + n; i++)
    {
      Line *line = &self->lines[i];
      double height = line->height * stretch;

      if (i > first)
        zx_pages_add_rule (pages, page, x, top, x + self->group_width, top, 0.5, ZX_INK_LIGHT);
      for (guint k = 0; k < self->n_columns; k++)
        zx_pages_add_text (pages, page, line->cells[k], 0, G_MAXUINT, x + self->columns[k].left,
                           top + (height - zx_text_get_height (line->cells[k])) / 2, self->columns[k].width);
      top += height;
    }

  zx_pages_add_rule (pages, page, x, y + HEAD_ROW, x + self->group_width, y + HEAD_ROW, 0.7, ZX_INK_RULE);
  zx_pages_add_frame (pages, page, x, y, self->group_width, top - y, 0.7, ZX_INK_RULE);
}

/* Fills the groups of a page up to @height; gives the number of lines. */
static guint
draw_groups (Poster *self,
             guint   first,
             guint   n,
             double  height,
             double  stretch)
{
  double y = zx_flow_get_y (self->flow), highest = 0;
  guint i = first;

  for (guint group = 0; group < self->n_groups && i < first + n; group++)
    {
      double used = 0;
      guint begin = i;

      for (; i < first + n && used + self->lines[i].height <= height + 0.01; i++)
        used += self->lines[i].height;
      if (i == begin)
        break;
      draw_group (self, begin, i - begin, zx_flow_get_left (self->flow) + group * (self->group_width + GROUP_GAP), y, stretch);
      highest = MAX (highest, used * stretch);
    }
  zx_flow_add_space (self->flow, HEAD_ROW + highest);

  return i - first;
}

/* --- what stands around them --- */

static void
add_head (Poster *self)
{
  const ZxTextStyle school = { .size = 15, .spacing = 3, .leading = 21, .align = ZX_ALIGN_CENTER };
  const ZxTextStyle title = { .bold = TRUE, .size = 27, .spacing = 1, .leading = 34, .align = ZX_ALIGN_CENTER };
  const ZxTextStyle intro = { .size = 13.2, .leading = 26.2, .indent = 2, .align = ZX_ALIGN_JUSTIFY };
  g_autofree char *words = dup_intro (self->sheet);
  g_autoptr (ZxText) set = NULL;
  double width, height;

  zx_flow_get_area (self->flow, &width, &height);
  zx_flow_add_text (self->flow, &school, self->sheet->school);
  zx_flow_add_space (self->flow, 8);
  set = zx_type_set_to_fit (zx_flow_get_type (self->flow), &title, self->sheet->title, width);
  zx_pages_add_text (zx_flow_get_pages (self->flow), zx_flow_get_page (self->flow), set, 0, G_MAXUINT,
                     zx_flow_get_left (self->flow), zx_flow_get_y (self->flow), width);
  zx_flow_add_space (self->flow, zx_text_get_height (set) + 9);
  zx_flow_add_rule (self->flow, 1.6);
  zx_flow_add_space (self->flow, 2.3);
  zx_flow_add_rule (self->flow, 0.5);
  zx_flow_add_space (self->flow, 10);
  zx_flow_add_text (self->flow, &intro, words);
}

static void
add_period (Poster *self)
{
  const ZxTextStyle style = { .bold = TRUE, .size = 14, .leading = 32.2, .align = ZX_ALIGN_CENTER };
  ZxPages *pages = zx_flow_get_pages (self->flow);
  guint page = zx_flow_get_page (self->flow);
  g_autofree char *words = dup_period (self->sheet);
  double x = zx_flow_get_left (self->flow), width, height, y;
  g_autoptr (ZxText) text = NULL;

  zx_flow_get_area (self->flow, &width, &height);
  text = zx_type_set_to_fit (zx_flow_get_type (self->flow), &style, words, width - 20);
  zx_flow_add_space (self->flow, 4);
  y = zx_flow_get_y (self->flow);
  zx_pages_add_area (pages, page, x, y, width, 32.2, ZX_INK_TINT);
  zx_pages_add_frame (pages, page, x, y, width, 32.2, 0.7, ZX_INK_RULE);
  zx_pages_add_text (pages, page, text, 0, 1, x, y + (32.2 - zx_text_get_leading (text)) / 2, width);
  zx_flow_add_space (self->flow, 32.2 + 12.2);
}

/* Later pages say again what they belong to. */
static void
add_small_head (Poster *self)
{
  const ZxTextStyle title = { .bold = TRUE, .size = 18, .leading = 26, .align = ZX_ALIGN_CENTER };
  const ZxTextStyle period = { .size = 11.5, .leading = 20, .align = ZX_ALIGN_CENTER };
  g_autofree char *words = dup_period (self->sheet);

  zx_flow_add_page (self->flow);
  zx_flow_add_text (self->flow, &title, self->sheet->title);
  zx_flow_add_text (self->flow, &period, words);
  zx_flow_add_space (self->flow, 6);
  zx_flow_add_rule (self->flow, 1.1);
  zx_flow_add_space (self->flow, 10);
}

static void
take_contact (GPtrArray  *contacts,
              const char *label,
              const char *what,
              const char *who)
{
  if (what == NULL)
    return;

  g_ptr_array_add (contacts, g_strdup (label));
  /* Translators: a phone number and whose it is */
  g_ptr_array_add (contacts, who != NULL ? g_strdup_printf (C_("notice", "%s (%s)"), what, who) : g_strdup (what));
}

/* Labels and values in turn. */
static GPtrArray *
list_contacts (const ZxNoticeSheet *sheet)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func (g_free);

  take_contact (contacts, C_("notice", "Where"), sheet->contact_place, NULL);
  take_contact (contacts, C_("notice", "School"), sheet->contact_phone != NULL ? sheet->contact_phone : sheet->contact_name,
                sheet->contact_phone != NULL ? sheet->contact_name : NULL);
  take_contact (contacts, C_("notice", "Letter box"), sheet->box, NULL);
  take_contact (contacts, C_("notice", "Supervision"), sheet->watch_phone != NULL ? sheet->watch_phone : sheet->watch_name,
                sheet->watch_phone != NULL ? sheet->watch_name : NULL);

  return contacts;
}

static void
draw_contacts (Poster    *self,
               GPtrArray *contacts)
{
  const ZxTextStyle strong = { .bold = TRUE, .size = 12, .leading = CONTACT_ROW };
  const ZxTextStyle plain = { .size = 12, .leading = CONTACT_ROW };
  ZxPages *pages = zx_flow_get_pages (self->flow);
  ZxType *type = zx_flow_get_type (self->flow);
  guint page = zx_flow_get_page (self->flow);
  double x = zx_flow_get_left (self->flow), y = zx_flow_get_y (self->flow), width, height;

  zx_flow_get_area (self->flow, &width, &height);
  for (guint i = 0; i + 1 < contacts->len; i += 2)
    {
      g_autoptr (ZxText) label = zx_type_set (type, &strong, g_ptr_array_index (contacts, i), 0);
      g_autoptr (ZxText) value = zx_type_set_to_fit (type, &plain, g_ptr_array_index (contacts, i + 1), width - CONTACT_LEFT - 130);

      zx_pages_add_text (pages, page, label, 0, 1, x, y, CONTACT_LEFT);
      zx_pages_add_text (pages, page, value, 0, G_MAXUINT, x + CONTACT_LEFT, y, width - CONTACT_LEFT - 130);
      y += MAX (CONTACT_ROW, zx_text_get_height (value));
    }
}

static const ZxTextStyle closing_style = { .size = 12.2, .leading = 24.4, .indent = 2, .align = ZX_ALIGN_JUSTIFY };

static double
measure_closing (Poster     *self,
                 const char *words,
                 GPtrArray  *contacts)
{
  double width, height;
  g_autoptr (ZxText) text = NULL;

  zx_flow_get_area (self->flow, &width, &height);
  text = zx_type_set (zx_flow_get_type (self->flow), &closing_style, words, width);

  return AFTER_NAMES + zx_text_get_height (text) + 2.7 + MAX (SEAL_BLOCK, (contacts->len / 2) * CONTACT_ROW);
}

static void
add_closing (Poster     *self,
             const char *words,
             GPtrArray  *contacts)
{
  g_autofree char *dated = dup_day (self->sheet->dated, TRUE);
  double top, lack;

  zx_flow_add_space (self->flow, AFTER_NAMES);
  zx_flow_add_text (self->flow, &closing_style, words);
  zx_flow_add_space (self->flow, 2.7);
  top = zx_flow_get_y (self->flow);
  draw_contacts (self, contacts);
  zx_flow_add_seal (self->flow, self->sheet->school, *dated != '\0' ? dated : NULL);
  lack = top + (contacts->len / 2) * CONTACT_ROW - zx_flow_get_y (self->flow);
  if (lack > 0)
    zx_flow_add_space (self->flow, lack);
}

static void
add_names (Poster *self)
{
  g_autofree char *words = dup_closing (self->sheet);
  g_autoptr (GPtrArray) contacts = list_contacts (self->sheet);
  double closing = measure_closing (self, words, contacts);
  guint first = 0;

  while (TRUE)
    {
      double room = zx_flow_get_room (self->flow) - HEAD_ROW;
      guint rest = self->n_lines - first;
      double free = room - closing;
      double height = find_height (self, first, rest, free / LEAST_STRETCH);

      if (height <= free / LEAST_STRETCH + 0.01)
        {
          /* The last page; one that is the only page may use its room. */
          double stretch = height > 0 ? MIN (free / height, first == 0 ? MOST_STRETCH : 1) : 1;

          if (rest > 0)
            draw_groups (self, first, rest, height, stretch);
          add_closing (self, words, contacts);
          return;
        }

      /* A last page with no name on it would look forgotten. */
      if (count_fitting (self, first, room) >= rest && rest > self->n_groups * 2)
        {
          guint n = rest * 2 / 3;

          first += draw_groups (self, first, n, find_height (self, first, n, room), 1);
        }
      else if (count_fitting (self, first, room) > 0)
        first += draw_groups (self, first, rest, room, 1);
      add_small_head (self);
    }
}

static void
free_lines (Poster *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    for (guint k = 0; k < self->n_columns; k++)
      zx_text_unref (self->lines[i].cells[k]);
  g_free (self->lines);
}

ZxPages *
zx_notice_poster_new (const ZxNoticeSheet *sheet,
                      ZxPaperSize          paper)
{
  const ZxPaperSetup setup = { .size = paper, .top = TOP, .right = MARGIN, .bottom = BOTTOM, .left = MARGIN };
  Poster self = { .sheet = sheet };
  double width, height;

  self.flow = zx_flow_new (&setup, sheet->title);
  zx_flow_set_demo (self.flow, sheet->is_demo);
  zx_flow_set_rows (self.flow, sheet->entries->len);
  if (sheet->number != NULL)
    {
      g_autofree char *number = g_strdup_printf (C_("notice", "Notice %s"), sheet->number);

      zx_flow_set_foot (self.flow, number);
    }

  zx_flow_get_area (self.flow, &width, &height);
  choose_columns (&self, width);
  set_lines (&self);
  add_head (&self);
  add_period (&self);
  add_names (&self);
  free_lines (&self);

  return zx_flow_finish (self.flow);
}
