/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-cli"

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "zx-backup.h"
#include "zx-cli.h"
#include "zx-date.h"
#include "zx-roster-import.h"
#include "zx-sheet-reader.h"

G_DEFINE_QUARK (zx-cli-error-quark, zx_cli_error)

/* --- words for people and programs --- */

void
zx_cli_write (const char *text)
{
  fputs (text, stdout);
}

void
zx_cli_print (const char *format,
              ...)
{
  va_list arguments;

  va_start (arguments, format);
  vfprintf (stdout, format, arguments);
  va_end (arguments);
}

static void
write_json (const char *text,
            gsize       size,
            gpointer    data)
{
  fwrite (text, 1, size, stdout);
}

ZxJson *
zx_cli_json_new (void)
{
  return zx_json_new_streaming (write_json, NULL);
}

void
zx_cli_tell (ZxCli      *self,
             const char *format,
             ...)
{
  va_list arguments;

  if (self->json)
    return;

  va_start (arguments, format);
  vfprintf (stderr, format, arguments);
  va_end (arguments);
  fputc ('\n', stderr);
}

void
zx_cli_progress (ZxCli      *self,
                 const char *words,
                 guint64     done,
                 guint64     total)
{
  static gint64 last;
  gint64 now = g_get_monotonic_time ();

  if (!isatty (STDERR_FILENO) || (now - last < 100000 && done < total))
    return;
  last = now;

  if (total > 0)
    fprintf (stderr, "\r%s %3u %%\033[K", words, (guint) (MIN (done, total) * 100 / total));
  else
    fprintf (stderr, "\r%s %" G_GUINT64_FORMAT "\033[K", words, done);
  fflush (stderr);
}

void
zx_cli_end_progress (void)
{
  if (isatty (STDERR_FILENO))
    fputs ("\r\033[K", stderr);
}

char *
zx_cli_csv_line (GPtrArray *cells)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);

      if (i > 0)
        g_string_append_c (line, ',');
      if (cell == NULL)
        continue;
      if (strpbrk (cell, ",\"\r\n") == NULL)
        {
          g_string_append (line, cell);
          continue;
        }
      g_string_append_c (line, '"');
      for (const char *p = cell; *p != '\0'; p++)
        {
          if (*p == '"')
            g_string_append_c (line, '"');
          g_string_append_c (line, *p);
        }
      g_string_append_c (line, '"');
    }
  g_string_append_c (line, '\n');

  return g_string_free (line, FALSE);
}

guint
zx_cli_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (character) ? 0 : g_unichar_iswide (character) ? 2 : 1;
    }

  return width;
}

/* --- errors --- */

void
zx_cli_usage_error (GError     **error,
                    const char  *format,
                    ...)
{
  va_list arguments;
  GError *made;

  va_start (arguments, format);
  made = g_error_new_valist (ZX_CLI_ERROR, ZX_CLI_ERROR_USAGE, format, arguments);
  va_end (arguments);
  g_propagate_error (error, made);
}

/* What a file is not, against what this computer could not do. */
static int
status_of_sheet_error (const GError *error)
{
  switch ((ZxSheetError) error->code)
    {
    case ZX_SHEET_ERROR_NOT_FOUND:
    case ZX_SHEET_ERROR_UNREADABLE:
    case ZX_SHEET_ERROR_FAILED:
      return ZX_CLI_FAULT;
    case ZX_SHEET_ERROR_DAMAGED:
    case ZX_SHEET_ERROR_PASSWORD:
    case ZX_SHEET_ERROR_WRONG_TYPE:
    case ZX_SHEET_ERROR_TOO_BIG:
    case ZX_SHEET_ERROR_NO_TABLE:
    default:
      return ZX_CLI_REFUSED;
    }
}

int
zx_cli_status_of_error (const GError *error)
{
  if (error->domain == ZX_SHEET_ERROR)
    return status_of_sheet_error (error);
  if (g_error_matches (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_NO_FIELD))
    return ZX_CLI_USAGE;
  if (error->domain == ZX_CLI_ERROR)
    return error->code;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return ZX_CLI_INTERRUPTED;
  if (error->domain == ZX_RECORD_ERROR || error->domain == ZX_BACKUP_ERROR || error->domain == ZX_ROSTER_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED) ||
      g_error_matches (error, ZX_DB_ERROR, ZX_DB_ERROR_REFUSED))
    return ZX_CLI_REFUSED;

  return ZX_CLI_FAULT;
}

