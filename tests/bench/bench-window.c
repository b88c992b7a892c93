/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench-people.h"
#include "zx-application.h"
#include "zx-i18n.h"
#include "zx-launch.h"
#include "zx-session.h"
#include "zx-settings.h"
#include "zx-student-facts.h"
#include "zx-student-list.h"
#include "zx-window.h"

/* The window with 100,000 students, all of them in need and on the roll, so that the list of students shows every one.
 * The real application runs in a process of its own, driven through its own widgets; alternately with it run an empty
 * window of libadwaita, a bare table over a lazy list of the same rows (plain labels, no rules, as large on the screen
 * and with rows as high as the program's), and a bare entry over a list capped at 50. Measured is CPU time of the whole
 * process, from its start or from the change, until the frame clock says after-paint.
 *
 *   xvfb-run -a -s "-screen 0 1366x768x24" build-bench/tests/bench/bench-window [--casebook FILE] [--students N] [--rounds N]
 *   xvfb-run -a -s "-screen 0 1366x768x24" build-bench/tests/bench/bench-window --memory FILE
 *
 * --casebook keeps what was made for the next run. --memory opens a casebook and visits every section.
 */

#define WIDTH         1366
#define HEIGHT        768
#define FRAMES        150
#define JUMPS         50
#define CHILDREN      5
#define PAGE_ROWS     256
#define MAX_PAGES     16
#define CAP           50
#define PATIENCE_USEC (60 * G_USEC_PER_SEC)

static gint64 process_began; /* by g_get_monotonic_time(), said by the parent */

/* --- clocks and memory */

static double
cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);

  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static double
wall_ms (void)
{
  return (double) (g_get_monotonic_time () - process_began) / 1e3;
}

/* MiB that belong to the process now, and how many of them are not shared with others. */
static double
get_rss (double *out_own)
{
  g_autofree char *text = NULL;
  double all, shared;
  char **words;

  g_file_get_contents ("/proc/self/statm", &text, NULL, NULL);
  words = g_strsplit (text != NULL ? text : "0 0 0", " ", 4);
  all = g_ascii_strtod (words[1], NULL) * 4 / 1024;
  shared = g_ascii_strtod (words[2], NULL) * 4 / 1024;
  g_strfreev (words);
  if (out_own != NULL)
    *out_own = all - shared;

  return all;
}

static void
say (const char *what,
     double      value)
{
  g_print ("%s %.4f\n", what, value);
}

static void
say_memory (const char *when)
{
  g_autofree char *own_name = g_strconcat (when, "-own", NULL);
  double own;

  say (when, get_rss (&own));
  say (own_name, own);
}

/* --- frames */

static GdkFrameClock *frame_clock;
static gboolean painted;
static double painted_cpu, painted_wall;
static void (*first_painted) (GtkWindow *window); /* asked until something is on the screen */

static void
after_paint_cb (GdkFrameClock *clock,
                GtkWindow     *window)
{
  painted_cpu = cpu_ms ();
  painted_wall = wall_ms ();
  painted = TRUE;
  if (first_painted != NULL)
    first_painted (window);
}

static void
realized_cb (GtkWindow *window)
{
  frame_clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (frame_clock, "after-paint", G_CALLBACK (after_paint_cb), window);
}

/* CPU time from here to the end of the next frame. */
static double
run_frame (double began)
{
  painted = FALSE;
  gdk_frame_clock_request_phase (frame_clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);

  return painted_cpu - began;
}

