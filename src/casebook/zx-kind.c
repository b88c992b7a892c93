/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kind"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-kind.h"

static const ZxKind * const kinds[] = {
  &zx_kind_school,
  &zx_kind_term,
  &zx_kind_calendar_day,
  &zx_kind_class,
  &zx_kind_staff,
  &zx_kind_student,
  &zx_kind_enrolment,
  &zx_kind_family,
  &zx_kind_family_member,
  &zx_kind_member_tie,
  &zx_kind_category,
  &zx_kind_home_visit,
  &zx_kind_visit_child,
  &zx_kind_visit_staff,
  &zx_kind_contact_log,
  &zx_kind_follow_up,
  &zx_kind_round,
  &zx_kind_application,
  &zx_kind_verification,
  &zx_kind_verification_staff,
  &zx_kind_class_review,
  &zx_kind_class_review_member,
  &zx_kind_class_review_line,
  &zx_kind_scale_item,
  &zx_kind_scale_score,
  &zx_kind_review_step,
  &zx_kind_notice,
  &zx_kind_notice_line,
  &zx_kind_objection,
  &zx_kind_talk,
  &zx_kind_match_row,
  &zx_kind_finding,
  &zx_kind_attachment,
  &zx_kind_rejected_row,
  &zx_kind_setting,
  &zx_kind_code,
  &zx_kind_export_log,
  &zx_kind_access_log,
  NULL,
};

const ZxKind * const *
zx_kinds_get (void)
{
  return kinds;
}

const ZxKind *
zx_kind_find (const char *key)
{
  for (guint i = 0; kinds[i] != NULL; i++)
    if (strcmp (kinds[i]->key, key) == 0)
      return kinds[i];

  return NULL;
}

const char *
zx_kind_get_label (const ZxKind *self)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "kind", self->label);
}

/* Fields are named by literals, over and over; where one was found last time is where it is. */
typedef struct
{
  const ZxKind *kind;
  const char   *key;
  int           index;
} Found;

#define N_FOUND 512

static __thread Found found[N_FOUND];

static int
search_index (const ZxKind *self,
              const char   *key)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (self->fields[i].key == key || strcmp (self->fields[i].key, key) == 0)
      return (int) i;

  return -1;
}

int
zx_kind_get_index (const ZxKind *self,
                   const char   *key)
{
  gsize place = ((gsize) key ^ ((gsize) key >> 9) ^ ((gsize) self >> 4)) % N_FOUND;
  Found *last = &found[place];

  /* The text is compared, since another may stand at the same place by now. */
  if (last->kind == self && last->key == key && strcmp (self->fields[last->index].key, key) == 0)
    return last->index;

  {
    int index = search_index (self, key);

    if (index >= 0)
      *last = (Found) { self, key, index };

    return index;
  }
}

const ZxField *
zx_kind_get_field (const ZxKind *self,
                   const char   *key)
{
  int index = zx_kind_get_index (self, key);

  return index < 0 ? NULL : &self->fields[index];
}

const char *
zx_field_get_label (const ZxKind  *kind,
                    const ZxField *self)
{
  const char *context = kind->key;

  if (strcmp (self->key, "remark") == 0 ||
      strcmp (self->key, "voided_on") == 0 ||
      strcmp (self->key, "void_reason") == 0)
    context = "record";

  return g_dpgettext2 (GETTEXT_PACKAGE, context, self->label);
}

const char *
zx_field_type_to_word (ZxFieldType type)
{
  static const char * const words[] = {
    "text", "long", "date", "month", "time", "int", "decimal", "money", "bool",
    "code", "codes", "ref", "refs", "list", "file",
  };

  return words[type];
}

const char *
zx_sensitivity_to_word (ZxSensitivity sensitivity)
{
  static const char * const words[] = { "public", "internal", "sensitive" };

  return words[sensitivity];
}

gboolean
zx_field_is_stored (const ZxField *self)
{
  return (self->flags & (ZX_FIELD_COMPUTED | ZX_FIELD_VIRTUAL)) == 0 &&
         self->type != ZX_TYPE_REFS &&
         self->type != ZX_TYPE_LIST &&
         self->type != ZX_TYPE_FILE;
}

gboolean
zx_field_is_integer (const ZxField *self)
{
  return self->type == ZX_TYPE_INT || self->type == ZX_TYPE_DECIMAL ||
         self->type == ZX_TYPE_MONEY || self->type == ZX_TYPE_BOOL ||
         self->type == ZX_TYPE_REF;
}

char *
zx_kind_dup_select (const ZxKind *self,
                    const char   *tail)
{
  GString *sql = g_string_new ("SELECT t.id");

  for (guint i = 0; i < self->n_fields; i++)
    {
      const ZxField *field = &self->fields[i];

      if (zx_field_is_stored (field))
        g_string_append_printf (sql, ", t.\"%s\"", field->key);
      else
        g_string_append_printf (sql, ", %s", field->sql != NULL ? field->sql : "NULL");
    }

  g_string_append_printf (sql, " FROM \"%s\" t", self->key);
  if (self->join != NULL)
    g_string_append_printf (sql, " %s", self->join);
  if (tail != NULL)
    g_string_append_printf (sql, " %s", tail);

  return g_string_free (sql, FALSE);
}