static const char *
get_error_word (const GError *error)
{
  static const char * const record_words[] = { "missing", "invalid", "rule", "not_found", "stale" };
  static const char * const sheet_words[] = { "not_found", "unreadable", "fault", "damaged", "password", "wrong_type", "too_big", "no_table" };
  static const char * const roster_words[] = { "no_table", "no_sheet", "no_column", "usage", "no_row", "rejected" };
  static const char * const backup_words[] = { "password", "damaged", "newer" };
  static const char * const db_words[] = { "failed", "busy", "full", "damaged", "refused", "read_only", "newer", "not_found" };

  if (error->domain == ZX_RECORD_ERROR && error->code < (int) G_N_ELEMENTS (record_words))
    return record_words[error->code];
  if (error->domain == ZX_DB_ERROR && error->code < (int) G_N_ELEMENTS (db_words))
    return db_words[error->code];
  if (error->domain == ZX_SHEET_ERROR && error->code < (int) G_N_ELEMENTS (sheet_words))
    return sheet_words[error->code];
  if (g_error_matches (error, ZX_ROSTER_ERROR, ZX_ROSTER_ERROR_REJECTED) && zx_roster_error_get_code (error) != NULL)
    return zx_roster_error_get_code (error);
  if (error->domain == ZX_ROSTER_ERROR && error->code < (int) G_N_ELEMENTS (roster_words))
    return roster_words[error->code];
  if (error->domain == ZX_BACKUP_ERROR && error->code < (int) G_N_ELEMENTS (backup_words))
    return backup_words[error->code];
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "interrupted";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return "exists";

  switch (zx_cli_status_of_error (error))
    {
    case ZX_CLI_USAGE:
      return "usage";
    case ZX_CLI_REFUSED:
      return "refused";
    default:
      return "fault";
    }
}

static const char *
get_error_field (const GError *error)
{
  return error->domain == ZX_ROSTER_ERROR ? zx_roster_error_get_field (error) : zx_error_get_field (error);
}

void
zx_cli_report (const GError *error,
               gboolean      json,
               const char   *command)
{
  const char *message = error->message;
  g_autoptr (ZxJson) document = NULL;
  g_autofree char *text = NULL;

  zx_cli_end_progress ();
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    message = _("Interrupted. Nothing was changed.");

  if (!json)
    {
      fprintf (stderr, "zhuxue-cli: %s\n", message);
      if (zx_cli_status_of_error (error) == ZX_CLI_USAGE)
        {
          g_autofree char *hint = g_strjoin (" ", "zhuxue-cli", command != NULL ? command : "--help",
                                             command != NULL ? "--help" : NULL, NULL);

          /* Translators: %s is a command to type */
          fprintf (stderr, _("See “%s”.\n"), hint);
        }
      return;
    }

  document = zx_json_new ();
  zx_json_begin_object (document, NULL);
  zx_json_begin_object (document, "error");
  zx_json_add_text (document, "code", get_error_word (error));
  zx_json_add_text (document, "field", get_error_field (error));
  zx_json_add_text (document, "message", message);
  zx_json_end_object (document);
  zx_json_end_object (document);
  text = zx_json_end_document (document);
  fputs (text, stderr);
}

/* --- options --- */

static void
append_option (GString            *text,
               const GOptionEntry *entry)
{
  g_autofree char *left = NULL;
  guint width;

  left = g_strdup_printf ("--%s%s%s", entry->long_name, entry->arg_description != NULL ? " " : "",
                          entry->arg_description != NULL ? entry->arg_description : "");
  width = zx_cli_width (left);
  g_string_append_printf (text, "  %s%*s%s\n", left, width < 26 ? 28 - (int) width : 2, "", _(entry->description));
}

static void
print_help (ZxCli              *self,
            const GOptionEntry *entries,
            const GOptionEntry *common)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s zhuxue-cli %s %s\n\n%s\n\n", _("Usage:"), self->command->name,
                          self->command->arguments, _(self->command->summary));
  for (guint i = 0; entries != NULL && entries[i].long_name != NULL; i++)
    append_option (text, &entries[i]);
  for (guint i = 0; common[i].long_name != NULL; i++)
    append_option (text, &common[i]);
  zx_cli_write (text->str);
}

