/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-casebook"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "zx-action-private.h"
#include "zx-casebook-private.h"
#include "zx-copy.h"
#include "zx-date.h"
#include "zx-id.h"
#include "zx-upgrade.h"

#define DAYS_BETWEEN_CHECKS 7
#define IDLE_US 200000

struct _ZxCasebook
{
  GObject       parent_instance;
  char         *path;
  gboolean      read_only;
  int           schema_version;
  char         *lock_path;
  int           lock_fd;
  int           device_fd;   /* the file outside that remembers device and newest seq */
  gint64        device;
  GMutex        state;       /* guards actor and today, which other threads read */
  char         *actor;
  char         *today;       /* an override; %NULL asks the setting, then the clock */
  char         *shown_term;  /* an old one; %NULL for the working one */
  int           shows_old;   /* atomic: whether there is one */
  ZxDb         *reader;      /* of the thread that opened the casebook */
  GMainContext *context;
  ZxStorage    *storage;     /* touched by the storage thread only, which keeps it as long as it runs */
  GThread      *thread;
  GAsyncQueue  *jobs;
};

G_DEFINE_FINAL_TYPE (ZxCasebook, zx_casebook, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* --- the storage thread --- */

static void
storage_clear (gpointer data)
{
  ZxStorage *storage = data;

  g_mutex_clear (&storage->turn);
}

typedef struct
{
  ZxStorageFunc  func; /* %NULL ends the thread */
  gpointer       data;
  GError       **error;
  gboolean       result;
  gboolean       done;
  GMutex         lock;
  GCond          signal;
  GTask         *task; /* set instead of waiting */
} Job;

/* Wakes the storage thread, so that it looks after the WAL. */
static Job nudge;

static void
take_turn (ZxStorage *storage)
{
  g_mutex_lock (&storage->turn);
  g_atomic_pointer_set (&storage->worker, g_thread_self ());
}

static void
give_turn_back (ZxStorage *storage)
{
  storage->last_use = g_get_monotonic_time ();
  g_atomic_pointer_set (&storage->worker, NULL);
  g_mutex_unlock (&storage->turn);
}

/* Whether there is nothing more to wait for but work. */
static gboolean
look_after_wal (ZxStorage *storage)
{
  gboolean is_done = TRUE;

  g_mutex_lock (&storage->turn);
  if (zx_storage_wants_checkpoint (storage))
    {
      is_done = g_get_monotonic_time () - storage->last_use >= IDLE_US;
      if (is_done)
        zx_storage_checkpoint (storage);
    }
  if (is_done)
    storage->is_nudged = FALSE;
  g_mutex_unlock (&storage->turn);

  return is_done;
}

/* The next job. While nobody wants anything, the WAL is written into the file, so that no save has to wait for it. */
static Job *
take_job (GAsyncQueue *jobs,
          ZxStorage   *storage)
{
  for (;;)
    {
      Job *job = look_after_wal (storage) ? g_async_queue_pop (jobs) : g_async_queue_timeout_pop (jobs, IDLE_US);

      if (job != NULL && job != &nudge)
        return job;
    }
}

/* A job may give up the last reference to the casebook, so only queue and storage are there for sure. */
static gpointer
storage_thread (gpointer data)
{
  ZxCasebook *self = data;
  GAsyncQueue *jobs = g_async_queue_ref (self->jobs);
  ZxStorage *storage = g_atomic_rc_box_acquire (self->storage);

  for (;;)
    {
      Job *job = take_job (jobs, storage);
      g_autoptr (GError) error = NULL;
      gboolean result;

      if (job->func == NULL)
        {
          g_free (job);
          break;
        }

      take_turn (storage);
      result = job->func (self, job->data, &error);
      give_turn_back (storage);
      g_atomic_int_add (&storage->n_waiting, -1);

      if (job->task != NULL)
        {
          if (result)
            g_task_return_boolean (job->task, TRUE);
          else
            g_task_return_error (job->task, g_steal_pointer (&error));
          g_object_unref (job->task);
          g_free (job);
          continue;
        }

      g_mutex_lock (&job->lock);
      job->result = result;
      if (error != NULL)
        g_propagate_error (job->error, g_steal_pointer (&error));
      job->done = TRUE;
      g_cond_signal (&job->signal);
      g_mutex_unlock (&job->lock);
    }

  g_async_queue_unref (jobs);
  g_atomic_rc_box_release_full (storage, storage_clear);

  return NULL;
}

static void
push_job (ZxCasebook *self,
          Job        *job)
{
  g_atomic_int_inc (&self->storage->n_waiting);
  g_async_queue_push (self->jobs, job);
}

/* Whoever waits anyway does the work: waking two threads costs as much as a small action. What was asked for before
 * comes first, so only while nothing waits. */
static gboolean
run_here (ZxCasebook     *self,
          ZxStorageFunc   func,
          gpointer        data,
          gboolean       *out_result,
          GError        **error)
{
  ZxStorage *storage = self->storage;
  gboolean is_nudge_due;

  /* The storage thread cannot wait for itself. */
  if (g_thread_self () == self->thread)
    g_mutex_lock (&storage->turn);
  else if (g_atomic_int_get (&storage->n_waiting) > 0 || !g_mutex_trylock (&storage->turn))
    return FALSE;

  g_atomic_pointer_set (&storage->worker, g_thread_self ());
  *out_result = func (self, data, error);
  is_nudge_due = !storage->is_nudged && zx_storage_wants_checkpoint (storage);
  if (is_nudge_due)
    storage->is_nudged = TRUE;
  give_turn_back (storage);

  if (is_nudge_due)
    g_async_queue_push (self->jobs, &nudge);

  return TRUE;
}

gboolean
zx_casebook_run_on_storage (ZxCasebook     *self,
                            ZxStorageFunc   func,
                            gpointer        data,
                            GError        **error)
{
  Job job = { .func = func, .data = data, .error = error };
  gboolean result;

  if (self->thread == NULL)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY,
                   _("This casebook is open for reading only. Nothing was changed."));
      return FALSE;
    }

  if (g_atomic_pointer_get (&self->storage->worker) == g_thread_self ())
    return func (self, data, error);

  if (run_here (self, func, data, &result, error))
    return result;

  g_mutex_init (&job.lock);
  g_cond_init (&job.signal);
  g_mutex_lock (&job.lock);
  push_job (self, &job);
  while (!job.done)
    g_cond_wait (&job.signal, &job.lock);
  g_mutex_unlock (&job.lock);
  g_mutex_clear (&job.lock);
  g_cond_clear (&job.signal);

  return job.result;
}

