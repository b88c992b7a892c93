/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-demo-people"

#include "config.h"

#include <string.h>

#include "zx-check-value.h"
#include "zx-date.h"
#include "zx-demo-private.h"
#include "zx-words.h"

/* Draws the children and homes of the demo school, always the same ones. */

#define SEED 20261123
#define REGION "520099" /* no county has it */
#define IN_NEED 63
#define N_GRADUATES 21
#define N_MOVED_OUT 3

static guint
draw (ZxDemoSchool *self,
      guint         n)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) n);
}

static gboolean
chance (ZxDemoSchool *self,
        guint         percent)
{
  return draw (self, 100) < percent;
}

const char *
zx_demo_keep (ZxDemoSchool *self,
              char         *text)
{
  const char *kept = g_string_chunk_insert (self->texts, text);

  g_free (text);

  return kept;
}

ZxDemoChild *
zx_demo_school_get_child (ZxDemoSchool *self,
                          guint         index)
{
  return &g_array_index (self->children, ZxDemoChild, index);
}

ZxDemoHome *
zx_demo_school_get_home (ZxDemoSchool *self,
                         int           index)
{
  return &g_array_index (self->homes, ZxDemoHome, index);
}

ZxDemoChild *
zx_demo_school_find (ZxDemoSchool *self,
                     const char   *name)
{
  for (guint i = 0; i < self->children->len; i++)
    if (strcmp (zx_demo_school_get_child (self, i)->name, name) == 0)
      return zx_demo_school_get_child (self, i);

  g_assert_not_reached ();
}

gint64
zx_demo_school_get_staff (ZxDemoSchool *self,
                          const char   *name)
{
  gint64 *id = g_hash_table_lookup (self->staff, name);

  g_assert (id != NULL);

  return *id;
}

const char *
zx_demo_get_grade_before (const char *grade)
{
  guint n;
  const char * const *grades = zx_grade_get_codes (&n);

  for (guint i = 1; i < n; i++)
    if (strcmp (grades[i], grade) == 0)
      return *grades[i - 1] == 'P' || *grades[i - 1] == 'J' ? grades[i - 1] : NULL;

  return NULL;
}

const char *
zx_demo_get_class_teacher (const ZxDemoChild *child,
                           gboolean           last_year)
{
  const char *grade = child->stay == ZX_DEMO_GRADUATED || !last_year ? child->grade : zx_demo_get_grade_before (child->grade);
  g_autofree char *name = g_strdup_printf ("%s-%u", grade != NULL ? grade : "", child->class_number);

  for (guint i = 0; i < zx_demo_n_teachers; i++)
    if (g_strcmp0 (last_year ? zx_demo_teachers[i].class_then : zx_demo_teachers[i].class_now, name) == 0)
      return zx_demo_teachers[i].name;

  return zx_demo_teachers[1].name;
}

gboolean
zx_demo_child_is_here (const ZxDemoChild *child,
                       const char        *date)
{
  switch (child->stay)
    {
    case ZX_DEMO_NEW_PUPIL:
    case ZX_DEMO_MOVED_IN:
      return strcmp (date, "2026-09-01") >= 0;
    case ZX_DEMO_GRADUATED:
      return strcmp (date, "2026-07-01") < 0;
    case ZX_DEMO_MOVED_OUT:
      return strcmp (date, child->left_on) < 0;
    case ZX_DEMO_SINCE_2025:
    default:
      return TRUE;
    }
}

const char *
zx_demo_get_spoken (const char *relation)
{
  static const char * const words[] = {
    "51", "父亲", "52", "母亲", "61", "爷爷", "62", "奶奶", "63", "外公", "64", "外婆", NULL,
  };

  for (guint i = 0; words[i] != NULL; i += 2)
    if (strcmp (words[i], relation) == 0)
      return words[i + 1];

  return "家长";
}

const ZxDemoMember *
zx_demo_home_get_guardian (const ZxDemoHome *home)
{
  for (guint i = 0; i < home->n_members; i++)
    if (home->members[i].guardian && !home->members[i].away)
      return &home->members[i];
  for (guint i = 0; i < home->n_members; i++)
    if (home->members[i].guardian)
      return &home->members[i];

  return &home->members[0];
}

