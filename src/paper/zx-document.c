/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "zx-date.h"
#include "zx-document-private.h"
#include "zx-export-log.h"

#define MOST_KINDS 4

static const ZxDocument * const documents[] = {
  &zx_document_p01,
  &zx_document_p02,
  &zx_document_p03,
  &zx_document_p04,
  &zx_document_p05,
  &zx_document_p07,
  &zx_document_confirmation,
  &zx_document_decision,
  NULL,
};

const ZxDocument * const *
zx_documents_get (void)
{
  return documents;
}

const ZxDocument *
zx_document_find (const char *name)
{
  for (guint i = 0; documents[i] != NULL; i++)
    if (g_ascii_strcasecmp (documents[i]->name, name) == 0)
      return documents[i];

  return NULL;
}

const char *
zx_document_get_name (const ZxDocument *self)
{
  return self->name;
}

const char *
zx_document_get_title (const ZxDocument *self)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "document title", self->title);
}

ZxDocumentGroup
zx_document_get_group (const ZxDocument *self)
{
  return self->group;
}

const char *
zx_document_group_to_word (ZxDocumentGroup group)
{
  static const char * const words[] = { "post", "sign", "file", "county" };

  return words[group];
}

guint
zx_document_get_takes (const ZxDocument *self)
{
  return self->takes;
}

const ZxKind * const *
zx_document_get_kinds (const ZxDocument *self)
{
  static GMutex mutex;
  static GHashTable *known; /* document → kinds */
  const ZxKind **kinds;

  g_mutex_lock (&mutex);
  if (known == NULL)
    known = g_hash_table_new (NULL, NULL);
  kinds = g_hash_table_lookup (known, self);
  if (kinds == NULL)
    {
      g_auto (GStrv) keys = g_strsplit (self->kinds != NULL ? self->kinds : "", " ", MOST_KINDS);

      kinds = g_new0 (const ZxKind *, MOST_KINDS + 1);
      for (guint i = 0; keys[i] != NULL; i++)
        kinds[i] = zx_kind_find (keys[i]);
      g_hash_table_insert (known, (gpointer) self, kinds);
    }
  g_mutex_unlock (&mutex);

  return kinds;
}

gboolean
zx_document_find_record (const ZxDocument  *self,
                         ZxDb              *db,
                         const char        *name,
                         ZxDocumentRecord  *out_record,
                         GError           **error)
{
  g_autoptr (GError) first_error = NULL;

  for (const ZxKind * const *kind = zx_document_get_kinds (self); *kind != NULL; kind++)
    {
      g_autoptr (GError) local_error = NULL;
      gint64 id = zx_record_find (db, *kind, name, &local_error);

      if (id != 0)
        {
          *out_record = (ZxDocumentRecord) { *kind, id };
          return TRUE;
        }
      if (first_error == NULL)
        first_error = g_steal_pointer (&local_error);
    }

  if (first_error != NULL)
    g_propagate_error (error, g_steal_pointer (&first_error));
  else
    g_set_error (error, ZX_RECORD_ERROR, ZX_RECORD_ERROR_RULE, _("%s is made without a record."), zx_document_get_title (self));

  return FALSE;
}

gboolean
zx_document_has_full_values (const ZxDocument        *self,
                             const ZxDocumentOptions *options)
{
  return self->full_values && options != NULL && options->n_records > 0;
}

/* --- laying out --- */

static gboolean
check_records (const ZxDocument         *self,
               const ZxDocumentOptions  *options,
               GError                  **error)
{
  if (options->n_records == 0 && (self->takes & ZX_DOCUMENT_NEEDS_RECORDS) != 0)
    {
      const ZxKind *kind = zx_document_get_kinds (self)[0];

      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "record", _("%s needs a record: say which (%s)."),
                          zx_document_get_title (self), zx_kind_get_label (kind));
      return FALSE;
    }
  if (options->n_records > 0 && self->kinds == NULL)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "record", _("%s is made without a record."), zx_document_get_title (self));
      return FALSE;
    }

  return TRUE;
}

ZxPages *
zx_document_lay_out (ZxCasebook               *casebook,
                     ZxDb                     *db,
                     const ZxDocument         *self,
                     const ZxDocumentOptions  *options,
                     GError                  **error)
{
  static const ZxDocumentOptions no_options;
  ZxDocumentJob job = { casebook, db, self, options != NULL ? options : &no_options };
  g_autofree char *today = NULL;
  ZxPages *pages = NULL;

  g_return_val_if_fail (ZX_IS_CASEBOOK (casebook) && db != NULL && self != NULL, NULL);

  if (!zx_paper_check_fonts (error) || !check_records (self, job.options, error))
    return NULL;

  today = zx_casebook_dup_today (casebook, db);
  if (zx_ledger_scope_load (&job.scope, db, job.options->term, job.options->class_name, today, error))
    pages = self->lay_out (&job, error);
  zx_ledger_scope_clear (&job.scope);

  return pages;
}

