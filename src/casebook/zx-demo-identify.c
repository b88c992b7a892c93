/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-demo"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-application-step.h"
#include "zx-demo-private.h"
#include "zx-round.h"
#include "zx-words.h"

/* Need identification of the demo school, taken by the same steps as a school's own: the round of the autumn, whose notice
 * ended in October; those whose hardship was noted only then; and the cases that came in the middle of the term, one of
 * them on notice today and contested. */

#define YEAR "2026-2027"

/* The three groups are told apart by the day they applied. */
#define MAIN "2026-09-23"
#define LATE "2026-10-19"
#define MID  "2026-11-02"

typedef enum
{
  APPLY,      /* those in need who have not applied yet */
  APPLY_MID,  /* some who are not */
  MOVE,
  EVALUATE,   /* a class evaluation for each class, and its lines */
  OBJECT,
  TAKE_DOWN,
  TALK,
} What;

typedef struct
{
  const char  *date;
  const char  *actor;
  What         what;
  const char  *group;
  const char  *word;
  guint        limit;     /* how many of those who stand there; 0 for all */
  const char  *fields[8]; /* key, value …; names of teachers stand for their keys */
} Event;

static const Event events[] = {
  { "2026-09-01", "陈国强", MOVE, NULL, "open" },
  { MAIN, "陈国强", APPLY, MAIN },
  { MAIN, "陈国强", MOVE, MAIN, "submit", 0, { "committed", "1", "commit_date", MAIN } },
  { "2026-09-28", "陈国强", MOVE, MAIN, "verify", 0, { "method", "6,7", "found", "证件齐全，与部门名单一致。", "consistent", "1", "staff", "陈国强,吴秀英" } },
  { "2026-09-29", "吴秀英", EVALUATE, MAIN },
  { "2026-09-29", "吴秀英", MOVE, MAIN, "homeroom_review", 0, { "reviewer", "李慧芳" } },
  { "2026-09-30", "吴秀英", MOVE, MAIN, "grade_review", 0, { "reviewer", "吴秀英" } },
  { "2026-09-30", "陈国强", MOVE, MAIN, "office_review", 0, { "reviewer", "陈国强" } },
  { "2026-10-09", "吴秀英", MOVE, MAIN, "decide", 0, { "reviewer", "吴秀英", "head", "赵文", "meeting_note", "10月9日评审小组会" } },
  { "2026-10-12", "陈国强", MOVE, MAIN, "publish", 0, { "start", "2026-10-12", "days", "5" } },
  { "2026-10-12", "陈国强", TAKE_DOWN, MAIN, "posted" },
  { "2026-10-19", "陈国强", TAKE_DOWN, MAIN, "removed" },
  { "2026-10-19", "陈国强", MOVE, MAIN, "confirm", 0, { "date", "2026-10-19" } },
  { LATE, "陈国强", APPLY, LATE },
  { LATE, "陈国强", MOVE, LATE, "submit", 0, { "committed", "1", "commit_date", LATE } },
  { "2026-10-21", "陈国强", MOVE, LATE, "verify", 0, { "method", "6,7", "found", "证件齐全，与部门名单一致。", "consistent", "1", "staff", "陈国强,吴秀英" } },
  { "2026-10-22", "吴秀英", EVALUATE, LATE },
  { "2026-10-22", "吴秀英", MOVE, LATE, "homeroom_review", 0, { "reviewer", "李慧芳" } },
  { "2026-10-23", "吴秀英", MOVE, LATE, "grade_review", 0, { "reviewer", "吴秀英" } },
  { "2026-10-23", "陈国强", MOVE, MAIN, "archive", 0, { "archive_confirmed", "2026-10-23" } },
  { "2026-10-26", "陈国强", MOVE, LATE, "office_review", 0, { "reviewer", "陈国强" } },
  { "2026-10-27", "吴秀英", MOVE, LATE, "decide", 0, { "reviewer", "吴秀英", "head", "赵文" } },
  { "2026-10-28", "陈国强", MOVE, LATE, "publish", 0, { "start", "2026-10-28", "days", "5" } },
  { "2026-10-28", "陈国强", TAKE_DOWN, LATE, "posted" },
  { "2026-10-28", "陈国强", MOVE, MAIN, "report", 0, { "reason", "报县资助中心" } },
  { MID, "陈国强", APPLY_MID, MID },
  { MID, "陈国强", MOVE, MID, "submit", 14, { "committed", "1", "commit_date", MID } },
  { "2026-11-04", "陈国强", TAKE_DOWN, LATE, "removed" },
  { "2026-11-04", "陈国强", MOVE, LATE, "confirm", 0, { "date", "2026-11-04" } },
  { "2026-11-05", "陈国强", MOVE, MID, "verify", 12, { "method", "2,7", "found", "电话核实，证件属实。", "consistent", "1", "staff", "陈国强,吴秀英" } },
  { "2026-11-06", "陈国强", MOVE, MID, "refuse", 1, { "reason", "家庭收入高于标准，父母均有固定工作。" } },
  { "2026-11-09", "李慧芳", TALK, MID },
  { "2026-11-09", "吴秀英", EVALUATE, MID, NULL, 10 },
  { "2026-11-10", "吴秀英", MOVE, MID, "homeroom_review", 9, { "reviewer", "李慧芳" } },
  { "2026-11-10", "陈国强", MOVE, LATE, "archive", 0, { "archive_confirmed", "2026-11-10" } },
  { "2026-11-11", "吴秀英", MOVE, MID, "grade_review", 6, { "reviewer", "吴秀英" } },
  { "2026-11-12", "陈国强", MOVE, MID, "office_review", 5, { "reviewer", "陈国强" } },
  { "2026-11-17", "吴秀英", MOVE, MID, "decide", 4, { "reviewer", "吴秀英", "head", "赵文" } },
  { "2026-11-19", "陈国强", MOVE, MID, "publish", 4, { "start", "2026-11-19", "days", "5" } },
  { "2026-11-19", "陈国强", TAKE_DOWN, MID, "posted" },
  { "2026-11-20", "陈国强", OBJECT, MID },
};

