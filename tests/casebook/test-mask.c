/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib.h>

#include "zx-mask.h"

static void
check (ZxMask      mask,
       const char *value,
       const char *expected)
{
  g_autofree char *masked = zx_mask (mask, value);

  g_assert_cmpstr (masked, ==, expected);
}

static void
test_numbers_have_their_shapes (void)
{
  check (ZX_MASK_ID, "522401201209010016", "522401********0016");
  check (ZX_MASK_ID, "52240120120901042X", "522401********042X");
  check (ZX_MASK_ID, "G522401201209010016", "G522401********0016");
  check (ZX_MASK_ID, "52240120120901001643", "522401**************");
  check (ZX_MASK_ID, "522401201209010016", "522401********0016");
  check (ZX_MASK_ID, "E12345678", "******678");
  check (ZX_MASK_ID, "E123", "****");
  check (ZX_MASK_ID_TAIL, "522401201209010016", "0016");
  check (ZX_MASK_ID_TAIL, "E12345678", "****");
  check (ZX_MASK_PHONE, "13800115678", "138****5678");
  check (ZX_MASK_PHONE, "0851-86123456", "0851-****3456");
  check (ZX_MASK_PHONE, "0851-8612345", "0851-****345");
  check (ZX_MASK_PHONE, "86123456", "****");
  check (ZX_MASK_PHONE, "打给他叔叔", "****");
  check (ZX_MASK_BANK, "6217000010001231234", "**** **** **** 1234");
  check (ZX_MASK_BANK, "621700001234", "**** **** **** 1234");
  check (ZX_MASK_BANK, "1234", "**** **** **** ****");
}

static void
test_empty_stays_empty (void)
{
  for (int mask = ZX_MASK_NONE; mask <= ZX_MASK_ALL; mask++)
    {
      check (mask, NULL, "");
      check (mask, "", "");
    }

  check (ZX_MASK_NONE, "王小明", "王小明");
  check (ZX_MASK_ALL, "王小明", "****");
}

static void
test_addresses_end_at_the_village (void)
{
  check (ZX_MASK_ADDRESS, "贵州省毕节市七星关区青石镇大坪村三组12号", "贵州省毕节市七星关区青石镇大坪村");
  check (ZX_MASK_ADDRESS, "青石镇大坪村村民委员会旁", "青石镇大坪村村民委员会");
  check (ZX_MASK_ADDRESS, "青石镇朝阳社区2栋301", "青石镇朝阳社区");
  check (ZX_MASK_ADDRESS, "青石镇新街居委会5号", "青石镇新街居委会");
  check (ZX_MASK_ADDRESS, "新村镇大坪村三组", "新村镇大坪村");
  check (ZX_MASK_ADDRESS, "青石镇新村村二组", "青石镇新村村");
  check (ZX_MASK_ADDRESS, "镇宁县城关镇人民路8号", "镇宁县城关镇");
  check (ZX_MASK_ADDRESS, "新乡市牧野乡3号", "新乡市牧野乡");
  check (ZX_MASK_ADDRESS, "贵阳市云岩区中华路12号2单元", "贵阳市云岩区");
  check (ZX_MASK_ADDRESS, "大坪三组12号", "****");
}

static void
test_names_on_notices_hide_one_character (void)
{
  check (ZX_MASK_NAME, "李明", "李*");
  check (ZX_MASK_NAME, "王小明", "王*明");
  check (ZX_MASK_NAME, "欧阳小明", "欧阳*明");
  check (ZX_MASK_NAME, "欧阳明", "欧阳*");
  check (ZX_MASK_NAME, "阿依古丽·买买提", "阿依古丽*");
  check (ZX_MASK_NAME, "阿依古丽.买买提", "阿依古丽*");
  check (ZX_MASK_NAME, "𠮷小明", "𠮷*明");
  check (ZX_MASK_NAME, "张李小明", "张*小明");
  check (ZX_MASK_NAME, "John Smith", "John*");
  check (ZX_MASK_NAME, "John", "J*");
  check (ZX_MASK_NAME, "明", "*");
  check (ZX_MASK_NAME_DEMO, "王小明", "王**");
  check (ZX_MASK_NAME_DEMO, "李明", "李**");
  check (ZX_MASK_NAME_DEMO, "欧阳小明", "欧阳**");
  check (ZX_MASK_NAME_DEMO, "阿依古丽·买买提", "阿**");
}

/* Whatever stands in the field, the hidden part does not come through. */
static void
test_nothing_shines_through (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      char id[19];
      g_autofree char *masked = NULL;
      g_autofree char *tail = NULL;

      for (guint i = 0; i < 18; i++)
        id[i] = '0' + g_test_rand_int_range (0, 10);

      id[18 - g_test_rand_int_range (0, 12)] = '\0';
      masked = zx_mask_id (id);
      tail = zx_mask_id_tail (id);

      g_assert_cmpuint (strlen (tail), ==, 4);
      if (strlen (id) >= 14)
        g_assert_null (strstr (masked, id + strlen (id) - 9));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mask/numbers-have-their-shapes", test_numbers_have_their_shapes);
  g_test_add_func ("/mask/empty-stays-empty", test_empty_stays_empty);
  g_test_add_func ("/mask/addresses-end-at-the-village", test_addresses_end_at_the_village);
  g_test_add_func ("/mask/names-on-notices-hide-one-character", test_names_on_notices_hide_one_character);
  g_test_add_func ("/mask/nothing-shines-through", test_nothing_shines_through);

  return g_test_run ();
}
