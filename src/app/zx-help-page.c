/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-help-page"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-card.h"
#include "zx-help-page.h"

struct _ZxHelpPage
{
  ZxPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ZxHelpPage, zx_help_page, ZX_TYPE_PAGE)

static const struct
{
  const char *title;
  const char *text;
} chapters[] = {
  { NC_("help", "Bring in the roster"),
    NC_("help", "Choose “Import roster…” on the page Students and pick the Excel file (xlsx, xls or csv). The program finds the headings by itself; check which column is what, then correct the rows it could not read. What you leave is kept as rows to correct and can be imported later. The whole import can be undone.") },
  { NC_("help", "Find a child"),
    NC_("help", "Press Ctrl+K and type the name, the first letters of its pinyin (wxm), the whole pinyin, the end of the ID number or phone, the village or a guardian. Enter opens the child; Ctrl+Enter records a visit.") },
  { NC_("help", "Record a home visit"),
    NC_("help", "Press Ctrl+N. Date and visitor are filled in already. Choose whom you met, tick what you saw, write what was said, and note what was promised, by whom and until when. What you write is kept as a draft all the time; “Finish” files it. Times, purpose, place and rarer things stand behind the button at the end of the form. A visit that was recorded by mistake is voided with a reason and stays visible.") },
  { NC_("help", "Take something back"),
    NC_("help", "Every change made since the program was opened can be taken back with Ctrl+Z or the button in the bar, thirty steps far, and made again with Ctrl+Shift+Z. “All changes” in the menu shows who changed what and when. Nothing is ever erased from that list.") },
  { NC_("help", "What is to be done"),
    NC_("help", "The page Today lists what was promised, who has not been visited this quarter, and drafts that are not finished. Mark a promise as done, or give it a new date.") },
  { NC_("help", "Identification of need"),
    NC_("help", "Begin the round on the page Identification, register applications there or in the menu of a child's page, and enter the signed commitment. Each stage lists who waits there; tick children, choose the level and reason, and pass them on together. Before the stage “Class evaluation” register the meeting under “Class evaluations…”: class, day, members. The notice hangs for at least 5 working days; objections are written down and answered before a child is filed. The menu at the right ends the time for applications, takes them again, and makes drafts from last year's.") },
  { NC_("help", "Sudden hardship"),
    NC_("help", "For an illness, a disaster or a death in a family choose “Register a change of hardship…” in the menu of the child's page. It waits for no round and takes the short way; a visit within three days is noted in Today. Words for the levels, steps, time limits and what stands on notices are set in Settings.") },
  { NC_("help", "Terms"),
    NC_("help", "The menu under the school's name lists the terms. An old one shows who was in which class and what was known then; nothing can be changed until you go back. “Start a new term…” shows first who moves up, who graduates and who has no next class; it is one step and can be taken back.") },
  { NC_("help", "Notices, forms and letters on paper"),
    NC_("help", "On the page of notices and ledgers choose what you need: the left side says whether it is posted, signed or filed. The paper on the right is what the printer gets. A notice never shows ID numbers, phones, addresses or facts about a family; names can have one character hidden, and the level is left out unless you switch it on. Without a choice a form is a blank to fill by hand. Ctrl+P on an application, a visit or the evaluation in a class leads to its paper. Every print and every PDF is recorded.") },
  { NC_("help", "Ledgers for the county"),
    NC_("help", "On the page of ledgers choose one, the term and the class, look at the first rows, and save it as Excel. ID numbers and phones are left out or masked where the ledger does not need them. Every export is recorded.") },
  { NC_("help", "Backup"),
    NC_("help", "Plug in a USB stick and choose “Back up now”. The backup is read back and compared before it counts. Copies on this computer are made every hour and on exit. Restoring always opens a new casebook beside the present one.") },
  { NC_("help", "Who may see what"),
    NC_("help", "Phone, ID number and account are masked; the eye beside them shows them for half a minute, and that is written down. This build cannot lock the file with a password: use the disk encryption of the computer, and a password on backups.") },
};

static void
zx_help_page_class_init (ZxHelpPageClass *klass)
{
}

static void
zx_help_page_init (ZxHelpPage *self)
{
  GtkWidget *box, *inner;
  GtkWidget *scrolled = zx_page_scrolled_new (&box);
  GtkWidget *clamp = adw_clamp_new ();

  zx_page_set_title (ZX_PAGE (self), _("Help"));
  zx_page_set_visit_button (ZX_PAGE (self), ZX_VISIT_BUTTON_PLAIN);
  inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 768);
  adw_clamp_set_child (ADW_CLAMP (clamp), inner);
  gtk_box_append (GTK_BOX (box), clamp);

  for (guint i = 0; i < G_N_ELEMENTS (chapters); i++)
    {
      GtkWidget *card = zx_card_new (g_dpgettext2 (GETTEXT_PACKAGE, "help", chapters[i].title));
      GtkWidget *text = gtk_label_new (g_dpgettext2 (GETTEXT_PACKAGE, "help", chapters[i].text));

      gtk_label_set_wrap (GTK_LABEL (text), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (text), 0);
      gtk_label_set_selectable (GTK_LABEL (text), TRUE);
      gtk_widget_set_margin_top (text, 12);
      gtk_widget_set_margin_bottom (text, 14);
      zx_card_append_row (ZX_CARD (card), text);
      gtk_box_append (GTK_BOX (inner), card);
    }

  adw_bin_set_child (ADW_BIN (self), scrolled);
}

static void
help_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  ZxWindow *window = data;

  if (!ZX_IS_HELP_PAGE (zx_window_get_page (window)))
    zx_window_push (window, g_object_new (ZX_TYPE_HELP_PAGE, NULL));
}

void
zx_help_install (GApplication *application,
                 ZxWindow     *window)
{
  static const GActionEntry actions[] = {
    { .name = "help", .activate = help_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), window);
}