/* The state from which a step takes. */
static const char *
get_origin (const char *word)
{
  guint n;
  const ZxTransition *all = zx_transitions_get (&n);

  if (strcmp (word, "refuse") == 0)
    return "submitted";
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (all[i].word, word) == 0)
      for (guint j = 0; j < ZX_APP_N_STATES; j++)
        if (all[i].from & (1u << j))
          return zx_app_state_to_word ((ZxAppState) j);

  return "";
}

typedef struct
{
  gint64  id;
  gint64  class_id;
  char   *level;
  char   *name;
  char   *class_words;
} Waiting;

static void
waiting_clear (gpointer data)
{
  Waiting *self = data;

  g_free (self->level);
  g_free (self->name);
  g_free (self->class_words);
}

/* The level that the categories of an application give by themselves. */
static const char *
get_level (const char *cats)
{
  g_auto (GStrv) codes = g_strsplit (cats != NULL ? cats : "", ",", -1);
  const char *level = "3";

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const ZxCategory *category = zx_category_find (codes[i]);

      if (category != NULL && strcmp (category->level, level) < 0)
        level = category->level;
    }

  return level;
}

/* (element-type Waiting): the children of a group who stand at a state and are still here */
static GArray *
load_waiting (ZxDb         *db,
              const Event  *event,
              const char   *state,
              GError      **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT a.id, w.class, a.cats, s.name, w.grade, w.class_name FROM application a JOIN state_now n ON n.record = a.id "
                                        "JOIN student s ON s.id = a.student JOIN student_now w ON w.student = a.student WHERE a.apply_date = :group AND n.state = :state "
                                        "AND w.enrol_status IN ('1', '5', '8') ORDER BY a.apply_no", error);
  g_autoptr (GArray) waiting = g_array_new (FALSE, TRUE, sizeof (Waiting));
  int step;

  g_array_set_clear_func (waiting, waiting_clear);
  if (row == NULL)
    return NULL;
  zx_statement_set_text (row, ":group", event->group);
  zx_statement_set_text (row, ":state", state);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      Waiting one = { zx_statement_get_int (row, 0), zx_statement_get_int (row, 1), NULL, NULL, NULL };

      if (event->limit > 0 && waiting->len >= event->limit)
        continue;
      one.level = g_strdup (get_level (zx_statement_get_text (row, 2)));
      one.name = g_strdup (zx_statement_get_text (row, 3));
      one.class_words = zx_class_format (zx_statement_get_text (row, 4), zx_statement_get_text (row, 5));
      g_array_append_val (waiting, one);
    }

  return step < 0 ? NULL : g_steal_pointer (&waiting);
}