gboolean
zx_cli_parse (ZxCli               *self,
              const GOptionEntry  *entries,
              guint                n_least,
              guint                n_most,
              GError             **error)
{
  const GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Answer in JSON"), NULL },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &self->lang, N_("Language of words and labels (zh_CN, en)"), "LANG" },
    { "actor", 0, 0, G_OPTION_ARG_STRING, &self->actor, N_("Who acts; stands in the history"), "NAME" },
    { "today", 0, 0, G_OPTION_ARG_STRING, &self->today, N_("The day by which rules judge"), "DATE" },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &self->help, N_("Show this help"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) wrong = NULL;
  g_auto (GStrv) words = NULL;
  guint n_words = g_strv_length (self->raw);

  /* The parser's first word is the program. It may take words away, the copy keeps all of them. */
  words = g_new0 (char *, n_words + 2);
  words[0] = g_strdup (self->command->name);
  for (guint i = 0; i < n_words; i++)
    words[i + 1] = g_strdup (self->raw[i]);

  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, common, NULL);

  if (!g_option_context_parse_strv (context, &words, &wrong))
    {
      zx_cli_usage_error (error, "%s", wrong->message);
      return FALSE;
    }

  if (self->help)
    {
      print_help (self, entries, common);
      return FALSE;
    }

  self->arguments = g_new0 (char *, g_strv_length (words) + 1);
  for (guint i = 1; words[i] != NULL; i++)
    if (strcmp (words[i], "--") != 0)
      self->arguments[self->n_arguments++] = g_strdup (words[i]);

  for (guint i = 0; i < self->n_arguments; i++)
    if (!g_utf8_validate (self->arguments[i], -1, NULL) && i > 0)
      {
        zx_cli_usage_error (error, _("Argument %u is not valid UTF-8."), i + 1);
        return FALSE;
      }

  if (self->n_arguments < n_least || self->n_arguments > n_most)
    {
      zx_cli_usage_error (error, self->n_arguments < n_least ? _("Something is missing after “%s”: %s")
                                                             : _("There are too many arguments after “%s”: %s"),
                          self->command->name, self->command->arguments);
      return FALSE;
    }

  if (self->today != NULL && !zx_date_is_valid (self->today))
    {
      zx_cli_usage_error (error, _("“%s” is no date. Write it like 2026-09-01."), self->today);
      return FALSE;
    }

  return TRUE;
}

int
zx_cli_after_parse (ZxCli *self)
{
  return self->help ? ZX_CLI_DONE : -1;
}

/* --- the casebook --- */

void
zx_cli_take_casebook (ZxCli      *self,
                      ZxCasebook *casebook)
{
  g_set_object (&self->casebook, casebook);
  zx_casebook_set_actor (casebook, self->actor);
  if (self->today != NULL)
    zx_casebook_set_today (casebook, self->today);
}

/* Beside the answer, not in it: whoever reads the answer by a program is not disturbed. */
static void
warn_of_clock (ZxCli *self)
{
  g_autofree char *warning = zx_casebook_dup_clock_warning (self->casebook);

  if (warning != NULL && !self->warned_of_clock)
    g_printerr ("%s\n", warning);
  self->warned_of_clock = TRUE;
}

gboolean
zx_cli_open (ZxCli        *self,
             ZxOpenFlags   flags,
             GError      **error)
{
  g_autoptr (ZxCasebook) casebook = zx_casebook_open (self->arguments[0], flags, error);

  if (casebook == NULL)
    return FALSE;

  /* A reader of the answer who goes early must not keep the casebook from being closed well. */
  if ((flags & ZX_OPEN_READ_ONLY) == 0)
    signal (SIGPIPE, SIG_IGN);
  zx_cli_take_casebook (self, casebook);
  warn_of_clock (self);

  return TRUE;
}

gboolean
zx_cli_open_if_free (ZxCli   *self,
                     GError **error)
{
  g_autoptr (GError) held = NULL;

  if (zx_cli_open (self, ZX_OPEN_WRITE, &held))
    return TRUE;

  /* A full disk can still be read, and its ledger or backup may go to another one. */
  if (!g_error_matches (held, ZX_DB_ERROR, ZX_DB_ERROR_BUSY) &&
      !g_error_matches (held, ZX_DB_ERROR, ZX_DB_ERROR_FULL) &&
      !g_error_matches (held, ZX_DB_ERROR, ZX_DB_ERROR_READ_ONLY))
    {
      g_propagate_error (error, g_steal_pointer (&held));
      return FALSE;
    }

  return zx_cli_open (self, ZX_OPEN_READ_ONLY, error);
}

ZxDb *
zx_cli_get_db (ZxCli *self)
{
  return zx_casebook_get_reader (self->casebook);
}