ZxDb *
zx_casebook_get_writer (ZxCasebook *self)
{
  return self->storage->db;
}

/* --- telling the window --- */

typedef struct
{
  GWeakRef   casebook;
  char      *label;
  ZxEntryId  entry;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_weak_ref_clear (&change->casebook);
  g_free (change->label);
  g_free (change);
}

static gboolean
emit_changed_cb (gpointer data)
{
  Change *change = data;
  g_autoptr (ZxCasebook) self = g_weak_ref_get (&change->casebook);

  if (self != NULL && self->path != NULL)
    g_signal_emit (self, signals[CHANGED], 0, change->label, &change->entry);

  return G_SOURCE_REMOVE;
}

static void
announce (ZxCasebook      *self,
          const char      *label,
          const ZxEntryId *entry)
{
  g_autoptr (GSource) source = NULL;
  Change *change;

  /* Without a window nobody would ever take the news away. */
  if (!g_signal_has_handler_pending (self, signals[CHANGED], 0, TRUE))
    return;

  change = g_new0 (Change, 1);
  source = g_idle_source_new ();
  g_weak_ref_init (&change->casebook, self);
  change->label = g_strdup (label);
  change->entry = *entry;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed_cb, change, change_free);
  g_source_attach (source, self->context);
}

/* --- actions --- */

typedef struct
{
  const char    *label;
  const char    *type;
  const char    *undo_of;
  ZxActionFunc   func;
  gpointer       data;
  GCancellable  *cancellable;
  ZxEntryId      entry;
  gboolean       local;
  char          *owned_label;
  gpointer       owned_data;
  GDestroyNotify free_data;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  if (act->free_data != NULL)
    act->free_data (act->owned_data);
  g_clear_object (&act->cancellable);
  g_free (act->owned_label);
  g_free (act);
}

