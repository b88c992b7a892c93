/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>
#include <zlib.h>

#include "zx-payload.h"

/* The text of entries is a format for decades: these examples may be added to and never changed. */
static const char * const examples[] = {
  "[]",
  "[{\"op\":\"add\",\"kind\":\"contact_log\",\"id\":\"4611686018427387999\",\"new\":{\"student\":\"6917529027641081856\",\"date\":\"2026-10-17\",\"content\":\"母亲外出务工\\n电话已换\"}},\n"
  "{\"op\":\"change\",\"kind\":\"student\",\"id\":\"6917529027641081856\",\"new\":{\"phone\":\"15800001111\"},\"old\":{\"phone\":\"13912345678\"},\"base\":{\"phone\":[\"3.1204\"]}}]",
  "[{\"op\":\"add\",\"kind\":\"family\",\"id\":\"1\",\"new\":{}}]",
  "[{\"op\":\"add\",\"kind\":\"family\",\"id\":\"9223372036854775807\",\"new\":{\"income_year\":0,\"debt\":9007199254740991,\"land_mu\":\"9007199254740992\"}}]",
  "[{\"op\":\"change\",\"kind\":\"family\",\"id\":\"7\",\"new\":{\"income_year\":-1,\"debt\":\"-9223372036854775808\"},"
  "\"old\":{\"income_year\":null,\"debt\":-9007199254740991},\"base\":{\"income_year\":[\"7.1\"],\"debt\":[\"9223372036854775807.9223372036854775807\"]}}]",
  "[{\"op\":\"settle\",\"kind\":\"student\",\"id\":\"7\",\"new\":{\"name\":\"\\\"\\\\\\n\\u0001\\u0009\\u001f/\x7f𠮷👧🏽\"},\"old\":{\"name\":\"张\"},\"base\":{\"name\":[\"3.4\",\"2.1\",\"9.77\"]}}]",
  "[{\"op\":\"change\",\"kind\":\"student\",\"id\":\"7\",\"new\":{\"deleted_at\":1793000000000},\"old\":{\"deleted_at\":null},\"base\":{\"deleted_at\":[\"3.4\"]}},\n"
  "{\"op\":\"change\",\"kind\":\"enrolment\",\"id\":\"7\",\"new\":{\"deleted_at\":1793000000000},\"old\":{\"deleted_at\":null},\"base\":{\"deleted_at\":[\"3.4\"]}}]",
};

static char *
write_again (GPtrArray *changes)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < changes->len; i++)
    {
      if (i > 0)
        g_string_append (text, ",\n");
      zx_payload_append_change (text, g_ptr_array_index (changes, i));
    }
  g_string_append_c (text, ']');

  return g_string_free (text, FALSE);
}

static void
test_examples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) changes = zx_payload_parse (examples[i], strlen (examples[i]), &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = write_again (changes);
      g_assert_cmpstr (again, ==, examples[i]);
    }
}

static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = zx_payload_parse (examples[1], strlen (examples[1]), &error);
  ZxPayloadChange *add, *change;
  ZxPayloadField *field;

  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 2);
  add = g_ptr_array_index (changes, 0);
  g_assert_cmpint (add->op, ==, ZX_PAYLOAD_ADD);
  g_assert_true (add->kind == &zx_kind_contact_log);
  g_assert_cmpint (add->id, ==, G_GINT64_CONSTANT (4611686018427387999));
  field = &g_array_index (add->fields, ZxPayloadField, 0);
  g_assert_cmpint (field->new_value.integer, ==, G_GINT64_CONSTANT (6917529027641081856));
  g_assert_null (field->bases);
  field = &g_array_index (add->fields, ZxPayloadField, 2);
  g_assert_cmpstr (field->new_value.text, ==, "母亲外出务工\n电话已换");

  change = g_ptr_array_index (changes, 1);
  g_assert_cmpint (change->op, ==, ZX_PAYLOAD_CHANGE);
  field = &g_array_index (change->fields, ZxPayloadField, 0);
  g_assert_cmpstr (field->old_value.text, ==, "13912345678");
  g_assert_cmpstr (field->bases[0], ==, "3.1204");
  g_assert_null (field->bases[1]);
}

