/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "zx-casebook.h"
#include "zx-date.h"
#include "zx-i18n.h"
#include "zx-ledger.h"

/* What a ledger of a million rows costs, beside a bare loop of libxlsxwriter that writes the same cells:
 *
 *   bench-ledger [ROWS] [ROUNDS]
 *
 * Makes a casebook of 100,000 students and ROWS home visits in the temporary folder (TMPDIR), then runs both
 * alternately, each in a process of its own, and prints CPU time and peak memory of each round and the medians.
 */

#define N_STUDENTS 100000
#define N_CLASSES  2000
#define MAX_ROUNDS 21

static const char * const surnames[] = { "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "罗" };
static const char * const given[] = { "小明", "雨桐", "子涵", "秀兰", "嘉豪", "志强", "建国", "文博", "玉珍", "小梅", "春燕", "晓彤", "俊杰", "梦瑶" };
static const char * const visitors[] = { "李慧芳", "陈国平", "周建华", "吴秀英", "郑海涛", "冯丽娟", "褚卫东", "卫春梅" };
static const char * const found[] = {
  "父母均在外务工，由祖父母照看，住房为砖木结构，屋顶有两处漏雨。家中务农，主要种植玉米和烤烟，年收入约两万元，有一位老人常年吃药。",
  "父亲患病在家休养，母亲在镇上打零工。住房为搬迁安置房，家中整洁，学习有专门的书桌，但没有台灯。",
  "单亲家庭，母亲一人抚养两个孩子。今年烤烟受灾，减收明显，欠亲戚债务。孩子懂事，常帮家里做饭喂猪。",
  "家庭情况稳定，父母在县城务工，周末回家。孩子性格开朗，成绩中等，爱好画画。",
  "祖母一人照看三个孩子，祖父去年去世。享受低保。离学校约五公里，步行上学需要一个多小时，雨季要过一条小河。",
};
static const char * const problems[] = { "缺少学习辅导，作业常常不能按时完成。", "家庭收入下降，生活费紧张。", "监护人年纪大，沟通不便。", NULL };
static const char * const measures[] = { "安排班上同学结对，每周二、四放学后辅导。", "申请临时困难救助，班主任跟进。", "每两周电话联系一次在外的父母。" };
static const char * const wishes[] = { "希望学校多关心孩子的学习。", "感谢学校，没有其他意见。", NULL };
static const char * const received[] = { "王大山", "李秀珍", "张奶奶", "刘国庆" };
static const char * const relations[] = { "51", "52", "62", "61" };
static const char * const kinds[] = { "1", "3", "3", "8" };

/* Keys of records are random numbers, and so is where a record lies in the file. The last bits keep them different
 * for the rows of all tables. */
static gint64
key_of (guint64 number)
{
  guint64 x = number + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return (gint64) ((((x ^ (x >> 31)) << 23) | number) & G_MAXINT64);
}

/* One of the words for row @i; @salt keeps the columns apart. */
#define PICK(pool, i, salt) ((pool)[(guint64) key_of ((guint64) (i) * 16 + (salt)) / 65536 % G_N_ELEMENTS (pool)])

static void
dup_name (guint  student,
          char  *out,
          gsize  size)
{
  g_snprintf (out, size, "%s%s", PICK (surnames, student, 0), PICK (given, student, 1));
}

static void
date_of (guint  row,
         guint  n_rows,
         char  *out)
{
  zx_date_from_day (zx_date_to_day ("2026-09-01") + (int) ((guint64) row * 140 / n_rows), out);
}

static guint
student_of (guint row)
{
  return (guint) (((guint64) row * 7919) % N_STUDENTS);
}

/* --- the casebook: written straight into its tables, for a million actions would take the day --- */

static void
run (ZxDb       *db,
     const char *sql)
{
  g_autoptr (GError) error = NULL;

  zx_db_run (db, sql, &error);
  g_assert_no_error (error);
}

static ZxStatement *
prepare (ZxDb       *db,
         const char *sql)
{
  g_autoptr (GError) error = NULL;
  ZxStatement *statement = zx_db_prepare (db, sql, &error);

  g_assert_no_error (error);

  return statement;
}

static void
insert (ZxStatement *statement)
{
  g_autoptr (GError) error = NULL;

  zx_statement_run (statement, &error);
  g_assert_no_error (error);
}

static void
fill (const char *path,
      guint       n_rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxDb) db = zx_db_open (path, SQLITE_OPEN_READWRITE, &error);

  g_assert_no_error (error);
  run (db, "PRAGMA cache_size = -1000000; BEGIN"); /* random keys: every page is met again and again */

  for (guint i = 0; i < N_CLASSES; i++)
    {
      ZxStatement *row = prepare (db, "INSERT INTO class (id, name, school_year, grade) VALUES (:id, :name, '2026-2027', :grade)");
      g_autofree char *name = g_strdup_printf ("%u班", i / 6 + 1);
      g_autofree char *grade = g_strdup_printf ("P%u", i % 6 + 1);

      zx_statement_set_int (row, ":id", key_of (i + 1));
      zx_statement_set_text (row, ":name", name);
      zx_statement_set_text (row, ":grade", grade);
      insert (row);
    }

  for (guint i = 0; i < G_N_ELEMENTS (visitors); i++)
    {
      ZxStatement *row = prepare (db, "INSERT INTO staff (id, name) VALUES (:id, :name)");

      zx_statement_set_int (row, ":id", key_of (i + 1));
      zx_statement_set_text (row, ":name", visitors[i]);
      insert (row);
    }

  for (guint i = 0; i < N_STUDENTS; i++)
    {
      ZxStatement *student = prepare (db, "INSERT INTO student (id, name, family) VALUES (:id, :name, :family)");
      ZxStatement *family = prepare (db, "INSERT INTO family (id) VALUES (:id)");
      ZxStatement *enrolment = prepare (db, "INSERT INTO enrolment (id, student, school_year, class) VALUES (:id, :id, '2026-2027', :class)");
      char name[32];

      dup_name (i, name, sizeof name);
      zx_statement_set_int (family, ":id", key_of (i + 1));
      insert (family);
      zx_statement_set_int (student, ":id", key_of (i + 1));
      zx_statement_set_text (student, ":name", name);
      zx_statement_set_int (student, ":family", key_of (i + 1));
      insert (student);
      zx_statement_set_int (enrolment, ":id", key_of (i + 1));
      zx_statement_set_int (enrolment, ":class", key_of (i % N_CLASSES + 1));
      insert (enrolment);
    }

  for (guint i = 0; i < n_rows; i++)
    {
      ZxStatement *visit = prepare (db, "INSERT INTO home_visit (id, kind, visit_date, received_by, received_rel, home_found, problems, measures, "
                                        "parent_opinion) VALUES (:id, :kind, :date, :by, :rel, :found, :problems, :measures, :wishes)");
      ZxStatement *child = prepare (db, "INSERT INTO visit_child (id, visit, student) VALUES (:id, :id, :student)");
      ZxStatement *staff = prepare (db, "INSERT INTO visit_staff (id, visit, staff) VALUES (:id, :visit, :staff)");
      char date[ZX_DATE_SIZE];

      date_of (i, n_rows, date);
      zx_statement_set_int (visit, ":id", key_of (i + 1));
      zx_statement_set_text (visit, ":kind", PICK (kinds, i, 2));
      zx_statement_set_text (visit, ":date", date);
      zx_statement_set_text (visit, ":by", PICK (received, i, 3));
      zx_statement_set_text (visit, ":rel", PICK (relations, i, 4));
      zx_statement_set_text (visit, ":found", PICK (found, i, 5));
      zx_statement_set_text (visit, ":problems", PICK (problems, i, 6));
      zx_statement_set_text (visit, ":measures", PICK (measures, i, 7));
      zx_statement_set_text (visit, ":wishes", PICK (wishes, i, 8));
      insert (visit);
      zx_statement_set_int (child, ":id", key_of (i + 1));
      zx_statement_set_int (child, ":student", key_of (student_of (i) + 1));
      insert (child);
      for (guint j = 0; j < 2; j++)
        {
          zx_statement_set_int (staff, ":id", key_of ((guint64) i * 2 + j + 1));
          zx_statement_set_int (staff, ":visit", key_of (i + 1));
          zx_statement_set_int (staff, ":staff", key_of ((i + j) % G_N_ELEMENTS (visitors) + 1));
          insert (staff);
        }
    }

  run (db, "COMMIT");
  run (db, "PRAGMA wal_checkpoint (TRUNCATE)");
}