/* No sync: a crash of the machine may lose the newest numbers, and then the file on disk is the newest one there is. */
static void
remember_seq (ZxCasebook *self)
{
  char line[64];
  int length;

  if (self->device_fd < 0)
    return;

  length = g_snprintf (line, sizeof line, "%-20" G_GINT64_FORMAT "\n", self->storage->seq);
  if (pwrite (self->device_fd, line, (gsize) length, 0) != length)
    g_debug ("The device file cannot be written: %s", g_strerror (errno));
}

static gboolean
run_act (ZxCasebook  *self,
         gpointer     data,
         GError     **error)
{
  Act *act = data;
  g_autofree char *actor = NULL;
  g_autofree char *label = NULL;

  g_mutex_lock (&self->state);
  actor = g_strdup (self->actor);
  g_mutex_unlock (&self->state);

  if (!zx_storage_act (self->storage, self, actor, act->label, act->type, act->undo_of, act->local,
                       act->func, act->data, act->cancellable, &act->entry, &label, error))
    return FALSE;

  if (act->entry.seq != 0)
    {
      remember_seq (self);
      announce (self, label, &act->entry);
    }

  return TRUE;
}

gboolean
zx_casebook_act_full (ZxCasebook     *self,
                      const char     *label,
                      const char     *type,
                      const char     *undo_of,
                      ZxActionFunc    func,
                      gpointer        data,
                      GCancellable   *cancellable,
                      ZxEntryId      *out_entry,
                      GError        **error)
{
  Act act = { .label = label, .type = type, .undo_of = undo_of, .func = func, .data = data, .cancellable = cancellable };
  gboolean done = zx_casebook_run_on_storage (self, run_act, &act, error);

  if (out_entry != NULL)
    *out_entry = act.entry;

  return done;
}

gboolean
zx_casebook_act (ZxCasebook    *self,
                 const char    *label,
                 ZxActionFunc   func,
                 gpointer       data,
                 ZxEntryId     *out_entry,
                 GError       **error)
{
  g_return_val_if_fail (ZX_IS_CASEBOOK (self), FALSE);

  return zx_casebook_act_full (self, label, "normal", NULL, func, data, NULL, out_entry, error);
}

static void
push_act (ZxCasebook          *self,
          Act                 *act,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data,
          gpointer             tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job;

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, act, act_free);
  /* Whoever asks to stop too late hears that it was done. */
  g_task_set_check_cancellable (task, FALSE);

  if (self->thread == NULL)
    {
      g_task_return_new_error (task, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY,
                               _("This casebook is open for reading only. Nothing was changed."));
      g_object_unref (task);
      return;
    }

  job = g_new0 (Job, 1);
  job->func = run_act;
  job->data = act;
  job->task = task;
  push_job (self, job);
}

void
zx_casebook_act_async (ZxCasebook          *self,
                       const char          *label,
                       ZxActionFunc         func,
                       gpointer             data,
                       GDestroyNotify       free_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Act *act = g_new0 (Act, 1);

  act->owned_label = g_strdup (label);
  act->label = act->owned_label;
  act->type = "normal";
  act->func = func;
  act->data = data;
  act->owned_data = data;
  act->free_data = free_data;
  act->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;

  push_act (self, act, cancellable, callback, user_data, zx_casebook_act_async);
}