static gboolean
set_true_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
settle (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, set_true_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_until (gboolean (*is_so) (gpointer data),
            gpointer    data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_USEC;

  while (!is_so (data))
    {
      if (g_get_monotonic_time () > end)
        g_error ("Waited in vain");
      settle (5);
    }
}

/* --- finding widgets */

static GtkWidget *
find_widget (GtkWidget *root,
             GType      type)
{
  if (root == NULL || (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && gtk_widget_get_mapped (root)))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The first row of a table or list that has one on the screen. */
static GtkWidget *
find_row (GtkWidget *view)
{
  GtkWidget *list = GTK_IS_COLUMN_VIEW (view) ? gtk_widget_get_last_child (view) : view;
  GtkWidget *row = list != NULL ? gtk_widget_get_first_child (list) : NULL;

  while (row != NULL && !(gtk_widget_get_mapped (row) && gtk_widget_get_height (row) > 0 && gtk_widget_get_first_child (row) != NULL))
    row = gtk_widget_get_next_sibling (row);

  return row;
}

static GtkWidget *
get_scrolled (GtkWidget *view)
{
  return gtk_widget_get_ancestor (view, GTK_TYPE_SCROLLED_WINDOW);
}

/* --- scrolling */

static void
scroll (GtkWidget *view)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (get_scrolled (view)));
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  double began;

  for (guint i = 0; i < FRAMES; i++)
    {
      began = cpu_ms ();
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 132);
      say ("scroll", run_frame (began));
    }
  for (guint i = 0; i < JUMPS; i++)
    {
      double most = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

      began = cpu_ms ();
      gtk_adjustment_set_value (adjustment, g_rand_double (random) * most);
      say ("jump", run_frame (began));
    }
}

/* --- typing */

typedef struct
{
  GtkEditable   *entry;
  const char    *what;
  ZxStudentList *list; /* (nullable): what is read in a worker */
  char          *before;
} Typing;

static gboolean
has_found (gpointer data)
{
  return !zx_student_list_is_finding (data);
}

static double
thread_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* Until the rows that were found are painted: all CPU time since the key, the worker's too, and how long the main thread
 * was busy at a stretch at most. */
static void
wait_for_list (ZxStudentList *list,
               double         began)
{
  gboolean found = FALSE;
  double longest = 0;

  painted = FALSE;
  while (!found || !painted)
    {
      double busy = thread_ms ();

      g_main_context_iteration (NULL, TRUE);
      busy = thread_ms () - busy;
      longest = MAX (longest, busy);
      if (!found && has_found (list))
        {
          found = TRUE;
          painted = FALSE;
          gdk_frame_clock_request_phase (frame_clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
        }
    }
  say ("found", painted_cpu - began);
  say ("found-longest", longest);
}

static void
key_cb (const char *typed,
        gpointer    data)
{
  Typing *typing = data;
  gboolean goes_on = typing->before != NULL && g_str_has_prefix (typed, typing->before);
  int position = -1;
  double began;

  if (!goes_on)
    {
      gtk_editable_set_text (typing->entry, "");
      settle (60);
      if (typing->list != NULL)
        wait_until (has_found, typing->list);
    }
  began = cpu_ms ();
  gtk_editable_insert_text (typing->entry, goes_on ? typed + strlen (typing->before) : typed, -1, &position);
  gtk_editable_set_position (typing->entry, -1);
  say (typing->what, run_frame (began));
  if (typing->list != NULL)
    wait_for_list (typing->list, began);
  g_free (typing->before);
  typing->before = g_strdup (typed);
}

static void
type_children (GtkWidget     *entry,
               const char    *what,
               ZxStudentList *list,
               guint          n_children)
{
  Typing typing = { GTK_EDITABLE (entry), what, list, NULL };

  gtk_widget_grab_focus (entry);
  for (guint i = 0; i < n_children; i++)
    bench_type (i * 7919 + 31, key_cb, &typing);
  g_free (typing.before);
}

/* --- the empty window */

static void
said_first (void)
{
  first_painted = NULL;
  say ("first-cpu", painted_cpu);
  say ("first-wall", painted_wall);
}

static gboolean
quit_cb (gpointer data)
{
  settle (400);
  say_memory ("rss-first");
  g_application_quit (g_application_get_default ());

  return G_SOURCE_REMOVE;
}

static void
empty_painted (GtkWindow *window)
{
  said_first ();
  g_idle_add (quit_cb, NULL);
}

static GtkWidget *
window_new (GtkApplication *application,
            GtkWidget      *content)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  if (content == NULL)
    gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  else
    gtk_box_append (GTK_BOX (box), content);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);

  return window;
}

