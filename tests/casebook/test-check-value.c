/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib.h>

#include "zx-check-value.h"
#include "zx-date.h"

#define TODAY "2026-11-23"

/* A number of an unassigned region with the right check digit. */
static void
make_id (char        out_id[19],
         const char *region,
         const char *birth,
         int         sequence)
{
  g_snprintf (out_id, 19, "%s%s%03d?", region, birth, sequence);
  out_id[17] = zx_id_get_check_digit (out_id);
}

static void
random_id (char out_id[19])
{
  char date[ZX_DATE_SIZE];
  char birth[9];

  zx_date_from_day (g_test_rand_int_range (-20000, 20000), date);
  g_snprintf (birth, sizeof birth, "%.4s%.2s%.2s", date, date + 5, date + 8);
  make_id (out_id, "520099", birth, g_test_rand_int_range (1, 1000));
}

/* The example printed in GB 11643 itself. */
static void
test_the_standards_own_number_passes (void)
{
  g_autofree char *birth_date = zx_id_dup_birth_date ("11010519491231002X");

  g_assert_cmpint (zx_check_id ("11010519491231002X", TODAY, NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_check_id ("440524188001010014", TODAY, NULL), ==, ZX_VALUE_ID_DATE); /* born 1880 */
  g_assert_cmpstr (birth_date, ==, "1949-12-31");
  g_assert_cmpstr (zx_id_get_sex ("11010519491231002X"), ==, "2");
}

static void
test_id_faults_have_their_codes (void)
{
  static const struct
  {
    const char    *id;
    ZxValueProblem problem;
  } cases[] = {
    { "", ZX_VALUE_OK },
    { "5.20099E+17", ZX_VALUE_ID_PRECISION },
    { "5.20099201209E17", ZX_VALUE_ID_PRECISION },
    { "520099120901001", ZX_VALUE_ID_LENGTH },
    { "52009920120901001", ZX_VALUE_ID_LENGTH },
    { "5200992012090100123", ZX_VALUE_ID_LENGTH },
    { "52009920120901O012", ZX_VALUE_ID_CHARS },
    { "X20099201209010012", ZX_VALUE_ID_CHARS },
    { "5200992012090100身份", ZX_VALUE_ID_CHARS },
    { "52009920120901001x", ZX_VALUE_ID_CHARS },
    { "520099201213010012", ZX_VALUE_ID_DATE },
    { "520099201302290012", ZX_VALUE_ID_DATE },
    { "520099189909010012", ZX_VALUE_ID_DATE },
    { "520099202612010012", ZX_VALUE_ID_DATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;

      g_test_message ("%s", cases[i].id);
      g_assert_cmpint (zx_check_id (cases[i].id, TODAY, &words), ==, cases[i].problem);
      g_assert_true ((words != NULL) == (cases[i].problem != ZX_VALUE_OK));
    }

  g_assert_cmpint (zx_check_id (NULL, NULL, NULL), ==, ZX_VALUE_OK);
}

static void
test_unknown_provinces_only_warn (void)
{
  char id[19];
  g_autofree char *words = NULL;

  make_id (id, "160000", "20120901", 901);
  g_assert_cmpint (zx_check_id (id, TODAY, &words), ==, ZX_VALUE_REGION);
  g_assert_nonnull (strstr (words, "16"));
  g_assert_false (zx_value_problem_is_error (ZX_VALUE_REGION));

  /* a residence permit, and a county that was renamed long ago */
  make_id (id, "830000", "20120901", 901);
  g_assert_cmpint (zx_check_id (id, TODAY, NULL), ==, ZX_VALUE_OK);
  make_id (id, "520099", "20120901", 901);
  g_assert_cmpint (zx_check_id (id, TODAY, NULL), ==, ZX_VALUE_OK);
  g_assert_false (zx_region_is_known ("1"));
  g_assert_false (zx_region_is_known ("00"));
  g_assert_false (zx_region_is_known (NULL));
}

static void
test_valid_ids_pass_and_changed_digits_do_not (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      char id[19], changed[19];
      int place = g_test_rand_int_range (0, 18);
      ZxValueProblem problem;

      random_id (id);
      g_assert_cmpint (zx_check_id (id, TODAY, NULL), ==, ZX_VALUE_OK);

      strcpy (changed, id);
      changed[place] = changed[place] == 'X' ? '0' : '0' + (changed[place] - '0' + g_test_rand_int_range (1, 10)) % 10;
      problem = zx_check_id (changed, TODAY, NULL);

      /* a wrong date is seen before the checksum */
      g_assert_true (problem == ZX_VALUE_ID_CHECKSUM || (place >= 6 && place < 14 && problem == ZX_VALUE_ID_DATE));
      g_assert_cmpint (zx_id_get_check_digit (changed) == changed[17], ==, FALSE);
    }
}

/* Two neighbouring digits swapped, the commonest slip of all. */
static void
test_swapped_digits_are_found (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      char id[19], before;
      int place = g_test_rand_int_range (0, 17);

      random_id (id);
      before = id[place];
      id[place] = id[place + 1];
      id[place + 1] = before;

      if (id[place] != before)
        g_assert_true (zx_value_problem_is_error (zx_check_id (id, TODAY, NULL)));
    }
}