gboolean
zx_casebook_act_finish (ZxCasebook    *self,
                        GAsyncResult  *result,
                        ZxEntryId     *out_entry,
                        GError       **error)
{
  Act *act = g_task_get_task_data (G_TASK (result));

  if (out_entry != NULL)
    *out_entry = act->entry;

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
zx_casebook_act_local (ZxCasebook    *self,
                       ZxActionFunc   func,
                       gpointer       data,
                       GError       **error)
{
  Act act = { .label = "", .type = "normal", .func = func, .data = data, .local = TRUE };

  return zx_casebook_run_on_storage (self, run_act, &act, error);
}

void
zx_casebook_act_local_async (ZxCasebook          *self,
                             ZxActionFunc         func,
                             gpointer             data,
                             GDestroyNotify       free_data,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Act *act = g_new0 (Act, 1);

  act->label = "";
  act->type = "normal";
  act->func = func;
  act->data = data;
  act->owned_data = data;
  act->free_data = free_data;
  act->local = TRUE;

  push_act (self, act, NULL, callback, user_data, zx_casebook_act_local_async);
}

/* --- shorthand --- */

static gboolean
save_record (ZxAction  *action,
             gpointer   data,
             GError   **error)
{
  return zx_action_save (action, data, error);
}

static gboolean
remove_record (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  return zx_action_remove (action, data, error);
}

gboolean
zx_casebook_save (ZxCasebook  *self,
                  const char  *label,
                  ZxRecord    *record,
                  ZxEntryId   *out_entry,
                  GError     **error)
{
  return zx_casebook_act (self, label, save_record, record, out_entry, error);
}

gboolean
zx_casebook_remove (ZxCasebook  *self,
                    const char  *label,
                    ZxRecord    *record,
                    ZxEntryId   *out_entry,
                    GError     **error)
{
  return zx_casebook_act (self, label, remove_record, record, out_entry, error);
}

/* --- opening --- */

static gboolean
take_lock (ZxCasebook  *self,
           GError     **error)
{
  /* A casebook may be reached by several names; its lock has one. */
  char *real = realpath (self->path, NULL);
  g_autofree char *folder = g_path_get_dirname (real != NULL ? real : self->path);
  g_autofree char *name = g_path_get_basename (real != NULL ? real : self->path);
  g_autofree char *lock_name = g_strdup_printf (".%s.lock", name);

  free (real);

  self->lock_path = g_build_filename (folder, lock_name, NULL);

  for (;;)
    {
      struct stat held, named;
      int fd = open (self->lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

      if (fd < 0)
        {
          g_set_error (error, ZX_DB_ERROR, errno == ENOSPC ? ZX_DB_ERROR_FULL : ZX_DB_ERROR_READ_ONLY,
                       _("The folder of this casebook may not be written: %s. Nothing was changed."), g_strerror (errno));
          return FALSE;
        }

      if (flock (fd, LOCK_EX | LOCK_NB) != 0)
        {
          if (errno != EWOULDBLOCK)
            {
              g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY,
                           _("This disk cannot say whether the casebook is open elsewhere: %s. Copy it to this computer's own disk first."),
                           g_strerror (errno));
              close (fd);
              return FALSE;
            }
          close (fd);
          g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_BUSY,
                       _("This casebook is open in another window. Nothing was changed; work there, or close it first."));
          return FALSE;
        }

      /* Whoever closed in between removed the name we locked. */
      if (fstat (fd, &held) == 0 && stat (self->lock_path, &named) == 0 && held.st_ino == named.st_ino)
        {
          self->lock_fd = fd;
          return TRUE;
        }
      close (fd);
    }
}

static void
give_lock_back (ZxCasebook *self)
{
  if (self->lock_fd < 0)
    return;

  g_unlink (self->lock_path);
  close (self->lock_fd);
  self->lock_fd = -1;
}

/* A WAL with content beside the file: it is open somewhere, or the program was ended hard. */
static gboolean
has_unfinished_work (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  struct stat info;

  return stat (wal, &info) == 0 && info.st_size > 0;
}

ZxDb *
zx_casebook_open_file (const char  *path,
                       GError     **error)
{
  g_autoptr (GError) first_error = NULL;
  g_autoptr (ZxDb) db = zx_db_open (path, SQLITE_OPEN_READONLY, &first_error);
  g_autofree char *uri = NULL;
  g_autofree char *immutable = NULL;
  int version;

  if (db != NULL && zx_schema_set_up_connection (db, FALSE, &first_error) &&
      zx_schema_check_identity (db, &version, &first_error))
    return g_steal_pointer (&db);

  /* In a folder that may not be written, or on a full disk, SQLite cannot share its WAL index; the file alone can
   * still be read, unless the newest work stands beside it. */
  if (g_error_matches (first_error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY) && has_unfinished_work (path))
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY,
                   _("This casebook was not closed well, and its folder may not be written. Copy the folder to this computer's own disk and open it there."));
      return NULL;
    }
  if (g_error_matches (first_error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY) ||
      (g_error_matches (first_error, ZX_DB_ERROR, ZX_DB_ERROR_FULL) && !has_unfinished_work (path)))
    {
      g_clear_pointer (&db, zx_db_free);
      uri = g_filename_to_uri (path, NULL, NULL);
      immutable = g_strconcat (uri, "?immutable=1", NULL);
      db = zx_db_open (immutable, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
      if (db != NULL && zx_schema_set_up_connection (db, FALSE, NULL) && zx_schema_check_identity (db, &version, NULL))
        return g_steal_pointer (&db);
    }

  g_propagate_error (error, g_steal_pointer (&first_error));

  return NULL;
}