/* --- drawing a home --- */

static const char *
draw_phone (ZxDemoSchool *self)
{
  static const char * const heads[] = { "130", "134", "135", "136", "138", "139", "150", "151", "152", "158", "159", "177", "187", "189" };

  /* 0000 in the middle: nobody's number. */
  return zx_demo_keep (self, g_strdup_printf ("%s0000%04u", heads[draw (self, G_N_ELEMENTS (heads))], 1000 + draw (self, 8999)));
}

static const char *
draw_name (ZxDemoSchool       *self,
           const char         *surname,
           const char * const *names,
           guint               n_names)
{
  return zx_demo_keep (self, g_strconcat (surname, names[draw (self, n_names)], NULL));
}

static ZxDemoMember *
add_member (ZxDemoHome *home,
            const char *name,
            const char *relation,
            int         born)
{
  ZxDemoMember *member = &home->members[home->n_members++];

  g_assert (home->n_members <= G_N_ELEMENTS (home->members));
  *member = (ZxDemoMember) { .name = name, .relation = relation, .born = born, .health = "10" };

  return member;
}

static ZxDemoMember *
find_member (ZxDemoHome *home,
             const char *relation)
{
  for (guint i = 0; i < home->n_members; i++)
    if (strcmp (home->members[i].relation, relation) == 0)
      return &home->members[i];

  return NULL;
}

static ZxDemoMember *
need_grandma (ZxDemoSchool *self,
              ZxDemoHome   *home)
{
  ZxDemoMember *grandma = find_member (home, "62");

  if (grandma == NULL)
    {
      grandma = add_member (home, draw_name (self, zx_demo_surnames[draw (self, 24)], zx_demo_women, zx_demo_n_women), "62", 1953 + (int) draw (self, 9));
      grandma->job = "务农";
      home->population++;
      home->elders++;
    }
  if (grandma->phone == NULL)
    grandma->phone = draw_phone (self);

  return grandma;
}

static void
set_guardian (ZxDemoHome   *home,
              ZxDemoMember *guardian)
{
  for (guint i = 0; i < home->n_members; i++)
    home->members[i].guardian = &home->members[i] == guardian;
}

static void
send_away (ZxDemoSchool *self,
           ZxDemoMember *member)
{
  member->away = TRUE;
  member->job = "务工";
  member->work_place = zx_demo_work_places[draw (self, zx_demo_n_work_places)];
}

static void
add_parents (ZxDemoSchool *self,
             ZxDemoHome   *home,
             int           birth_year)
{
  ZxDemoMember *father = add_member (home, draw_name (self, home->surname, zx_demo_men, zx_demo_n_men), "51", birth_year - 23 - (int) draw (self, 10));
  ZxDemoMember *mother = add_member (home, draw_name (self, zx_demo_surnames[draw (self, 24)], zx_demo_women, zx_demo_n_women), "52", father->born + (int) draw (self, 5));
  guint fate = draw (self, 100);

  father->phone = draw_phone (self);
  mother->phone = draw_phone (self);
  father->job = mother->job = "务农";
  if (chance (self, 55))
    add_member (home, draw_name (self, home->surname, zx_demo_men, zx_demo_n_men), "61", father->born - 24 - (int) draw (self, 8));
  if (chance (self, 65))
    add_member (home, draw_name (self, zx_demo_surnames[draw (self, 24)], zx_demo_women, zx_demo_n_women), "62", father->born - 22 - (int) draw (self, 8));
  for (guint i = 2; i < home->n_members; i++)
    {
      home->members[i].job = "务农";
      home->members[i].health = chance (self, 30) ? "20" : "10";
      home->elders++;
    }
  home->population = (int) home->n_members;
  home->labour = 2;

  if (fate < 22 && (find_member (home, "62") != NULL || fate < 12))
    {
      send_away (self, father);
      send_away (self, mother);
      set_guardian (home, need_grandma (self, home));
    }
  else if (fate < 45)
    {
      send_away (self, father);
      set_guardian (home, mother);
    }
  else
    {
      father->guardian = mother->guardian = TRUE;
      father->job = chance (self, 30) ? "泥瓦工" : "务农";
    }
}

