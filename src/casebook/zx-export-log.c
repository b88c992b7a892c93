/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-export-log"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-export-log.h"

/* As much as the fields of the log hold. */
static char *
dup_cut (const char *text,
         glong       characters)
{
  if (text == NULL)
    return NULL;

  return g_utf8_strlen (text, -1) > characters ? g_utf8_substring (text, 0, characters) : g_strdup (text);
}

static gboolean
add_line (ZxAction  *action,
          gpointer   data,
          GError   **error)
{
  const ZxExport *export = data;
  g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_export_log);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *at = g_date_time_format_iso8601 (now);
  g_autofree char *base = g_path_get_basename (export->file);
  g_autofree char *display = g_filename_display_name (base);
  g_autofree char *what = dup_cut (export->what, 40);
  g_autofree char *file = dup_cut (display, 200);
  g_autofree char *reason = dup_cut (export->reason, 60);
  g_autofree char *person = dup_cut (zx_casebook_get_actor (zx_action_get_casebook (action)), 30);

  zx_record_set_text (record, "what", what);
  zx_record_set_text (record, "file", file);
  zx_record_set_text (record, "reason", reason);
  zx_record_set_text (record, "person", person);
  zx_record_set_int (record, "rows", export->rows);
  zx_record_set_text (record, "sha256", export->sha256);
  zx_record_set_text (record, "at", at);
  zx_record_set_int (record, "full_values", export->full_values ? 1 : 0);

  return zx_action_save (action, record, error);
}

gboolean
zx_export_log_add (ZxCasebook      *casebook,
                   const ZxExport  *export,
                   GError         **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (export->what != NULL && export->file != NULL, FALSE);

  /* Translators: %s is what was written: "L08 Home visit ledger" */
  label = g_strdup_printf (_("Write %s"), export->what);

  return zx_casebook_act (casebook, label, add_line, (gpointer) export, NULL, error);
}