#define CHANGE(new, old, base) "[{\"op\":\"change\",\"kind\":\"family\",\"id\":\"7\",\"new\":{" new "},\"old\":{" old "},\"base\":{" base "}}]"
#define ADD(kind, id, new) "[{\"op\":\"add\",\"kind\":\"" kind "\",\"id\":\"" id "\",\"new\":{" new "}}]"

static const char * const malformed[] = {
  "", " ", "[", "]", "[] ", " []", "{}", "null", "[[]]", "[,]", "[]]",
  /* members */
  "[{}]",
  "[{\"op\":\"add\"}]",
  "[{\"op\":\"add\",\"kind\":\"family\",\"id\":\"7\"}]",
  "[{\"op\":\"delete\",\"kind\":\"family\",\"id\":\"7\",\"new\":{}}]",
  "[{\"op\":\"add\",\"kind\":\"family\",\"id\":\"7\",\"new\":{},\"more\":1}]",
  "[{\"op\":\"add\",\"kind\":\"family\",\"id\":\"7\",\"new\":{},\"old\":{}}]",
  "[{\"kind\":\"family\",\"op\":\"add\",\"id\":\"7\",\"new\":{}}]",
  "[{\"op\":\"add\", \"kind\":\"family\",\"id\":\"7\",\"new\":{}}]",
  "[ {\"op\":\"add\",\"kind\":\"family\",\"id\":\"7\",\"new\":{}}]",
  "[{\"op\":\"change\",\"kind\":\"family\",\"id\":\"7\",\"new\":{\"debt\":1}}]",
  "[{\"op\":\"change\",\"kind\":\"family\",\"id\":\"7\",\"new\":{\"debt\":1},\"old\":{\"debt\":2}}]",
  /* between changes */
  "[{\"op\":\"add\",\"kind\":\"family\",\"id\":\"7\",\"new\":{}},{\"op\":\"add\",\"kind\":\"family\",\"id\":\"8\",\"new\":{}}]",
  "[{\"op\":\"add\",\"kind\":\"family\",\"id\":\"7\",\"new\":{}}\n{\"op\":\"add\",\"kind\":\"family\",\"id\":\"8\",\"new\":{}}]",
  "[{\"op\":\"add\",\"kind\":\"family\",\"id\":\"7\",\"new\":{}},\n]",
  "[{\"op\":\"add\",\"kind\":\"family\",\"id\":\"7\",\"new\":{}},\n{\"op\":\"add\",\"kind\":\"family\",\"id\":\"7\",\"new\":{}}]",
  /* kinds, fields, ids */
  ADD ("nobody", "7", ""), ADD ("", "7", ""), ADD ("Family", "7", ""),
  ADD ("family", "7", "\"nothing\":1"), ADD ("family", "7", "\"id\":1"), ADD ("student", "7", "\"grade\":\"P3\""), ADD ("student", "7", "\"level\":\"1\""),
  ADD ("home_visit", "7", "\"student\":\"7\""),
  ADD ("family", "0", ""), ADD ("family", "-7", ""), ADD ("family", "+7", ""), ADD ("family", "07", ""), ADD ("family", " 7", ""),
  ADD ("family", "7 ", ""), ADD ("family", "", ""), ADD ("family", "9223372036854775808", ""), ADD ("family", "7.0", ""),
  "[{\"op\":\"add\",\"kind\":\"family\",\"id\":7,\"new\":{}}]",
  /* values */
  ADD ("family", "7", "\"debt\":01"), ADD ("family", "7", "\"debt\":-0"), ADD ("family", "7", "\"debt\":+1"), ADD ("family", "7", "\"debt\":1.5"),
  ADD ("family", "7", "\"debt\":1e3"), ADD ("family", "7", "\"debt\":-"), ADD ("family", "7", "\"debt\":true"), ADD ("family", "7", "\"debt\":\"1\""),
  ADD ("family", "7", "\"debt\":9007199254740992"), ADD ("family", "7", "\"debt\":-9007199254740992"), ADD ("family", "7", "\"debt\":\"9007199254740991\""),
  ADD ("family", "7", "\"debt\":\"9223372036854775808\""), ADD ("family", "7", "\"debt\":99999999999999999999999"), ADD ("family", "7", "\"debt\":[1]"),
  ADD ("family", "7", "\"debt\":{}"), ADD ("family", "7", "\"debt\":"), ADD ("family", "7", "\"debt\""), ADD ("family", "7", "\"debt\":nul"),
  ADD ("family", "7", "\"remark\":1"), ADD ("family", "7", "\"remark\":\"\""), ADD ("student", "7", "\"family\":7"), ADD ("student", "7", "\"family\":\"07\""),
  ADD ("family", "7", "\"debt\":1,\"debt\":1"), ADD ("family", "7", "\"debt\":1,"), ADD ("family", "7", ",\"debt\":1"),
  /* texts */
  ADD ("family", "7", "\"remark\":\"\\t\""), ADD ("family", "7", "\"remark\":\"\t\""), ADD ("family", "7", "\"remark\":\"\n\""), ADD ("family", "7", "\"remark\":\"\\/\""),
  ADD ("family", "7", "\"remark\":\"\\u0000\""), ADD ("family", "7", "\"remark\":\"\\u000a\""), ADD ("family", "7", "\"remark\":\"\\u001F\""),
  ADD ("family", "7", "\"remark\":\"\\u0041\""), ADD ("family", "7", "\"remark\":\"\\ud83d\\ude00\""), ADD ("family", "7", "\"remark\":\"\\u00\""),
  ADD ("family", "7", "\"remark\":\"\\\""), ADD ("family", "7", "\"remark\":\"\xff\""), ADD ("family", "7", "\"remark\":\"\xc0\x80\""),
  ADD ("family", "7", "\"remark\":\"\xed\xa0\x80\""), ADD ("family", "7", "\"remark\":\"x"),
  /* changes */
  CHANGE ("", "", ""),
  CHANGE ("\"debt\":1", "", ""), CHANGE ("\"debt\":1", "\"debt\":2", ""), CHANGE ("\"debt\":1", "", "\"debt\":[\"3.4\"]"),
  CHANGE ("\"debt\":1", "\"elders\":2", "\"debt\":[\"3.4\"]"), CHANGE ("\"debt\":1", "\"debt\":2", "\"elders\":[\"3.4\"]"),
  CHANGE ("\"debt\":1,\"elders\":1", "\"debt\":2,\"debt\":2", "\"debt\":[\"3.4\"],\"elders\":[\"3.4\"]"),
  CHANGE ("\"debt\":1,\"elders\":1", "\"debt\":2,\"elders\":2", "\"debt\":[\"3.4\"],\"debt\":[\"3.4\"]"),
  CHANGE ("\"debt\":1", "\"debt\":2,\"elders\":2", "\"debt\":[\"3.4\"]"), CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":[]"),
  CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":\"3.4\""), CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":[\"3.4\",\"3.5\"]"),
  CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":[\"3\"]"), CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":[\"3.\"]"), CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":[\".4\"]"),
  CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":[\"3.4.5\"]"), CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":[\"03.4\"]"), CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":[\"3.0\"]"),
  CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":[\"-3.4\"]"), CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":[\"\"]"), CHANGE ("\"debt\":1", "\"debt\":2", "\"debt\":[3.4]"),
};