static void
empty_activate_cb (GtkApplication *application)
{
  first_painted = empty_painted;
  gtk_window_present (GTK_WINDOW (window_new (application, NULL)));
}

/* --- the bare lazy list: keys, pages of rows read by one statement, plain labels */

enum { NAME, CLASS, LEVEL, FACTS, PLACE, VISIT, BUTTON, N_COLUMNS };

static const int widths[N_COLUMNS] = { 160, 100, 120, -1, 130, 156, 110 };

typedef struct
{
  guint  number;
  guint  used;
  char  *texts[PAGE_ROWS][N_COLUMNS];
} BarePage;

#define BENCH_TYPE_ITEM (bench_item_get_type ())
G_DECLARE_FINAL_TYPE (BenchItem, bench_item, BENCH, ITEM, GObject)

struct _BenchItem
{
  GObject  parent_instance;
  char    *texts[N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (BenchItem, bench_item, G_TYPE_OBJECT)

static void
bench_item_finalize (GObject *object)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (BENCH_ITEM (object)->texts[i]);
  G_OBJECT_CLASS (bench_item_parent_class)->finalize (object);
}

static void
bench_item_class_init (BenchItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bench_item_finalize;
}

static void
bench_item_init (BenchItem *self)
{
}

#define BENCH_TYPE_LIST (bench_list_get_type ())
G_DECLARE_FINAL_TYPE (BenchList, bench_list, BENCH, LIST, GObject)

struct _BenchList
{
  GObject   parent_instance;
  ZxDb     *db;
  GArray   *keys;
  BarePage *pages[MAX_PAGES];
  guint     used;
};

static void bench_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchList, bench_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bench_list_model_init))

static void
read_texts (ZxDb    *db,
            gint64   key,
            char   **texts)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT t.name, n.grade || n.class_name, n.level, '—', t.village, n.last_visit, 'Record a visit' "
                                        "FROM student t JOIN student_now n ON n.student = t.id WHERE t.id = :id", NULL);

  zx_statement_set_int (row, ":id", key);
  if (zx_statement_step (row, NULL) > 0)
    for (int i = 0; i < N_COLUMNS; i++)
      texts[i] = g_strdup (zx_statement_get_text (row, i));
  sqlite3_reset (row);
}

static BarePage *
get_page (BenchList *self,
          guint      number)
{
  guint oldest = 0;
  BarePage *page;

  for (guint i = 0; i < MAX_PAGES; i++)
    {
      if (self->pages[i] != NULL && self->pages[i]->number == number)
        {
          self->pages[i]->used = ++self->used;
          return self->pages[i];
        }
      if (self->pages[oldest] != NULL && (self->pages[i] == NULL || self->pages[i]->used < self->pages[oldest]->used))
        oldest = i;
    }

  page = self->pages[oldest];
  if (page != NULL)
    for (guint i = 0; i < PAGE_ROWS; i++)
      for (guint k = 0; k < N_COLUMNS; k++)
        g_clear_pointer (&page->texts[i][k], g_free);
  else
    self->pages[oldest] = page = g_new0 (BarePage, 1);
  page->number = number;
  page->used = ++self->used;
  for (guint i = 0; i < PAGE_ROWS && number * PAGE_ROWS + i < self->keys->len; i++)
    read_texts (self->db, g_array_index (self->keys, gint64, number * PAGE_ROWS + i), page->texts[i]);

  return page;
}

static GType
bench_list_get_item_type (GListModel *model)
{
  return BENCH_TYPE_ITEM;
}

static guint
bench_list_get_n_items (GListModel *model)
{
  return BENCH_LIST (model)->keys->len;
}

static gpointer
bench_list_get_item (GListModel *model,
                     guint       position)
{
  BenchList *self = BENCH_LIST (model);
  BenchItem *item;
  BarePage *page;

  if (position >= self->keys->len)
    return NULL;

  page = get_page (self, position / PAGE_ROWS);
  item = g_object_new (BENCH_TYPE_ITEM, NULL);
  for (guint i = 0; i < N_COLUMNS; i++)
    item->texts[i] = g_strdup (page->texts[position % PAGE_ROWS][i]);

  return item;
}