static void
make_casebook (const char *path,
               guint       n_rows)
{
  ZxNewCasebook info = { .school = "试验小学", .stages = "2", .region = "520099", .term = "2026-2027-1" };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) casebook = zx_casebook_create (path, &info, &error);

  g_assert_no_error (error);
  zx_casebook_close (casebook);
  fill (path, n_rows);
}

/* --- ours --- */

static int
run_ours (const char *casebook_path,
          const char *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZxCasebook) casebook = NULL;
  g_autoptr (ZxLedgerResult) result = NULL;

  zx_i18n_init ("zh_CN");
  casebook = zx_casebook_open (casebook_path, ZX_OPEN_WRITE, &error);
  g_assert_no_error (error);
  zx_casebook_set_today (casebook, "2027-01-31");
  result = zx_ledger_write (casebook, zx_ledger_find ("L08"), &(ZxLedgerOptions) { .replace = TRUE }, out, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  zx_casebook_close (casebook);

  return 0;
}

/* --- the bare loop --- */

static lxw_format *
add_format (lxw_workbook *workbook,
            const char   *number_format,
            uint8_t       align,
            gboolean      wrap)
{
  lxw_format *format = workbook_add_format (workbook);

  format_set_font_name (format, "宋体");
  format_set_font_size (format, 11);
  format_set_border (format, LXW_BORDER_THIN);
  format_set_align (format, align);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  format_set_num_format (format, number_format);
  if (wrap)
    format_set_text_wrap (format);

  return format;
}

