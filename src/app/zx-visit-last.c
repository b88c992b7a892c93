/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-last"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-tag.h"
#include "zx-visit-last.h"

struct _ZxVisitLast
{
  GtkBox     parent_instance;
  GtkWidget *when;
  GtkWidget *text;
  GtkWidget *open_box;
};

G_DEFINE_FINAL_TYPE (ZxVisitLast, zx_visit_last, GTK_TYPE_BOX)

static void
add_open (ZxVisitLast *self,
          ZxTone       tone,
          const char  *words,
          GString     *what)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *tag = zx_tag_new (tone, words);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", what->str, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "max-width-chars", 8, "hexpand", TRUE,
                                   "css-classes", (const char *[]) { "hint", NULL }, NULL);

  gtk_widget_set_valign (tag, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), tag);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->open_box), box);
}

static void
zx_visit_last_class_init (ZxVisitLastClass *klass)
{
}

static void
zx_visit_last_init (ZxVisitLast *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", _("Last visit"), "xalign", 0.0, "hexpand", TRUE,
                                   "css-classes", (const char *[]) { "h2", NULL }, NULL);

  self->when = g_object_new (GTK_TYPE_LABEL, "css-classes", (const char *[]) { "hint", NULL }, NULL);
  self->text = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                             "max-width-chars", 12, "hexpand", TRUE, "selectable", FALSE,
                             "css-classes", (const char *[]) { "dim", NULL }, NULL);
  self->open_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->when);
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), self->text);
  gtk_box_append (GTK_BOX (self), self->open_box);
}

void
zx_visit_last_show (ZxVisitLast  *self,
                    ZxVisitHints *hints,
                    const char   *today)
{
  g_autoptr (GString) late = g_string_new (NULL);
  g_autoptr (GString) open = g_string_new (NULL);
  g_autofree char *when = NULL;
  guint n_late = 0;
  guint n_open = 0;
  GtkWidget *child;

  g_return_if_fail (ZX_IS_VISIT_LAST (self));

  while ((child = gtk_widget_get_first_child (self->open_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->open_box), child);

  gtk_widget_set_visible (GTK_WIDGET (self), hints != NULL);
  if (hints == NULL)
    return;

  if (hints->last_date != NULL)
    {
      g_autofree char *date = zx_date_format (hints->last_date, today, ZX_DATE_SHOW_SHORT);

      when = g_strdup_printf ("%s %s", date, hints->last_words != NULL ? hints->last_words : "");
    }
  gtk_label_set_label (GTK_LABEL (self->when), when != NULL ? when : "");
  gtk_label_set_label (GTK_LABEL (self->text),
                       hints->last_date == NULL ? _("Nobody has visited yet.") :
                       hints->last_text != NULL ? hints->last_text : _("Nothing was written."));

  for (guint i = 0; i < hints->open->len; i++)
    {
      ZxPromise *promise = g_ptr_array_index (hints->open, i);
      GString *words = promise->days < 0 ? late : open;

      if (words->len > 0)
        /* Translators: stands between promised things in a line */
        g_string_append (words, _(", "));
      g_string_append (words, promise->what);
      if (promise->days < 0)
        n_late++;
      else
        n_open++;
    }

  if (n_late > 0)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u overdue", "%u overdue", n_late), n_late);

      add_open (self, ZX_TONE_URGENT, words, late);
    }
  if (n_open > 0)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u open", "%u open", n_open), n_open);

      add_open (self, ZX_TONE_PLAIN, words, open);
    }
}