static void
bench_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bench_list_get_item_type;
  iface->get_n_items = bench_list_get_n_items;
  iface->get_item = bench_list_get_item;
}

static void
bench_list_class_init (BenchListClass *klass)
{
}

static void
bench_list_init (BenchList *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static const char *casebook_path;
static int table_width, table_height, row_height;

static ZxDb *
open_bare (void)
{
  g_autoptr (GError) error = NULL;
  ZxDb *db = zx_db_open (casebook_path, SQLITE_OPEN_READONLY, &error);

  bench_check (db != NULL, error);
  zx_db_run (db, "PRAGMA cache_size = -8192", NULL);

  return db;
}

static void
label_setup_cb (GtkListItemFactory *factory,
                GtkListItem        *list_item,
                gpointer            data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (list_item, label);
}

static void
label_bind_cb (GtkListItemFactory *factory,
               GtkListItem        *list_item,
               gpointer            data)
{
  BenchItem *item = gtk_list_item_get_item (list_item);
  const char *text = item->texts[GPOINTER_TO_INT (data)];

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (list_item)), text != NULL ? text : "");
}

static GtkListItemFactory *
factory_new (int column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (label_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (label_bind_cb), GINT_TO_POINTER (column));

  return factory;
}

static GtkWidget *bare_view;

static gboolean
bare_scroll_cb (gpointer data)
{
  settle (400);
  say_memory ("rss-first");
  say ("row-height", gtk_widget_get_height (find_row (bare_view)));
  scroll (bare_view);
  settle (400);
  say_memory ("rss-scrolled");
  g_application_quit (g_application_get_default ());

  return G_SOURCE_REMOVE;
}

static void
bare_painted (GtkWindow *window)
{
  if (find_row (bare_view) == NULL)
    return;

  said_first ();
  g_idle_add (bare_scroll_cb, NULL);
}

static void
bare_activate_cb (GtkApplication *application)
{
  BenchList *list = g_object_new (BENCH_TYPE_LIST, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  g_autofree char *rules = g_strdup_printf ("columnview listview row { min-height: %dpx; padding: 0; border: none; } columnview cell { padding-top: 0; padding-bottom: 0; }", row_height);
  ZxStatement *keys;

  gtk_css_provider_load_from_data (css, rules, -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  list->db = open_bare ();
  keys = zx_db_prepare (list->db, "SELECT student FROM student_now ORDER BY sort_class, sort_name", NULL);
  while (zx_statement_step (keys, NULL) > 0)
    {
      gint64 key = zx_statement_get_int (keys, 0);

      g_array_append_val (list->keys, key);
    }

  bare_view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (list))));
  for (int i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new ("Column", factory_new (i));

      if (widths[i] > 0)
        gtk_column_view_column_set_fixed_width (column, widths[i]);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (bare_view), column);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), bare_view);
  gtk_widget_set_halign (scrolled, GTK_ALIGN_END);
  gtk_widget_set_valign (scrolled, GTK_ALIGN_END);
  gtk_widget_set_size_request (scrolled, table_width, table_height);
  gtk_widget_set_vexpand (scrolled, TRUE);

  first_painted = bare_painted;
  gtk_window_present (GTK_WINDOW (window_new (application, scrolled)));
}

/* --- the bare entry over a list capped at 50 */

static ZxDb *typed_db;
static GListStore *typed_store;