static void
put (lxw_worksheet *sheet,
     lxw_row_t      row,
     lxw_col_t      column,
     const char    *text,
     lxw_format    *format)
{
  if (text != NULL)
    worksheet_write_string (sheet, row, column, text, format);
  else
    worksheet_write_blank (sheet, row, column, format);
}

static int
run_bare (const char *out,
          guint       n_rows)
{
  static const char * const grade_words[] = { "一年级", "二年级", "三年级", "四年级", "五年级", "六年级" };
  static const char * const kind_words[] = { "日常", "帮扶责任人季度走访", "帮扶责任人季度走访", "节日慰问" };
  static const char * const relation_words[] = { "父亲", "母亲", "祖母", "祖父" };
  const char *tmpdir = g_getenv ("TMPDIR");
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = (char *) (tmpdir != NULL ? tmpdir : "/var/tmp") };
  lxw_workbook *workbook = workbook_new_opt (out, &options);
  lxw_worksheet *sheet = workbook_add_worksheet (workbook, "家访工作台账");
  lxw_format *serial = add_format (workbook, "0", LXW_ALIGN_CENTER, FALSE);
  lxw_format *day = add_format (workbook, "yyyy-mm-dd", LXW_ALIGN_CENTER, FALSE);
  lxw_format *left = add_format (workbook, "@", LXW_ALIGN_LEFT, TRUE);
  lxw_format *center = add_format (workbook, "@", LXW_ALIGN_CENTER, TRUE);
  char **names = g_new0 (char *, N_STUDENTS);
  char **classes = g_new0 (char *, N_CLASSES);
  char **pairs = g_new0 (char *, G_N_ELEMENTS (visitors));

  /* The words lie ready in memory: what is measured is the writing. */
  for (guint i = 0; i < N_STUDENTS; i++)
    {
      names[i] = g_malloc (32);
      dup_name (i, names[i], 32);
    }
  for (guint i = 0; i < N_CLASSES; i++)
    classes[i] = g_strdup_printf ("%u班", i / 6 + 1);
  for (guint i = 0; i < G_N_ELEMENTS (visitors); i++)
    pairs[i] = g_strconcat (visitors[i], "、", visitors[(i + 1) % G_N_ELEMENTS (visitors)], NULL);

  for (guint i = 0; i < n_rows; i++)
    {
      lxw_row_t row = i + 3;
      guint student = student_of (i);
      guint class_number = student % N_CLASSES;

      worksheet_write_number (sheet, row, 0, i + 1, serial);
      worksheet_write_number (sheet, row, 1, 46266 + (int) ((guint64) i * 140 / n_rows), day);
      put (sheet, row, 2, names[student], left);
      put (sheet, row, 3, grade_words[class_number % 6], center);
      put (sheet, row, 4, classes[class_number], center);
      put (sheet, row, 5, PICK (kind_words, i, 2), center);
      put (sheet, row, 6, pairs[i % G_N_ELEMENTS (visitors)], left);
      put (sheet, row, 7, PICK (received, i, 3), left);
      put (sheet, row, 8, PICK (relation_words, i, 4), center);
      put (sheet, row, 9, PICK (found, i, 5), left);
      put (sheet, row, 10, PICK (problems, i, 6), left);
      put (sheet, row, 11, PICK (measures, i, 7), left);
      put (sheet, row, 12, PICK (wishes, i, 8), left);
      put (sheet, row, 13, NULL, left);
      put (sheet, row, 14, NULL, center);
      put (sheet, row, 15, NULL, left);
    }

  return workbook_close (workbook);
}

