/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-stage-panel"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-application-step.h"
#include "zx-codes.h"
#include "zx-label.h"
#include "zx-record-form.h"
#include "zx-seg.h"
#include "zx-stage-look.h"
#include "zx-stage-panel.h"
#include "zx-student-facts.h"

#define CHECK_DELAY 150 /* ms after the last key */

/* What is written about one of them alone. */
typedef struct
{
  ZxStageItem *item;
  GtkWidget   *box;     /* NULL while nothing is asked */
  GtkDropDown *level;   /* NULL where the step takes none */
  GtkEditable *text;
  GtkWidget   *error;
  GtkEditable *each[4];
  gboolean     asked;   /* must say why */
  gboolean     goes;
} Note;

struct _ZxStagePanel
{
  GtkBox              parent_instance;
  ZxSession          *session; /* the window owns both */
  ZxIdentifySettings  settings;
  ZxLevelWords        levels;
  GPtrArray          *notes;   /* of Note, in the order of the list */
  const ZxStageLook  *look;
  gboolean            all_notes;
  gboolean            rare;    /* also what happens seldom, and to one child alone */
  gboolean            filling;
  guint               check_id;

  GtkWidget          *head;
  GtkWidget          *close;
  ZxSeg              *choice;
  GtkWidget          *target;
  GtkWidget          *reason_title;
  GtkWidget          *reason_drop;
  GtkWidget          *reason_entry;
  ZxRecordForm       *form;
  GtkWidget          *notes_title;
  GtkWidget          *notes_box;
  GtkWidget          *more;
  GtkWidget          *primary;
  GtkWidget          *under;
  GtkWidget          *error;
};

enum { CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxStagePanel, zx_stage_panel, GTK_TYPE_BOX)

static void
note_free (gpointer data)
{
  Note *note = data;

  g_object_unref (note->item);
  g_free (note);
}

/* --- what was chosen */

static const char *
level_of_rank (guint at)
{
  static const char * const codes[] = { "1", "2", "3", "0" };

  return at < G_N_ELEMENTS (codes) ? codes[at] : NULL;
}

static const char *
get_level (const Note *note)
{
  return note->level != NULL ? level_of_rank (gtk_drop_down_get_selected (note->level))
                             : zx_stage_item_get_row (note->item)->level;
}

static gboolean
is_level_changed (const Note *note)
{
  const ZxStageRow *row = zx_stage_item_get_row (note->item);

  return row->level != NULL && g_strcmp0 (get_level (note), row->level) != 0;
}

/* (transfer full): the reason they share, "" for none */
static char *
dup_reason (ZxStagePanel *self)
{
  const char * const *phrases = zx_stage_look_get_phrases (self->look);
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->reason_drop));
  guint n = g_strv_length ((char **) phrases);

  if (self->look->reason == NULL)
    return g_strdup ("");
  if (at < n)
    return g_strdup (g_dpgettext2 (NULL, "phrase", phrases[at]));

  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason_entry))));
}

/* --- the request */

/* What the request's texts live in. */
typedef struct
{
  ZxStepRequest  request;
  GArray        *fields; /* of ZxStepField */
  GArray        *ones;   /* of ZxStepOne */
  GPtrArray     *arrays; /* of GArray of ZxStepField */
  GStringChunk  *texts;
  gboolean       by_visit; /* verified by home visits: each names its own */
} Asked;

