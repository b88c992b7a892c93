/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-casebook.h"
#include "zx-pages.h"
#include "zx-paper.h"

G_BEGIN_DECLS

/*
 * The documents of a casebook.
 *
 *   document = zx_document_find ("P02");
 *   pages = zx_document_lay_out (casebook, db, document, &options, …);     to look at, and to print
 *   result = zx_document_write (casebook, document, &options, "/tmp/visit.pdf", …);
 *
 * What a document holds is one file in src/paper/documents/. Its words are in the language in use.
 */

/* Where the paper goes. */
typedef enum
{
  ZX_DOCUMENT_POST,   /* may be hung on a wall: no personal facts but those rules allow */
  ZX_DOCUMENT_SIGN,
  ZX_DOCUMENT_FILE,
  ZX_DOCUMENT_COUNTY,
} ZxDocumentGroup;

/* Which of #ZxDocumentOptions say something to a document. */
typedef enum
{
  ZX_DOCUMENT_TAKES_RECORDS    = 1 << 0, /* without any it is a blank to fill by hand */
  ZX_DOCUMENT_NEEDS_RECORDS    = 1 << 1, /* there is no blank */
  ZX_DOCUMENT_TAKES_TERM       = 1 << 2,
  ZX_DOCUMENT_TAKES_CLASS      = 1 << 3,
  ZX_DOCUMENT_TAKES_NAME_STYLE = 1 << 4,
  ZX_DOCUMENT_TAKES_PROFILE    = 1 << 5,
  ZX_DOCUMENT_TAKES_LEVEL      = 1 << 6,
} ZxDocumentTakes;

/* Whether a sheet for the wall writes how great the need of each child is. */
typedef enum
{
  ZX_DOCUMENT_LEVEL_AS_RECORD,
  ZX_DOCUMENT_LEVEL_WRITE,
  ZX_DOCUMENT_LEVEL_LEAVE,
} ZxDocumentLevel;

/* For whose eyes. */
typedef enum
{
  ZX_PROFILE_INTERNAL,
  ZX_PROFILE_COUNTY,
  ZX_PROFILE_FAMILY,
} ZxProfile;

/**
 * ZxDocument:
 *
 * One kind of document. Belongs to the program; never freed.
 */
typedef struct _ZxDocument ZxDocument;

/* (array zero-terminated=1): all documents, by name */
const ZxDocument * const *
                  zx_documents_get             (void);
/* (nullable): by name, "P02", "p02", "decision" */
const ZxDocument *zx_document_find             (const char                *name);
const char       *zx_document_get_name         (const ZxDocument          *self);
/* "家访记录表" */
const char       *zx_document_get_title        (const ZxDocument          *self);
ZxDocumentGroup   zx_document_get_group        (const ZxDocument          *self);
/* The word of the command line: "post", "sign", "file", "county" */
const char       *zx_document_group_to_word    (ZxDocumentGroup            group);
/* #ZxDocumentTakes */
guint             zx_document_get_takes        (const ZxDocument          *self);
/* (array zero-terminated=1): the kinds of records it is made of; the first one is meant where a bare name could be several */
const ZxKind * const *
                  zx_document_get_kinds        (const ZxDocument          *self);

/**
 * ZxDocumentRecord:
 *
 * What a document is about.
 */
typedef struct
{
  const ZxKind *kind;
  gint64        id;
} ZxDocumentRecord;

/**
 * zx_document_find_record:
 * @name: as zx_record_find() takes it
 *
 * Returns: %FALSE with %ZX_RECORD_ERROR_NOT_FOUND when no kind of the document has such a record
 */
gboolean          zx_document_find_record      (const ZxDocument          *self,
                                                ZxDb                      *db,
                                                const char                *name,
                                                ZxDocumentRecord          *out_record,
                                                GError                   **error);

/**
 * ZxDocumentOptions:
 * @records: (array length=n_records): what it is about
 * @term: (nullable): "2026-2027-1"; %NULL is the working term
 * @class_name: (nullable): "P3-1班" or the class's key
 * @paper: the size
 * @name_style: (nullable): names that hang on a wall: "full", or "masked" with one character hidden; %NULL as the record says
 * @level: whether names that hang on a wall have the level beside them
 * @profile: for whose eyes
 * @reason: (nullable): why it is written; goes into the export log
 * @replace: existing files are replaced; else they are refused
 *
 * All zero is a good start.
 */