static void
test_malformed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_null (zx_payload_parse (malformed[i], strlen (malformed[i]), &error));
      g_assert_error (error, ZX_DB_ERROR, ZX_DB_ERROR_CORRUPT);
    }
}

/* Every beginning of a text is refused, and nothing is read beyond it. */
static void
test_cut_short (void)
{
  for (guint i = 1; i < G_N_ELEMENTS (examples); i++)
    for (gsize size = 0; size < strlen (examples[i]); size++)
      {
        g_autofree char *cut = g_memdup2 (examples[i], size);

        g_assert_null (zx_payload_parse (cut, size, NULL));
      }
}

/* Whatever is read is written again byte by byte. */
static void
test_one_text_for_one_content (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261017);
  guint n_read = 0;

  for (guint i = 0; i < 60000; i++)
    {
      const char *example = examples[g_rand_int_range (random, 1, G_N_ELEMENTS (examples))];
      gsize size = strlen (example);
      g_autofree char *text = g_memdup2 (example, size + 1);
      g_autoptr (GPtrArray) changes = NULL;

      for (gint n = g_rand_int_range (random, 1, 3); n > 0; n--)
        {
          gsize at = (gsize) g_rand_int_range (random, 0, (gint32) size);

          text[at] = g_rand_boolean (random) ? (char) g_rand_int_range (random, 1, 256)
                                             : example[g_rand_int_range (random, 0, (gint32) size)];
        }
      changes = zx_payload_parse (text, size, NULL);
      if (changes != NULL)
        {
          g_autofree char *again = write_again (changes);

          n_read++;
          g_assert_cmpmem (text, size, again, strlen (again));
        }
    }

  g_assert_cmpuint (n_read, >, 500);
}

