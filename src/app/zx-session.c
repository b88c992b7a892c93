/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-session"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-history.h"
#include "zx-session.h"
#include "zx-term.h"

struct _ZxSession
{
  GObject     parent_instance;
  ZxWindow   *window; /* the window owns us */
  ZxCasebook *casebook;
  gint64      first_action; /* Ctrl+Z goes back to here, not further */
  char       *today;
  char       *term;
  gboolean    is_demo;
  guint       clock_id;
  gboolean    drawn;    /* the window was on the screen */
  GPtrArray  *waiting;  /* of Reading: for that */
  GThreadPool *readers; /* one thread; NULL until something is read */
};

G_DEFINE_FINAL_TYPE (ZxSession, zx_session, G_TYPE_OBJECT)

enum { OPENED, CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* --- what follows the casebook */

static void
show_undo (ZxSession *self)
{
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  if (self->casebook != NULL && zx_session_can_write (self))
    {
      undo = zx_casebook_dup_undo_words (self->casebook, self->first_action);
      redo = zx_casebook_dup_redo_words (self->casebook, self->first_action);
    }
  zx_window_set_undo (self->window, undo, redo);
}

static char *
dup_today (ZxSession *self)
{
  g_autofree char *today = zx_casebook_dup_today (self->casebook, zx_session_get_db (self));
  const char *old_term = zx_casebook_get_shown_term (self->casebook);
  g_auto (ZxTerm) term = { 0 };

  /* What was due, overdue or visited at the end of an old term. */
  if (old_term != NULL && zx_term_load (&term, zx_session_get_db (self), old_term, NULL) && strcmp (term.end, today) < 0)
    return g_strdup (term.end);

  return g_steal_pointer (&today);
}

static void
read_facts (ZxSession *self)
{
  g_autofree char *demo = NULL;

  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->term, g_free);
  if (self->casebook == NULL)
    return;

  self->today = dup_today (self);
  self->term = zx_casebook_dup_term (self->casebook);
  demo = zx_setting_dup (zx_session_get_db (self), "demo");
  self->is_demo = g_strcmp0 (demo, "1") == 0;
}

static void
casebook_changed_cb (ZxSession  *self,
                     const char *label,
                     ZxEntryId  *entry)
{
  read_facts (self);
  show_undo (self);
  g_signal_emit (self, signals[CHANGED], 0);
  zx_window_refresh (self->window);
}

/* Lists that speak of today read again when another day begins. */
static gboolean
clock_cb (gpointer data)
{
  ZxSession *self = data;
  g_autofree char *today = NULL;

  if (self->casebook == NULL)
    return G_SOURCE_CONTINUE;

  today = dup_today (self);
  if (g_strcmp0 (today, self->today) != 0)
    {
      read_facts (self);
      g_signal_emit (self, signals[CHANGED], 0);
      zx_window_refresh (self->window);
    }

  return G_SOURCE_CONTINUE;
}

static void
undo_cb (ZxSession *self)
{
  zx_session_undo (self, 0);
}

static void
redo_cb (ZxSession *self)
{
  zx_session_redo (self);
}

/* --- doing things */

typedef struct
{
  ZxSession *session;
  gint64     action;
} UndoToast;

static void
undo_toast_free (gpointer data)
{
  UndoToast *toast = data;

  g_object_unref (toast->session);
  g_free (toast);
}

static void
undo_toast_cb (gpointer data)
{
  UndoToast *toast = data;

  zx_session_undo (toast->session, toast->action);
}

void
zx_session_did (ZxSession       *self,
                const char      *words,
                const ZxEntryId *entry,
                gboolean         bulk)
{
  UndoToast *toast;

  if (entry == NULL || entry->seq == 0)
    return;

  toast = g_new0 (UndoToast, 1);
  toast->session = g_object_ref (self);
  toast->action = entry->action;
  zx_window_toast_with_button (self->window, words, bulk ? ZX_TOAST_SECONDS_BULK : ZX_TOAST_SECONDS, _("Undo"),
                               undo_toast_cb, toast, undo_toast_free);
}

typedef struct
{
  ZxSession *session;
  char      *words;
} Doing;

