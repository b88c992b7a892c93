/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "zx-casebook.h"
#include "zx-check-value.h"
#include "zx-history.h"
#include "zx-i18n.h"
#include "zx-id.h"
#include "zx-pinyin.h"
#include "zx-roster-import.h"

/* What a roster of 100,000 rows costs from .xlsx to a searchable, journaled casebook, beside its limit: libarchive and
 * expat reading the same file, and bare inserts of the same rows with the search keys sorted and written last. The limit
 * has no journal, no versions, no checks of values; its pinyin is that of the program. Then the import is taken back and
 * made again.
 *
 *   bench-import [ROWS] [ROUNDS]
 *
 * For a profiler: ZX_BENCH_KEEP=1 keeps the files; "bench-import empty CASEBOOK", then
 * "perf record -g bench-import program ROSTER CASEBOOK".
 *
 * Writes the roster and the casebooks into the temporary folder (TMPDIR), runs both alternately, each in a process of its
 * own, and prints CPU time and peak memory of each round and the medians.
 */

#define MAX_ROUNDS 21
#define N_COLUMNS  13

static const char * const surnames[] = { "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "罗" };
static const char * const first[] = { "小", "雨", "子", "秀", "嘉", "志", "建", "文", "玉", "春", "晓", "俊", "梦", "思", "佳", "海", "浩", "欣", "一", "天" };
static const char * const second[] = { "明", "桐", "涵", "兰", "豪", "强", "国", "博", "珍", "梅", "燕", "彤", "杰", "瑶", "怡", "远", "然", "佑", "诺", "轩" };
static const char * const villages[] = { "青石村", "白杨村", "龙潭村", "高坎村", "大坝村", "石板村", "新田村", "岩脚村" };
static const char * const nations[] = { "汉族", "苗族", "布依族", "彝族" };
static const char * const relations[] = { "父亲", "母亲", "奶奶", "爷爷" };
static const char * const relation_codes[] = { "51", "52", "62", "61" };
static const char * const nation_codes[] = { "01", "06", "09", "07" };
static const char * const headings[N_COLUMNS] = {
  "序号", "姓名", "性别", "身份证号", "出生日期", "民族", "班级", "是否寄宿", "联系电话", "村", "家庭住址", "监护人", "与学生关系",
};

#define PICK(pool, i) ((pool)[(guint) (i) % G_N_ELEMENTS (pool)])

/* --- the file --- */

static void
name_of (guint  i,
         char  *out,
         gsize  size)
{
  g_snprintf (out, size, "%s%s%s", PICK (surnames, i * 7 + i / 16), PICK (first, i / 3 + i), PICK (second, i / 60 + i));
}

static void
write_roster (const char *path,
              guint       n_rows)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  lxw_workbook *book = workbook_new_opt (path, &options);
  lxw_worksheet *sheet = workbook_add_worksheet (book, "花名册");

  for (guint i = 0; i < N_COLUMNS; i++)
    worksheet_write_string (sheet, 0, (lxw_col_t) i, headings[i], NULL);

  for (guint i = 0; i < n_rows; i++)
    {
      lxw_row_t row = i + 1;
      guint grade = i * 6 / n_rows;
      guint hundred = i / 100;
      char text[128];
      char id[19];

      worksheet_write_number (sheet, row, 0, row, NULL);
      name_of (i, text, sizeof text);
      worksheet_write_string (sheet, row, 1, text, NULL);
      worksheet_write_string (sheet, row, 2, i % 2 == 0 ? "女" : "男", NULL);
      g_snprintf (id, sizeof id, "5200%02u%04u%02u%02u9%02u", hundred / 336 % 90 + 10, 2020 - grade, hundred % 12 + 1,
                  hundred / 12 % 28 + 1, i % 100);
      g_snprintf (id + 17, 2, "%c", zx_id_get_check_digit (id));
      worksheet_write_string (sheet, row, 3, id, NULL);
      g_snprintf (text, sizeof text, "%.4s-%.2s-%.2s", id + 6, id + 10, id + 12);
      worksheet_write_string (sheet, row, 4, text, NULL);
      worksheet_write_string (sheet, row, 5, PICK (nations, i), NULL);
      g_snprintf (text, sizeof text, "%u年级%u班", grade + 1, i / 50 % 60 + 1);
      worksheet_write_string (sheet, row, 6, text, NULL);
      worksheet_write_string (sheet, row, 7, i % 3 == 0 ? "是" : "否", NULL);
      g_snprintf (text, sizeof text, "138%08u", i * 7919 % 100000000);
      worksheet_write_string (sheet, row, 8, text, NULL);
      worksheet_write_string (sheet, row, 9, PICK (villages, i), NULL);
      g_snprintf (text, sizeof text, "青石镇%s%u组%u号", PICK (villages, i), i % 9 + 1, i % 177 + 1);
      worksheet_write_string (sheet, row, 10, text, NULL);
      name_of (i + 31, text, sizeof text);
      worksheet_write_string (sheet, row, 11, text, NULL);
      worksheet_write_string (sheet, row, 12, PICK (relations, i), NULL);
    }
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);
}