static void
asked_free (Asked *asked)
{
  g_array_unref (asked->fields);
  g_array_unref (asked->ones);
  g_ptr_array_unref (asked->arrays);
  g_string_chunk_free (asked->texts);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
put_field (Asked      *asked,
           GArray     *fields,
           const char *key,
           const char *value)
{
  ZxStepField field = { g_string_chunk_insert (asked->texts, key), g_string_chunk_insert (asked->texts, value) };

  if (*value != '\0')
    g_array_append_val (fields, field);
}

static void
put_one (ZxStagePanel *self,
         Asked        *asked,
         const Note   *note)
{
  const ZxStageRow *row = zx_stage_item_get_row (note->item);
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (ZxStepField));
  const char *level = get_level (note);
  ZxStepOne one = { .application = row->id };

  g_ptr_array_add (asked->arrays, fields);
  if (self->look->level != NULL && level != NULL)
    put_field (asked, fields, self->look->level, level);
  if (g_strcmp0 (self->look->level, "level") == 0)
    put_field (asked, fields, "result", is_level_changed (note) ? "3" : "1");
  if (note->text != NULL && self->look->reason != NULL)
    {
      g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (note->text)));

      put_field (asked, fields, self->look->reason, text);
    }
  if (row->visited_on != NULL && g_str_equal (self->look->word, "verify") && asked->by_visit)
    {
      g_autofree char *year = g_strndup (zx_session_get_term (self->session), 9);
      gint64 visit = zx_verifying_visit_find (zx_session_get_db (self->session), row->student, year, NULL);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, visit);

      put_field (asked, fields, "visit", visit != 0 ? key : "");
    }
  for (guint i = 0; i < G_N_ELEMENTS (note->each); i++)
    if (note->each[i] != NULL)
      put_field (asked, fields, self->look->each[i], gtk_editable_get_text (note->each[i]));

  one.fields = (const ZxStepField *) fields->data;
  one.n_fields = fields->len;
  g_array_append_val (asked->ones, one);
}

static gboolean
is_by_visit (ZxStagePanel *self)
{
  g_autofree char *methods = zx_record_form_dup_value (self->form, "method");
  g_auto (GStrv) codes = g_strsplit (methods, ",", -1);

  return g_strv_contains ((const char * const *) codes, "1");
}

/* @all: also those who stay */
static Asked *
ask (ZxStagePanel *self,
     gboolean      all)
{
  Asked *asked = g_new0 (Asked, 1);
  g_autoptr (GPtrArray) values = zx_record_form_dup_values (self->form);
  g_autofree char *reason = dup_reason (self);

  asked->texts = g_string_chunk_new (512);
  asked->fields = g_array_new (FALSE, FALSE, sizeof (ZxStepField));
  asked->ones = g_array_new (FALSE, FALSE, sizeof (ZxStepOne));
  asked->arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < values->len; i++)
    {
      const ZxFormValue *one = g_ptr_array_index (values, i);

      put_field (asked, asked->fields, one->field, one->value);
    }
  asked->by_visit = is_by_visit (self);
  if (self->look->reason != NULL)
    put_field (asked, asked->fields, self->look->reason, reason);
  for (guint i = 0; i < self->notes->len; i++)
    {
      Note *note = g_ptr_array_index (self->notes, i);

      if (all || note->goes)
        put_one (self, asked, note);
    }

  asked->request = (ZxStepRequest) {
    .word = self->look->word,
    .ones = (const ZxStepOne *) asked->ones->data,
    .n_ones = asked->ones->len,
    .fields = (const ZxStepField *) asked->fields->data,
    .n_fields = asked->fields->len,
  };

  return asked;
}

/* --- who goes, who stays */

/* Whether somebody wrote the shared reason instead of taking a phrase. */
static gboolean
is_in_own_words (ZxStagePanel *self)
{
  return gtk_widget_get_visible (self->reason_entry) && *gtk_editable_get_text (GTK_EDITABLE (self->reason_entry)) != '\0';
}

/* What the panel itself asks for: a word where papers are missing or the level was changed. */
static const char *
ask_for_words (ZxStagePanel *self,
               Note         *note)
{
  const ZxStageRow *row = zx_stage_item_get_row (note->item);
  gboolean written = note->text != NULL && *gtk_editable_get_text (note->text) != '\0';

  if (self->look->reason == NULL || self->look->needs_reason || written)
    return NULL;
  if (is_level_changed (note))
    return _("The level is changed: write why");
  if (row->missing_papers != NULL && note->asked && !is_in_own_words (self))
    return _("Papers are missing: write why it goes on, or return it for completion first");

  return NULL;
}