static void
test_id_parts_are_read (void)
{
  char id[19];
  g_autofree char *birth_date = NULL;

  make_id (id, "520099", "20120901", 911);
  birth_date = zx_id_dup_birth_date (id);
  g_assert_cmpstr (birth_date, ==, "2012-09-01");
  g_assert_cmpstr (zx_id_get_sex (id), ==, "1");
  make_id (id, "520099", "20120901", 912);
  g_assert_cmpstr (zx_id_get_sex (id), ==, "2");

  g_assert_null (zx_id_dup_birth_date ("520099201213010012"));
  g_assert_null (zx_id_dup_birth_date ("5200"));
  g_assert_null (zx_id_dup_birth_date (NULL));
  g_assert_null (zx_id_get_sex ("E12345678"));
  g_assert_cmpint (zx_id_get_check_digit ("52"), ==, 0);
}

static void
test_ids_are_normalised (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { " 11010519491231002x ", "11010519491231002X" },
    { "110105 19491231 002X", "11010519491231002X" },
    { "110105-19491231-002X", "11010519491231002X" },
    { "'11010519491231002X", "11010519491231002X" },
    { "‘11010519491231002X", "11010519491231002X" },
    { "`11010519491231002X", "11010519491231002X" },
    { "11010519491231002'", "11010519491231002'" },
    { "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X" },
    { "g11010519491231002x", "G11010519491231002X" },
    { "无", "" }, { "待办", "" }, { "-", "" }, { "/", "" }, { "", "" }, { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = zx_id_normalise (cases[i].text);

      g_assert_cmpstr (id, ==, cases[i].expected);
    }
}

static void
test_sentences_never_hold_the_whole_number (void)
{
  for (guint round = 0; round < 500; round++)
    {
      char id[19];
      g_autofree char *words = NULL;

      random_id (id);
      id[g_test_rand_int_range (0, 18)] = "0123456789xO "[g_test_rand_int_range (0, 13)];
      zx_check_id (id, TODAY, &words);

      if (words != NULL)
        g_assert_null (strstr (words, id));
    }
}

static void
test_names_are_checked (void)
{
  static const char * const names[] = {
    "王明", "欧阳小明", "阿依古丽·买买提", "𠮷田", "𪚥𪚥", "阿卜杜热西提·阿卜杜热合曼·阿卜杜", "John Smith", "Nguyễn Văn An", "O'Brien", "J. Smith",
    "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
  };
  static const char * const none[] = {
    "", " ", "王", "王1明", "王明２", "王明!", "·王明", "王明·", "王··明", "王明(转)", "无", "张san", "???", "😀😀", "-王",
    "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_cmpint (zx_check_name (names[i], NULL), ==, ZX_VALUE_OK);
    }

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autofree char *words = NULL;

      g_test_message ("%s", none[i]);
      g_assert_cmpint (zx_check_name (none[i], &words), ==, ZX_VALUE_NAME_MISSING);
      g_assert_nonnull (words);
    }

  g_assert_cmpint (zx_check_name (NULL, NULL), ==, ZX_VALUE_NAME_MISSING);
}

