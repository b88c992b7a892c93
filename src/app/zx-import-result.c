/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-import-result"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-import-result.h"
#include "zx-kind.h"
#include "zx-query.h"

/* A list longer than this is for a file, not for a screen. */
#define MAX_LINES 200
#define MAX_NAMES 30

struct _ZxImportResult
{
  AdwBin     parent_instance;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (ZxImportResult, zx_import_result, ADW_TYPE_BIN)

static GtkWidget *
label_new (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);

  return label;
}

static void
add_line (GtkWidget  *card,
          const char *text,
          const char *style)
{
  GtkWidget *label = label_new (text, style);

  gtk_widget_set_margin_top (label, 8);
  gtk_widget_set_margin_bottom (label, 8);
  zx_card_append_row (ZX_CARD (card), label);
}

/* Takes @text. */
static void
add_number (GtkWidget *card,
            char      *text,
            guint      number)
{
  g_autofree char *owned = text;

  if (number > 0)
    add_line (card, owned, "body");
}

static void
add_left (GtkWidget *card,
          guint      number)
{
  GtkWidget *row, *words, *open;
  g_autofree char *text = NULL;

  if (number == 0)
    return;

  text = g_strdup_printf (ngettext ("%u row waits to be corrected", "%u rows wait to be corrected", number), number);
  words = label_new (text, "body");
  gtk_widget_set_hexpand (words, TRUE);
  open = gtk_button_new_with_label (_("Open the rows to correct"));
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (open, "row-button");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.rejected-rows");

  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), open);
  zx_card_append_row (ZX_CARD (card), row);
}

static void
add_findings (ZxImportResult *self,
              const char     *title,
              GArray         *findings)
{
  GtkWidget *card;
  g_autofree char *caption = NULL;

  if (findings->len == 0)
    return;

  card = zx_card_new (title);
  caption = g_strdup_printf (ngettext ("%u place", "%u places", findings->len), findings->len);
  zx_card_set_caption (ZX_CARD (card), caption);
  for (guint i = 0; i < MIN (findings->len, MAX_LINES); i++)
    {
      const ZxRosterFinding *finding = &g_array_index (findings, ZxRosterFinding, i);
      g_autofree char *line = g_strdup_printf (_("Row %u: %s"), finding->row, finding->message);

      add_line (card, line, "body");
    }
  if (findings->len > MAX_LINES)
    {
      g_autofree char *more = g_strdup_printf (_("And %u more."), findings->len - MAX_LINES);

      add_line (card, more, "hint");
    }
  gtk_box_append (GTK_BOX (self->box), card);
}

static void
add_missing (ZxImportResult       *self,
             const ZxRosterResult *result,
             ZxDb                 *db)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *title = NULL;
  GtkWidget *card;

  if (result->missing->len == 0)
    return;

  for (guint i = 0; i < MIN (result->missing->len, MAX_NAMES); i++)
    {
      g_autofree char *name = zx_record_dup_title (db, &zx_kind_student, g_array_index (result->missing, gint64, i));

      g_string_append_printf (names, "%s%s", i > 0 ? _(", ") : "", name);
    }
  if (result->missing->len > MAX_NAMES)
    g_string_append (names, " …");

  title = g_strdup_printf (ngettext ("%u student of these classes is not in the file", "%u students of these classes are not in the file",
                                     result->missing->len), result->missing->len);
  card = zx_card_new (title);
  add_line (card, names->str, "body");
  add_line (card, _("Nothing was changed for them. Whoever left is registered as left on the student's page."), "hint");
  gtk_box_append (GTK_BOX (self->box), card);
}

static void
add_households (ZxImportResult       *self,
                const ZxRosterResult *result,
                ZxDb                 *db)
{
  GtkWidget *card;

  if (result->households->len == 0)
    return;

  card = zx_card_new (_("Perhaps of one family"));
  for (guint i = 0; i < MIN (result->households->len, MAX_NAMES); i++)
    {
      const ZxRosterHousehold *pair = &g_array_index (result->households, ZxRosterHousehold, i);
      g_autofree char *one = zx_record_dup_title (db, &zx_kind_student, pair->student);
      g_autofree char *other = zx_record_dup_title (db, &zx_kind_student, pair->other);
      g_autofree char *line = g_strdup_printf (_("%s and %s have the same guardian and phone."), one, other);

      add_line (card, line, "body");
    }
  gtk_box_append (GTK_BOX (self->box), card);
}

static void
zx_import_result_class_init (ZxImportResultClass *klass)
{
}

static void
zx_import_result_init (ZxImportResult *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
zx_import_result_new (void)
{
  return g_object_new (ZX_TYPE_IMPORT_RESULT, NULL);
}

void
zx_import_result_show (ZxImportResult       *self,
                       const ZxRosterResult *result,
                       ZxDb                 *db)
{
  GtkWidget *card = zx_card_new (_("The roster is imported"));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);

  add_number (card, g_strdup_printf (ngettext ("%u new student", "%u new students", result->added), result->added), result->added);
  add_number (card, g_strdup_printf (ngettext ("%u student updated", "%u students updated", result->updated), result->updated), result->updated);
  add_number (card, g_strdup_printf (ngettext ("%u student there already, just so", "%u students there already, just so", result->unchanged),
                                     result->unchanged), result->unchanged);
  add_number (card, g_strdup_printf (ngettext ("%u student keeps the old values", "%u students keep the old values", result->changed),
                                     result->changed), result->changed);
  add_left (card, result->rejected->len);
  for (guint i = 0; i < result->notes->len; i++)
    add_line (card, g_ptr_array_index (result->notes, i), "hint");
  if (result->action != 0)
    add_line (card, _("The whole import can be taken back, now or later in the history."), "hint");
  gtk_box_append (GTK_BOX (self->box), card);

  add_findings (self, _("Better look at these"), result->warnings);
  add_missing (self, result, db);
  add_households (self, result, db);
}