static int
draw_home (ZxDemoSchool *self,
           int           birth_year)
{
  ZxDemoHome home = { 0 };
  static const char * const numerals[] = { "一", "二", "三", "四", "五" };

  home.surname = zx_demo_surnames[draw (self, zx_demo_n_surnames)];
  home.story = -1;
  home.village = chance (self, 9) ? -1 : (int) draw (self, ZX_DEMO_N_VILLAGES);
  if (home.village >= 0)
    home.group = g_strconcat (numerals[draw (self, zx_demo_villages[home.village].n_groups)], "组", NULL);
  home.house = 1 + draw (self, 40);
  home.children = g_array_new (FALSE, FALSE, sizeof (guint));
  add_parents (self, &home, birth_year);
  home.income = 36000 + (int) draw (self, 70) * 1000;
  home.housing = chance (self, 70) ? "1" : "2";
  g_array_append_val (self->homes, home);

  return (int) self->homes->len - 1;
}

static void
add_named_homes (ZxDemoSchool *self)
{
  for (guint i = 0; i < zx_demo_n_named_homes; i++)
    {
      const ZxDemoNamedHome *named = &zx_demo_named_homes[i];
      ZxDemoHome home = { 0 };

      home.village = -1;
      for (int j = 0; j < ZX_DEMO_N_VILLAGES; j++)
        if (g_strcmp0 (zx_demo_villages[j].name, named->village) == 0)
          home.village = j;
      home.group = g_strdup (named->group);
      home.house = named->house;
      home.population = named->population;
      home.labour = named->labour;
      home.income = named->income;
      home.housing = named->housing;
      home.cause = named->cause;
      home.sickness = named->sickness;
      home.accident = named->accident;
      home.disaster = named->disaster;
      home.cats = named->cats;
      home.cat_remark = named->cat_remark;
      home.since = named->since;
      home.bank_tail = named->bank_tail;
      home.story = named->story;
      home.children = g_array_new (FALSE, FALSE, sizeof (guint));
      memcpy (home.members, named->members, sizeof home.members);
      while (home.n_members < G_N_ELEMENTS (home.members) && home.members[home.n_members].relation != NULL)
        home.n_members++;
      for (guint j = 0; j < home.n_members; j++)
        home.elders += *home.members[j].relation == '6' && strcmp (home.members[j].health, "70") != 0;
      g_array_append_val (self->homes, home);
    }
}

/* --- drawing children --- */

static char *
draw_id_no (ZxDemoSchool *self,
            const char   *birth_date,
            const char   *sex,
            GHashTable   *taken)
{
  for (;;)
    {
      guint sequence = 900 + draw (self, 50) * 2 + (*sex == '1' ? 1 : 0);
      g_autofree char *body = g_strdup_printf (REGION "%.4s%.2s%.2s%03u", birth_date, birth_date + 5, birth_date + 8, sequence);
      char *id_no = g_strdup_printf ("%s%c", body, zx_id_get_check_digit (body));

      if (g_hash_table_add (taken, id_no))
        return g_strdup (id_no);
    }
}

static const char *
draw_nation (ZxDemoSchool *self)
{
  guint n = draw (self, 100);

  return n < 76 ? "01" : n < 85 ? "06" : n < 92 ? "15" : n < 97 ? "09" : "17";
}

/* The year in which children of a grade of this school year turn six before September. */
static int
get_birth_year (const char *grade)
{
  return 2020 - ((int) zx_grade_get_order (grade) - (int) zx_grade_get_order ("P1"));
}

static void
add_child (ZxDemoSchool *self,
           ZxDemoChild  *child,
           GHashTable   *taken)
{
  guint index = self->children->len;

  if (child->nation == NULL)
    child->nation = draw_nation (self);
  child->id_no = draw_id_no (self, child->birth_date, child->sex, taken);
  g_array_append_val (self->children, *child);
  g_array_append_val (zx_demo_school_get_home (self, child->home)->children, index);
}