static void
typed_changed_cb (GtkEditable *entry)
{
  const char *typed = gtk_editable_get_text (entry);
  ZxStatement *keys = zx_db_prepare (typed_db, "SELECT student FROM search_key WHERE key >= :from AND key < :to LIMIT " G_STRINGIFY (CAP), NULL);
  g_autofree char *end = g_strconcat (typed, "\xf4\x8f\xbf\xbf", NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  zx_statement_set_text (keys, ":from", typed);
  zx_statement_set_text (keys, ":to", end);
  while (zx_statement_step (keys, NULL) > 0)
    {
      BenchItem *item = g_object_new (BENCH_TYPE_ITEM, NULL);

      read_texts (typed_db, zx_statement_get_int (keys, 0), item->texts);
      g_ptr_array_add (found, item);
    }
  g_list_store_splice (typed_store, 0, g_list_model_get_n_items (G_LIST_MODEL (typed_store)), found->pdata, found->len);
}

static GtkWidget *typed_entry;

static gboolean
typed_type_cb (gpointer data)
{
  settle (300);
  type_children (typed_entry, "key", NULL, CHILDREN);
  g_application_quit (g_application_get_default ());

  return G_SOURCE_REMOVE;
}

static void
typed_painted (GtkWindow *window)
{
  said_first ();
  g_idle_add (typed_type_cb, NULL);
}

static void
typed_activate_cb (GtkApplication *application)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  typed_db = open_bare ();
  typed_store = g_list_store_new (BENCH_TYPE_ITEM);
  typed_entry = gtk_entry_new ();
  g_signal_connect (typed_entry, "changed", G_CALLBACK (typed_changed_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled),
                                 gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (typed_store))), factory_new (NAME)));
  gtk_widget_set_size_request (scrolled, 664, 470);
  gtk_box_append (GTK_BOX (box), typed_entry);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_START);

  first_painted = typed_painted;
  gtk_window_present (GTK_WINDOW (window_new (application, box)));
}

/* --- the program */

static ZxWindow *program_window;
static gboolean show_students; /* else what it shows by itself */

static GtkWidget *
get_table (void)
{
  ZxPage *page = zx_window_get_page (program_window);

  return page != NULL && zx_page_get_section (page) == ZX_SECTION_STUDENTS ? find_widget (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW) : NULL;
}

static ZxStudentList *
get_list (GtkWidget *table)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));

  return ZX_STUDENT_LIST (gtk_single_selection_get_model (selection));
}

static gboolean
has_rows (gpointer data)
{
  GtkWidget *table = get_table ();

  return table != NULL && find_row (table) != NULL;
}

static gboolean
is_searching (gpointer data)
{
  return gtk_widget_get_mapped (GTK_WIDGET (zx_window_get_palette (program_window)));
}

static void
close_program (void)
{
  gtk_window_close (GTK_WINDOW (program_window));
}

static gboolean
program_drive_cb (gpointer data)
{
  GtkWidget *table = get_table ();
  GtkWidget *palette, *scrolled;

  settle (400);
  say_memory ("rss-first");
  if (!show_students)
    {
      close_program ();
      return G_SOURCE_REMOVE;
    }

  wait_until (has_found, get_list (table));
  settle (100);
  scrolled = get_scrolled (table);
  say ("rows", g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)))));
  say ("table-width", gtk_widget_get_width (scrolled));
  say ("table-height", gtk_widget_get_height (scrolled));
  say ("row-height", gtk_widget_get_height (find_row (table)));
  scroll (table);
  settle (400);
  say_memory ("rss-scrolled");

  type_children (find_widget (GTK_WIDGET (zx_window_get_page (program_window)), GTK_TYPE_ENTRY), "filter", get_list (table), CHILDREN);
  gtk_widget_activate_action (GTK_WIDGET (program_window), "win.search", NULL);
  wait_until (is_searching, NULL);
  settle (300);
  palette = GTK_WIDGET (zx_window_get_palette (program_window));
  type_children (find_widget (palette, GTK_TYPE_ENTRY), "key", NULL, CHILDREN);
  zx_search_palette_close (ZX_SEARCH_PALETTE (palette));
  settle (400);
  say_memory ("rss-typed");
  close_program ();

  return G_SOURCE_REMOVE;
}

static gboolean
show_students_cb (gpointer data)
{
  if (zx_window_get_page (program_window) == NULL)
    return G_SOURCE_CONTINUE;

  zx_window_show_section (program_window, ZX_SECTION_STUDENTS);

  return G_SOURCE_REMOVE;
}

