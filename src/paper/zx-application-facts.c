/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include "zx-application-facts.h"
#include "zx-snapshot-records.h"

static gboolean
load_frozen (ZxApplicationFacts   *self,
             const ZxDocumentJob  *job,
             const char           *snapshot,
             GError              **error)
{
  g_autoptr (GPtrArray) families = zx_snapshot_load_records (job->db, snapshot, &zx_kind_family, error);

  if (families == NULL)
    return FALSE;
  if (families->len > 0)
    self->family = zx_record_ref (g_ptr_array_index (families, 0));
  self->members = zx_snapshot_load_records (job->db, snapshot, &zx_kind_family_member, error);

  return self->members != NULL;
}

/* Of a draft: nothing is frozen yet. */
static gboolean
load_now (ZxApplicationFacts   *self,
          const ZxDocumentJob  *job,
          ZxRecord             *student,
          GError              **error)
{
  gint64 family = zx_record_get_int (student, "family");
  g_autoptr (GPtrArray) members = NULL;

  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) zx_record_unref);
  if (family == 0)
    return TRUE;
  self->family = zx_document_load (job, &(ZxDocumentRecord) { &zx_kind_family, family }, error);
  if (self->family == NULL)
    return FALSE;
  members = zx_document_load_all (job, &zx_kind_family_member, "family", family, error);
  if (members == NULL)
    return FALSE;

  for (guint i = 0; i < members->len; i++)
    if (zx_record_is_live (g_ptr_array_index (members, i)))
      g_ptr_array_add (self->members, zx_record_ref (g_ptr_array_index (members, i)));

  return TRUE;
}

ZxApplicationFacts *
zx_application_facts_load (const ZxDocumentJob  *job,
                           ZxRecord             *application,
                           ZxRecord             *student,
                           GError              **error)
{
  g_autoptr (ZxApplicationFacts) self = g_new0 (ZxApplicationFacts, 1);
  const char *snapshot = zx_record_get_text (application, "snapshot");

  if (snapshot != NULL ? !load_frozen (self, job, snapshot, error) : !load_now (self, job, student, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
zx_application_facts_free (ZxApplicationFacts *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->family, zx_record_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_free (self);
}
