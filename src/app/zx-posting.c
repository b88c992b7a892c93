/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-posting"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-date.h"
#include "zx-posting.h"
#include "zx-student-facts.h"

typedef struct
{
  gint64    notice;
  ZxPosting which;
  char      date[ZX_DATE_SIZE];
} Posting;

static gboolean
note (ZxAction  *action,
      gpointer   data,
      GError   **error)
{
  const Posting *posting = data;
  g_autoptr (ZxRecord) record = zx_record_load (zx_action_get_db (action), &zx_kind_notice, posting->notice, error);
  gint64 staff = zx_staff_find_by_name (zx_action_get_db (action), zx_casebook_get_actor (zx_action_get_casebook (action)));

  if (record == NULL)
    return FALSE;

  zx_record_set_text (record, posting->which == ZX_POSTING_UP ? "posted_on" : "removed_on", posting->date);
  if (staff != 0)
    zx_record_set_ref (record, posting->which == ZX_POSTING_UP ? "posted_by" : "removed_by", staff);

  return zx_action_save (action, record, error);
}

void
zx_posting_note (ZxSession *session,
                 gint64     notice,
                 ZxPosting  which)
{
  Posting *posting = g_new0 (Posting, 1);

  posting->notice = notice;
  posting->which = which;
  g_strlcpy (posting->date, zx_session_get_today (session), sizeof posting->date);
  zx_session_act (session, which == ZX_POSTING_UP ? _("The notice was posted") : _("The notice was taken down"), NULL, note, posting, g_free);
}

gboolean
zx_posting_is_up (ZxSession *session,
                  gint64     notice)
{
  g_autoptr (ZxRecord) record = zx_record_load (zx_session_get_db (session), &zx_kind_notice, notice, NULL);

  return record != NULL && zx_record_has (record, "posted_on");
}
