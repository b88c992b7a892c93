/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-search"

#include "config.h"

#include <string.h>

#include "zx-pinyin.h"
#include "zx-search.h"
#include "zx-search-private.h"
#include "zx-text.h"

/* What people type, as keys are written: Chinese as it is, Latin letters lower case without blanks. */
static GPtrArray *
split_words (const char *typed)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *plain = zx_text_normalise (typed);
  g_auto (GStrv) parts = g_strsplit_set (plain, " \t,;", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *folded = zx_text_fold (parts[i]);

      if (*folded != '\0')
        g_ptr_array_add (words, zx_pinyin_fold_query (folded));
    }

  return words;
}

/* The first text after every text that starts with @prefix. */
char *
zx_search_dup_end (const char *prefix)
{
  return g_strconcat (prefix, "\xf4\x8f\xbf\xbf", NULL);
}

/* So many keys of a single word are looked at for each student that is asked for; if they belong to fewer students, all are. */
#define KEYS_PER_STUDENT 3
/* Words are told apart by how many keys they have, up to here. */
#define MOST_COUNTED 4000

/* One word. Where it begins more keys than anybody can look through (a surname, a letter), the first in the order of the keys do. */
static const char find_one[] =
  "SELECT n.student FROM (SELECT DISTINCT student FROM (SELECT student FROM search_key WHERE key >= :from AND key < :to LIMIT :scan)) k "
  "JOIN student_now n ON n.student = k.student ORDER BY n.sort_name, n.student LIMIT :limit";

/* Several: the rarest finds the students, the others must begin a key of theirs. */
static const char find_several[] =
  "SELECT n.student FROM (SELECT DISTINCT student FROM (SELECT student FROM search_key WHERE key >= :from AND key < :to LIMIT :scan)) k "
  "JOIN student_now n ON n.student = k.student "
  "WHERE instr (char (10) || n.keys, char (10) || :second) AND instr (char (10) || n.keys, char (10) || :third) "
  "ORDER BY n.sort_name, n.student LIMIT :limit";

/* One word, for who knows the order. */
static const char find_keys[] =
  "SELECT student FROM search_key WHERE key >= :from AND key < :to";

static gint64
count_keys (ZxDb       *db,
            const char *word,
            gint64      most)
{
  g_autofree char *end = zx_search_dup_end (word);
  ZxStatement *row = zx_db_prepare (db, "SELECT count (*) FROM (SELECT 1 FROM search_key WHERE key >= :from AND key < :to LIMIT :most)", NULL);
  gint64 count = most;

  if (row == NULL)
    return count;

  zx_statement_set_text (row, ":from", word);
  zx_statement_set_text (row, ":to", end);
  zx_statement_set_int (row, ":most", most);
  if (zx_statement_step (row, NULL) > 0)
    count = zx_statement_get_int (row, 0);
  sqlite3_reset (row);

  return count;
}

/* The rarest word comes first; among equals the longest. */
static void
put_rarest_first (ZxDb      *db,
                  GPtrArray *words)
{
  gint64 fewest = G_MAXINT64;
  guint rarest = 0;
  gpointer word;

  for (guint i = 0; i < words->len; i++)
    {
      const char *candidate = g_ptr_array_index (words, i);
      gint64 count = count_keys (db, candidate, MOST_COUNTED);

      if (count < fewest || (count == fewest && strlen (candidate) > strlen (g_ptr_array_index (words, rarest))))
        {
          fewest = count;
          rarest = i;
        }
    }

  word = words->pdata[0];
  words->pdata[0] = words->pdata[rarest];
  words->pdata[rarest] = word;
}

static gboolean
find (ZxDb        *db,
      GPtrArray   *words,
      gint64       scan,
      gint64       limit,
      GArray      *found,
      GError     **error)
{
  g_autofree char *end = zx_search_dup_end (g_ptr_array_index (words, 0));
  ZxStatement *statement = zx_db_prepare (db, words->len == 1 ? find_one : find_several, error);
  int step;

  if (statement == NULL)
    return FALSE;

  zx_statement_set_text (statement, ":from", g_ptr_array_index (words, 0));
  zx_statement_set_text (statement, ":to", end);
  zx_statement_set_int (statement, ":scan", scan);
  zx_statement_set_int (statement, ":limit", limit);
  if (words->len > 1)
    {
      zx_statement_set_text (statement, ":second", g_ptr_array_index (words, 1));
      zx_statement_set_text (statement, ":third", g_ptr_array_index (words, words->len - 1));
    }

  g_array_set_size (found, 0);
  while ((step = zx_statement_step (statement, error)) > 0)
    {
      gint64 id = zx_statement_get_int (statement, 0);

      g_array_append_val (found, id);
    }

  return step == 0;
}