static void
program_painted (GtkWindow *window)
{
  if (zx_window_get_page (program_window) == NULL || (show_students && !has_rows (NULL)))
    return;

  said_first ();
  g_idle_add (program_drive_cb, NULL);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window)
{
  if (!ZX_IS_WINDOW (window))
    return;

  program_window = ZX_WINDOW (window);
  first_painted = program_painted;
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
}

static void
opened_cb (GtkApplication *application)
{
  if (show_students && show_students_cb (NULL) == G_SOURCE_CONTINUE)
    g_idle_add_full (G_PRIORITY_HIGH, show_students_cb, NULL, NULL);
}

/* Every section once, and the first student's page. */
static gboolean
memory_drive_cb (gpointer data)
{
  settle (1000);
  say_memory ("today");
  for (guint i = 0; i < ZX_N_SECTIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("section-%u", i);

      if (zx_window_get_section_page (program_window, i) == NULL)
        continue;
      zx_window_show_section (program_window, i);
      settle (700);
      say_memory (name);
      if (i == ZX_SECTION_STUDENTS && get_table () != NULL)
        {
          gtk_widget_activate_action (GTK_WIDGET (program_window), "win.open-student", "x", (gint64) 1);
          settle (700);
          say_memory ("student");
        }
    }
  gtk_widget_activate_action (GTK_WIDGET (program_window), "win.search", NULL);
  settle (700);
  say_memory ("search");
  close_program ();

  return G_SOURCE_REMOVE;
}

static void
memory_painted (GtkWindow *window)
{
  if (zx_window_get_page (program_window) == NULL)
    return;

  said_first ();
  g_idle_add (memory_drive_cb, NULL);
}

static void
memory_added_cb (GtkApplication *application,
                 GtkWindow      *window)
{
  window_added_cb (application, window);
  if (ZX_IS_WINDOW (window))
    first_painted = memory_painted;
}

/* --- one process */

static int
run_program (const char *mode)
{
  g_autofree char *language = zx_settings_dup_language ();
  g_autoptr (ZxApplication) application = NULL;
  char *arguments[] = { (char *) "zhuxue", (char *) casebook_path, NULL };
  gboolean memory = g_str_equal (mode, "memory");

  /* As main.c of the program begins. */
  zx_i18n_init (language);
  gtk_disable_setlocale ();
  g_setenv ("PANGO_LANGUAGE", "zh-cn", FALSE);

  show_students = g_str_equal (mode, "students");
  application = zx_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (memory ? memory_added_cb : window_added_cb), NULL);
  g_signal_connect_after (application, "open", G_CALLBACK (opened_cb), NULL);

  return g_application_run (G_APPLICATION (application), 2, arguments);
}

