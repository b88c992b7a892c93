/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-codes.h"
#include "zx-document.h"
#include "zx-flow.h"
#include "zx-ledger-rows.h"
#include "zx-query.h"

G_BEGIN_DECLS

/* How a document is told: what it is made of, and a function that lays it out. */

/**
 * ZxDocumentJob:
 * @scope: the school, the term, the class, the day
 *
 * One document on its way.
 */
typedef struct
{
  ZxCasebook              *casebook;
  ZxDb                    *db;
  const ZxDocument        *document;
  const ZxDocumentOptions *options;
  ZxLedgerScope            scope;
} ZxDocumentJob;

/**
 * ZxDocument:
 * @name: "P02"
 * @title: marked with NC_("document title", …)
 * @kinds: keys of kinds, parted by blanks; %NULL where it takes no records
 * @full_values: whether a filled one shows ID numbers, accounts or phones in full
 * @lay_out: makes the pages
 */
struct _ZxDocument
{
  const char      *name;
  const char      *title;
  ZxDocumentGroup  group;
  const char      *kinds;
  guint            takes;
  gboolean         full_values;
  ZxPages       *(*lay_out) (const ZxDocumentJob  *job,
                             GError              **error);
};

extern const ZxDocument zx_document_p01;
extern const ZxDocument zx_document_p02;
extern const ZxDocument zx_document_p03;
extern const ZxDocument zx_document_p04;
extern const ZxDocument zx_document_p05;
extern const ZxDocument zx_document_p07;
extern const ZxDocument zx_document_confirmation;
extern const ZxDocument zx_document_decision;

/* The usual page in the chosen size: a flow with the title, foot and the mark of a demonstration. */
ZxFlow     *zx_document_begin        (const ZxDocumentJob  *job);
/* The same with a setup of its own; the size is taken from the options. */
ZxFlow     *zx_document_begin_on     (const ZxDocumentJob  *job,
                                      ZxPaperSetup         *setup);

/* The record of the job, or %NULL with %ZX_RECORD_ERROR_NOT_FOUND. */
ZxRecord   *zx_document_load         (const ZxDocumentJob     *job,
                                      const ZxDocumentRecord  *which,
                                      GError                 **error);
/* Live records of a kind whose field refers to @id. */
GPtrArray  *zx_document_load_all     (const ZxDocumentJob  *job,
                                      const ZxKind         *kind,
                                      const char           *field,
                                      gint64                id,
                                      GError              **error);

/* --- words; all (transfer full), "" for what is not there --- */

/* Titles of the records of a refs field, with 、 between. */
char       *zx_document_dup_names    (const ZxDocumentJob  *job,
                                      ZxRecord             *record,
                                      const char           *field);
char       *zx_document_dup_title_of (const ZxDocumentJob  *job,
                                      const ZxKind         *kind,
                                      gint64                id);
/* "五(1)班" of a student record */
char       *zx_document_dup_class    (ZxRecord             *student);
/* "2026 年 11 月 20 日"; room to write one by hand for no date */
char       *zx_document_dup_date     (const char           *date);
/* Boxes for every code of a table, those in @codes (joined by commas) ticked: "☐ 父亲  ☑ 母亲". */
char       *zx_document_dup_boxes    (const char           *table,
                                      const char           *codes);
/* One box. */
char       *zx_document_dup_box      (const char           *label,
                                      gboolean              ticked);

G_END_DECLS