ZxFlow *
zx_document_begin_on (const ZxDocumentJob *job,
                      ZxPaperSetup        *setup)
{
  ZxFlow *flow;

  setup->size = job->options->paper;
  flow = zx_flow_new (setup, zx_document_get_title (job->document));
  zx_flow_set_demo (flow, job->scope.is_demo);
  zx_flow_set_foot (flow, zx_document_get_title (job->document));
  zx_flow_set_rows (flow, job->options->n_records);

  return flow;
}

ZxFlow *
zx_document_begin (const ZxDocumentJob *job)
{
  ZxPaperSetup setup;

  zx_flow_get_usual_setup (&setup);

  return zx_document_begin_on (job, &setup);
}

/* --- files --- */

void
zx_document_result_free (ZxDocumentResult *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->files);
  g_free (self->sha256);
  g_free (self->missing);
  g_free (self);
}

static gboolean
add_log (ZxCasebook               *casebook,
         const ZxDocument         *self,
         const ZxDocumentOptions  *options,
         ZxPages                  *pages,
         const char               *file,
         const char               *sha256,
         GError                  **error)
{
  gboolean full_values = zx_document_has_full_values (self, options);
  g_autofree char *what = g_strdup_printf ("%s %s", self->name, zx_document_get_title (self));
  ZxExport export = {
    .what = what,
    .file = file,
    .reason = options != NULL ? options->reason : NULL,
    .rows = zx_pages_get_rows (pages),
    .sha256 = sha256,
    .full_values = full_values,
  };

  /* Beside an open window only reading is possible, and nothing sensitive leaves with this paper. */
  if (zx_casebook_is_read_only (casebook) && !full_values)
    return TRUE;

  return zx_export_log_add (casebook, &export, error);
}

ZxDocumentResult *
zx_document_write (ZxCasebook               *casebook,
                   const ZxDocument         *self,
                   const ZxDocumentOptions  *options,
                   const char               *path,
                   GCancellable             *cancellable,
                   GError                  **error)
{
  g_autoptr (ZxDb) db = NULL;
  g_autoptr (ZxPages) pages = NULL;
  g_autoptr (ZxDocumentResult) result = g_new0 (ZxDocumentResult, 1);
  ZxPagesFormat format;

  g_return_val_if_fail (ZX_IS_CASEBOOK (casebook) && self != NULL && path != NULL, NULL);

  if (!zx_pages_format_from_path (path, &format))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                           _("A document becomes a file whose name ends in .pdf, .png or .svg."));
      return NULL;
    }

  /* Refused before anything is on the disk: such a paper leaves only with its line in the log. */
  if (zx_casebook_is_read_only (casebook) && zx_document_has_full_values (self, options))
    {
      g_set_error_literal (error, ZX_DB_ERROR, ZX_DB_ERROR_BUSY,
                           _("This paper shows full ID numbers or phones and has to be recorded, but another window has the casebook open. "
                             "Print it there, or close that window."));
      return NULL;
    }

  db = zx_casebook_open_reader (casebook, error);
  if (db == NULL || !zx_ledger_begin (db, cancellable, error))
    return NULL;
  pages = zx_document_lay_out (casebook, db, self, options, error);
  if (pages == NULL)
    return NULL;

  result->files = zx_pages_write (pages, path, format, 0, options != NULL && options->replace, cancellable, &result->sha256, error);
  if (result->files == NULL)
    return NULL;
  if (!add_log (casebook, self, options, pages, result->files[0], result->sha256, error))
    {
      for (guint i = 0; result->files[i] != NULL; i++)
        g_unlink (result->files[i]);
      return NULL;
    }

  result->name = self->name;
  result->n_pages = zx_pages_get_n_pages (pages);
  result->missing = g_strdup (zx_pages_get_missing (pages));

  return g_steal_pointer (&result);
}

gboolean
zx_document_log_print (ZxCasebook               *casebook,
                       const ZxDocument         *self,
                       const ZxDocumentOptions  *options,
                       ZxPages                  *pages,
                       guint                     copies,
                       GError                  **error)
{
  /* Translators: stands in the export log where files have their name */
  g_autofree char *words = g_strdup_printf (ngettext ("printed, %u copy", "printed, %u copies", copies), copies);

  return add_log (casebook, self, options, pages, words, NULL, error);
}

char *
zx_document_dup_file_name (ZxCasebook       *casebook,
                           ZxDb             *db,
                           const ZxDocument *self,
                           const char       *suffix)
{
  g_autofree char *school = zx_school_dup_name (db);
  g_autofree char *today = zx_casebook_dup_today (casebook, db);
  g_autofree char *date = g_strdup (today);
  char *name, *to = date;

  for (const char *at = date; *at != '\0'; at++)
    if (*at != '-')
      *to++ = *at;
  *to = '\0';

  name = school != NULL ? g_strdup_printf ("%s_%s_%s%s", school, zx_document_get_title (self), date, suffix)
                        : g_strdup_printf ("%s_%s%s", zx_document_get_title (self), date, suffix);

  return g_strdelimit (name, "/\\:*?\"<>|\n", '-');
}