/* --- measuring --- */

/* In a process of its own: the peak of a process is handed on to what it starts, past exec, so that this one must stay
 * small for the peaks of the others to be theirs. */
static void
make_casebook_apart (const char *path,
                     guint       n_rows)
{
  int status;
  pid_t child = fork ();

  if (child == 0)
    {
      make_casebook (path, n_rows);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    g_error ("The casebook could not be made: status %d", status);
}

typedef struct
{
  double cpu_s;
  double wall_s;
  double peak_mib;
} Cost;

static Cost
measure (const char *program,
         const char *what,
         const char *casebook,
         const char *out,
         const char *rows)
{
  gint64 start = g_get_monotonic_time ();
  struct rusage usage;
  Cost cost;
  int status;
  pid_t child = fork ();

  if (child == 0)
    {
      execl (program, program, what, casebook, out, rows, NULL);
      _exit (127);
    }
  g_assert_cmpint (wait4 (child, &status, 0, &usage), ==, child);
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    g_error ("“%s” ended with status %d", what, status);

  cost.wall_s = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  cost.cpu_s = (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  cost.peak_mib = (double) usage.ru_maxrss / 1024;
  g_unlink (out);

  return cost;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
get_median (const double *values,
            guint         n)
{
  g_autofree double *sorted = g_memdup2 (values, n * sizeof (double));

  qsort (sorted, n, sizeof (double), compare_doubles);

  return sorted[n / 2];
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = NULL, *casebook = NULL, *out = NULL, *rows = NULL, *program = NULL;
  double ours[MAX_ROUNDS], bare[MAX_ROUNDS], ratios[MAX_ROUNDS], peak = 0, bare_peak = 0;
  guint n_rows = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  guint n_rounds = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 3;

  if (argc == 5 && strcmp (argv[1], "ours") == 0)
    return run_ours (argv[2], argv[3]);
  if (argc == 5 && strcmp (argv[1], "bare") == 0)
    return run_bare (argv[3], (guint) g_ascii_strtoull (argv[4], NULL, 10));
  if (n_rows == 0 || n_rounds == 0 || n_rounds > MAX_ROUNDS)
    {
      g_printerr ("bench-ledger [ROWS] [ROUNDS]\n");
      return 2;
    }

  folder = g_dir_make_tmp ("bench-ledger-XXXXXX", NULL);
  g_assert_nonnull (folder);
  casebook = g_build_filename (folder, "bench.zhuxue", NULL);
  out = g_build_filename (folder, "bench.xlsx", NULL);
  rows = g_strdup_printf ("%u", n_rows);
  program = g_file_read_link ("/proc/self/exe", NULL);

  g_print ("%u rows of L08, 16 columns, %u rounds\n", n_rows, n_rounds);
  make_casebook_apart (casebook, n_rows);

  for (guint i = 0; i < n_rounds; i++)
    {
      Cost b = measure (program, "bare", casebook, out, rows);
      Cost o = measure (program, "ours", casebook, out, rows);

      bare[i] = b.cpu_s;
      ours[i] = o.cpu_s;
      ratios[i] = o.cpu_s / b.cpu_s;
      peak = MAX (peak, o.peak_mib);
      bare_peak = MAX (bare_peak, b.peak_mib);
      g_print ("round %u: bare %.2f s CPU (%.1f s, %.1f MiB)  ledger %.2f s CPU (%.1f s, %.1f MiB)  ratio %.3f\n", i + 1,
               b.cpu_s, b.wall_s, b.peak_mib, o.cpu_s, o.wall_s, o.peak_mib, ratios[i]);
    }

  g_print ("median: bare %.2f s, ledger %.2f s, ratio %.3f; peak bare %.1f MiB, ledger %.1f MiB\n",
           get_median (bare, n_rounds), get_median (ours, n_rounds), get_median (ratios, n_rounds), bare_peak, peak);

  if (g_getenv ("BENCH_KEEP") != NULL)
    {
      g_print ("%s\n", casebook);
      return 0;
    }

  g_unlink (casebook);
  g_rmdir (folder);

  return 0;
}
