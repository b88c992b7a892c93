/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-search-palette"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "zx-badge.h"
#include "zx-initial.h"
#include "zx-search-palette.h"

#define MAX_HITS 30

/* Rows are made once and filled anew at every key: nothing is built while somebody types. */
typedef struct
{
  GtkWidget *row;
  GtkWidget *group;
  GtkWidget *hit;
  GtkWidget *icon;
  GtkWidget *initial;
  GtkWidget *title;
  GtkWidget *badge;
  GtkWidget *subtitle;
  GtkWidget *trailing;
} Row;

struct _ZxSearchPalette
{
  AdwBin            parent_instance;
  GtkWidget        *panel;
  GtkWidget        *entry;
  GtkWidget        *scrolled;
  GtkWidget        *list;
  GtkWidget        *nothing;
  Row               rows[MAX_HITS];
  guint             n_rows; /* built so far */
  GPtrArray        *hits;   /* of ZxSearchHit; NULL while closed */
  guint             marked;
  ZxSearchFunc      search;
  ZxSearchOpenFunc  open;
  gpointer          data;
  GtkWidget        *focus_before; /* weak */
};

enum { CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxSearchPalette, zx_search_palette, ADW_TYPE_BIN)

static void
set_label (GtkWidget  *label,
           const char *text,
           gboolean    markup)
{
  if (text == NULL)
    text = "";

  gtk_widget_set_visible (label, *text != '\0');

  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) == 0)
    return;

  if (markup)
    gtk_label_set_markup (GTK_LABEL (label), text);
  else
    gtk_label_set_label (GTK_LABEL (label), text);
}

static void
build_row (ZxSearchPalette *self)
{
  Row *row = &self->rows[self->n_rows];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *first_line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  row->group = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (row->group), 0);
  gtk_widget_add_css_class (row->group, "group-name");

  row->hit = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (row->hit, "hit");
  row->icon = gtk_image_new ();
  row->initial = zx_initial_new (NULL, FALSE);

  row->title = gtk_label_new ("");
  gtk_label_set_ellipsize (GTK_LABEL (row->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (row->title), 0);
  row->badge = zx_badge_new (0, NULL);
  row->subtitle = gtk_label_new ("");
  gtk_label_set_ellipsize (GTK_LABEL (row->subtitle), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (row->subtitle), 0);
  gtk_widget_add_css_class (row->subtitle, "hint");
  row->trailing = gtk_label_new ("");
  gtk_widget_add_css_class (row->trailing, "hint");

  gtk_box_append (GTK_BOX (first_line), row->title);
  gtk_box_append (GTK_BOX (first_line), row->badge);
  gtk_box_append (GTK_BOX (texts), first_line);
  gtk_box_append (GTK_BOX (texts), row->subtitle);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);

  gtk_box_append (GTK_BOX (row->hit), row->icon);
  gtk_box_append (GTK_BOX (row->hit), row->initial);
  gtk_box_append (GTK_BOX (row->hit), texts);
  gtk_box_append (GTK_BOX (row->hit), row->trailing);
  gtk_box_append (GTK_BOX (box), row->group);
  gtk_box_append (GTK_BOX (box), row->hit);

  row->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
  /* The focus stays in the entry; the arrows move the mark. */
  gtk_widget_set_focusable (row->row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row->row);

  self->n_rows++;
}

static void
fill_row (Row               *row,
          const ZxSearchHit *hit,
          const ZxSearchHit *before)
{
  g_autofree char *spoken = NULL;
  g_autofree char *plain = NULL;

  set_label (row->group, before == NULL || g_strcmp0 (before->group, hit->group) != 0 ? hit->group : "", FALSE);
  gtk_widget_set_visible (row->icon, hit->icon_name != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (row->icon), hit->icon_name);
  gtk_widget_set_visible (row->initial, hit->name != NULL && hit->icon_name == NULL);
  zx_initial_set_name (ZX_INITIAL (row->initial), hit->name);
  set_label (row->title, hit->markup, TRUE);
  zx_badge_set_label (ZX_BADGE (row->badge), hit->level);
  zx_badge_set_rank (ZX_BADGE (row->badge), hit->rank);
  set_label (row->subtitle, hit->subtitle, FALSE);
  set_label (row->trailing, hit->trailing, FALSE);

  if (hit->subtitle != NULL)
    gtk_widget_add_css_class (row->hit, "tall");
  else
    gtk_widget_remove_css_class (row->hit, "tall");

  plain = g_strdup (gtk_label_get_text (GTK_LABEL (row->title)));
  spoken = g_strjoin (" ", plain,
                      hit->level != NULL && hit->rank > 0 ? hit->level : "",
                      hit->subtitle != NULL ? hit->subtitle : "", NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_strchomp (spoken), -1);
}

