/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-kind.h"
#include "zx-student.h"

/* The owner by name, for those that papers belong to most. */
#define OWNER(Kind) "CASE WHEN t.owner_kind = '" Kind "' THEN t.owner_id END"

static const ZxField fields[] = {
  { "owner_kind", NC_("attachment", "Belongs to a record of kind"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 30 },
  { "owner_id", NC_("attachment", "Belongs to"), ZX_TYPE_INT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST | ZX_FIELD_KEY },
  { "owner_field", NC_("attachment", "Field of that record"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 30 },
  { "student", NC_("attachment", "Student"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_VIRTUAL, .of = "student", .sql = OWNER ("student") },
  { "family", NC_("attachment", "Family"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_VIRTUAL, .of = "family", .sql = OWNER ("family") },
  { "category", NC_("attachment", "Category"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_VIRTUAL, .of = "category", .sql = OWNER ("category") },
  { "home_visit", NC_("attachment", "Home visit"), ZX_TYPE_REF, ZX_INTERNAL, ZX_FIELD_VIRTUAL, .of = "home_visit", .sql = OWNER ("home_visit") },
  { "file", NC_("attachment", "File"), ZX_TYPE_FILE, ZX_SENSITIVE, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 1 },
  { "kind", NC_("attachment", "Kind"), ZX_TYPE_CODE, ZX_SENSITIVE, ZX_FIELD_REQUIRED, .codes = "ATTACHKIND" },
  { "file_name", NC_("attachment", "File name"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 100 },
  { "mime", NC_("attachment", "File type"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_AUTO, .size = 60 },
  { "size", NC_("attachment", "Size"), ZX_TYPE_INT, ZX_INTERNAL, ZX_FIELD_AUTO },
  { "sha256", NC_("attachment", "Checksum"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_AUTO, .size = 64 },
  { "stored", NC_("attachment", "Stored as"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_COMPUTED, .sql = "'files/' || t.sha256" },
  { "paper_place", NC_("attachment", "Where the paper is"), ZX_TYPE_TEXT, ZX_INTERNAL, .size = 40 },
  { "captured_on", NC_("attachment", "Taken on"), ZX_TYPE_DATE, ZX_INTERNAL, ZX_FIELD_REQUIRED },
  { "captured_by", NC_("attachment", "Taken by"), ZX_TYPE_REF, ZX_INTERNAL, .of = "staff" },
  { "consent", NC_("attachment", "Family agreed to the picture"), ZX_TYPE_BOOL, ZX_INTERNAL },
  { "valid_to", NC_("attachment", "Valid until"), ZX_TYPE_DATE, ZX_INTERNAL },
  { "keep_until", NC_("attachment", "Keep until"), ZX_TYPE_DATE, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

/* Named by one of the references, or by the key and its kind. */
static gboolean
take_owner (ZxRecord  *record,
            GError   **error)
{
  const ZxField *owner = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (fields[i].type != ZX_TYPE_REF || (fields[i].flags & ZX_FIELD_VIRTUAL) == 0 ||
          !zx_record_is_changed (record, fields[i].key) || !zx_record_has (record, fields[i].key))
        continue;
      if (owner != NULL)
        {
          zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, fields[i].key,
                              _("An attachment belongs to one record. Name one, and add the file again for the other."));
          return FALSE;
        }
      owner = &fields[i];
    }

  if (owner != NULL)
    {
      zx_record_set_text (record, "owner_kind", owner->of);
      zx_record_set_int (record, "owner_id", zx_record_get_int (record, owner->key));
    }

  return TRUE;
}

/* No foreign key can do this: the owner's kind is a value. */
static gboolean
check_owner (ZxAction  *action,
             ZxRecord  *record,
             GError   **error)
{
  const char *name = zx_record_get_text (record, "owner_kind");
  const char *file_field = zx_record_get_text (record, "owner_field");
  const ZxKind *kind = name != NULL ? zx_kind_find (name) : NULL;
  g_autoptr (ZxRecord) owner = NULL;
  g_autoptr (GError) wrong = NULL;

  if (name == NULL && !zx_record_has (record, "owner_id"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "student",
                          _("Say what the file belongs to: the student, or the record and its kind, is missing."));
      return FALSE;
    }
  if (name != NULL && (kind == NULL || kind == &zx_kind_attachment || (kind->flags & (ZX_KIND_LOG | ZX_KIND_INNER))))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "owner_kind", _("Files cannot belong to “%s”. Name another kind of record."), name);
      return FALSE;
    }
  if (kind == NULL || !zx_record_has (record, "owner_id"))
    return TRUE;

  owner = zx_record_load (zx_action_get_db (action), kind, zx_record_get_int (record, "owner_id"), &wrong);
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return FALSE;
    }
  if (owner == NULL || zx_record_has (owner, "deleted_at"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_NOT_FOUND, "owner_id", _("%s: there is no such record."), zx_kind_get_label (kind));
      return FALSE;
    }
  if (file_field != NULL && (zx_kind_get_field (kind, file_field) == NULL || strcmp (file_field, "deleted_at") == 0))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "owner_field", _("%s has no field “%s”."), zx_kind_get_label (kind), file_field);
      return FALSE;
    }

  return TRUE;
}

static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  gboolean is_new = !zx_record_is_saved (record);

  if (!take_owner (record, error))
    return FALSE;
  if ((is_new || zx_record_is_changed (record, "owner_kind") || zx_record_is_changed (record, "owner_id") ||
       zx_record_is_changed (record, "owner_field")) && !check_owner (action, record, error))
    return FALSE;

  /* A paper that was never scanned is worth knowing of too. */
  if (is_new && !zx_record_has (record, "sha256") && !zx_record_has (record, "paper_place"))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_MISSING, "file", _("The file is missing. Without one, say at least where the paper is."));
      return FALSE;
    }

  /* Who saw a proof must find the same one later. */
  if (!is_new && zx_record_is_changed (record, "sha256") && zx_record_get_old_value (record, (guint) zx_kind_get_index (&zx_kind_attachment, "sha256"))->type != ZX_VALUE_NULL)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "file",
                          _("The file of an attachment is never exchanged. Add the new file, then remove this one."));
      return FALSE;
    }

  return !zx_action_refuse_future (action, record, "captured_on", error);
}

const ZxKind zx_kind_attachment = {
  .key = "attachment",
  .label = NC_("kind", "Attachment"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .order = "t.id",
  .title = "COALESCE (t.file_name, t.paper_place)",
};