static void
say_note (Note       *note,
          const char *message)
{
  if (note->box == NULL)
    return;

  gtk_label_set_label (GTK_LABEL (note->error), message != NULL ? message : "");
  gtk_widget_set_visible (note->error, message != NULL);
  if (note->text == NULL)
    return;
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (note->text), "invalid");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (note->text), "invalid");
}

static void
say_counts (ZxStagePanel *self,
            guint         n_go,
            guint         n_stay,
            const char   *first,
            const char   *why)
{
  g_autofree char *button = NULL;
  g_autofree char *under = NULL;

  if (n_stay > 0 && n_go > 0)
    button = zx_stage_look_fill (self->look->some, n_go, n_stay, NULL, NULL);
  else
    button = zx_stage_look_fill (self->look->go, n_go > 0 ? n_go : n_stay, 0, NULL, NULL);

  if (n_stay == 1)
    /* Translators: who stays at this stage, and why */
    under = g_strdup_printf (_("%s stays: %s"), first, why);
  else if (n_stay > 1)
    /* Translators: how many stay; the first of them, and why */
    under = g_strdup_printf (ngettext ("%u stays. %s: %s", "%u stay. %s: %s", n_stay), n_stay, first, why);

  gtk_button_set_label (GTK_BUTTON (self->primary), button);
  gtk_widget_set_sensitive (self->primary, n_go > 0 && zx_session_can_write (self->session));
  gtk_label_set_label (GTK_LABEL (self->under), under != NULL ? under : "");
  gtk_widget_set_visible (self->under, under != NULL);
}

static gboolean
check_cb (gpointer data)
{
  ZxStagePanel *self = data;
  ZxDb *db = zx_session_get_db (self->session);
  g_autoptr (Asked) asked = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GError) error = NULL;
  guint n_go = 0, n_stay = 0;
  g_autofree char *first = NULL;
  g_autofree char *first_why = NULL;

  self->check_id = 0;
  if (db == NULL || self->look == NULL)
    return G_SOURCE_REMOVE;

  asked = ask (self, TRUE);
  checks = zx_step_check (db, zx_session_get_today (self->session), &asked->request, &error);
  for (guint i = 0; i < self->notes->len; i++)
    {
      Note *note = g_ptr_array_index (self->notes, i);
      ZxStepCheck *check = checks != NULL ? g_ptr_array_index (checks, i) : NULL;
      const char *words = ask_for_words (self, note);
      const char *why = words;

      if (why == NULL && check != NULL && !check->may)
        why = check->why;
      if (why == NULL && checks == NULL)
        why = error->message;
      note->goes = why == NULL;
      say_note (note, words);
      if (note->goes)
        n_go++;
      else if (n_stay++ == 0)
        {
          first = g_strdup (zx_stage_item_get_row (note->item)->name);
          first_why = g_strdup (why);
        }
    }
  say_counts (self, n_go, n_stay, first, first_why);

  return G_SOURCE_REMOVE;
}

static void
check_soon (ZxStagePanel *self)
{
  if (self->filling)
    return;

  gtk_widget_set_visible (self->error, FALSE);
  g_clear_handle_id (&self->check_id, g_source_remove);
  self->check_id = g_timeout_add (CHECK_DELAY, check_cb, self);
}

/* --- notes for single ones */

static GtkDropDown *
level_drop_new (ZxStagePanel     *self,
                const ZxStageRow *row)
{
  const char *words[5] = { self->levels.words[1], self->levels.words[2], self->levels.words[3], self->levels.words[4], NULL };
  GtkWidget *drop = gtk_drop_down_new_from_strings (words);
  /* Translators: what the choice of a level is called: "Level: Wang Xiaomei" */
  g_autofree char *spoken = g_strdup_printf (_("Level: %s"), row->name);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), row->level != NULL ? MAX (row->level_rank, 1) - 1 : 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (drop, "notify::selected", G_CALLBACK (check_soon), self, G_CONNECT_SWAPPED);

  return GTK_DROP_DOWN (drop);
}