/* Each device number of a casebook has a file outside it that says how far it has counted. Without it, or
 * where the file has counted further, this is a copy from elsewhere or an older one: its next number may be taken. */
static int
open_device_file (const char *casebook_id,
                  gint64      device)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "zhuxue", "devices", NULL);
  g_autofree char *name = g_strdup_printf ("%s-%" G_GINT64_FORMAT, casebook_id, device);
  g_autofree char *file = g_build_filename (folder, name, NULL);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return -1;

  fd = open (file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  /* A copy of this file, open at the same time, holds the number. */
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      return -1;
    }

  return fd;
}

static gboolean
casebook_id_is_sound (const char *casebook_id)
{
  return casebook_id != NULL && *casebook_id != '\0' && strspn (casebook_id, "0123456789abcdef") == strlen (casebook_id);
}

static void
remember_device (ZxCasebook *self,
                 const char *casebook_id)
{
  char line[64] = "";
  gint64 known_seq = -1;

  self->device_fd = open_device_file (casebook_id, self->device);
  if (self->device_fd >= 0 && pread (self->device_fd, line, sizeof line - 1, 0) > 0)
    known_seq = g_ascii_strtoll (line, NULL, 10);

  /* A number that has written nothing yet is free. */
  if (known_seq > self->storage->seq || (known_seq < 0 && self->storage->seq > 0))
    {
      if (self->device_fd >= 0)
        close (self->device_fd);
      self->device = zx_id_draw ();
      zx_storage_take_new_device (self->storage, self->device);
      self->device_fd = open_device_file (casebook_id, self->device);
    }
  remember_seq (self);
}

static gboolean
load_state (ZxCasebook  *self,
            GError     **error)
{
  ZxDb *db = self->storage->db;
  g_autofree char *device = zx_local_dup (db, "device");
  g_autofree char *casebook_id = zx_local_dup (db, "casebook");

  self->device = device != NULL ? g_ascii_strtoll (device, NULL, 10) : 0;
  if (self->device <= 0 || !casebook_id_is_sound (casebook_id))
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                   _("This file is not a casebook, or it is damaged. If it should be one, restore the newest backup."));
      return FALSE;
    }

  if (!zx_storage_load (self->storage, self->device, error))
    return FALSE;
  remember_device (self, casebook_id);

  return TRUE;
}

static gboolean
note_check (ZxDb    *db,
            GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC);

  return zx_local_set (db, "last_check", now, error);
}

/* A short look after a hard end, and once a week. */
static gboolean
look_for_damage (ZxDb      *db,
                 gboolean   was_closed_well,
                 GError   **error)
{
  g_autofree char *last = zx_local_dup (db, "last_check");
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 age = now - (last != NULL ? g_ascii_strtoll (last, NULL, 10) : 0);
  g_autofree char *verdict = NULL;
  g_autofree char *broken = NULL;

  if (was_closed_well && age >= 0 && age < DAYS_BETWEEN_CHECKS * 24 * 60 * 60)
    return TRUE;

  verdict = zx_db_dup_text (db, "PRAGMA quick_check (1)");
  broken = zx_db_dup_text (db, "PRAGMA foreign_key_check");
  if (g_strcmp0 (verdict, "ok") == 0 && broken == NULL)
    return was_closed_well ? note_check (db, error) : TRUE;

  g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
               _("This casebook is damaged. Do not work in it; keep the file and restore the newest backup. (%s)"),
               verdict != NULL && strcmp (verdict, "ok") != 0 ? verdict : broken != NULL ? broken : "?");

  return FALSE;
}

