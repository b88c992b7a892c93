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

static ZxStatement *
prepare_search (ZxDb       *db,
                guint       n_words,
                GError    **error)
{
  /* One word is by far the usual case; further words only narrow it. */
  static const char one[] =
    "SELECT n.student FROM (SELECT DISTINCT student FROM search_key WHERE key >= :from0 AND key < :to0) k "
    "JOIN student_now n ON n.student = k.student ORDER BY n.sort_name, n.student LIMIT :limit";
  static const char two[] =
    "SELECT n.student FROM (SELECT student FROM search_key WHERE key >= :from0 AND key < :to0 INTERSECT "
    "SELECT student FROM search_key WHERE key >= :from1 AND key < :to1) k "
    "JOIN student_now n ON n.student = k.student ORDER BY n.sort_name, n.student LIMIT :limit";
  static const char three[] =
    "SELECT n.student FROM (SELECT student FROM search_key WHERE key >= :from0 AND key < :to0 INTERSECT "
    "SELECT student FROM search_key WHERE key >= :from1 AND key < :to1 INTERSECT "
    "SELECT student FROM search_key WHERE key >= :from2 AND key < :to2) k "
    "JOIN student_now n ON n.student = k.student ORDER BY n.sort_name, n.student LIMIT :limit";

  return zx_db_prepare (db, n_words == 1 ? one : n_words == 2 ? two : three, error);
}

GArray *
zx_search_students (ZxDb        *db,
                    const char  *typed,
                    guint        limit,
                    GError     **error)
{
  g_autoptr (GPtrArray) words = split_words (typed);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  ZxStatement *statement;
  int step;

  if (words->len == 0)
    return g_steal_pointer (&found);

  /* More than three words: the rest would only repeat what three have said. */
  g_ptr_array_set_size (words, MIN (words->len, 3));
  statement = prepare_search (db, words->len, error);
  if (statement == NULL)
    return NULL;

  for (guint i = 0; i < words->len; i++)
    {
      char from[8], to[8];
      g_autofree char *end = zx_search_dup_end (g_ptr_array_index (words, i));

      g_snprintf (from, sizeof from, ":from%u", i);
      g_snprintf (to, sizeof to, ":to%u", i);
      zx_statement_set_text (statement, from, g_ptr_array_index (words, i));
      zx_statement_set_text (statement, to, end);
    }
  zx_statement_set_int (statement, ":limit", limit > 0 ? (gint64) limit : -1);

  while ((step = zx_statement_step (statement, error)) > 0)
    {
      gint64 id = zx_statement_get_int (statement, 0);

      g_array_append_val (found, id);
    }

  return step < 0 ? NULL : g_steal_pointer (&found);
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