static void
act_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Doing *doing = data;
  g_autoptr (GError) error = NULL;
  ZxEntryId entry = { 0 };

  if (zx_casebook_act_finish (ZX_CASEBOOK (source), result, &entry, &error))
    zx_session_did (doing->session, doing->words, &entry, FALSE);
  else
    zx_session_report (doing->session, error);

  g_object_unref (doing->session);
  g_free (doing->words);
  g_free (doing);
}

void
zx_session_act (ZxSession      *self,
                const char     *label,
                const char     *toast,
                ZxActionFunc    func,
                gpointer        data,
                GDestroyNotify  free_data)
{
  Doing *doing = g_new0 (Doing, 1);

  g_return_if_fail (self->casebook != NULL);

  doing->session = g_object_ref (self);
  doing->words = g_strdup (toast != NULL ? toast : label);
  zx_casebook_act_async (self->casebook, label, func, data, free_data, NULL, act_done_cb, doing);
}

gboolean
zx_session_store_field (ZxSession     *self,
                        const ZxKind  *kind,
                        gint64         id,
                        const char    *field,
                        const char    *value,
                        GError       **error)
{
  g_autoptr (ZxRecord) record = zx_record_load (zx_session_get_db (self), kind, id, error);
  g_autofree char *label = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  ZxEntryId entry = { 0 };

  if (record == NULL)
    return FALSE;

  before = zx_record_dup_string (record, field);
  if (!zx_record_set_from_string (record, field, value, error))
    return FALSE;
  after = zx_record_dup_string (record, field);
  if (g_strcmp0 (before, after) == 0)
    return TRUE;

  /* Translators: in the history: "Change: Phone" */
  label = g_strdup_printf (_("Change: %s"), zx_field_get_label (kind, zx_kind_get_field (kind, field)));
  if (!zx_casebook_save (self->casebook, label, record, &entry, error))
    return FALSE;
  zx_session_did (self, label, &entry, FALSE);

  return TRUE;
}

void
zx_session_report (ZxSession    *self,
                   const GError *error)
{
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  zx_notice_show_error (zx_window_get_notice (self->window), error, _("Close"));
}

/* Takes @words. What could not follow is told with it. */
static void
tell_result (ZxSession          *self,
             char               *words,
             const ZxUndoResult *result)
{
  g_autofree char *owned = words;

  if (result->kept != NULL && result->kept->len > 0)
    {
      g_autofree char *more = g_strdup_printf ("%s · %s", words, (const char *) g_ptr_array_index (result->kept, 0));

      zx_window_toast (self->window, more);
    }
  else
    zx_window_toast (self->window, words);
}

void
zx_session_undo (ZxSession *self,
                 gint64     action)
{
  g_auto (ZxUndoResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (self->casebook == NULL)
    return;

  if (zx_casebook_undo (self->casebook, action, action != 0 ? 0 : self->first_action, &result, &error))
    tell_result (self, g_strdup_printf (_("Took back: %s"), result.words), &result);
  else
    zx_session_report (self, error);
}

void
zx_session_redo (ZxSession *self)
{
  g_auto (ZxUndoResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (self->casebook == NULL)
    return;

  if (zx_casebook_redo (self->casebook, 0, self->first_action, &result, &error))
    tell_result (self, g_strdup_printf (_("Made again: %s"), result.words), &result);
  else
    zx_session_report (self, error);
}

/* --- reading in a worker */

typedef struct
{
  GWeakRef        session;
  GWeakRef        owner;
  ZxCasebook     *casebook;
  char           *today;
  ZxReadFunc      func; /* or */
  ZxAskFunc       ask;
  gpointer        data;
  GDestroyNotify  free_data;
  GDestroyNotify  free_result;
  ZxReadDoneFunc  done;
  GCancellable   *cancellable; /* (nullable) */
  gpointer        result;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  if (reading->result != NULL)
    reading->free_result (reading->result);
  if (reading->free_data != NULL)
    reading->free_data (reading->data);
  g_clear_object (&reading->cancellable);
  g_weak_ref_clear (&reading->session);
  g_weak_ref_clear (&reading->owner);
  g_object_unref (reading->casebook);
  g_free (reading->today);
  g_free (reading);
}

static gboolean
is_cancelled (Reading *reading)
{
  return reading->cancellable != NULL && g_cancellable_is_cancelled (reading->cancellable);
}

static gpointer
call (Reading *reading,
      ZxDb    *db)
{
  return reading->ask != NULL ? reading->ask (db, reading->today, reading->data) : reading->func (db, reading->today);
}

static gboolean
read_cb (gpointer data)
{
  Reading *reading = data;
  g_autoptr (ZxSession) session = g_weak_ref_get (&reading->session);
  g_autoptr (GObject) owner = g_weak_ref_get (&reading->owner);

  if (session != NULL && owner != NULL && session->casebook == reading->casebook && !is_cancelled (reading))
    reading->done (owner, reading->result);

  return G_SOURCE_REMOVE;
}

static void
read_worker (gpointer data,
             gpointer user_data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxDb) db = NULL;

  if (is_cancelled (reading))
    {
      reading_free (reading);
      return;
    }

  db = zx_casebook_open_reader (reading->casebook, &error);
  if (db != NULL)
    reading->result = call (reading, db);
  else
    g_message ("Nothing can be read: %s", error->message);

  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, read_cb, reading, reading_free);
}