/* Names of teachers stand for their keys. */
static char *
dup_value (ZxDemoSchool *self,
           const char   *key,
           const char   *value)
{
  g_auto (GStrv) names = NULL;

  if (strcmp (key, "reviewer") != 0 && strcmp (key, "head") != 0 && strcmp (key, "staff") != 0)
    return g_strdup (value);

  names = g_strsplit (value, ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *id = g_strdup_printf ("%" G_GINT64_FORMAT, zx_demo_school_get_staff (self, names[i]));

      g_free (names[i]);
      names[i] = id;
    }

  return g_strjoinv (",", names);
}

static gboolean
take_step (ZxAction      *action,
           ZxDemoSchool  *self,
           const Event   *event,
           GArray        *waiting,
           const char    *word,
           const char    *review,
           GError       **error)
{
  gboolean gives_level = strcmp (word, "verify") == 0 || strcmp (word, "class_review") == 0;
  g_autofree ZxStepOne *ones = g_new0 (ZxStepOne, waiting->len);
  g_autofree ZxStepField *levels = g_new0 (ZxStepField, waiting->len);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  ZxStepField fields[8] = { { "date", event->date } };
  ZxStepRequest request = { .word = word, .ones = ones, .n_ones = waiting->len, .fields = fields, .n_fields = 1 };

  if (waiting->len == 0)
    return TRUE;

  for (guint i = 0; i < waiting->len; i++)
    {
      Waiting *one = &g_array_index (waiting, Waiting, i);

      levels[i] = (ZxStepField) { "suggest_level", one->level };
      ones[i] = (ZxStepOne) { one->id, gives_level ? &levels[i] : NULL, gives_level ? 1 : 0 };
    }
  if (review != NULL)
    {
      fields[request.n_fields++] = (ZxStepField) { "class_review", review };
      fields[request.n_fields++] = (ZxStepField) { "for_", "8" };
      fields[request.n_fields++] = (ZxStepField) { "against", "1" };
    }
  for (guint i = 0; i + 1 < G_N_ELEMENTS (event->fields) && event->fields[i] != NULL; i += 2)
    {
      char *value = dup_value (self, event->fields[i], event->fields[i + 1]);

      g_ptr_array_add (texts, value);
      fields[request.n_fields++] = (ZxStepField) { event->fields[i], value };
    }

  return zx_action_step (action, &request, NULL, error);
}

