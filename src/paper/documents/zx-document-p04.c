/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-paper"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-document-private.h"
#include "zx-notice-poster.h"

/* P04 and P05, public notices: the sheet of what may hang on a wall is read here, and drawn by who sees nothing else. */

static ZxPages *
lay_out (const ZxDocumentJob  *job,
         GError              **error)
{
  static const int levels[] = { [ZX_DOCUMENT_LEVEL_AS_RECORD] = -1, [ZX_DOCUMENT_LEVEL_WRITE] = 1, [ZX_DOCUMENT_LEVEL_LEAVE] = 0 };
  const ZxNoticeOptions options = { .name_style = job->options->name_style, .level = levels[job->options->level] };
  g_autoptr (ZxNoticeSheet) sheet = NULL;

  if (job->options->n_records > 1)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "record", _("Every notice is a sheet of its own: name one notice."));
      return NULL;
    }

  sheet = zx_notice_sheet_load (job->db, job->options->records[0].id, &options, error);
  if (sheet == NULL)
    return NULL;

  return zx_notice_poster_new (sheet, job->options->paper);
}

/* A renewed notice only: the other one would say the wrong thing about it. */
static ZxPages *
lay_out_renewed (const ZxDocumentJob  *job,
                 GError              **error)
{
  g_autoptr (ZxRecord) notice = zx_document_load (job, &job->options->records[0], error);

  if (notice == NULL)
    return NULL;
  if (g_strcmp0 (zx_record_get_text (notice, "kind"), "6") != 0)
    {
      zx_set_field_error (error, ZX_RECORD_ERROR_RULE, "record", _("This notice renews no other one. Print it as P04."));
      return NULL;
    }

  return lay_out (job, error);
}

const ZxDocument zx_document_p04 = {
  .name = "P04",
  .title = NC_("document title", "Public notice"),
  .group = ZX_DOCUMENT_POST,
  .kinds = "notice",
  .takes = ZX_DOCUMENT_NEEDS_RECORDS | ZX_DOCUMENT_TAKES_RECORDS | ZX_DOCUMENT_TAKES_NAME_STYLE | ZX_DOCUMENT_TAKES_LEVEL,
  .lay_out = lay_out,
};

const ZxDocument zx_document_p05 = {
  .name = "P05",
  .title = NC_("document title", "Renewed public notice"),
  .group = ZX_DOCUMENT_POST,
  .kinds = "notice",
  .takes = ZX_DOCUMENT_NEEDS_RECORDS | ZX_DOCUMENT_TAKES_RECORDS | ZX_DOCUMENT_TAKES_NAME_STYLE | ZX_DOCUMENT_TAKES_LEVEL,
  .lay_out = lay_out_renewed,
};