static gboolean
start_storage (ZxCasebook  *self,
               GError     **error)
{
  gboolean was_closed_well = !has_unfinished_work (self->path);
  ZxDb *db = zx_db_open (self->path, SQLITE_OPEN_READWRITE, error);
  int version;

  if (db == NULL)
    return FALSE;

  self->storage->db = db;
  if (!zx_schema_check_identity (db, &version, error) ||
      !zx_schema_set_up_connection (db, TRUE, error) ||
      !look_for_damage (db, was_closed_well, error) ||
      !zx_upgrade (db, self->path, version, error) ||
      !load_state (self, error))
    return FALSE;

  zx_storage_guard (self->storage);
  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new ("zx-storage", storage_thread, self);

  return TRUE;
}

ZxCasebook *
zx_casebook_open (const char   *path,
                  ZxOpenFlags   flags,
                  GError      **error)
{
  g_autoptr (ZxCasebook) self = g_object_new (ZX_TYPE_CASEBOOK, NULL);
  struct stat info;
  int version;

  self->path = g_canonicalize_filename (path, NULL);
  self->read_only = (flags & ZX_OPEN_READ_ONLY) != 0;
  self->actor = g_strdup (g_get_user_name ());

  if (stat (self->path, &info) != 0)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_NOT_FOUND,
                   _("There is no casebook at %s. It may have been moved; look for it and open it there."), path);
      return NULL;
    }
  if (!S_ISREG (info.st_mode) || info.st_size == 0)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT,
                   _("This file is not a casebook, or it is damaged. If it should be one, restore the newest backup."));
      return NULL;
    }

  if (!self->read_only && g_access (self->path, W_OK) != 0)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY,
                   _("This casebook may not be written: %s. It can be opened for reading."), g_strerror (errno));
      return NULL;
    }

  if (!self->read_only && !take_lock (self, error))
    return NULL;

  if (!self->read_only && !start_storage (self, error))
    return NULL;

  self->reader = zx_casebook_open_file (self->path, error);
  if (self->reader != NULL && zx_db_get_int (self->reader, "PRAGMA user_version", 0) < zx_schema_get_version ())
    {
      g_clear_pointer (&self->reader, zx_db_free);
      if (!zx_upgrade_for_reading (self->path, error))
        return NULL;
      self->reader = zx_casebook_open_file (self->path, error);
    }
  if (self->reader == NULL || !zx_schema_check_identity (self->reader, &version, error))
    return NULL;
  self->schema_version = version;

  return g_steal_pointer (&self);
}

/* --- creating --- */

static gboolean
add_term (ZxAction    *action,
          const char  *name,
          GError     **error)
{
  g_autoptr (ZxRecord) record = zx_record_new_with_id (&zx_kind_term, zx_id_from_name (name));
  char start[ZX_DATE_SIZE], end[ZX_DATE_SIZE];

  zx_term_get_default_dates (name, start, end);
  zx_record_set_text (record, "name", name);
  zx_record_set_text (record, "starts_on", start);
  zx_record_set_text (record, "ends_on", end);

  return zx_action_save (action, record, error);
}

static gboolean
set_up_school (ZxAction  *action,
               gpointer   data,
               GError   **error)
{
  const ZxNewCasebook *info = data;
  g_autoptr (ZxRecord) school = zx_record_new (&zx_kind_school);

  zx_record_set_text (school, "name", info->school);
  zx_record_set_text (school, "stages", info->stages != NULL ? info->stages : "2");
  zx_record_set_text (school, "region", info->region);
  if (!zx_action_save (action, school, error))
    return FALSE;

  for (int i = -2; i <= 1; i++)
    {
      g_autofree char *name = zx_term_add (info->term, i);

      if (!add_term (action, name, error))
        return FALSE;
    }

  if (info->person != NULL && *info->person != '\0')
    {
      g_autoptr (ZxRecord) person = zx_record_new (&zx_kind_staff);

      zx_record_set_text (person, "name", info->person);
      zx_record_set_text (person, "post", info->role);
      if (!zx_action_save (action, person, error))
        return FALSE;
    }

  if (info->demo && !zx_action_set_setting (action, "demo", "1", error))
    return FALSE;
  if (info->today != NULL && !zx_action_set_setting (action, "today", info->today, error))
    return FALSE;

  return zx_action_set_setting (action, "term", info->term, error);
}

