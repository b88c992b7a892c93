/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-note-index"

#include "config.h"

#include "zx-casebook-private.h"

/* Whether the full-text index leads to the words of its texts, all of them and no others. FTS5's own check is a command
 * that writes; this one reads: every word with its place is added up, once as the index tells it (fts5vocab) and once as
 * its tokenizer finds it in the texts.
 */

typedef struct
{
  guint64 sum;
  gint64  note;
  gint64  n_words;
} Sum;

/* So mixed that the order in which words come does not matter. */
static guint64
mix_word (gint64      note,
          gint64      place,
          const char *word,
          gsize       length)
{
  guint64 sum = G_GUINT64_CONSTANT (0xcbf29ce484222325) ^ (guint64) note;

  sum = (sum ^ (guint64) place) * G_GUINT64_CONSTANT (0x100000001b3);
  for (gsize i = 0; i < length; i++)
    sum = (sum ^ (guint8) word[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  return sum ^ (sum >> 29);
}

static int
add_word (void       *data,
          int         flags,
          const char *word,
          int         length,
          int         start,
          int         end)
{
  Sum *sum = data;

  sum->sum += mix_word (sum->note, sum->n_words++, word, (gsize) length);

  return SQLITE_OK;
}

static fts5_api *
find_fts5 (ZxDb    *db,
           GError **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT fts5 (?1)", error);
  fts5_api *api = NULL;

  if (row == NULL)
    return NULL;

  sqlite3_bind_pointer (row, 1, &api, "fts5_api_ptr", NULL);
  if (!zx_statement_run (row, error))
    return NULL;
  sqlite3_clear_bindings (row);

  return api;
}

static gboolean
add_up_texts (ZxDb           *db,
              fts5_tokenizer *module,
              Fts5Tokenizer  *tokenizer,
              Sum            *sum,
              GError        **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT rowid, body FROM note_text", error);
  int step;

  if (row == NULL)
    return FALSE;

  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *body = zx_statement_get_text (row, 1);
      int code;

      sum->note = zx_statement_get_int (row, 0);
      sum->n_words = 0;
      if (body == NULL)
        continue;
      code = module->xTokenize (tokenizer, sum, FTS5_TOKENIZE_DOCUMENT, body, sqlite3_column_bytes (row, 1), add_word);
      if (code != SQLITE_OK)
        {
          sqlite3_reset (row);
          zx_db_set_error (error, NULL, code);
          return FALSE;
        }
    }

  return step == 0;
}

static gboolean
add_up_index (ZxDb     *db,
              guint64  *out_sum,
              GError  **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT doc, \"offset\", term FROM temp.note_words", error);
  int step;

  if (row == NULL)
    return FALSE;

  *out_sum = 0;
  while ((step = zx_statement_step (row, error)) > 0)
    {
      const char *word = zx_statement_get_text (row, 2);

      *out_sum += mix_word (zx_statement_get_int (row, 0), zx_statement_get_int (row, 1),
                            word != NULL ? word : "", (gsize) sqlite3_column_bytes (row, 2));
    }

  return step == 0;
}

gboolean
zx_note_index_verify (ZxDb      *db,
                      gboolean  *out_same,
                      GError   **error)
{
  /* As in the schema: unicode61 without arguments. */
  fts5_api *api = find_fts5 (db, error);
  fts5_tokenizer module;
  Fts5Tokenizer *tokenizer = NULL;
  Sum sum = { 0 };
  void *context = NULL;
  guint64 found = 0;
  gboolean fine;
  int code;

  if (api == NULL)
    {
      if (error != NULL && *error == NULL)
        zx_db_set_error (error, NULL, SQLITE_ERROR);
      return FALSE;
    }

  code = api->xFindTokenizer (api, "unicode61", &context, &module);
  if (code == SQLITE_OK)
    code = module.xCreate (context, NULL, 0, &tokenizer);
  if (code != SQLITE_OK)
    {
      zx_db_set_error (error, NULL, code);
      return FALSE;
    }

  /* A table in memory, of this connection alone; a reader may write nothing else. */
  fine = zx_db_run (db, "PRAGMA query_only = OFF; CREATE VIRTUAL TABLE IF NOT EXISTS temp.note_words USING fts5vocab (main, note_text, instance); "
                        "PRAGMA query_only = ON", error) &&
         add_up_texts (db, &module, tokenizer, &sum, error) &&
         add_up_index (db, &found, error);
  module.xDelete (tokenizer);
  *out_same = found == sum.sum;

  return fine;
}