typedef struct
{
  const ZxDocumentRecord *records;
  guint                   n_records;
  const char             *term;
  const char             *class_name;
  ZxPaperSize             paper;
  const char             *name_style;
  ZxDocumentLevel         level;
  ZxProfile               profile;
  const char             *reason;
  gboolean                replace;
} ZxDocumentOptions;

/* (transfer full) (nullable): with everything it points to; %NULL of %NULL */
ZxDocumentOptions *
                  zx_document_options_copy     (const ZxDocumentOptions   *self);
void              zx_document_options_free     (ZxDocumentOptions         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxDocumentOptions, zx_document_options_free)

/* Whether it shows ID numbers, accounts or phones in full: whoever asks for it is asked for the reason. */
gboolean          zx_document_has_full_values  (const ZxDocument          *self,
                                                const ZxDocumentOptions   *options);

/**
 * zx_document_lay_out:
 * @db: a reading connection of this thread
 * @options: (nullable)
 *
 * Reads what the document holds and lays it out. Quick enough for every change of an option.
 *
 * Errors: %ZX_RECORD_ERROR_NOT_FOUND for a record, term or class that is not there, %ZX_RECORD_ERROR_MISSING without a
 * record where one is needed, %ZX_RECORD_ERROR_RULE where the rules do not allow the paper (yet), %ZX_PAPER_ERROR
 * without fonts, %ZX_DB_ERROR for the casebook.
 *
 * Returns: (transfer full): the pages
 */
ZxPages          *zx_document_lay_out          (ZxCasebook                *casebook,
                                                ZxDb                      *db,
                                                const ZxDocument          *self,
                                                const ZxDocumentOptions   *options,
                                                GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ZxDocumentResult:
 * @files: (array zero-terminated=1): the paths written
 * @name: "P02"
 * @sha256: of the first file
 * @missing: (nullable): characters no font has: they have to be written by hand
 */
typedef struct
{
  char       **files;
  const char  *name;
  guint        n_pages;
  char        *sha256;
  char        *missing;
} ZxDocumentResult;

void              zx_document_result_free      (ZxDocumentResult          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZxDocumentResult, zx_document_result_free)

/**
 * zx_document_write:
 * @path: where to; its end says what it becomes: .pdf, .png, .svg
 * @cancellable: (nullable): stopping leaves no file (%G_IO_ERROR_CANCELLED)
 *
 * Lays out, writes (zx_pages_write()) and records it in the export log. Uses a connection of its own; any thread. A
 * casebook that is open for reading only writes documents without full values, and then no line in the log.
 *
 * Returns: (transfer full): what was written; errors as of zx_document_lay_out(), and %G_IO_ERROR for the file
 */
ZxDocumentResult *zx_document_write            (ZxCasebook                *casebook,
                                                const ZxDocument          *self,
                                                const ZxDocumentOptions   *options,
                                                const char                *path,
                                                GCancellable              *cancellable,
                                                GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in a worker thread. @options are copied. */
void              zx_document_write_async      (ZxCasebook                *casebook,
                                                const ZxDocument          *self,
                                                const ZxDocumentOptions   *options,
                                                const char                *path,
                                                GCancellable              *cancellable,
                                                GAsyncReadyCallback        callback,
                                                gpointer                   user_data);
ZxDocumentResult *zx_document_write_finish     (ZxCasebook                *casebook,
                                                GAsyncResult              *result,
                                                GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * zx_document_log_print:
 * @pages: what was printed
 * @copies: how often
 *
 * Records that the document went to the printer. From the thread of the casebook.
 */
gboolean          zx_document_log_print        (ZxCasebook                *casebook,
                                                const ZxDocument          *self,
                                                const ZxDocumentOptions   *options,
                                                ZxPages                   *pages,
                                                guint                      copies,
                                                GError                   **error);

/**
 * zx_document_dup_file_name:
 * @suffix: ".pdf"
 *
 * The name to offer, without a folder and without any student's name: "后寨小学_家访记录表_20261123.pdf".
 *
 * Returns: (transfer full): a bare file name, always usable
 */
char             *zx_document_dup_file_name    (ZxCasebook                *casebook,
                                                ZxDb                      *db,
                                                const ZxDocument          *self,
                                                const char                *suffix);

G_END_DECLS