static gboolean
make_file (const char           *path,
           const ZxNewCasebook  *info,
           GError              **error)
{
  g_autoptr (ZxDb) db = zx_db_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  g_autofree char *device = g_strdup_printf ("%" G_GINT64_FORMAT, zx_id_draw ());
  g_autofree char *casebook_id = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", zx_id_draw ());
  g_autoptr (ZxCasebook) casebook = NULL;

  if (db == NULL ||
      !zx_db_run (db, "PRAGMA page_size = 4096", error) ||
      !zx_schema_set_up_connection (db, TRUE, error) ||
      !zx_schema_migrate (db, 0, error) ||
      !note_check (db, error) ||
      !zx_local_set (db, "device", device, error) ||
      !zx_local_set (db, "casebook", casebook_id, error))
    return FALSE;
  g_clear_pointer (&db, zx_db_free);

  casebook = zx_casebook_open (path, ZX_OPEN_WRITE, error);
  if (casebook == NULL)
    return FALSE;
  if (info->person != NULL && *info->person != '\0')
    zx_casebook_set_actor (casebook, info->person);
  /* No undo: a casebook without school and term is none. */
  if (!zx_casebook_act_full (casebook, _("Set up the school"), "setup", NULL, set_up_school, (gpointer) info, NULL, NULL, error))
    return FALSE;
  zx_casebook_close (casebook);

  return TRUE;
}

static void
unlink_database (const char *path)
{
  static const char * const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

ZxCasebook *
zx_casebook_create (const char           *path,
                    const ZxNewCasebook  *info,
                    GError              **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  if (info->school == NULL || *info->school == '\0' || info->term == NULL || !zx_term_is_valid (info->term))
    {
      g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_MISSING,
                   _("A casebook needs the name of the school and a term like 2026-2027-1. Nothing was made."));
      return NULL;
    }

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _("There is already a file %s. It was left as it is; open it, or choose another name."), path);
      return NULL;
    }

  if (g_access (folder, W_OK) != 0)
    {
      g_set_error (error, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY, _("%s cannot be written: %s."), folder, g_strerror (errno));
      return NULL;
    }

  unlink_database (part);
  if (!make_file (part, info, error))
    {
      unlink_database (part);
      return NULL;
    }

  /* link() refuses to replace; file systems without it (sticks) get a rename. */
  if (link (part, path) == 0)
    g_unlink (part);
  else if (errno == EEXIST || g_rename (part, path) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _("%s cannot be written: %s."), path, g_strerror (errno));
      unlink_database (part);
      return NULL;
    }
  if (!zx_sync_path (folder, error))
    return NULL;

  return zx_casebook_open (path, ZX_OPEN_WRITE, error);
}

/* --- closing --- */

static gboolean
run_close (ZxCasebook  *self,
           gpointer     data,
           GError     **error)
{
  zx_storage_close (self->storage);

  return TRUE;
}

void
zx_casebook_close (ZxCasebook *self)
{
  g_return_if_fail (ZX_IS_CASEBOOK (self));

  g_clear_pointer (&self->reader, zx_db_free);

  if (self->thread != NULL)
    {
      Job *stop = g_new0 (Job, 1);

      zx_casebook_run_on_storage (self, run_close, NULL, NULL);
      g_async_queue_push (self->jobs, stop);
      /* The last reference may be given up by a job; its thread cannot wait for itself. */
      if (self->thread == g_thread_self ())
        g_thread_unref (g_steal_pointer (&self->thread));
      else
        g_thread_join (g_steal_pointer (&self->thread));
    }
  else
    zx_storage_close (self->storage);
  g_clear_pointer (&self->jobs, g_async_queue_unref);

  if (self->device_fd >= 0)
    close (self->device_fd);
  self->device_fd = -1;
  give_lock_back (self);
  g_clear_pointer (&self->path, g_free);
}