static void
start_reading (ZxSession *self,
               Reading   *reading)
{
  if (self->readers == NULL)
    self->readers = g_thread_pool_new_full (read_worker, NULL, reading_free, 1, FALSE, NULL);
  g_thread_pool_push (self->readers, reading, NULL);
}

/* Waits for the one that runs; forgets the others. */
static void
stop_reading (ZxSession *self)
{
  if (self->readers != NULL)
    g_thread_pool_free (g_steal_pointer (&self->readers), TRUE, TRUE);
  g_ptr_array_set_size (self->waiting, 0);
}

/* The second beat of the frame clock: the first frame is painted. */
static gboolean
drawn_cb (GtkWidget     *window,
          GdkFrameClock *clock,
          gpointer       data)
{
  ZxSession *self = data;

  if (!self->drawn)
    {
      self->drawn = TRUE;
      return G_SOURCE_CONTINUE;
    }

  while (self->waiting->len > 0)
    start_reading (self, g_ptr_array_steal_index (self->waiting, 0));

  return G_SOURCE_REMOVE;
}

static Reading *
reading_new (ZxSession      *self,
             GDestroyNotify  free_result,
             ZxReadDoneFunc  done,
             GObject        *owner)
{
  Reading *reading = g_new0 (Reading, 1);

  g_weak_ref_init (&reading->session, self);
  g_weak_ref_init (&reading->owner, owner);
  reading->casebook = g_object_ref (self->casebook);
  reading->today = g_strdup (self->today);
  reading->free_result = free_result;
  reading->done = done;

  return reading;
}

/* Takes @reading. */
static void
queue_reading (ZxSession *self,
               Reading   *reading)
{
  if (zx_session_get_old_term (self) != NULL)
    {
      reading->result = call (reading, zx_session_get_db (self));
      read_cb (reading);
      reading_free (reading);
      return;
    }

  if (self->drawn && self->waiting->len == 0)
    {
      start_reading (self, reading);
      return;
    }

  if (self->waiting->len == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self->window), drawn_cb, g_object_ref (self), g_object_unref);
  g_ptr_array_add (self->waiting, reading);
}

void
zx_session_read (ZxSession      *self,
                 ZxReadFunc      func,
                 GDestroyNotify  free_result,
                 ZxReadDoneFunc  done,
                 GObject        *owner)
{
  Reading *reading;

  g_return_if_fail (self->casebook != NULL);

  reading = reading_new (self, free_result, done, owner);
  reading->func = func;
  queue_reading (self, reading);
}

void
zx_session_ask (ZxSession      *self,
                ZxAskFunc       func,
                gpointer        data,
                GDestroyNotify  free_data,
                GDestroyNotify  free_result,
                ZxReadDoneFunc  done,
                GCancellable   *cancellable,
                GObject        *owner)
{
  Reading *reading;

  g_return_if_fail (self->casebook != NULL);

  reading = reading_new (self, free_result, done, owner);
  reading->ask = func;
  reading->data = data;
  reading->free_data = free_data;
  g_set_object (&reading->cancellable, cancellable);
  queue_reading (self, reading);
}