static GtkEditable *
note_entry_new (ZxStagePanel *self,
                const char   *hint,
                const char   *name)
{
  GtkWidget *entry = gtk_entry_new ();
  /* Translators: what a field about one child is called: "Reason: Wang Xiaomei" */
  g_autofree char *spoken = g_strdup_printf (C_("field", "%s: %s"), hint, name);

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (check_soon), self, G_CONNECT_SWAPPED);

  return GTK_EDITABLE (entry);
}

static void
build_votes (ZxStagePanel *self,
             Note         *note)
{
  const ZxKind *kind = zx_step_get_kind (self->look->word);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < G_N_ELEMENTS (note->each) && self->look->each[i] != NULL; i++)
    {
      const char *title = zx_field_get_label (kind, zx_kind_get_field (kind, self->look->each[i]));

      note->each[i] = note_entry_new (self, title, zx_stage_item_get_row (note->item)->name);
      gtk_editable_set_width_chars (note->each[i], 4);
      gtk_widget_set_hexpand (GTK_WIDGET (note->each[i]), TRUE);
      gtk_box_append (GTK_BOX (line), GTK_WIDGET (note->each[i]));
    }
  gtk_box_append (GTK_BOX (note->box), line);
}

static void
build_note (ZxStagePanel *self,
            Note         *note)
{
  const ZxStageRow *row = zx_stage_item_get_row (note->item);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = zx_label_wrapped_new (row->name, "strong");

  note->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_label_set_width_chars (GTK_LABEL (name), 5);
  gtk_box_append (GTK_BOX (line), name);
  if (self->look->level != NULL)
    {
      note->level = level_drop_new (self, row);
      gtk_box_append (GTK_BOX (line), GTK_WIDGET (note->level));
    }
  gtk_box_append (GTK_BOX (note->box), line);
  if (self->look->each[0] != NULL)
    build_votes (self, note);
  if (self->look->reason != NULL)
    {
      note->text = note_entry_new (self, _("Write the reason"), row->name);
      gtk_box_append (GTK_BOX (note->box), GTK_WIDGET (note->text));
    }
  note->error = zx_label_wrapped_new ("", "error-text");
  gtk_widget_set_visible (note->error, FALSE);
  gtk_box_append (GTK_BOX (note->box), note->error);
  gtk_box_append (GTK_BOX (self->notes_box), note->box);
}

static void
clear_note (ZxStagePanel *self,
            Note         *note)
{
  if (note->box != NULL)
    gtk_box_remove (GTK_BOX (self->notes_box), note->box);
  note->box = NULL;
  note->level = NULL;
  note->text = NULL;
  note->error = NULL;
  memset (note->each, 0, sizeof note->each);
}

/* Who has papers missing or no level yet is asked about at once; the others when somebody wants to. */
static gboolean
must_ask (ZxStagePanel *self,
          const Note   *note)
{
  const ZxStageRow *row = zx_stage_item_get_row (note->item);

  if (self->look->reason == NULL || self->look->needs_reason)
    return FALSE;

  return row->missing_papers != NULL || self->look->each[0] != NULL || (self->look->level != NULL && row->level == NULL);
}

static void
show_notes (ZxStagePanel *self)
{
  guint n_rest = 0;
  gboolean any = FALSE;
  gboolean may = self->look->reason != NULL;

  for (guint i = 0; i < self->notes->len; i++)
    {
      Note *note = g_ptr_array_index (self->notes, i);

      note->asked = must_ask (self, note);
      if (note->box == NULL && may && (note->asked || self->all_notes))
        build_note (self, note);
      any = any || note->box != NULL;
      if (note->box == NULL && may)
        n_rest++;
    }

  gtk_widget_set_visible (self->notes_title, any);
  gtk_widget_set_visible (self->more, n_rest > 0);
  if (n_rest > 0)
    {
      g_autofree char *words = g_strdup_printf (any ? ngettext ("The other %u also needs a word of its own",
                                                                "The other %u also need words of their own", n_rest)
                                                    : ngettext ("Write about the %u alone", "Write about each of the %u", n_rest),
                                                n_rest);

      gtk_button_set_label (GTK_BUTTON (self->more), words);
    }
}

