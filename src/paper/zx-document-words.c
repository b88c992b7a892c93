/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "zx-date.h"
#include "zx-document-private.h"
#include "zx-words.h"

ZxRecord *
zx_document_load (const ZxDocumentJob     *job,
                  const ZxDocumentRecord  *which,
                  GError                 **error)
{
  g_autoptr (GError) local_error = NULL;
  ZxRecord *record = zx_record_load (job->db, which->kind, which->id, &local_error);

  if (record != NULL && !zx_record_has (record, "deleted_at"))
    return zx_record_load_refs (record, job->db, error) ? record : (zx_record_unref (record), NULL);

  g_clear_pointer (&record, zx_record_unref);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "record", _("There is no such record (%s)."), zx_kind_get_label (which->kind));

  return NULL;
}

GPtrArray *
zx_document_load_all (const ZxDocumentJob  *job,
                      const ZxKind         *kind,
                      const char           *field,
                      gint64                id,
                      GError              **error)
{
  g_autoptr (ZxQuery) query = zx_query_new (kind);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (!zx_query_where (query, field, key, error))
    return NULL;

  return zx_query_load (query, job->db, NULL, error);
}

char *
zx_document_dup_title_of (const ZxDocumentJob *job,
                          const ZxKind        *kind,
                          gint64               id)
{
  char *title = id != 0 ? zx_record_dup_title (job->db, kind, id) : NULL;

  return title != NULL ? title : g_strdup ("");
}

char *
zx_document_dup_names (const ZxDocumentJob *job,
                       ZxRecord            *record,
                       const char          *field)
{
  const ZxField *of = zx_kind_get_field (zx_record_get_kind (record), field);
  const GArray *ids = zx_record_get_refs (record, field);
  GString *names = g_string_new (NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autofree char *name = zx_document_dup_title_of (job, zx_kind_find (of->of), g_array_index (ids, gint64, i));

      /* Translators: what stands between the names of people */
      if (names->len > 0 && *name != '\0')
        g_string_append (names, C_("paper", ", "));
      g_string_append (names, name);
    }

  return g_string_free (names, FALSE);
}

char *
zx_document_dup_class (ZxRecord *student)
{
  return zx_class_format (zx_record_get_text (student, "grade"), zx_record_get_text (student, "class_name"));
}

char *
zx_document_dup_date (const char *date)
{
  int year, month, day;

  if (date == NULL || sscanf (date, "%4d-%2d-%2d", &year, &month, &day) != 3)
    /* Translators: a date to fill by hand */
    return g_strdup (C_("paper", "        /      /      "));

  /* Translators: year, month, day of a date on paper */
  return g_strdup_printf (C_("paper", "%1$d-%2$02d-%3$02d"), year, month, day);
}

static gboolean
has_code (const char *codes,
          const char *code)
{
  g_auto (GStrv) all = NULL;

  if (codes == NULL)
    return FALSE;
  all = g_strsplit (codes, ",", -1);

  return g_strv_contains ((const char * const *) all, code);
}

char *
zx_document_dup_box (const char *label,
                     gboolean    ticked)
{
  return g_strconcat (ticked ? "☑" : "☐", label, NULL);
}

char *
zx_document_dup_boxes (const char *table_name,
                       const char *codes)
{
  const ZxCodeTable *table = zx_code_table_find (table_name);
  GString *boxes = g_string_new (NULL);

  for (const ZxCode *code = table->codes; code->code != NULL; code++)
    {
      g_autofree char *box = zx_document_dup_box (zx_code_table_get_label (table, code->code), has_code (codes, code->code));

      if (boxes->len > 0)
        g_string_append (boxes, "   ");
      g_string_append (boxes, box);
    }

  return g_string_free (boxes, FALSE);
}