static void
test_roll_numbers_have_three_kinds (void)
{
  char id[19], other[19];
  g_autofree char *normal = NULL;
  g_autofree char *without_id = NULL;
  g_autofree char *temporary = NULL;

  make_id (id, "520099", "20120901", 911);
  make_id (other, "520099", "20120901", 912);
  normal = g_strconcat ("G", id, NULL);
  without_id = g_strconcat ("J", other, NULL);
  temporary = g_strdup ("L520099201209011234");

  g_assert_cmpint (zx_check_roll_no (normal, id, NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_check_roll_no (normal, NULL, NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_check_roll_no (normal, other, NULL), ==, ZX_VALUE_ROLLNO);
  g_assert_cmpint (zx_check_roll_no (without_id, NULL, NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_check_roll_no (without_id, id, NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_check_roll_no (temporary, id, NULL), ==, ZX_VALUE_OK);

  without_id[18] = without_id[18] == '1' ? '2' : '1';
  g_assert_cmpint (zx_check_roll_no (without_id, NULL, NULL), ==, ZX_VALUE_ROLLNO);
  temporary[11] = '9';
  g_assert_cmpint (zx_check_roll_no (temporary, NULL, NULL), ==, ZX_VALUE_ROLLNO);
  g_assert_cmpint (zx_check_roll_no (id, NULL, NULL), ==, ZX_VALUE_ROLLNO);
  g_assert_cmpint (zx_check_roll_no ("G52", NULL, NULL), ==, ZX_VALUE_ROLLNO);
  g_assert_cmpint (zx_check_roll_no ("L52009920120901123X", NULL, NULL), ==, ZX_VALUE_ROLLNO);
  g_assert_cmpint (zx_check_roll_no ("", NULL, NULL), ==, ZX_VALUE_OK);

  g_assert_cmpint (zx_check_local_roll_no ("2012-甲-17", NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_check_local_roll_no ("123456789012345678901", NULL), ==, ZX_VALUE_LOCAL_ROLLNO);
  g_assert_cmpint (zx_check_school_code ("2152000001", NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_check_school_code ("215200001", NULL), ==, ZX_VALUE_SCHOOL_CODE);
  g_assert_cmpint (zx_check_postcode ("551700", NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_check_postcode ("5517000", NULL), ==, ZX_VALUE_POSTCODE);
}

static void
test_phones_become_digits (void)
{
  static const struct
  {
    const char    *text;
    const char    *expected;
    ZxValueProblem problem;
  } cases[] = {
    { "13800110022", "13800110022", ZX_VALUE_OK },
    { "138 0011 0022", "13800110022", ZX_VALUE_OK },
    { "138-0011-0022", "13800110022", ZX_VALUE_OK },
    { "+86 13800110022", "13800110022", ZX_VALUE_OK },
    { "+8613800110022", "13800110022", ZX_VALUE_OK },
    { "8613800110022", "13800110022", ZX_VALUE_OK },
    { "(+86)13800110022", "13800110022", ZX_VALUE_OK },
    { "0086-13800110022", "13800110022", ZX_VALUE_OK },
    { "013800110022", "13800110022", ZX_VALUE_OK },
    { "１３８００１１００２２", "13800110022", ZX_VALUE_OK },
    { "0851-8612345", "0851-8612345", ZX_VALUE_OK },
    { "0851 8612 3456", "0851-86123456", ZX_VALUE_OK },
    { "（0851）8612345", "0851-8612345", ZX_VALUE_OK },
    { "08518612345", "0851-8612345", ZX_VALUE_OK },
    { "010-62012345", "010-62012345", ZX_VALUE_OK },
    { "02062012345", "020-62012345", ZX_VALUE_OK },
    { "+86 851 8612345", "0851-8612345", ZX_VALUE_OK },
    { "无", "", ZX_VALUE_OK },
    { "—", "", ZX_VALUE_OK },
    { "", "", ZX_VALUE_OK },
    { "12800110022", "12800110022", ZX_VALUE_PHONE },
    { "1380011002", "1380011002", ZX_VALUE_PHONE },
    { "138001100223", "138001100223", ZX_VALUE_PHONE },
    { "8612345", "8612345", ZX_VALUE_PHONE },
    { "1.38E+10", "1.38E+10", ZX_VALUE_PHONE },
    { "问他叔叔", "问他叔叔", ZX_VALUE_PHONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *phone = zx_phone_normalise (cases[i].text);
      g_autofree char *again = zx_phone_normalise (phone);
      g_autofree char *words = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (phone, ==, cases[i].expected);
      g_assert_cmpstr (again, ==, phone);
      g_assert_cmpint (zx_check_phone (phone, &words), ==, cases[i].problem);
      g_assert_true ((words != NULL) == (cases[i].problem != ZX_VALUE_OK));
    }
}

static void
test_bank_cards_only_warn (void)
{
  g_autofree char *normal = zx_bank_normalise (" 6217 0000-1000 1231 234 ");

  g_assert_cmpstr (normal, ==, "6217000010001231234");
  g_assert_cmpint (zx_check_bank ("4111111111111111", NULL), ==, ZX_VALUE_OK); /* the usual example of Luhn */
  g_assert_cmpint (zx_check_bank ("4111111111111112", NULL), ==, ZX_VALUE_BANK);
  g_assert_cmpint (zx_check_bank ("41111111111", NULL), ==, ZX_VALUE_BANK);
  g_assert_cmpint (zx_check_bank ("41111111111111111111", NULL), ==, ZX_VALUE_BANK);
  g_assert_cmpint (zx_check_bank ("6.217E+18", NULL), ==, ZX_VALUE_BANK);
  g_assert_cmpint (zx_check_bank ("", NULL), ==, ZX_VALUE_OK);
  g_assert_false (zx_value_problem_is_error (ZX_VALUE_BANK));

  /* Luhn finds every single changed digit */
  for (guint round = 0; round < 1000; round++)
    {
      char number[20];
      int length = g_test_rand_int_range (12, 20);
      int place = g_test_rand_int_range (0, length);
      int fits = 0;

      for (int i = 0; i < length; i++)
        number[i] = '0' + g_test_rand_int_range (0, 10);
      number[length] = '\0';

      for (char digit = '0'; digit <= '9'; digit++)
        {
          number[place] = digit;
          fits += zx_check_bank (number, NULL) == ZX_VALUE_OK;
        }

      g_assert_cmpint (fits, ==, 1);
    }
}

static void
test_disability_certificates_agree_with_their_parts (void)
{
  char id[19], other[19];
  g_autofree char *certificate = NULL;
  g_autofree char *renewed = NULL;
  g_autofree char *wrong_type = NULL;
  g_autofree char *wrong_level = NULL;
  g_autofree char *wrong_suffix = NULL;

  make_id (id, "520099", "20120901", 911);
  make_id (other, "520099", "20120901", 912);
  certificate = g_strconcat (id, "43", NULL);
  renewed = g_strconcat (id, "43B1", NULL);
  wrong_type = g_strconcat (id, "83", NULL);
  wrong_level = g_strconcat (id, "45", NULL);
  wrong_suffix = g_strconcat (id, "43C1", NULL);

  g_assert_cmpint (zx_check_disab_cert (certificate, id, "4", "3", NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_check_disab_cert (certificate, NULL, NULL, "", NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_check_disab_cert (renewed, id, "4", "3", NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_check_disab_cert (certificate, other, "4", "3", NULL), ==, ZX_VALUE_DISAB_CERT);
  g_assert_cmpint (zx_check_disab_cert (certificate, id, "5", "3", NULL), ==, ZX_VALUE_DISAB_CERT);
  g_assert_cmpint (zx_check_disab_cert (certificate, id, "4", "2", NULL), ==, ZX_VALUE_DISAB_CERT);
  g_assert_cmpint (zx_check_disab_cert (wrong_type, id, NULL, NULL, NULL), ==, ZX_VALUE_DISAB_CERT);
  g_assert_cmpint (zx_check_disab_cert (wrong_level, id, NULL, NULL, NULL), ==, ZX_VALUE_DISAB_CERT);
  g_assert_cmpint (zx_check_disab_cert (wrong_suffix, id, NULL, NULL, NULL), ==, ZX_VALUE_DISAB_CERT);
  g_assert_cmpint (zx_check_disab_cert (id, id, NULL, NULL, NULL), ==, ZX_VALUE_DISAB_CERT);
  g_assert_cmpint (zx_check_disab_cert ("", id, NULL, NULL, NULL), ==, ZX_VALUE_OK);
}

static void
test_money_becomes_fen (void)
{
  static const struct
  {
    const char *text;
    gint64      fen;
  } cases[] = {
    { "1250", 125000 }, { "1250.00", 125000 }, { "312.5", 31250 }, { "312.50元", 31250 }, { "1,250.00", 125000 },
    { "￥1,250", 125000 }, { "¥ 12", 1200 }, { "0", 0 }, { "0.01", 1 }, { "１２５０．５", 125050 }, { "1，250元整", 125000 },
    { " 1 250 ", 125000 }, { "1250.500", 125050 }, { "9999999999.99", G_GINT64_CONSTANT (999999999999) },
    { "0012", 1200 }, { "12,345,678.9", 1234567890 },
  };
  static const char * const none[] = {
    "", " ", "元", "-1", "1.234", "12.005", "1,25", "1,2500", "12,34,567", "abc", "1.2.3", ".5", "5.", "1e3", "一百元", "1.5万",
    "99999999999.99", "123456789012345678901234567890", "+-1", "12元5角",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 fen;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (zx_money_parse (cases[i].text, &fen, NULL), ==, ZX_VALUE_OK);
      g_assert_cmpint (fen, ==, cases[i].fen);
    }

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autofree char *words = NULL;
      gint64 fen = 7;

      g_test_message ("%s", none[i]);
      g_assert_cmpint (zx_money_parse (none[i], &fen, &words), ==, ZX_VALUE_MONEY);
      g_assert_cmpint (fen, ==, 0);
      g_assert_nonnull (words);
    }
}

static void
test_money_round_trips (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      gint64 fen = (gint64) g_test_rand_int_range (0, G_MAXINT) * g_test_rand_int_range (1, 400);
      g_autofree char *plain = zx_money_format (fen);
      g_autofree char *grouped = zx_money_format_grouped (fen);
      gint64 back;

      g_assert_cmpint (zx_money_parse (plain, &back, NULL), ==, ZX_VALUE_OK);
      g_assert_cmpint (back, ==, fen);
      g_assert_cmpint (zx_money_parse (grouped, &back, NULL), ==, ZX_VALUE_OK);
      g_assert_cmpint (back, ==, fen);
    }
}

static void
test_amounts_are_shown (void)
{
  static const struct
  {
    gint64      fen;
    const char *plain;
    const char *grouped;
    const char *prose;
  } cases[] = {
    { 0, "0.00", "0.00", "0" }, { 5, "0.05", "0.05", "0.05" }, { 125000, "1250.00", "1,250.00", "1,250" },
    { 99999, "999.99", "999.99", "999.99" }, { 3031250, "30312.50", "30,312.50", "30,312.50" },
    { -125050, "-1250.50", "-1,250.50", "-1,250.50" }, { -99900, "-999.00", "-999.00", "-999" },
    { 123456789012, "1234567890.12", "1,234,567,890.12", "1,234,567,890.12" },
    { G_MININT64, "-92233720368547758.08", "-92,233,720,368,547,758.08", "-92,233,720,368,547,758.08" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = zx_money_format (cases[i].fen);
      g_autofree char *grouped = zx_money_format_grouped (cases[i].fen);
      g_autofree char *prose = zx_money_format_prose (cases[i].fen);

      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (grouped, ==, cases[i].grouped);
      g_assert_cmpstr (prose, ==, cases[i].prose);
    }
}

static void
test_decimals_are_scaled (void)
{
  gint64 value;
  g_autofree char *words = NULL;
  g_autofree char *text = zx_decimal_format (-125, 1);
  g_autofree char *whole = zx_decimal_format (12, 0);

  g_assert_cmpint (zx_decimal_parse ("12.5", 1, &value, NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (value, ==, 125);
  g_assert_cmpint (zx_decimal_parse ("12", 3, &value, NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (value, ==, 12000);
  g_assert_cmpint (zx_decimal_parse ("-0.5", 1, &value, NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (value, ==, -5);
  g_assert_cmpint (zx_decimal_parse ("12.0", 0, &value, NULL), ==, ZX_VALUE_OK);
  g_assert_cmpint (value, ==, 12);
  g_assert_cmpint (zx_decimal_parse ("12.55", 1, &value, &words), ==, ZX_VALUE_NUMBER);
  g_assert_nonnull (strstr (words, "12.55"));
  g_assert_cmpint (zx_decimal_parse ("", 1, &value, NULL), ==, ZX_VALUE_NUMBER);
  g_assert_cmpint (zx_decimal_parse ("三", 1, &value, NULL), ==, ZX_VALUE_NUMBER);
  g_assert_cmpstr (text, ==, "-12.5");
  g_assert_cmpstr (whole, ==, "12");
}

static void
test_times_are_read (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "9:05", "09:05" }, { "09:05", "09:05" }, { "14：30", "14:30" }, { "9点5分", "09:05" }, { "9点", "09:00" },
    { "九点半", "09:30" }, { "下午3点", "15:00" }, { "下午3:20", "15:20" }, { "晚上8点一刻", NULL }, { "上午10点", "10:00" },
    { "23:59", "23:59" }, { "24:00", NULL }, { "9:60", NULL }, { "9", NULL }, { "", NULL }, { "9:05:00", NULL },
    { "中午12点", "12:00" }, { "中午1点", "13:00" }, { "14时20分", "14:20" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;
      g_autofree char *time = zx_time_parse (cases[i].text, &words);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (time, ==, cases[i].expected);
      g_assert_true ((words == NULL) == (time != NULL));
      g_assert_true (time == NULL || zx_time_is_valid (time));
    }

  g_assert_false (zx_time_is_valid ("24:00"));
  g_assert_false (zx_time_is_valid ("9:05"));
  g_assert_false (zx_time_is_valid ("09:60"));
  g_assert_false (zx_time_is_valid (NULL));
}

static void
test_codes_are_stable (void)
{
  static const char * const codes[] = {
    "E_NAME_MISSING", "E_ID_PRECISION", "E_ID_LENGTH", "E_ID_CHARS", "E_ID_DATE", "E_ID_CHECKSUM", "E_BIRTH_MISMATCH",
    "E_SEX_MISMATCH", "E_DUP_ROW", "E_ID_CONFLICT", "E_GRADE_UNKNOWN", "E_KEY_MISSING",
  };

  /* rows are checked in this order, and the first met is the main reason */
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpstr (zx_value_problem_get_code (ZX_VALUE_NAME_MISSING + i), ==, codes[i]);

  for (int problem = ZX_VALUE_OK + 1; problem < ZX_N_VALUE_PROBLEMS; problem++)
    {
      const char *code = zx_value_problem_get_code (problem);

      g_assert_true (g_str_has_prefix (code, zx_value_problem_is_error (problem) ? "E_" : "W_"));
      g_assert_cmpint (zx_value_problem_from_code (code), ==, problem);
      g_assert_cmpuint (strlen (zx_value_problem_get_title (problem)), >, 0);
    }

  g_assert_cmpint (zx_value_problem_from_code ("E_NOTHING"), ==, ZX_VALUE_OK);
  g_assert_cmpint (zx_value_problem_from_code (""), ==, ZX_VALUE_OK);
  g_assert_cmpstr (zx_value_problem_get_title (ZX_VALUE_OK), ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check-value/the-standards-own-number-passes", test_the_standards_own_number_passes);
  g_test_add_func ("/check-value/id-faults-have-their-codes", test_id_faults_have_their_codes);
  g_test_add_func ("/check-value/unknown-provinces-only-warn", test_unknown_provinces_only_warn);
  g_test_add_func ("/check-value/valid-ids-pass-and-changed-digits-do-not", test_valid_ids_pass_and_changed_digits_do_not);
  g_test_add_func ("/check-value/swapped-digits-are-found", test_swapped_digits_are_found);
  g_test_add_func ("/check-value/id-parts-are-read", test_id_parts_are_read);
  g_test_add_func ("/check-value/ids-are-normalised", test_ids_are_normalised);
  g_test_add_func ("/check-value/sentences-never-hold-the-whole-number", test_sentences_never_hold_the_whole_number);
  g_test_add_func ("/check-value/names-are-checked", test_names_are_checked);
  g_test_add_func ("/check-value/roll-numbers-have-three-kinds", test_roll_numbers_have_three_kinds);
  g_test_add_func ("/check-value/phones-become-digits", test_phones_become_digits);
  g_test_add_func ("/check-value/bank-cards-only-warn", test_bank_cards_only_warn);
  g_test_add_func ("/check-value/disability-certificates-agree-with-their-parts", test_disability_certificates_agree_with_their_parts);
  g_test_add_func ("/check-value/money-becomes-fen", test_money_becomes_fen);
  g_test_add_func ("/check-value/money-round-trips", test_money_round_trips);
  g_test_add_func ("/check-value/amounts-are-shown", test_amounts_are_shown);
  g_test_add_func ("/check-value/decimals-are-scaled", test_decimals_are_scaled);
  g_test_add_func ("/check-value/times-are-read", test_times_are_read);
  g_test_add_func ("/check-value/codes-are-stable", test_codes_are_stable);

  return g_test_run ();
}