static void
more_cb (ZxStagePanel *self)
{
  self->all_notes = TRUE;
  show_notes (self);
  check_soon (self);
}

/* --- the choice */

static void
show_target (ZxStagePanel *self)
{
  const ZxStageRow *row = zx_stage_item_get_row (((Note *) g_ptr_array_index (self->notes, 0))->item);
  ZxAppEvent event = zx_app_event_from_word (self->look->word);
  guint n_open = row->n_open;
  ZxAppState to = event != ZX_EVENT_N ? zx_app_state_after (row->state, event, g_strcmp0 (row->kind, "3") == 0, &n_open) : ZX_APP_N_STATES;
  g_autofree char *words = NULL;

  if (to < ZX_APP_N_STATES)
    /* Translators: the stage they are sent to */
    words = g_strdup_printf (_("Sent to: %s"), zx_app_stage_get_label (zx_app_state_get_stage (to, self->settings.grade_review != ZX_GRADE_REVIEW_OFF)));
  gtk_label_set_label (GTK_LABEL (self->target), words != NULL ? words : "");
  gtk_widget_set_visible (self->target, words != NULL);
}

static void
show_reason (ZxStagePanel *self)
{
  const char * const *phrases = zx_stage_look_get_phrases (self->look);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  g_autofree char *title = g_strdup_printf (ngettext ("Reason (for %u)", "Reason (for all %u)", self->notes->len), self->notes->len);
  gboolean shown = self->look->reason != NULL;
  guint n = g_strv_length ((char **) phrases);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (model, g_dpgettext2 (NULL, "phrase", phrases[i]));
  gtk_string_list_append (model, C_("phrase", "In my own words…"));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->reason_drop), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->reason_drop), 0);
  gtk_label_set_label (GTK_LABEL (self->reason_title), title);
  gtk_widget_set_visible (self->reason_title, shown);
  gtk_widget_set_visible (self->reason_drop, shown && n > 0);
  gtk_widget_set_visible (self->reason_entry, shown && n == 0);
}

static void
reason_chosen_cb (ZxStagePanel *self)
{
  guint n = self->look != NULL ? g_strv_length ((char **) zx_stage_look_get_phrases (self->look)) : 0;

  if (self->filling || self->look == NULL)
    return;

  gtk_widget_set_visible (self->reason_entry, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->reason_drop)) >= n);
  if (gtk_widget_get_visible (self->reason_entry))
    gtk_widget_grab_focus (self->reason_entry);
  check_soon (self);
}

static void
fill_form (ZxStagePanel *self)
{
  const ZxKind *kind = zx_step_get_kind (self->look->word);
  const char *actor = zx_casebook_get_actor (zx_session_get_casebook (self->session));
  gint64 staff = zx_staff_find_by_name (zx_session_get_db (self->session), actor);
  g_autofree char *me = staff != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, staff) : NULL;

  zx_record_form_clear (self->form);
  for (guint i = 0; i < G_N_ELEMENTS (self->look->fields) && self->look->fields[i] != NULL; i++)
    {
      const char *key = self->look->fields[i];
      const ZxField *field;

      if (g_str_equal (key, "head"))
        {
          zx_record_form_add (self->form, key, kind, "reviewer", _("Head"));
          continue;
        }
      zx_record_form_add (self->form, key, kind, key, NULL);
      field = zx_kind_get_field (kind, key);
      if (field->type == ZX_TYPE_DATE)
        zx_record_form_set_value (self->form, key, zx_session_get_today (self->session));
      else if (g_strcmp0 (field->of, "staff") == 0)
        zx_record_form_set_value (self->form, key, me);
      else if (g_str_equal (key, "committed") || g_str_equal (key, "consistent"))
        zx_record_form_set_value (self->form, key, "1");
      else if (g_str_equal (key, "method"))
        zx_record_form_set_value (self->form, key, "1");
      else if (g_str_equal (key, "days"))
        {
          g_autofree char *days = g_strdup_printf ("%d", self->settings.notice_days);

          zx_record_form_set_value (self->form, key, days);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->form), self->look->fields[0] != NULL);
}