/* --- the limit: reading --- */

typedef struct
{
  XML_Parser    parser;
  GStringChunk *chunk;
  GPtrArray    *strings;
  GString      *text;
  gboolean      in_text;
  gboolean      is_shared;
  guint         column;
  const char   *cells[N_COLUMNS];
  GStringChunk *row_chunk;
  void        (*row) (const char **cells, gpointer data);
  gpointer      data;
} Reader;

static const char *
attribute (const char **attributes,
           const char  *name)
{
  for (; *attributes != NULL; attributes += 2)
    if (strcmp (*attributes, name) == 0)
      return attributes[1];

  return NULL;
}

static void XMLCALL
start_element (void        *data,
               const char  *name,
               const char **attributes)
{
  Reader *self = data;

  if (strcmp (name, "c") == 0)
    {
      const char *reference = attribute (attributes, "r");
      const char *type = attribute (attributes, "t");

      self->column = (guint) (*reference - 'A');
      self->is_shared = type != NULL && *type == 's';
    }
  else if (strcmp (name, "v") == 0 || strcmp (name, "t") == 0)
    {
      self->in_text = TRUE;
      g_string_truncate (self->text, 0);
    }
}

static void XMLCALL
add_text (void       *data,
          const char *text,
          int         length)
{
  Reader *self = data;

  if (self->in_text)
    g_string_append_len (self->text, text, length);
}

static void XMLCALL
end_element (void       *data,
             const char *name)
{
  Reader *self = data;

  if (strcmp (name, "v") == 0 || strcmp (name, "t") == 0)
    {
      self->in_text = FALSE;
      if (self->row == NULL)
        g_ptr_array_add (self->strings, g_string_chunk_insert (self->chunk, self->text->str));
      else if (self->column < N_COLUMNS)
        self->cells[self->column] = self->is_shared ? self->strings->pdata[g_ascii_strtoull (self->text->str, NULL, 10)]
                                                    : g_string_chunk_insert (self->row_chunk, self->text->str);
    }
  else if (strcmp (name, "row") == 0)
    {
      self->row (self->cells, self->data);
      memset (self->cells, 0, sizeof self->cells);
      g_string_chunk_clear (self->row_chunk);
    }
}

static void
read_part (Reader     *self,
           const char *path,
           const char *part)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  char buffer[65536];
  la_ssize_t size;

  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_filename (archive, path, 65536), ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      if (strcmp (archive_entry_pathname (entry), part) != 0)
        continue;
      self->parser = XML_ParserCreate (NULL);
      XML_SetUserData (self->parser, self);
      XML_SetElementHandler (self->parser, start_element, end_element);
      XML_SetCharacterDataHandler (self->parser, add_text);
      while ((size = archive_read_data (archive, buffer, sizeof buffer)) > 0)
        g_assert_cmpint (XML_Parse (self->parser, buffer, (int) size, FALSE), ==, XML_STATUS_OK);
      XML_Parse (self->parser, "", 0, TRUE);
      XML_ParserFree (self->parser);
    }
  archive_read_free (archive);
}

/* --- the limit: writing --- */

typedef struct
{
  char   *key;
  gint64  student;
} Key;

typedef struct
{
  sqlite3      *db;
  sqlite3_stmt *student, *family, *member, *enrolment, *now, *school_class;
  GHashTable   *classes;
  GArray       *keys;
  GStringChunk *chunk;
  guint         n_rows;
} Writer;

static void
run (sqlite3    *db,
     const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static sqlite3_stmt *
prepare (sqlite3    *db,
         const char *sql)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));

  return statement;
}

static void
bind (sqlite3_stmt *statement,
      int           parameter,
      const char   *text)
{
  sqlite3_bind_text (statement, parameter, text, -1, SQLITE_STATIC);
}

static void
step (sqlite3_stmt *statement)
{
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_reset (statement);
}

static void
add_key (Writer     *self,
         gint64      student,
         const char *text)
{
  Key key = { g_string_chunk_insert (self->chunk, text), student };

  g_array_append_val (self->keys, key);
}