static void
zx_casebook_finalize (GObject *object)
{
  ZxCasebook *self = ZX_CASEBOOK (object);

  zx_casebook_close (self);
  g_atomic_rc_box_release_full (g_steal_pointer (&self->storage), storage_clear);
  g_clear_pointer (&self->lock_path, g_free);
  g_clear_pointer (&self->actor, g_free);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->shown_term, g_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->state);

  G_OBJECT_CLASS (zx_casebook_parent_class)->finalize (object);
}

static void
zx_casebook_class_init (ZxCasebookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zx_casebook_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);
}

static void
zx_casebook_init (ZxCasebook *self)
{
  self->storage = g_atomic_rc_box_new0 (ZxStorage);
  g_mutex_init (&self->storage->turn);
  self->lock_fd = -1;
  self->device_fd = -1;
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->state);
}

/* --- facts --- */

char *
zx_casebook_dup_term (ZxCasebook *self)
{
  return zx_setting_dup (zx_casebook_get_reader (self), "term");
}

const char *
zx_casebook_get_path (ZxCasebook *self)
{
  return self->path;
}

gboolean
zx_casebook_is_read_only (ZxCasebook *self)
{
  return self->read_only;
}

int
zx_casebook_get_schema_version (ZxCasebook *self)
{
  return self->schema_version;
}

gint64
zx_casebook_get_device (ZxCasebook *self)
{
  if (self->device == 0)
    {
      g_autofree char *device = zx_local_dup (self->reader, "device");

      return device != NULL ? g_ascii_strtoll (device, NULL, 10) : 0;
    }

  return self->device;
}

char *
zx_casebook_dup_files_folder (ZxCasebook *self)
{
  /* A casebook may be reached by several names; its files lie beside the file itself. */
  char *real = realpath (self->path, NULL);
  char *folder = g_strconcat (real != NULL ? real : self->path, "-files", NULL);

  free (real);

  return folder;
}

ZxDb *
zx_casebook_get_reader (ZxCasebook *self)
{
  return self->reader;
}

ZxDb *
zx_casebook_open_reader (ZxCasebook  *self,
                         GError     **error)
{
  return zx_casebook_open_file (self->path, error);
}

char *
zx_casebook_dup_clock_warning (ZxCasebook *self)
{
  gint64 newest = zx_db_get_int (self->reader, "SELECT wall FROM journal ORDER BY jid DESC LIMIT 1", 0) / 1000;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GDateTime) then = NULL;
  g_autofree char *words = NULL;

  if (newest <= now + 24 * 60 * 60)
    return NULL;

  then = g_date_time_new_from_unix_local (newest);
  words = then != NULL ? g_date_time_format (then, "%Y-%m-%d %H:%M") : g_strdup ("?");

  return g_strdup_printf (_("The clock of this computer stands before the newest entry of the casebook (%s). "
                            "Check its date; what you write now is kept in the right order all the same."), words);
}

void
zx_casebook_note_shown_term (ZxCasebook *self,
                             const char *term)
{
  g_free (self->shown_term);
  self->shown_term = g_strdup (term);
  g_atomic_int_set (&self->shows_old, term != NULL);
}

gboolean
zx_casebook_shows_old_term (ZxCasebook *self)
{
  return g_atomic_int_get (&self->shows_old);
}

const char *
zx_casebook_get_shown_term (ZxCasebook *self)
{
  return self->shown_term;
}

void
zx_casebook_set_actor (ZxCasebook *self,
                       const char *actor)
{
  g_mutex_lock (&self->state);
  g_free (self->actor);
  self->actor = g_strdup (actor != NULL && *actor != '\0' ? actor : g_get_user_name ());
  g_mutex_unlock (&self->state);
}

const char *
zx_casebook_get_actor (ZxCasebook *self)
{
  return self->actor;
}

void
zx_casebook_set_today (ZxCasebook *self,
                       const char *today)
{
  g_mutex_lock (&self->state);
  g_free (self->today);
  self->today = g_strdup (today);
  g_mutex_unlock (&self->state);
}

char *
zx_casebook_dup_today (ZxCasebook *self,
                       ZxDb       *db)
{
  char *today;

  g_mutex_lock (&self->state);
  today = g_strdup (self->today);
  g_mutex_unlock (&self->state);

  if (today == NULL)
    today = zx_setting_dup (db, "today");
  if (today == NULL)
    today = zx_date_today ();

  return today;
}