static void
choose (ZxStagePanel *self,
        const char   *word)
{
  self->look = zx_stage_look_find (word);
  if (self->look == NULL || self->notes->len == 0)
    return;

  self->filling = TRUE;
  for (guint i = 0; i < self->notes->len; i++)
    clear_note (self, g_ptr_array_index (self->notes, i));
  show_target (self);
  show_reason (self);
  fill_form (self);
  show_notes (self);
  self->filling = FALSE;
  check_soon (self);
}

static void
choice_cb (ZxStagePanel *self)
{
  if (!self->filling)
    choose (self, zx_seg_get_active (self->choice));
}

/* Every move that one of them can make; the usual ones first. */
static void
fill_choices (ZxStagePanel *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *kept = self->look != NULL ? self->look->word : NULL;
  guint n_choices = 0;

  for (guint i = 0; i < self->notes->len; i++)
    {
      const ZxStageRow *row = zx_stage_item_get_row (((Note *) g_ptr_array_index (self->notes, i))->item);
      g_autoptr (GPtrArray) steps = zx_steps_of_state (row->state, g_strcmp0 (row->kind, "3") == 0, &self->settings);

      for (guint k = 0; k < steps->len; k++)
        {
          const ZxTransition *step = g_ptr_array_index (steps, k);

          if (zx_stage_look_find (step->word) != NULL && !g_ptr_array_find_with_equal_func (words, step->word, g_str_equal, NULL))
            g_ptr_array_add (words, (char *) step->word);
        }
    }

  zx_seg_clear (self->choice);
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      static const char * const rare[] = { "withdraw", "cancel", "adjust", "send_back", NULL };

      if (self->rare || !g_strv_contains (rare, word))
        {
          zx_seg_append (self->choice, word, g_dpgettext2 (NULL, "step", zx_stage_look_find (word)->choice));
          n_choices++;
        }
    }
  if (kept != NULL)
    zx_seg_set_active (self->choice, kept);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), n_choices > 1);
}

void
zx_stage_panel_set_items (ZxStagePanel *self,
                          GPtrArray    *items)
{
  g_autoptr (GPtrArray) old = NULL;
  g_autofree char *head = NULL;

  g_return_if_fail (ZX_IS_STAGE_PANEL (self));

  self->filling = TRUE;
  for (guint i = 0; i < self->notes->len; i++)
    clear_note (self, g_ptr_array_index (self->notes, i));
  old = g_steal_pointer (&self->notes);
  self->notes = g_ptr_array_new_with_free_func (note_free);
  for (guint i = 0; i < items->len; i++)
    {
      Note *note = g_new0 (Note, 1);

      note->item = g_object_ref (g_ptr_array_index (items, i));
      g_ptr_array_add (self->notes, note);
    }
  if (old->len == 0)
    self->all_notes = FALSE;

  if (items->len == 0)
    {
      self->look = NULL;
      self->filling = FALSE;
      return;
    }

  zx_level_words_clear (&self->levels);
  zx_level_words_load (&self->levels, zx_session_get_db (self->session));
  zx_identify_settings_load (&self->settings, zx_session_get_db (self->session), NULL);
  head = g_strdup_printf (ngettext ("%u chosen", "%u chosen", items->len), items->len);
  gtk_label_set_label (GTK_LABEL (self->head), head);
  fill_choices (self);
  self->filling = FALSE;
  choose (self, zx_seg_get_active (self->choice));
}