GArray *
zx_search_students (ZxDb        *db,
                    const char  *typed,
                    guint        limit,
                    GError     **error)
{
  g_autoptr (GPtrArray) words = split_words (typed);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 scan = limit > 0 ? (gint64) limit * KEYS_PER_STUDENT : -1;
  gint64 most = limit > 0 ? (gint64) limit : -1;

  if (words->len == 0)
    return g_steal_pointer (&found);

  /* More than three words: the rest would only repeat what three have said. */
  g_ptr_array_set_size (words, MIN (words->len, 3));
  if (words->len > 1)
    {
      put_rarest_first (db, words);
      return find (db, words, -1, most, found, error) ? g_steal_pointer (&found) : NULL;
    }

  if (!find (db, words, scan, most, found, error))
    return NULL;
  if (found->len < limit && count_keys (db, g_ptr_array_index (words, 0), scan + 1) > scan &&
      !find (db, words, -1, most, found, error))
    return NULL;

  return g_steal_pointer (&found);
}

GArray *
zx_search_student_keys (ZxDb        *db,
                        const char  *typed,
                        GError     **error)
{
  g_autoptr (GPtrArray) words = split_words (typed);
  g_autoptr (GArray) found = NULL;
  g_autofree char *end = NULL;
  ZxStatement *statement;
  int step;

  if (words->len != 1)
    return zx_search_students (db, typed, 0, error);

  statement = zx_db_prepare (db, find_keys, error);
  if (statement == NULL)
    return NULL;

  found = g_array_new (FALSE, FALSE, sizeof (gint64));
  end = zx_search_dup_end (g_ptr_array_index (words, 0));
  zx_statement_set_text (statement, ":from", g_ptr_array_index (words, 0));
  zx_statement_set_text (statement, ":to", end);
  while ((step = zx_statement_step (statement, error)) > 0)
    {
      gint64 id = zx_statement_get_int (statement, 0);

      g_array_append_val (found, id);
    }

  return step == 0 ? g_steal_pointer (&found) : NULL;
}

void
zx_note_hit_clear (ZxNoteHit *self)
{
  g_clear_pointer (&self->excerpt, g_free);
}

/* A phrase for FTS: characters as tokens, in quotes. %NULL when nothing can be searched for. */
static char *
dup_phrase (const char *typed)
{
  g_autofree char *tokens = zx_text_dup_tokens (typed);
  GString *phrase = g_string_new ("\"");

  for (const char *p = tokens; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (phrase, ' ');
      else
        g_string_append_c (phrase, *p);
    }
  g_string_append_c (phrase, '"');
  /* Latin words may be unfinished while typing. */
  if (!zx_text_has_han (typed))
    g_string_append_c (phrase, '*');

  return g_string_free (phrase, FALSE);
}

/* The words around the hit, without the blanks that part the tokens. */
static char *
dup_excerpt (const char *tokens,
             const char *typed)
{
  GString *plain = g_string_new (NULL);
  g_autofree char *text = NULL;
  const char *hit, *start;
  char *excerpt;

  for (const char *p = tokens; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != ' ' || (p > tokens && p[1] != '\0' && g_ascii_isalnum (p[-1]) && g_ascii_isalnum (p[1])))
      g_string_append_unichar (plain, g_utf8_get_char (p));
  text = g_string_free (plain, FALSE);

  hit = strstr (text, typed);
  start = hit != NULL ? hit : text;
  for (guint i = 0; i < 8 && start > text; i++)
    start = g_utf8_prev_char (start);
  excerpt = g_utf8_substring (start, 0, MIN (40, g_utf8_strlen (start, -1)));

  return excerpt;
}

GArray *
zx_search_notes (ZxDb        *db,
                 const char  *typed,
                 guint        limit,
                 GError     **error)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (ZxNoteHit));
  g_autofree char *phrase = NULL;
  ZxStatement *statement;
  int step;

  g_array_set_clear_func (hits, (GDestroyNotify) zx_note_hit_clear);
  if (zx_text_is_empty (typed))
    return g_steal_pointer (&hits);

  phrase = dup_phrase (typed);
  statement = zx_db_prepare (db, "SELECT t.rowid, t.kind, t.body FROM note_text t "
                                 "LEFT JOIN home_visit v ON v.id = t.rowid LEFT JOIN contact_log c ON c.id = t.rowid "
                                 "LEFT JOIN follow_up f ON f.id = t.rowid "
                                 "WHERE note_text MATCH :phrase "
                                 "ORDER BY coalesce (v.visit_date, c.date, f.due) DESC LIMIT :limit", error);
  if (statement == NULL)
    return NULL;

  zx_statement_set_text (statement, ":phrase", phrase);
  zx_statement_set_int (statement, ":limit", limit > 0 ? (gint64) limit : -1);
  while ((step = zx_statement_step (statement, NULL)) > 0)
    {
      ZxNoteHit hit = {
        g_intern_string (zx_statement_get_text (statement, 1)),
        zx_statement_get_int (statement, 0),
        dup_excerpt (zx_statement_get_text (statement, 2), typed),
      };

      g_array_append_val (hits, hit);
    }

  return g_steal_pointer (&hits);
}