static void
add_named_children (ZxDemoSchool *self,
                    GHashTable   *taken)
{
  for (guint i = 0; i < zx_demo_n_named_children; i++)
    {
      const ZxDemoNamedChild *named = &zx_demo_named_children[i];
      ZxDemoChild child = { 0 };

      child.name = g_strdup (named->name);
      child.sex = named->sex;
      child.birth_date = g_strdup (named->birth_date);
      child.grade = named->grade;
      child.class_number = named->class_number;
      child.home = named->home;
      child.board = named->board;
      child.left_behind = named->left_behind;
      child.status = named->status;
      child.health = named->health;
      child.disability = named->disability;
      child.nation = strstr (named->name, "·") != NULL ? "05" : "01";
      child.stay = strcmp (named->grade, "P1") == 0 ? ZX_DEMO_NEW_PUPIL
                   : strcmp (named->name, "孙秀兰") == 0 ? ZX_DEMO_MOVED_IN
                                                      : ZX_DEMO_SINCE_2025;
      add_child (self, &child, taken);
    }
}

/* A brother or sister of somebody else's class, sometimes. */
static int
find_siblings_home (ZxDemoSchool *self,
                    const char   *grade)
{
  for (guint tries = 0; tries < 12; tries++)
    {
      guint index = zx_demo_n_named_homes + draw (self, self->homes->len - zx_demo_n_named_homes);
      ZxDemoHome *home = zx_demo_school_get_home (self, (int) index);
      gboolean fits = home->children->len < 2;

      for (guint i = 0; i < home->children->len; i++)
        {
          ZxDemoChild *other = zx_demo_school_get_child (self, g_array_index (home->children, guint, i));

          fits = fits && other->stay != ZX_DEMO_GRADUATED && ABS ((int) zx_grade_get_order (other->grade) - (int) zx_grade_get_order (grade)) >= 2;
        }
      if (fits)
        return (int) index;
    }

  return -1;
}

static char *
draw_given_name (ZxDemoSchool *self,
                 const char   *surname,
                 const char   *sex)
{
  const char * const *names = *sex == '1' ? zx_demo_boys : zx_demo_girls;
  guint n = *sex == '1' ? zx_demo_n_boys : zx_demo_n_girls;

  /* Two children of one name do occur, but not in every class. */
  for (guint tries = 0;; tries++)
    {
      g_autofree char *name = g_strconcat (surname, names[draw (self, n)], NULL);
      gboolean known = FALSE;

      for (guint i = 0; i < self->children->len && !known; i++)
        known = strcmp (zx_demo_school_get_child (self, i)->name, name) == 0;
      if (!known || tries > 30)
        return g_steal_pointer (&name);
    }
}

static void
draw_child (ZxDemoSchool *self,
            const char   *grade,
            guint         class_number,
            ZxDemoStay    stay,
            GHashTable   *taken)
{
  ZxDemoChild child = { .grade = grade, .class_number = class_number, .stay = stay, .status = "1", .health = "10" };
  int year = get_birth_year (grade) - (stay == ZX_DEMO_GRADUATED);
  int days = zx_date_to_day ("2000-09-01") + (int) draw (self, 365) - zx_date_to_day ("2000-01-01");
  char day[ZX_DATE_SIZE];
  g_autofree char *new_year = g_strdup_printf ("%d-01-01", year - 1);
  ZxDemoHome *home;
  ZxDemoMember *father, *mother;

  child.birth_date = g_strdup (zx_date_from_day (zx_date_to_day (new_year) + days, day));
  child.sex = chance (self, 52) ? "1" : "2";
  child.home = stay == ZX_DEMO_SINCE_2025 || stay == ZX_DEMO_NEW_PUPIL
                 ? (self->homes->len > zx_demo_n_named_homes && chance (self, 17) ? find_siblings_home (self, grade) : -1)
                 : -1;
  if (child.home < 0)
    child.home = draw_home (self, year);
  home = zx_demo_school_get_home (self, child.home);
  child.name = draw_given_name (self, home->surname, child.sex);
  if (home->children->len > 0)
    {
      child.nation = zx_demo_school_get_child (self, g_array_index (home->children, guint, 0))->nation;
      if (home->population < 8)
        home->population++;
    }
  else
    home->population++;

  father = find_member (home, "51");
  mother = find_member (home, "52");
  child.left_behind = father->away && mother->away ? "2" : father->away || mother->away ? "1" : "0";
  child.board = *grade == 'J' && home->village >= 0 && chance (self, 70) ? "2" : "1";
  add_child (self, &child, taken);
}