/* Each class by itself: who held it, how many were there. */
static gboolean
evaluate (ZxAction      *action,
          ZxDemoSchool  *self,
          const Event   *event,
          GError       **error)
{
  g_autoptr (GArray) all = load_waiting (zx_action_get_db (action), event, "verified", error);
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (all == NULL)
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      gint64 class_id = g_array_index (all, Waiting, i).class_id;
      g_autoptr (GArray) of_class = g_array_new (FALSE, FALSE, sizeof (Waiting)); /* borrows */
      g_autoptr (ZxRecord) review = NULL, in_class = NULL;
      g_autofree char *key = NULL;
      gboolean seen = FALSE;

      for (guint j = 0; j < done->len; j++)
        seen = seen || g_array_index (done, gint64, j) == class_id;
      if (seen)
        continue;
      g_array_append_val (done, class_id);
      for (guint j = 0; j < all->len; j++)
        if (g_array_index (all, Waiting, j).class_id == class_id)
          g_array_append_val (of_class, g_array_index (all, Waiting, j));

      in_class = zx_record_load (zx_action_get_db (action), &zx_kind_class, class_id, error);
      if (in_class == NULL)
        return FALSE;
      review = zx_record_new (&zx_kind_class_review);
      zx_record_set_ref (review, "class", class_id);
      zx_record_set_text (review, "term", ZX_DEMO_TERM);
      zx_record_set_text (review, "date", event->date);
      zx_record_set_ref (review, "host", zx_record_get_int (in_class, "homeroom"));
      zx_record_set_int (review, "present", 9);
      zx_record_set_text (review, "method", "2");
      if (!zx_action_save (action, review, error))
        return FALSE;
      key = g_strdup_printf ("%" G_GINT64_FORMAT, zx_record_get_id (review));
      if (!take_step (action, self, event, of_class, "class_review", key, error))
        return FALSE;
    }

  zx_action_set_label (action, _("Class evaluations"));

  return TRUE;
}

/* --- applications --- */

static gboolean
add_application (ZxAction    *action,
                 const Event *event,
                 gint64       student,
                 const char  *cats,
                 const char  *reason,
                 const char  *guardian,
                 const char  *relation,
                 GError     **error)
{
  g_autoptr (ZxRecord) application = zx_record_new (&zx_kind_application);

  zx_record_set_ref (application, "student", student);
  zx_record_set_text (application, "school_year", YEAR);
  zx_record_set_text (application, "term", ZX_DEMO_TERM);
  zx_record_set_text (application, "kind", strcmp (event->group, MAIN) == 0 ? "1" : "2");
  zx_record_set_text (application, "apply_date", event->date);
  zx_record_set_text (application, "cats", cats);
  zx_record_set_text (application, "reason", reason);
  zx_record_set_text (application, "applicant", guardian);
  zx_record_set_text (application, "applicant_rel", relation);
  zx_record_set_text (application, "commitment_text", "本人承诺以上所填属实，如有虚假，愿退回所受资助。");
  zx_record_set_int (application, "data_consent", 1);

  return zx_action_save (action, application, error);
}

typedef struct
{
  gint64  student;
  char   *cats;
  char   *guardian;
  char   *relation;
} Applicant;

static void
applicant_clear (gpointer data)
{
  Applicant *self = data;

  g_free (self->cats);
  g_free (self->guardian);
  g_free (self->relation);
}

#define GUARDIAN(field) \
  "(SELECT m." field " FROM family_member m WHERE m.family = s.family AND m.guardian = 1 AND m.deleted_at IS NULL ORDER BY m.relation, m.id LIMIT 1)"

static GArray *
load_applicants (ZxDb        *db,
                 gboolean     in_need,
                 const char  *date,
                 GError     **error)
{
  ZxStatement *row = zx_db_prepare (db, "SELECT w.student, (SELECT group_concat (c.cat) FROM (SELECT DISTINCT g.cat FROM category g WHERE (g.student = s.id OR g.family = s.family) "
                                        "AND g.deleted_at IS NULL AND (g.valid_to IS NULL OR g.valid_to >= :date) ORDER BY g.cat) c), " GUARDIAN ("name") ", " GUARDIAN ("relation") " "
                                        "FROM student_now w JOIN student s ON s.id = w.student WHERE w.enrol_status IN ('1', '5', '8') AND w.class IS NOT NULL "
                                        "AND (w.cat IS NOT NULL) = :need AND NOT EXISTS (SELECT 1 FROM application a WHERE a.student = w.student) "
                                        "ORDER BY w.sort_class, w.sort_name, w.student", error);
  g_autoptr (GArray) applicants = g_array_new (FALSE, FALSE, sizeof (Applicant));
  int step;

  g_array_set_clear_func (applicants, applicant_clear);
  if (row == NULL)
    return NULL;
  zx_statement_set_text (row, ":date", date);
  zx_statement_set_int (row, ":need", in_need);
  while ((step = zx_statement_step (row, error)) > 0)
    {
      Applicant one = { zx_statement_get_int (row, 0), g_strdup (zx_statement_get_text (row, 1)), g_strdup (zx_statement_get_text (row, 2)),
                        g_strdup (zx_statement_get_text (row, 3)) };

      g_array_append_val (applicants, one);
    }

  return step < 0 ? NULL : g_steal_pointer (&applicants);
}