static int
run_bare (GCallback activate)
{
  g_autoptr (AdwApplication) application = adw_application_new ("org.zhuxue.Bench", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", activate, NULL);

  return g_application_run (G_APPLICATION (application), 0, NULL);
}

static int
run_mode (const char *mode)
{
  if (g_str_equal (mode, "empty"))
    return run_bare (G_CALLBACK (empty_activate_cb));
  if (g_str_equal (mode, "bare"))
    return run_bare (G_CALLBACK (bare_activate_cb));
  if (g_str_equal (mode, "typed"))
    return run_bare (G_CALLBACK (typed_activate_cb));

  return run_program (mode);
}

/* --- all of them, alternately */

static GHashTable *values; /* "mode what" → GArray of double */

static GArray *
get_values (const char *mode,
            const char *what)
{
  g_autofree char *key = g_strdup_printf ("%s %s", mode, what);
  GArray *array = g_hash_table_lookup (values, key);

  if (array == NULL)
    {
      array = g_array_new (FALSE, FALSE, sizeof (double));
      g_hash_table_insert (values, g_steal_pointer (&key), array);
    }

  return array;
}

static double
get (const char *mode,
     const char *what,
     double      part)
{
  GArray *array = get_values (mode, what);

  bench_sort (array);

  return bench_take (array, part);
}

static void
run_child (const char *mode)
{
  g_autofree char *began = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_autofree char *width = g_strdup_printf ("%d", table_width);
  g_autofree char *height = g_strdup_printf ("%d", table_height);
  g_autofree char *row = g_strdup_printf ("%d", row_height);
  const char *arguments[] = { "/proc/self/exe", "--one", mode, began, casebook_path, width, height, row, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_auto (GStrv) lines = NULL;
  int status;

  bench_check (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, &status, &error), error);
  bench_check (g_spawn_check_wait_status (status, &error), error);

  lines = g_strsplit (said, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *space = strchr (lines[i], ' ');

      if (space != NULL)
        {
          double value = g_ascii_strtod (space + 1, NULL);
          GArray *array;

          *space = '\0';
          array = get_values (mode, lines[i]);
          g_array_append_val (array, value);
        }
    }
  if (g_str_equal (mode, "memory"))
    for (guint i = 0; lines[i] != NULL; i++)
      if (*lines[i] != '\0')
        g_print ("%-16s %8.1f\n", lines[i], get (mode, lines[i], 0.5));
}

static void
show_ratio (const char *what,
            const char *program_mode,
            const char *program,
            const char *bare_mode,
            const char *bare,
            double      part,
            double      must,
            double      aim)
{
  double mine = get (program_mode, program, part), limit = get (bare_mode, bare, part);

  g_print ("%-34s %8.1f %8.1f %8.2f", what, mine, limit, mine / limit);
  if (must > 0)
    g_print ("   (must %.2g, aim %.2g)%s", must, aim, mine / limit > must ? "  MISSED" : "");
  g_print ("\n");
}

static void
show (void)
{
  double more = get ("students", "rss-scrolled", 0.5) - get ("bare", "rss-scrolled", 0.5);

  g_print ("%.0f rows; table %d x %d, rows of %d (bare %.0f) px\n", get ("students", "rows", 0.5), table_width, table_height, row_height,
           get ("bare", "row-height", 0.5));
  g_print ("%-34s %8s %8s %8s\n", "", "program", "limit", "ratio");
  show_ratio ("first content, Students, CPU ms", "students", "first-cpu", "empty", "first-cpu", 0.5, 2.2, 1.6);
  show_ratio ("first content, Students, wall ms", "students", "first-wall", "empty", "first-wall", 0.5, 0, 0);
  show_ratio ("first content, Today, CPU ms", "today", "first-cpu", "empty", "first-cpu", 0.5, 0, 0);
  show_ratio ("first content, Today, wall ms", "today", "first-wall", "empty", "first-wall", 0.5, 0, 0);
  show_ratio ("  (bare table over empty, CPU ms)", "bare", "first-cpu", "empty", "first-cpu", 0.5, 0, 0);
  show_ratio ("scrolling, CPU ms a frame, p50", "students", "scroll", "bare", "scroll", 0.5, 1.5, 1.15);
  show_ratio ("scrolling, CPU ms a frame, p99", "students", "scroll", "bare", "scroll", 0.99, 1.5, 1.15);
  show_ratio ("jumping, CPU ms a frame, p50", "students", "jump", "bare", "jump", 0.5, 0, 0);
  show_ratio ("key in the palette, CPU ms, p50", "students", "key", "typed", "key", 0.5, 1.5, 0.5);
  show_ratio ("key in the palette, CPU ms, p99", "students", "key", "typed", "key", 0.99, 1.5, 0.5);
  show_ratio ("key in the filter, CPU ms, p50", "students", "filter", "typed", "key", 0.5, 1.5, 0.5);
  show_ratio ("key in the filter, CPU ms, p99", "students", "filter", "typed", "key", 0.99, 0, 0);
  show_ratio ("  until its rows are there, p50", "students", "found", "typed", "key", 0.5, 0, 0);
  show_ratio ("  until its rows are there, p99", "students", "found", "typed", "key", 0.99, 0, 0);
  show_ratio ("  longest stretch, p50", "students", "found-longest", "typed", "key", 0.5, 0, 0);
  show_ratio ("  longest stretch, p99", "students", "found-longest", "typed", "key", 0.99, 0, 0);
  show_ratio ("memory at first, MiB", "students", "rss-first", "bare", "rss-first", 0.5, 0, 0);
  show_ratio ("memory after scrolling, MiB", "students", "rss-scrolled", "bare", "rss-scrolled", 0.5, 0, 0);
  show_ratio ("  of it not shared, MiB", "students", "rss-scrolled-own", "bare", "rss-scrolled-own", 0.5, 0, 0);
  g_print ("memory over the bare table: %+.1f MiB (must 40, aim 15)%s; after typing %.1f; empty window %.1f\n",
           more, more > 40 ? "  MISSED" : "", get ("students", "rss-typed", 0.5), get ("empty", "rss-first", 0.5));
}

/* What years of work would have written: written here at once, in the table that follows from the records. */
static void
put_in_need (const char *path)
{
  sqlite3 *handle = NULL;
  char *error = NULL;

  sqlite3_open (path, &handle);
  sqlite3_exec (handle, "UPDATE student_now SET enrol_status = '1', level = CASE student % 3 WHEN 0 THEN '1' WHEN 1 THEN '2' ELSE '3' END, "
                        "last_visit = date ('now', 'localtime', '-' || (student % 400) || ' days'); PRAGMA wal_checkpoint (TRUNCATE); ANALYZE", NULL, NULL, &error);
  if (error != NULL)
    g_error ("%s", error);
  sqlite3_close (handle);
}

static void
prepare (const char *folder,
         guint       n_students)
{
  g_autofree char *settings_folder = g_build_filename (folder, "gtk-4.0", NULL);
  g_autofree char *settings = g_build_filename (settings_folder, "settings.ini", NULL);

  /* No animations: their frames would be counted as those of what is measured. */
  g_mkdir_with_parents (settings_folder, 0700);
  g_file_set_contents (settings, "[Settings]\ngtk-enable-animations=false\n", -1, NULL);

  if (!g_file_test (casebook_path, G_FILE_TEST_EXISTS))
    {
      ZxCasebook *casebook = bench_casebook_new (casebook_path, n_students);

      zx_casebook_close (casebook);
      g_object_unref (casebook);
      put_in_need (casebook_path);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *casebook = NULL;
  g_autofree char *memory = NULL;
  g_autofree char *folder = NULL;
  int n_students = 100000, n_rounds = 5;
  const GOptionEntry options[] = {
    { "casebook", 0, 0, G_OPTION_ARG_FILENAME, &casebook, "Use or make this casebook, and keep it", "FILE" },
    { "memory", 0, 0, G_OPTION_ARG_FILENAME, &memory, "Only visit every section of this casebook", "FILE" },
    { "students", 0, 0, G_OPTION_ARG_INT, &n_students, "How many", "N" },
    { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "How often each program runs", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  if (argc == 8 && g_str_equal (argv[1], "--one"))
    {
      process_began = g_ascii_strtoll (argv[3], NULL, 10);
      casebook_path = argv[4];
      table_width = atoi (argv[5]);
      table_height = atoi (argv[6]);
      row_height = atoi (argv[7]);
      return run_mode (argv[2]);
    }

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  folder = g_dir_make_tmp ("zhuxue-bench-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("GDK_BACKEND", "x11", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("ADW_DISABLE_PORTAL", "1", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);

  casebook_path = memory != NULL ? memory : casebook;
  if (casebook_path == NULL)
    casebook_path = g_build_filename (folder, "county.zhuxue", NULL);
  prepare (folder, (guint) n_students);

  if (memory != NULL)
    {
      run_child ("memory");
      return 0;
    }

  for (int i = 0; i < n_rounds; i++)
    {
      run_child ("students");
      table_width = (int) get ("students", "table-width", 0.5);
      table_height = (int) get ("students", "table-height", 0.5);
      row_height = (int) get ("students", "row-height", 0.5);
      run_child ("empty");
      run_child ("bare");
      run_child ("typed");
      run_child ("today");
    }
  show ();
  g_hash_table_unref (values);

  return 0;
}