static guint
count_in_class (ZxDemoSchool      *self,
                const ZxDemoClass *class)
{
  guint count = 0;

  for (guint i = 0; i < self->children->len; i++)
    {
      ZxDemoChild *child = zx_demo_school_get_child (self, i);

      count += strcmp (child->grade, class->grade) == 0 && child->class_number == class->number &&
               child->stay != ZX_DEMO_GRADUATED && child->stay != ZX_DEMO_MOVED_OUT;
    }

  return count;
}

static void
fill_classes (ZxDemoSchool *self,
              GHashTable   *taken)
{
  static const char * const left_on[N_MOVED_OUT] = { "2026-03-02", "2026-04-20", "2026-09-21" };

  for (guint i = 0; i < zx_demo_n_classes; i++)
    {
      const ZxDemoClass *class = &zx_demo_classes[i];
      ZxDemoStay stay = strcmp (class->grade, "P1") == 0 ? ZX_DEMO_NEW_PUPIL : ZX_DEMO_SINCE_2025;

      for (guint n = count_in_class (self, class); n < class->size; n++)
        draw_child (self, class->grade, class->number, stay, taken);
    }

  for (guint i = 0; i < N_GRADUATES; i++)
    draw_child (self, "J3", 1, ZX_DEMO_GRADUATED, taken);
  for (guint i = 0; i < N_MOVED_OUT; i++)
    {
      draw_child (self, i == 0 ? "P3" : i == 1 ? "J2" : "P5", 1, ZX_DEMO_MOVED_OUT, taken);
      zx_demo_school_get_child (self, self->children->len - 1)->left_on = left_on[i];
    }
}

/* --- what happens to homes --- */