typedef struct
{
  ZxEntryId *out_entry;
  GError   **error;
  gboolean   done;
  gboolean   fine;
} Waiting;

static void
act_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  Waiting *waiting = data;

  waiting->fine = zx_casebook_act_finish (ZX_CASEBOOK (source), result, waiting->out_entry, waiting->error);
  waiting->done = TRUE;
}

gboolean
zx_cli_act (ZxCli         *self,
            const char    *label,
            ZxActionFunc   func,
            gpointer       data,
            ZxEntryId     *out_entry,
            GError       **error)
{
  Waiting waiting = { .out_entry = out_entry, .error = error };

  zx_cli_hold_interrupts (self);
  zx_casebook_act_async (self->casebook, label, func, data, NULL, self->cancellable, act_cb, &waiting);
  while (!waiting.done)
    g_main_context_iteration (NULL, TRUE);
  if (!waiting.fine)
    zx_cli_release_interrupts (self);

  return waiting.fine;
}

/* --- Ctrl+C --- */

static gint is_held;

static gboolean
interrupt_cb (gpointer data)
{
  GCancellable *cancellable = data;

  if (!g_atomic_int_get (&is_held) || g_cancellable_is_cancelled (cancellable))
    {
      zx_cli_end_progress ();
      _exit (ZX_CLI_INTERRUPTED);
    }
  g_cancellable_cancel (cancellable);

  return G_SOURCE_CONTINUE;
}

static gpointer
watch_thread (gpointer data)
{
  GMainContext *context = data;

  for (;;)
    g_main_context_iteration (context, TRUE);

  return NULL;
}

void
zx_cli_watch_interrupts (ZxCli *self)
{
  static GMainContext *context; /* lives as long as the program */
  const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

  context = g_main_context_new ();
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GSource) source = g_unix_signal_source_new (numbers[i]);

      g_source_set_callback (source, interrupt_cb, g_object_ref (self->cancellable), g_object_unref);
      g_source_attach (source, context);
    }
  g_thread_unref (g_thread_new ("zx-interrupts", watch_thread, context));
}

void
zx_cli_hold_interrupts (ZxCli *self)
{
  g_atomic_int_set (&is_held, TRUE);
}

void
zx_cli_release_interrupts (ZxCli *self)
{
  g_atomic_int_set (&is_held, FALSE);
}

/* --- kinds and fields --- */

const ZxKind *
zx_cli_find_kind (const char  *name,
                  GError     **error)
{
  const ZxKind *kind = zx_kind_find (name);

  if (kind == NULL)
    zx_cli_usage_error (error, _("There is no kind “%s”. “zhuxue-cli kinds” names them all."), name);

  return kind;
}

const ZxField *
zx_cli_find_field (const ZxKind  *kind,
                   const char    *name,
                   GError       **error)
{
  const ZxField *field = zx_kind_get_field (kind, name);

  if (field != NULL && (field->flags & ZX_FIELD_HIDDEN) == 0)
    return field;

  zx_cli_usage_error (error, _("The kind “%s” has no field “%s”. “zhuxue-cli kinds %s” names them all."),
                      kind->key, name, kind->key);

  return NULL;
}

/* --- files --- */

gboolean
zx_cli_check_output (const char  *path,
                     gboolean     force,
                     GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, ZX_CLI_ERROR, ZX_CLI_ERROR_FAULT,
                   _("There is no folder %s. Make it first, or choose another one."), folder);
      return FALSE;
    }

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, ZX_CLI_ERROR, ZX_CLI_ERROR_REFUSED, _("%s is a folder; a file is to be written."), path);
      return FALSE;
    }

  if (!force && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _("There is already a file %s. It was left as it is; --force replaces it."), path);
      return FALSE;
    }

  return TRUE;
}

gboolean
zx_cli_check_new_casebook (const char  *path,
                           GError     **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _("There is already a file %s. It was left as it is; choose another name."), path);
      return FALSE;
    }

  return zx_cli_check_output (path, FALSE, error);
}

gboolean
zx_cli_check_input (const char  *path,
                    GError     **error)
{
  if (access (path, R_OK) == 0)
    {
      if (!g_file_test (path, G_FILE_TEST_IS_DIR))
        return TRUE;
      errno = EISDIR;
    }

  g_set_error (error, ZX_CLI_ERROR, ZX_CLI_ERROR_FAULT, _("%s cannot be read: %s"), path, g_strerror (errno));

  return FALSE;
}