static void
add_name (Writer     *self,
          gint64      student,
          const char *name)
{
  ZxPinyin readings[ZX_PINYIN_MAX_READINGS];
  guint n_readings = zx_pinyin_read (name, readings, ZX_PINYIN_MAX_READINGS);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    add_key (self, student, p);
  for (guint i = 0; i < n_readings; i++)
    for (guint j = 0; j < readings[i].n_syllables; j++)
      {
        add_key (self, student, readings[i].full + readings[i].starts[j]);
        add_key (self, student, readings[i].initials + readings[i].initial_starts[j]);
      }
}

static void
add_keys (Writer      *self,
          gint64       student,
          const char **cells)
{
  const char *id = cells[3];
  const char *phone = cells[8];

  add_name (self, student, cells[1]);
  add_name (self, student, cells[11]);
  add_key (self, student, id);
  for (guint tail = 4; tail <= 6; tail++)
    add_key (self, student, id + 18 - tail);
  add_key (self, student, phone);
  add_key (self, student, phone + strlen (phone) - 4);
  add_key (self, student, cells[9]);
}

static const char *
code_of (const char         *word,
         const char * const *words,
         const char * const *codes,
         guint               n)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (words[i], word) == 0)
      return codes[i];

  return NULL;
}

static void
write_row (const char **cells,
           gpointer     data)
{
  Writer *self = data;
  gint64 student = zx_id_draw_next (), family = zx_id_draw_next ();
  gint64 *school_class;
  char grade[3] = "P1";
  g_autofree char *sort = NULL;

  if (self->n_rows++ == 0)
    return;

  school_class = g_hash_table_lookup (self->classes, cells[6]);
  grade[1] = *cells[6];
  if (school_class == NULL)
    {
      school_class = g_new (gint64, 1);
      *school_class = zx_id_draw_next ();
      g_hash_table_insert (self->classes, g_strdup (cells[6]), school_class);
      sqlite3_bind_int64 (self->school_class, 1, *school_class);
      bind (self->school_class, 2, strstr (cells[6], "级") + strlen ("级"));
      bind (self->school_class, 3, grade);
      step (self->school_class);
    }

  sqlite3_bind_int64 (self->family, 1, family);
  step (self->family);

  sqlite3_bind_int64 (self->student, 1, student);
  bind (self->student, 2, cells[1]);
  bind (self->student, 3, strcmp (cells[2], "男") == 0 ? "1" : "2");
  bind (self->student, 4, cells[3]);
  bind (self->student, 5, cells[4]);
  bind (self->student, 6, code_of (cells[5], nations, nation_codes, G_N_ELEMENTS (nations)));
  bind (self->student, 7, cells[8]);
  bind (self->student, 8, cells[9]);
  bind (self->student, 9, cells[10]);
  sqlite3_bind_int64 (self->student, 10, family);
  step (self->student);

  sqlite3_bind_int64 (self->member, 1, zx_id_draw_next ());
  sqlite3_bind_int64 (self->member, 2, family);
  bind (self->member, 3, cells[11]);
  bind (self->member, 4, code_of (cells[12], relations, relation_codes, G_N_ELEMENTS (relations)));
  bind (self->member, 5, cells[8]);
  step (self->member);

  sqlite3_bind_int64 (self->enrolment, 1, zx_id_draw_next ());
  sqlite3_bind_int64 (self->enrolment, 2, student);
  sqlite3_bind_int64 (self->enrolment, 3, *school_class);
  bind (self->enrolment, 4, strcmp (cells[7], "是") == 0 ? "2" : "1");
  step (self->enrolment);

  sort = zx_pinyin_dup_sort_key (cells[1]);
  sqlite3_bind_int64 (self->now, 1, student);
  sqlite3_bind_int64 (self->now, 2, *school_class);
  bind (self->now, 3, sort);
  bind (self->now, 4, grade);
  step (self->now);

  add_keys (self, student, cells);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const Key *left = a, *right = b;
  int order = strcmp (left->key, right->key);

  return order != 0 ? order : (left->student > right->student) - (left->student < right->student);
}

static void
skip_row (const char **cells,
          gpointer     data)
{
}

/* The reading alone: what it costs is the first part of the limit. */
static void
run_reading (const char *roster)
{
  Reader reader = { .strings = g_ptr_array_new (), .text = g_string_new (NULL), .chunk = g_string_chunk_new (65536),
                    .row_chunk = g_string_chunk_new (4096) };

  read_part (&reader, roster, "xl/sharedStrings.xml");
  reader.row = skip_row;
  read_part (&reader, roster, "xl/worksheets/sheet1.xml");
}