static void
strike (ZxDemoSchool      *self,
        ZxDemoHome        *home,
        const ZxDemoStory *story)
{
  ZxDemoMember *father = find_member (home, "51"), *mother = find_member (home, "52");

  switch (story->fate)
    {
    case ZX_DEMO_FATHER_DISABLED:
    case ZX_DEMO_FATHER_ILL:
      father->health = story->fate == ZX_DEMO_FATHER_ILL ? "60" : "50";
      father->remark = story->sickness != NULL && story->fate == ZX_DEMO_FATHER_DISABLED ? "肢体残疾，做点轻活" : "患病，在家休养";
      father->away = FALSE;
      father->job = NULL;
      father->work_place = NULL;
      mother->away = FALSE;
      mother->job = "务农";
      mother->work_place = NULL;
      set_guardian (home, mother);
      home->labour = 1;
      break;
    case ZX_DEMO_MOTHER_DISABLED:
    case ZX_DEMO_MOTHER_ILL:
      mother->health = story->fate == ZX_DEMO_MOTHER_ILL ? "60" : "50";
      mother->remark = story->fate == ZX_DEMO_MOTHER_ILL ? "患病，定期复查" : "听力残疾二级";
      mother->away = FALSE;
      mother->job = NULL;
      mother->work_place = NULL;
      set_guardian (home, need_grandma (self, home));
      home->labour = 1;
      break;
    case ZX_DEMO_GRANDPA_ILL:
      {
        ZxDemoMember *old = find_member (home, strstr (story->sickness, "爷爷") != NULL ? "61" : "62");

        if (old == NULL)
          {
            old = add_member (home, draw_name (self, home->surname, zx_demo_men, zx_demo_n_men), strstr (story->sickness, "爷爷") != NULL ? "61" : "62", 1954);
            home->population++;
            home->elders++;
          }
        old->health = "60";
        old->job = NULL;
        old->remark = strstr (story->sickness, "爷爷") != NULL ? "中风偏瘫，卧床" : "摔伤，行动不便";
        mother->away = FALSE;
        mother->job = "务农";
        mother->work_place = NULL;
        set_guardian (home, mother);
      }
      break;
    case ZX_DEMO_ORPHAN:
      father->health = mother->health = "70";
      father->remark = strcmp (story->cats, "08") == 0 ? NULL : "已故";
      if (strcmp (story->cats, "08") == 0)
        {
          mother->health = "80";
          mother->remark = "失去联系";
          father->remark = "2022 年病故";
        }
      father->away = mother->away = FALSE;
      father->job = mother->job = father->phone = mother->phone = father->work_place = mother->work_place = NULL;
      set_guardian (home, need_grandma (self, home));
      home->population -= 2;
      home->labour = 0;
      break;
    case ZX_DEMO_FATHER_DEAD:
      father->health = "70";
      father->remark = "2024 年去世";
      father->away = mother->away = FALSE;
      father->job = father->phone = father->work_place = mother->work_place = NULL;
      mother->job = "镇上茶厂做工";
      set_guardian (home, mother);
      home->population--;
      home->labour = 1;
      break;
    case ZX_DEMO_DIVORCED:
      send_away (self, father);
      mother->away = TRUE;
      mother->job = NULL;
      mother->work_place = NULL;
      mother->remark = "离异，不在一起生活";
      set_guardian (home, need_grandma (self, home));
      home->population--;
      home->labour = 1;
      break;
    case ZX_DEMO_MOTHER_LOST:
      send_away (self, father);
      mother->health = "80";
      mother->away = TRUE;
      mother->job = mother->phone = mother->work_place = NULL;
      mother->remark = "几年没有消息";
      set_guardian (home, need_grandma (self, home));
      home->population--;
      home->labour = 1;
      break;
    case ZX_DEMO_BOTH_AWAY:
      send_away (self, father);
      send_away (self, mother);
      set_guardian (home, need_grandma (self, home));
      break;
    case ZX_DEMO_CHILD_DISABLED:
      {
        ZxDemoChild *child = zx_demo_school_get_child (self, g_array_index (home->children, guint, 0));

        child->disability = chance (self, 50) ? "53" : "23";
        child->health = "50";
      }
      break;
    case ZX_DEMO_HARD:
    default:
      break;
    }

  for (guint i = 0; i < home->children->len; i++)
    {
      ZxDemoChild *child = zx_demo_school_get_child (self, g_array_index (home->children, guint, i));
      gboolean no_father = father->away || father->health[0] >= '7', no_mother = mother->away || mother->health[0] >= '7';

      child->left_behind = story->fate == ZX_DEMO_ORPHAN ? "0" : no_father && no_mother ? "2" : (father->away || mother->away) ? "1" : "0";
    }
}

static void
give_story (ZxDemoSchool *self,
            ZxDemoHome   *home,
            int           story_index)
{
  const ZxDemoStory *story = &zx_demo_stories[story_index];

  home->story = story_index;
  home->cats = story->cats;
  home->cat_remark = story->cat_remark;
  home->since = "2025-09-01";
  home->housing = story->housing;
  home->cause = story->cause;
  home->sickness = story->sickness;
  home->income = (story->income_low + (int) draw (self, (guint) (story->income_high - story->income_low) / 100) * 100);
  home->debt = strchr (story->seen, '7') != NULL && chance (self, 70) ? 5000 + (int) draw (self, 6) * 5000 : 0;
  home->bank_tail = zx_demo_keep (self, g_strdup_printf ("%04u", 1000 + draw (self, 8999)));
  strike (self, home, story);
}

static guint
count_here (ZxDemoSchool *self,
            ZxDemoHome   *home)
{
  guint count = 0;

  for (guint i = 0; i < home->children->len; i++)
    count += zx_demo_child_is_here (zx_demo_school_get_child (self, g_array_index (home->children, guint, i)), ZX_DEMO_TODAY);

  return count;
}

static ZxDemoHome *
find_home (ZxDemoSchool *self,
           guint         least,
           guint         most)
{
  for (;;)
    {
      ZxDemoHome *home = zx_demo_school_get_home (self, (int) (zx_demo_n_named_homes + draw (self, self->homes->len - zx_demo_n_named_homes)));
      guint count = count_here (self, home);

      if (home->story < 0 && home->village >= 0 && count >= least && count <= most)
        return home;
    }
}

