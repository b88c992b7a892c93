/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-kinds"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-casebook.h"
#include "zx-date.h"

static const ZxField fields[] = {
  { "key", NC_("setting", "Key"), ZX_TYPE_TEXT, ZX_INTERNAL, ZX_FIELD_REQUIRED | ZX_FIELD_MUST, .size = 40 },
  { "value", NC_("setting", "Value"), ZX_TYPE_LONG, ZX_INTERNAL },
  ZX_COMMON_FIELDS,
};

/* Numbers of working days, with what a rule leaves free. */
static const struct
{
  const char *key;
  const char *label;
  int         least;
  int         most;
} day_settings[] = {
  { "notice_days", NC_("setting", "Notice"), 5, 30 },
  { "short_notice_days", NC_("setting", "Notice of temporary hardship"), 1, 30 },
  { "return_days", NC_("setting", "Complete the papers"), 1, 90 },
  { "verify_days", NC_("setting", "Verify"), 1, 90 },
  { "short_verify_days", NC_("setting", "Verify temporary hardship"), 1, 90 },
  { "reply_days", NC_("setting", "Answer an objection"), 1, 30 },
  { "talk_days", NC_("setting", "Talk with the family about a refusal"), 1, 30 },
  { "file_days", NC_("setting", "Have the file confirmed"), 1, 90 },
};

static gboolean
check_days (const char  *key,
            const char  *value,
            GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (day_settings); i++)
    {
      gint64 days = 0;

      if (g_strcmp0 (key, day_settings[i].key) != 0)
        continue;
      if (g_ascii_string_to_signed (value, 10, day_settings[i].least, day_settings[i].most, &days, NULL))
        return TRUE;

      if (g_str_equal (key, "notice_days") && g_ascii_string_to_signed (value, 10, 0, day_settings[i].least - 1, &days, NULL))
        zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "value", _("A notice hangs for at least 5 working days; %s are too few."), value);
      else
        zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "value", _("%s: write a number of working days from %d to %d."),
                            g_dpgettext2 (NULL, "setting", day_settings[i].label), day_settings[i].least, day_settings[i].most);
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_time (const char *value)
{
  return strlen (value) == 5 && value[2] == ':' && g_ascii_isdigit (value[0]) && g_ascii_isdigit (value[1]) &&
         g_ascii_isdigit (value[3]) && g_ascii_isdigit (value[4]) && strncmp (value, "24", 2) < 0 && value[3] < '6';
}

/* "A", "B", or three words of one's own. */
static gboolean
is_level_words (const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, ",", -1);
  guint n = g_strv_length (words);

  for (guint i = 0; i < n; i++)
    if (*g_strstrip (words[i]) == '\0' || g_utf8_strlen (words[i], -1) > 8)
      return FALSE;

  return n == 3 || g_str_equal (value, "A") || g_str_equal (value, "B");
}

static gboolean
check_identification (const char  *key,
                      const char  *value,
                      GError     **error)
{
  if (value == NULL || *value == '\0')
    return TRUE; /* as without it */

  if (g_strcmp0 (key, "notice_closing") == 0 && !is_time (value))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "value", _("“%s” is no time of day. Write it like 17:00."), value);
      return FALSE;
    }
  if (g_strcmp0 (key, "level_words") == 0 && !is_level_words (value))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "value",
                          _("Write three words for the levels, the most urgent first, each of at most 8 characters."));
      return FALSE;
    }

  return check_days (key, value, error);
}

/* Those that every page rests on. */
static gboolean
prepare (ZxAction  *action,
         ZxRecord  *record,
         GError   **error)
{
  const char *key = zx_record_get_text (record, "key");
  const char *value = zx_record_get_text (record, "value");

  if (g_strcmp0 (key, "term") == 0 && (value == NULL || !zx_term_is_valid (value)))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "value",
                          _("“%s” is no term. Write it like 2026-2027-1 (autumn) or 2026-2027-2 (spring)."), value != NULL ? value : "");
      return FALSE;
    }

  if (g_strcmp0 (key, "today") == 0 && value != NULL && !zx_date_is_valid (value))
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_INVALID, "value", _("“%s” is no date. Write it like 2026-09-01."), value);
      return FALSE;
    }

  return check_identification (key, value, error);
}

const ZxKind zx_kind_setting = {
  .key = "setting",
  .label = NC_("kind", "Setting"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .flags = ZX_KIND_INNER,
  .prepare = prepare,
  .order = "t.key",
  .title = "t.key",
};