/* --- doing it */

typedef struct
{
  ZxStagePanel *self;
  Asked        *asked;
  char         *from;
  ZxAppState    to;
  guint         n;
  GPtrArray    *warnings;
} Doing;

static void
doing_free (Doing *doing)
{
  g_object_unref (doing->self);
  asked_free (doing->asked);
  g_free (doing->from);
  g_clear_pointer (&doing->warnings, g_ptr_array_unref);
  g_free (doing);
}

static gboolean
step_action (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  Doing *doing = data;
  g_auto (ZxStepResult) result = { 0 };

  if (!zx_action_step (action, &doing->asked->request, &result, error))
    return FALSE;

  if (result.moves->len > 0)
    doing->to = g_array_index (result.moves, ZxStepMove, 0).to;
  doing->warnings = g_ptr_array_ref (result.warnings);

  return TRUE;
}

static void
say_done (ZxStagePanel    *self,
          Doing           *doing,
          const ZxEntryId *entry)
{
  const char *to = zx_app_stage_get_label (zx_app_state_get_stage (doing->to, self->settings.grade_review != ZX_GRADE_REVIEW_OFF));
  g_autofree char *done = zx_stage_look_fill (zx_stage_look_find (doing->asked->request.word)->done, doing->n, 0, doing->from, to);
  g_autoptr (GString) words = g_string_new (done);

  if (doing->warnings != NULL && doing->warnings->len > 0)
    g_string_append_printf (words, " %s", (const char *) g_ptr_array_index (doing->warnings, 0));
  zx_session_did (self->session, words->str, entry, TRUE);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Doing *doing = data;
  ZxStagePanel *self = doing->self;
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  gtk_widget_set_sensitive (self->primary, TRUE);
  if (zx_casebook_act_finish (ZX_CASEBOOK (source), result, &entry, &error))
    {
      g_signal_emit (self, signals[CLOSED], 0);
      say_done (self, doing, &entry);
    }
  else if (!zx_record_form_show_error (self->form, error))
    {
      gtk_label_set_label (GTK_LABEL (self->error), error->message);
      gtk_widget_set_visible (self->error, TRUE);
    }
  doing_free (doing);
}

gboolean
zx_stage_panel_accept (ZxStagePanel *self)
{
  Doing *doing;
  const ZxStageRow *first;

  g_return_val_if_fail (ZX_IS_STAGE_PANEL (self), FALSE);

  if (self->look == NULL)
    return FALSE;

  /* What was typed just now counts. */
  g_clear_handle_id (&self->check_id, g_source_remove);
  check_cb (self);
  if (!gtk_widget_get_sensitive (self->primary))
    return FALSE;

  first = zx_stage_item_get_row (((Note *) g_ptr_array_index (self->notes, 0))->item);
  doing = g_new0 (Doing, 1);
  doing->self = g_object_ref (self);
  doing->asked = ask (self, FALSE);
  doing->n = doing->asked->request.n_ones;
  doing->from = g_strdup (zx_app_stage_get_label (zx_app_state_get_stage (first->state, self->settings.grade_review != ZX_GRADE_REVIEW_OFF)));
  gtk_widget_set_sensitive (self->primary, FALSE);
  zx_casebook_act_async (zx_session_get_casebook (self->session), gtk_button_get_label (GTK_BUTTON (self->primary)),
                         step_action, doing, NULL, NULL, done_cb, doing);

  return TRUE;
}