static gboolean
apply_all (ZxAction     *action,
           const Event  *event,
           GError      **error)
{
  g_autoptr (GArray) applicants = load_applicants (zx_action_get_db (action), TRUE, event->date, error);

  for (guint i = 0; applicants != NULL && i < applicants->len; i++)
    {
      Applicant *one = &g_array_index (applicants, Applicant, i);
      g_auto (GStrv) codes = g_strsplit (one->cats != NULL ? one->cats : "99", ",", 2);
      const ZxCategory *category = zx_category_find (codes[0]);
      g_autofree char *reason = g_strdup_printf ("%s，家里收入少，孩子上学开支难以承担。", category != NULL ? category->word : "家庭困难");

      if (!add_application (action, event, one->student, one->cats != NULL ? one->cats : "99", reason, one->guardian, one->relation, error))
        return FALSE;
    }

  return applicants != NULL;
}

/* Every eleventh of those who are not in need. */
static gboolean
apply_some (ZxAction     *action,
            const Event  *event,
            GError      **error)
{
  static const struct
  {
    const char *cats;
    const char *reason;
  } stories[] = {
    { "24", "家里三个孩子同时上学，负担重。" },
    { "99", "父亲所在的工地停工，收入减少。" },
    { "20", "父母上半年离异，孩子随母亲生活。" },
    { "22", "随父母从外地转来，租房居住。" },
  };
  g_autoptr (GArray) others = load_applicants (zx_action_get_db (action), FALSE, event->date, error);

  for (guint i = 5, n = 0; others != NULL && i < others->len && n < 16; i += 9, n++)
    {
      Applicant *one = &g_array_index (others, Applicant, i);

      if (!add_application (action, event, one->student, stories[n % G_N_ELEMENTS (stories)].cats, stories[n % G_N_ELEMENTS (stories)].reason,
                            one->guardian, one->relation, error))
        return FALSE;
    }

  return others != NULL;
}

/* --- what else happens --- */

/* The sheet is hung up or taken down. */
static gboolean
note_on_notice (ZxAction      *action,
                ZxDemoSchool  *self,
                const Event   *event,
                GError       **error)
{
  gboolean posts = strcmp (event->word, "posted") == 0;
  ZxStatement *row = zx_db_prepare (zx_action_get_db (action), "SELECT DISTINCT l.notice FROM notice_line l JOIN application a ON a.id = l.application WHERE a.apply_date = :group", error);
  g_autoptr (ZxRecord) notice = NULL;
  gint64 id = 0;

  if (row == NULL)
    return FALSE;
  zx_statement_set_text (row, ":group", event->group);
  if (zx_statement_step (row, error) > 0)
    {
      id = zx_statement_get_int (row, 0);
      sqlite3_reset (row);
    }
  notice = id != 0 ? zx_record_load (zx_action_get_db (action), &zx_kind_notice, id, error) : NULL;
  if (notice == NULL)
    return id == 0;

  zx_record_set_text (notice, posts ? "posted_on" : "removed_on", event->date);
  zx_record_set_ref (notice, posts ? "posted_by" : "removed_by", zx_demo_school_get_staff (self, event->actor));
  if (posts)
    {
      zx_record_set_text (notice, "contact_name", "陈老师");
      zx_record_set_text (notice, "contact_place", "教学楼一楼 103 室（资助办）");
      zx_record_set_text (notice, "watch_name", "县资助中心");
      zx_record_set_text (notice, "watch_phone", "0000-7654321");
      zx_record_set_text (notice, "box", "教学楼大厅");
    }

  return zx_action_save (action, notice, error);
}