/* --- deflated --- */

static char *
unpack (const void *bytes,
        gsize       size,
        gsize      *out_size)
{
  g_autoptr (ZxDb) db = zx_db_open (":memory:", SQLITE_OPEN_READWRITE, NULL);
  ZxStatement *row = zx_db_prepare (db, "SELECT ?1", NULL);
  char *text;

  sqlite3_bind_blob (row, 1, bytes, (int) size, SQLITE_TRANSIENT);
  g_assert_cmpint (zx_statement_step (row, NULL), ==, 1);
  text = zx_payload_unpack (row, 0, out_size, NULL);
  sqlite3_reset (row);

  return text;
}

static void
test_deflate (void)
{
  g_autofree char *small = g_strnfill (1023, 'a');
  g_autofree char *large = g_strnfill (1024, 'a');
  g_autofree char *huge = g_strnfill (3000000, 'b');
  const char * const texts[] = { large, huge };

  g_assert_null (zx_payload_deflate (small, 1023));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) packed = zx_payload_deflate (texts[i], strlen (texts[i]));
      gsize size, packed_size;
      const guint8 *bytes = g_bytes_get_data (packed, &packed_size);
      g_autofree char *text = unpack (bytes, packed_size, &size);
      g_autofree guint8 *longer = g_malloc (packed_size + 1);

      g_assert_cmpmem (text, size, texts[i], strlen (texts[i]));

      /* Cut short, longer, or changed: no text. */
      g_assert_null (unpack (bytes, packed_size - 1, &size));
      g_assert_null (unpack (bytes, 1, &size));
      g_assert_null (unpack (bytes, 0, &size));
      memcpy (longer, bytes, packed_size);
      longer[packed_size] = 0;
      g_assert_null (unpack (longer, packed_size + 1, &size));
      longer[packed_size - 1] ^= 1;
      g_assert_null (unpack (longer, packed_size, &size));
    }
}

/* A megabyte that wants to become a gigabyte stops at 64 MB. */
static void
test_bomb (void)
{
  gsize size = 65 * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (size);
  uLongf packed_size = compressBound (size);
  g_autofree guint8 *packed = g_malloc (packed_size);

  g_assert_cmpint (compress2 (packed, &packed_size, (const Bytef *) zeros, size, 9), ==, Z_OK);
  g_assert_null (unpack (packed, packed_size, &size));
}

static void
test_too_long (void)
{
  gsize size = ZX_PAYLOAD_LARGEST + 1;
  g_autofree char *text = g_malloc (size);

  memset (text, ' ', size);
  memcpy (text, "[]", 2);
  g_assert_null (zx_payload_parse (text, size, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/payload/examples", test_examples);
  g_test_add_func ("/payload/values", test_values);
  g_test_add_func ("/payload/malformed", test_malformed);
  g_test_add_func ("/payload/cut-short", test_cut_short);
  g_test_add_func ("/payload/one-text-for-one-content", test_one_text_for_one_content);
  g_test_add_func ("/payload/deflate", test_deflate);
  g_test_add_func ("/payload/bomb", test_bomb);
  g_test_add_func ("/payload/too-long", test_too_long);

  return g_test_run ();
}