/* --- the casebook */

void
zx_session_set_casebook (ZxSession  *self,
                         ZxCasebook *casebook)
{
  if (self->casebook != NULL)
    {
      stop_reading (self);
      zx_window_clear_pages (self->window);
      g_signal_handlers_disconnect_by_data (self->casebook, self);
      zx_casebook_close (self->casebook);
      g_clear_object (&self->casebook);
    }

  if (casebook != NULL)
    {
      self->casebook = casebook;
      self->first_action = zx_casebook_get_last_action (casebook);
      g_signal_connect_object (casebook, "changed", G_CALLBACK (casebook_changed_cb), self, G_CONNECT_SWAPPED);
    }

  read_facts (self);
  show_undo (self);
  g_signal_emit (self, signals[OPENED], 0);
}

ZxCasebook *
zx_session_get_casebook (ZxSession *self)
{
  return self->casebook;
}

ZxDb *
zx_session_get_db (ZxSession *self)
{
  return self->casebook != NULL ? zx_casebook_get_reader (self->casebook) : NULL;
}

const char *
zx_session_get_today (ZxSession *self)
{
  return self->today;
}

const char *
zx_session_get_term (ZxSession *self)
{
  return self->term;
}

gboolean
zx_session_is_demo (ZxSession *self)
{
  return self->is_demo;
}

gboolean
zx_session_can_write (ZxSession *self)
{
  return self->casebook != NULL && !zx_casebook_is_read_only (self->casebook) && zx_session_get_old_term (self) == NULL;
}

const char *
zx_session_get_old_term (ZxSession *self)
{
  return self->casebook != NULL ? zx_casebook_get_shown_term (self->casebook) : NULL;
}

/* Pages are built anew: what they keep on the screen belongs to the other term, and may be ready to be written on. */
void
zx_session_look_at_term (ZxSession  *self,
                         const char *term)
{
  ZxPage *page = zx_window_get_page (self->window);
  ZxSection section = page != NULL ? zx_page_get_section (page) : ZX_SECTION_TODAY;
  g_autoptr (GError) error = NULL;

  if (self->casebook == NULL || g_strcmp0 (term, zx_session_get_old_term (self)) == 0)
    return;

  /* Drafts are stored before the door is shut. */
  zx_window_clear_pages (self->window);
  if (!zx_casebook_show_term (self->casebook, term, &error))
    zx_session_report (self, error);

  read_facts (self);
  show_undo (self);
  g_signal_emit (self, signals[CHANGED], 0);
  zx_window_show_section (self->window, section);
}

ZxWindow *
zx_session_get_window (ZxSession *self)
{
  return self->window;
}

ZxSession *
zx_session_of (gpointer widget)
{
  ZxWindow *window = ZX_IS_WINDOW (widget) ? widget : zx_window_of (widget);
  ZxSession *self;

  g_return_val_if_fail (window != NULL, NULL);

  self = g_object_get_data (G_OBJECT (window), "zx-session");
  if (self == NULL)
    {
      self = g_object_new (ZX_TYPE_SESSION, NULL);
      self->window = window;
      g_object_set_data_full (G_OBJECT (window), "zx-session", self, g_object_unref);
      g_signal_connect_object (window, "undo", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (window, "redo", G_CALLBACK (redo_cb), self, G_CONNECT_SWAPPED);
    }

  return self;
}

static void
zx_session_dispose (GObject *object)
{
  ZxSession *self = ZX_SESSION (object);

  g_clear_handle_id (&self->clock_id, g_source_remove);
  if (self->waiting != NULL)
    stop_reading (self);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  if (self->casebook != NULL)
    zx_casebook_close (self->casebook);
  g_clear_object (&self->casebook);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->term, g_free);

  G_OBJECT_CLASS (zx_session_parent_class)->dispose (object);
}

static void
zx_session_class_init (ZxSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zx_session_dispose;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zx_session_init (ZxSession *self)
{
  self->waiting = g_ptr_array_new_with_free_func (reading_free);
  self->clock_id = g_timeout_add_seconds (60, clock_cb, self);
}