/* Brings the marked row into sight, its group's name too. */
static void
scroll_to_marked (ZxSearchPalette *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  graphene_rect_t bounds;

  if (self->marked >= self->n_rows ||
      !gtk_widget_compute_bounds (self->rows[self->marked].row, self->list, &bounds))
    return;

  gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
mark (ZxSearchPalette *self,
      guint            position)
{
  for (guint i = 0; i < self->n_rows; i++)
    {
      gboolean marked = i == position;

      if (marked)
        gtk_widget_add_css_class (self->rows[i].hit, "marked");
      else
        gtk_widget_remove_css_class (self->rows[i].hit, "marked");

      gtk_accessible_update_state (GTK_ACCESSIBLE (self->rows[i].row),
                                   GTK_ACCESSIBLE_STATE_SELECTED, marked, -1);
    }

  self->marked = position;

  if (position < self->n_rows)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry),
                                    GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT,
                                    self->rows[position].row,
                                    -1);
}

static void
update (ZxSearchPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  guint n_hits;

  if (self->search == NULL)
    return;

  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = self->search (text, self->data);
  n_hits = self->hits != NULL ? MIN (self->hits->len, MAX_HITS) : 0;

  while (self->n_rows < n_hits)
    build_row (self);

  for (guint i = 0; i < self->n_rows; i++)
    {
      if (i < n_hits)
        fill_row (&self->rows[i], g_ptr_array_index (self->hits, i),
                  i > 0 ? g_ptr_array_index (self->hits, i - 1) : NULL);

      gtk_widget_set_visible (self->rows[i].row, i < n_hits);
    }

  gtk_widget_set_visible (self->scrolled, n_hits > 0);
  gtk_widget_set_visible (self->nothing, n_hits == 0 && *text != '\0');

  if (n_hits == 0 && *text != '\0')
    {
      /* Translators: %s is what was searched for */
      g_autofree char *words = g_strdup_printf (_("Nothing was found for “%s”"), text);

      gtk_label_set_label (GTK_LABEL (self->nothing), words);
    }

  mark (self, 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

static void
open_hit (ZxSearchPalette *self,
          guint            position,
          gboolean         visit)
{
  g_autoptr (GPtrArray) hits = NULL;
  const ZxSearchHit *hit;

  if (self->hits == NULL || position >= MIN (self->hits->len, MAX_HITS))
    return;

  /* Opening closes the panel, which forgets what was found. */
  hits = g_ptr_array_ref (self->hits);
  hit = g_ptr_array_index (hits, position);

  if (visit && hit->student == 0)
    return;

  zx_search_palette_close (self);
  self->open (hit, visit, self->data);
}

static void
text_changed_cb (ZxSearchPalette *self)
{
  if (zx_search_palette_is_open (self))
    update (self);
}

static void
activate_cb (ZxSearchPalette *self)
{
  open_hit (self, self->marked, FALSE);
}

static void
row_activated_cb (ZxSearchPalette *self,
                  GtkListBoxRow   *row)
{
  open_hit (self, gtk_list_box_row_get_index (row), FALSE);
}

/* Asked after the entry, so that an input method choosing among characters has the arrows first. */
static gboolean
key_pressed_cb (ZxSearchPalette *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  guint n_hits = self->hits != NULL ? MIN (self->hits->len, MAX_HITS) : 0;

  if (keyval == GDK_KEY_Escape)
    {
      zx_search_palette_close (self);
      return GDK_EVENT_STOP;
    }

  if (n_hits == 0 || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    mark (self, (self->marked + 1) % n_hits);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    mark (self, (self->marked + n_hits - 1) % n_hits);
  else if (keyval == GDK_KEY_Page_Down)
    mark (self, MIN (self->marked + 5, n_hits - 1));
  else if (keyval == GDK_KEY_Page_Up)
    mark (self, self->marked > 5 ? self->marked - 5 : 0);
  else
    return GDK_EVENT_PROPAGATE;

  scroll_to_marked (self);

  return GDK_EVENT_STOP;
}

static void
scrim_pressed_cb (ZxSearchPalette *self,
                  int              n_press,
                  double           x,
                  double           y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (at == NULL || !(at == self->panel || gtk_widget_is_ancestor (at, self->panel)))
    zx_search_palette_close (self);
}

static void
zx_search_palette_dispose (GObject *object)
{
  ZxSearchPalette *self = ZX_SEARCH_PALETTE (object);

  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_weak_pointer (&self->focus_before);

  G_OBJECT_CLASS (zx_search_palette_parent_class)->dispose (object);
}

static void
zx_search_palette_class_init (ZxSearchPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zx_search_palette_dispose;

  signals[CLOSED] =
    g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zhuxue/Casebook/ui/zx-search-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, ZxSearchPalette, panel);
  gtk_widget_class_bind_template_child (widget_class, ZxSearchPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, ZxSearchPalette, scrolled);
  gtk_widget_class_bind_template_child (widget_class, ZxSearchPalette, list);
  gtk_widget_class_bind_template_child (widget_class, ZxSearchPalette, nothing);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrim_pressed_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
}

static void
zx_search_palette_init (ZxSearchPalette *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ZxSearchHit *
zx_search_hit_new (void)
{
  return g_new0 (ZxSearchHit, 1);
}

void
zx_search_hit_free (ZxSearchHit *hit)
{
  g_free (hit->group);
  g_free (hit->icon_name);
  g_free (hit->name);
  g_free (hit->markup);
  g_free (hit->subtitle);
  g_free (hit->level);
  g_free (hit->trailing);
  g_free (hit->target);
  g_free (hit);
}

char *
zx_search_markup (const char *text,
                  const char *needle)
{
  g_autofree char *low_text = NULL;
  g_autofree char *low_needle = NULL;
  g_autofree char *before = NULL;
  g_autofree char *found = NULL;
  g_autofree char *after = NULL;
  const char *at;
  gsize start, length;

  if (text == NULL)
    return g_strdup ("");

  if (needle == NULL || *needle == '\0')
    return g_markup_escape_text (text, -1);

  /* ASCII only, so that both texts keep their bytes in place. */
  low_text = g_ascii_strdown (text, -1);
  low_needle = g_ascii_strdown (needle, -1);
  at = strstr (low_text, low_needle);

  if (at == NULL)
    return g_markup_escape_text (text, -1);

  start = at - low_text;
  length = strlen (low_needle);
  before = g_markup_escape_text (text, start);
  found = g_markup_escape_text (text + start, length);
  after = g_markup_escape_text (text + start + length, -1);

  return g_strconcat (before, "<b>", found, "</b>", after, NULL);
}

void
zx_search_palette_set_source (ZxSearchPalette  *self,
                              ZxSearchFunc      search,
                              ZxSearchOpenFunc  open,
                              gpointer          data)
{
  g_return_if_fail (ZX_IS_SEARCH_PALETTE (self));
  g_return_if_fail ((search == NULL) == (open == NULL));

  self->search = search;
  self->open = open;
  self->data = data;
}

gboolean
zx_search_palette_can_search (ZxSearchPalette *self)
{
  g_return_val_if_fail (ZX_IS_SEARCH_PALETTE (self), FALSE);

  return self->search != NULL;
}

void
zx_search_palette_open (ZxSearchPalette *self)
{
  GtkRoot *root;

  g_return_if_fail (ZX_IS_SEARCH_PALETTE (self));

  if (zx_search_palette_is_open (self))
    {
      gtk_widget_grab_focus (self->entry);
      return;
    }

  root = gtk_widget_get_root (GTK_WIDGET (self));
  g_clear_weak_pointer (&self->focus_before);
  if (root != NULL)
    g_set_weak_pointer (&self->focus_before, gtk_root_get_focus (root));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  update (self);
  gtk_widget_grab_focus (self->entry);
}

void
zx_search_palette_close (ZxSearchPalette *self)
{
  GtkWidget *focus;

  g_return_if_fail (ZX_IS_SEARCH_PALETTE (self));

  if (!zx_search_palette_is_open (self))
    return;

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_signal_emit (self, signals[CLOSED], 0);

  focus = self->focus_before;
  g_clear_weak_pointer (&self->focus_before);
  if (focus != NULL && gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
}

gboolean
zx_search_palette_is_open (ZxSearchPalette *self)
{
  g_return_val_if_fail (ZX_IS_SEARCH_PALETTE (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self));
}

void
zx_search_palette_visit (ZxSearchPalette *self)
{
  g_return_if_fail (ZX_IS_SEARCH_PALETTE (self));

  open_hit (self, self->marked, TRUE);
}