static void
run_limit (const char *roster,
           const char *casebook)
{
  Reader reader = { .strings = g_ptr_array_new (), .text = g_string_new (NULL), .chunk = g_string_chunk_new (65536),
                    .row_chunk = g_string_chunk_new (4096) };
  Writer writer = { .classes = g_hash_table_new (g_str_hash, g_str_equal), .keys = g_array_new (FALSE, FALSE, sizeof (Key)),
                    .chunk = g_string_chunk_new (65536) };
  sqlite3_stmt *key;

  /* The file was made by the program, so that it has the same tables and indexes; what watches over them stays out. */
  g_assert_cmpint (sqlite3_open (casebook, &writer.db), ==, SQLITE_OK);
  run (writer.db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192; BEGIN");
  writer.student = prepare (writer.db, "INSERT INTO student (id, name, sex, id_no, birth_date, nation, phone, village, home_address, family) "
                                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  writer.family = prepare (writer.db, "INSERT INTO family (id) VALUES (?)");
  writer.member = prepare (writer.db, "INSERT INTO family_member (id, family, name, relation, phone, guardian) VALUES (?, ?, ?, ?, ?, 1)");
  writer.enrolment = prepare (writer.db, "INSERT INTO enrolment (id, student, class, board, school_year) VALUES (?, ?, ?, ?, '2026-2027')");
  writer.school_class = prepare (writer.db, "INSERT INTO class (id, name, grade, school_year) VALUES (?, ?, ?, '2026-2027')");
  writer.now = prepare (writer.db, "INSERT INTO student_now (student, class, sort_name, grade, sort_class, keys) VALUES (?, ?, ?, ?, 0, '')");

  read_part (&reader, roster, "xl/sharedStrings.xml");
  reader.row = write_row;
  reader.data = &writer;
  read_part (&reader, roster, "xl/worksheets/sheet1.xml");

  key = prepare (writer.db, "INSERT OR IGNORE INTO search_key (key, student) VALUES (?, ?)");
  g_array_sort (writer.keys, compare_keys);
  for (guint i = 0; i < writer.keys->len; i++)
    {
      bind (key, 1, g_array_index (writer.keys, Key, i).key);
      sqlite3_bind_int64 (key, 2, g_array_index (writer.keys, Key, i).student);
      step (key);
    }
  run (writer.db, "COMMIT");

  sqlite3_finalize (key);
  sqlite3_finalize (writer.student);
  sqlite3_finalize (writer.family);
  sqlite3_finalize (writer.member);
  sqlite3_finalize (writer.enrolment);
  sqlite3_finalize (writer.school_class);
  sqlite3_finalize (writer.now);
  sqlite3_close (writer.db);
}

/* --- the program --- */

static void
run_program (const char *roster,
             const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) casebook = zx_casebook_open (path, ZX_OPEN_WRITE, &error);
  g_autoptr (ZxRosterImport) import = NULL;
  g_autoptr (ZxRosterResult) result = NULL;

  g_assert_no_error (error);
  import = zx_roster_import_open (roster, casebook, NULL, &error);
  g_assert_no_error (error);
  result = zx_roster_import_apply (import, ZX_ROSTER_DEFAULT, NULL, &error);
  g_assert_no_error (error);
  if (result->rejected->len > 0)
    g_error ("row %u: %s", g_array_index (result->rejected, ZxRosterFinding, 0).row,
             g_array_index (result->rejected, ZxRosterFinding, 0).message);
  g_clear_object (&import);
  zx_casebook_close (casebook);
}

/* The import is the newest action of the casebook. */
static void
run_reversal (const char *path,
              gboolean    redo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) casebook = zx_casebook_open (path, ZX_OPEN_WRITE, &error);
  g_auto (ZxUndoResult) result = { 0 };

  g_assert_no_error (error);
  if (redo ? !zx_casebook_redo (casebook, 0, 0, &result, &error) : !zx_casebook_undo (casebook, 0, 0, &result, &error))
    g_error ("%s", error->message);
  zx_casebook_close (casebook);
}

static void
make_casebook (const char *path)
{
  ZxNewCasebook info = { .school = "试验小学", .stages = "2", .term = "2026-2027-1" };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) casebook = NULL;
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  g_unlink (path);
  g_unlink (wal);
  g_unlink (shm);
  casebook = zx_casebook_create (path, &info, &error);
  g_assert_no_error (error);
  zx_casebook_close (casebook);
}

/* --- measuring --- */

typedef struct
{
  double seconds;
  double mebibytes;
} Measure;