/* Until exactly so many children on the roll are in need. */
static void
give_stories (ZxDemoSchool *self)
{
  guint slots = 0, left = IN_NEED;

  for (guint i = 0; i < zx_demo_n_named_homes; i++)
    if (zx_demo_named_homes[i].cats != NULL)
      left -= count_here (self, zx_demo_school_get_home (self, (int) i));
  for (guint i = 0; i < zx_demo_n_stories; i++)
    slots += zx_demo_stories[i].count;

  for (guint i = 0; i < zx_demo_n_stories; i++)
    for (guint n = 0; n < zx_demo_stories[i].count; n++, slots--)
      {
        guint most = zx_demo_stories[i].one_child ? 1 : MIN (2, left - (slots - 1));
        ZxDemoHome *home = find_home (self, 1, most);

        left -= count_here (self, home);
        give_story (self, home, (int) i);
      }
  for (guint i = 0; left > 0; i++, left--)
    give_story (self, find_home (self, 1, 1), (int) (i % 5));

  /* Some of last year's leavers were in need too, and two homes are over the worst. */
  for (guint i = 0; i < self->homes->len; i++)
    {
      ZxDemoHome *home = zx_demo_school_get_home (self, (int) i);

      if (home->story < 0 && home->village >= 0 && home->children->len > 0 && count_here (self, home) == 0 &&
          zx_demo_school_get_child (self, g_array_index (home->children, guint, 0))->stay == ZX_DEMO_GRADUATED && chance (self, 30))
        give_story (self, home, (int) draw (self, 5));
    }
  for (guint i = 0; i < 2; i++)
    {
      ZxDemoHome *home = find_home (self, 1, 1);

      give_story (self, home, 0);
      home->until = g_strdup ("2026-06-30");
    }
}

static int
compare_in_class (gconstpointer a,
                  gconstpointer b,
                  gpointer      data)
{
  ZxDemoSchool *self = data;
  const ZxDemoChild *left = zx_demo_school_get_child (self, *(const guint *) a), *right = zx_demo_school_get_child (self, *(const guint *) b);

  return strcmp (left->id_no + 6, right->id_no + 6);
}

static void
number_children (ZxDemoSchool *self)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->children->len; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_in_class, self);
  for (guint i = 0; i < order->len; i++)
    {
      ZxDemoChild *child = zx_demo_school_get_child (self, g_array_index (order, guint, i));
      char *key = g_strdup_printf ("%s-%u-%d", child->grade, child->class_number, child->stay == ZX_DEMO_GRADUATED);

      child->student_no = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;
      g_hash_table_insert (counts, key, GUINT_TO_POINTER (child->student_no));
    }
}

ZxDemoSchool *
zx_demo_school_new (void)
{
  ZxDemoSchool *self = g_new0 (ZxDemoSchool, 1);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->rand = g_rand_new_with_seed (SEED);
  self->texts = g_string_chunk_new (4096);
  self->children = g_array_new (FALSE, TRUE, sizeof (ZxDemoChild));
  self->homes = g_array_new (FALSE, TRUE, sizeof (ZxDemoHome));
  self->staff = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  add_named_homes (self);
  add_named_children (self, taken);
  fill_classes (self, taken);
  give_stories (self);
  number_children (self);
  zx_demo_school_plan (self);

  return self;
}

void
zx_demo_school_free (ZxDemoSchool *self)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      ZxDemoChild *child = zx_demo_school_get_child (self, i);

      g_free (child->name);
      g_free (child->birth_date);
      g_free (child->id_no);
    }
  for (guint i = 0; i < self->homes->len; i++)
    {
      ZxDemoHome *home = zx_demo_school_get_home (self, (int) i);

      g_free (home->group);
      g_free (home->until);
      g_array_unref (home->children);
    }
  g_array_unref (self->children);
  g_array_unref (self->homes);
  g_array_unref (self->events);
  g_hash_table_unref (self->staff);
  g_string_chunk_free (self->texts);
  g_rand_free (self->rand);
  g_free (self);
}