static gboolean
object (ZxAction      *action,
        ZxDemoSchool  *self,
        const Event   *event,
        GError       **error)
{
  const Event only = { .date = event->date, .group = event->group, .limit = 1,
                       .fields = { "received_on", event->date, "channel", "2", "content", "有家长打电话来说，这家今年刚买了一辆小车。", "anonymous", "1" } };
  g_autoptr (GArray) waiting = load_waiting (zx_action_get_db (action), &only, "noticed", error);

  return waiting != NULL && take_step (action, self, &only, waiting, "object", NULL, error);
}

static gboolean
talk (ZxAction      *action,
      ZxDemoSchool  *self,
      const Event   *event,
      GError       **error)
{
  g_autoptr (GArray) refused = load_waiting (zx_action_get_db (action), event, "refused", error);

  for (guint i = 0; refused != NULL && i < refused->len; i++)
    {
      g_autoptr (ZxRecord) application = zx_record_load (zx_action_get_db (action), &zx_kind_application, g_array_index (refused, Waiting, i).id, error);
      g_autoptr (ZxRecord) record = zx_record_new (&zx_kind_talk);

      if (application == NULL)
        return FALSE;
      zx_record_set_ref (record, "student", zx_record_get_int (application, "student"));
      zx_record_set_ref (record, "application", zx_record_get_id (application));
      zx_record_set_text (record, "date", event->date);
      zx_record_set_text (record, "kind", "2");
      zx_record_set_text (record, "place", "班主任办公室");
      zx_record_set_ref (record, "staff", zx_demo_school_get_staff (self, event->actor));
      zx_record_set_text (record, "content", "说明了这次没有认定的原因，孩子和家长都表示理解；家里有变化随时可以再申请。");
      if (!zx_action_save (action, record, error))
        return FALSE;
    }

  return refused != NULL;
}

static gboolean
run_event (ZxAction      *action,
           ZxDemoSchool  *self,
           gpointer       data,
           GError       **error)
{
  const Event *event = data;
  g_autoptr (GArray) waiting = NULL;

  switch (event->what)
    {
    case APPLY:
      return apply_all (action, event, error);
    case APPLY_MID:
      return apply_some (action, event, error);
    case EVALUATE:
      return evaluate (action, self, event, error);
    case OBJECT:
      return object (action, self, event, error);
    case TAKE_DOWN:
      return note_on_notice (action, self, event, error);
    case TALK:
      return talk (action, self, event, error);
    case MOVE:
    default:
      if (strcmp (event->word, "open") == 0)
        return zx_action_open_round (action, ZX_DEMO_TERM, NULL, error);
      waiting = load_waiting (zx_action_get_db (action), event, get_origin (event->word), error);
      return waiting != NULL && take_step (action, self, event, waiting, event->word, NULL, error);
    }
}

static const char *
get_label (What what)
{
  switch (what)
    {
    case APPLY:
    case APPLY_MID:
      return _("Applications");
    case OBJECT:
      return _("Objection received");
    case TAKE_DOWN:
      return _("Note on a notice");
    case TALK:
      return _("Talk with a family");
    case EVALUATE:
      return _("Class evaluations");
    case MOVE:
    default:
      return _("Open a round of identification");
    }
}

gboolean
zx_demo_identify (ZxDemoSchool  *self,
                  ZxCasebook    *casebook,
                  const char    *from,
                  const char    *until,
                  GError       **error)
{
  ZxDemoSchool own = *self;
  gboolean fine = TRUE;

  /* Chance of its own, so that the rest of the school stays as it is. */
  own.rand = g_rand_new_with_seed ((guint32) zx_date_to_day (from));
  for (guint i = 0; fine && i < G_N_ELEMENTS (events); i++)
    if (strcmp (events[i].date, from) >= 0 && strcmp (events[i].date, until) < 0)
      fine = zx_demo_act (&own, casebook, events[i].date, events[i].actor, get_label (events[i].what), run_event, (gpointer) &events[i], error);
  g_rand_free (own.rand);

  return fine;
}