/* Everything large happens in a process of its own: the peak of a process is handed on to what it starts. */
static Measure
measure (const char *program,
         const char *what,
         const char *roster,
         const char *casebook)
{
  struct rusage usage;
  int status;
  pid_t child;

  child = fork ();
  if (child == 0)
    {
      execl (program, program, what, roster, casebook, NULL);
      _exit (127);
    }
  g_assert_cmpint (wait4 (child, &status, 0, &usage), ==, child);
  if (status != 0)
    g_error ("%s failed", what);

  return (Measure) { (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
                     (double) usage.ru_maxrss / 1024 };
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
median (double *values,
        guint   n)
{
  qsort (values, n, sizeof *values, compare_doubles);

  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

int
main (int   argc,
      char *argv[])
{
  guint n_rows = 100000, n_rounds = 5;
  double limit[MAX_ROUNDS], program[MAX_ROUNDS], memory[MAX_ROUNDS], ratio[MAX_ROUNDS];
  double reading[MAX_ROUNDS], undo[MAX_ROUNDS], redo[MAX_ROUNDS];
  g_autofree char *folder = NULL;
  g_autofree char *roster = NULL;
  g_autofree char *casebook = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  zx_i18n_init ("en");
  if (argc == 4 && strcmp (argv[1], "limit") == 0)
    {
      run_limit (argv[2], argv[3]);
      return 0;
    }
  if (argc == 4 && strcmp (argv[1], "reading") == 0)
    {
      run_reading (argv[2]);
      return 0;
    }
  if (argc == 4 && strcmp (argv[1], "program") == 0)
    {
      run_program (argv[2], argv[3]);
      return 0;
    }

  if (argc == 4 && (strcmp (argv[1], "undo") == 0 || strcmp (argv[1], "redo") == 0))
    {
      run_reversal (argv[3], strcmp (argv[1], "redo") == 0);
      return 0;
    }

  if (argc == 4 && strcmp (argv[1], "roster") == 0)
    {
      write_roster (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10));
      return 0;
    }
  if (argc == 3 && strcmp (argv[1], "empty") == 0)
    {
      make_casebook (argv[2]);
      return 0;
    }

  if (argc > 1)
    n_rows = (guint) g_ascii_strtoull (argv[1], NULL, 10);
  if (argc > 2)
    n_rounds = MIN ((guint) g_ascii_strtoull (argv[2], NULL, 10), MAX_ROUNDS);

  folder = g_dir_make_tmp ("zhuxue-bench-XXXXXX", NULL);
  roster = g_build_filename (folder, "roster.xlsx", NULL);
  casebook = g_build_filename (folder, "school.zhuxue", NULL);
  {
    g_autofree char *rows = g_strdup_printf ("%u", n_rows);

    measure (self, "roster", roster, rows);
  }

  for (guint i = 0; i < n_rounds; i++)
    {
      Measure read = measure (self, "reading", roster, casebook);
      Measure bare, ours, undone, redone;

      measure (self, "empty", casebook, NULL);
      bare = measure (self, "limit", roster, casebook);
      measure (self, "empty", casebook, NULL);
      ours = measure (self, "program", roster, casebook);
      undone = measure (self, "undo", roster, casebook);
      redone = measure (self, "redo", roster, casebook);

      reading[i] = read.seconds;
      limit[i] = bare.seconds;
      program[i] = ours.seconds;
      memory[i] = ours.mebibytes;
      undo[i] = undone.seconds;
      redo[i] = redone.seconds;
      ratio[i] = ours.seconds / bare.seconds;
      g_print ("round %u: limit %.2f s (reading %.2f, tables and keys %.2f), %.0f MiB; import %.2f s, %.0f MiB; ratio %.2f; "
               "undo %.2f s, %.0f MiB; redo %.2f s, %.0f MiB\n",
               i + 1, bare.seconds, read.seconds, bare.seconds - read.seconds, bare.mebibytes, ours.seconds, ours.mebibytes, ratio[i],
               undone.seconds, undone.mebibytes, redone.seconds, redone.mebibytes);
    }
  g_print ("%u rows, medians: limit %.2f s (of it reading %.2f), import %.2f s, ratio %.2f, peak %.0f MiB; undo %.2f s, redo %.2f s\n",
           n_rows, median (limit, n_rounds), median (reading, n_rounds), median (program, n_rounds), median (ratio, n_rounds),
           median (memory, n_rounds), median (undo, n_rounds), median (redo, n_rounds));

  if (g_getenv ("ZX_BENCH_KEEP") == NULL)
    {
      g_autofree char *command = g_strdup_printf ("rm -r '%s'", folder);

      if (system (command) != 0)
        g_printerr ("%s stays\n", folder);
    }
  else
    g_print ("%s\n", folder);

  return 0;
}