static void
close_cb (ZxStagePanel *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

/* --- the panel */

static void
zx_stage_panel_dispose (GObject *object)
{
  ZxStagePanel *self = ZX_STAGE_PANEL (object);

  g_clear_handle_id (&self->check_id, g_source_remove);

  G_OBJECT_CLASS (zx_stage_panel_parent_class)->dispose (object);
}

static void
zx_stage_panel_finalize (GObject *object)
{
  ZxStagePanel *self = ZX_STAGE_PANEL (object);

  g_ptr_array_unref (self->notes);
  zx_level_words_clear (&self->levels);

  G_OBJECT_CLASS (zx_stage_panel_parent_class)->finalize (object);
}

static void
zx_stage_panel_class_init (ZxStagePanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_stage_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = zx_stage_panel_finalize;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zx_stage_panel_init (ZxStagePanel *self)
{
  self->notes = g_ptr_array_new_with_free_func (note_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (GTK_WIDGET (self), 348, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "side-panel");
}

static void
build (ZxStagePanel *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->head = zx_label_wrapped_new ("", "h2");
  gtk_widget_set_hexpand (self->head, TRUE);
  self->close = gtk_button_new_with_label (_("Choose nobody"));
  gtk_widget_add_css_class (self->close, "flat");
  g_signal_connect_object (self->close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (top), self->head);
  gtk_box_append (GTK_BOX (top), self->close);

  self->choice = ZX_SEG (zx_seg_new (ZX_SEG_BOX));
  gtk_widget_set_halign (GTK_WIDGET (self->choice), GTK_ALIGN_FILL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What to do"), -1);
  g_signal_connect_object (self->choice, "notify::active", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
  self->target = zx_label_wrapped_new ("", "strong");

  self->reason_title = zx_label_wrapped_new ("", "hint");
  self->reason_drop = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason_drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reason"), -1);
  g_signal_connect_object (self->reason_drop, "notify::selected", G_CALLBACK (reason_chosen_cb), self, G_CONNECT_SWAPPED);
  self->reason_entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->reason_entry), _("Write the reason"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reason in my own words"), -1);
  g_signal_connect_object (self->reason_entry, "changed", G_CALLBACK (check_soon), self, G_CONNECT_SWAPPED);

  self->form = ZX_RECORD_FORM (zx_record_form_new (self->session));
  g_signal_connect_object (self->form, "changed", G_CALLBACK (check_soon), self, G_CONNECT_SWAPPED);

  self->notes_title = zx_label_wrapped_new (_("Single notes"), "hint");
  self->notes_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->more = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_add_css_class (body, "panel-margins");
  gtk_box_append (GTK_BOX (body), top);
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (self->choice));
  gtk_box_append (GTK_BOX (body), self->target);
  gtk_box_append (GTK_BOX (body), self->reason_title);
  gtk_box_append (GTK_BOX (body), self->reason_drop);
  gtk_box_append (GTK_BOX (body), self->reason_entry);
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (body), self->notes_title);
  gtk_box_append (GTK_BOX (body), self->notes_box);
  gtk_box_append (GTK_BOX (body), self->more);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), body);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self), scrolled);

  self->error = zx_label_wrapped_new ("", "error-text");
  gtk_widget_set_visible (self->error, FALSE);
  self->primary = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->primary, "suggested-action");
  g_signal_connect_object (self->primary, "clicked", G_CALLBACK (zx_stage_panel_accept), self, G_CONNECT_SWAPPED);
  self->under = zx_label_wrapped_new ("", "hint");
  gtk_label_set_xalign (GTK_LABEL (self->under), .5f);
  gtk_label_set_justify (GTK_LABEL (self->under), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (foot, "panel-margins");
  gtk_box_append (GTK_BOX (foot), self->error);
  gtk_box_append (GTK_BOX (foot), self->primary);
  gtk_box_append (GTK_BOX (foot), self->under);
  gtk_box_append (GTK_BOX (self), foot);
}

GtkWidget *
zx_stage_panel_new (ZxSession *session)
{
  ZxStagePanel *self = g_object_new (ZX_TYPE_STAGE_PANEL, NULL);

  self->session = session;
  build (self);

  return GTK_WIDGET (self);
}

void
zx_stage_panel_set_rare (ZxStagePanel *self,
                         gboolean      rare)
{
  g_return_if_fail (ZX_IS_STAGE_PANEL (self));

  self->rare = rare;
  gtk_widget_set_visible (self->close, !rare);
}
