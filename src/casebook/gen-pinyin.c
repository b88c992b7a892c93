/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes the table of zx-pinyin-table.h, reading ICU's Han-Latin/Names. Runs while building, on the building
 * machine; the program itself never loads ICU. What people of this country read otherwise is listed here.
 *
 *   gen-pinyin OUTPUT.c
 */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uclean.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "zx-pinyin-table.h"

#define MAX_SYLLABLES 512
#define MAX_SPECIALS 1024
#define BATCH 128

/* Readings that win over ICU: the usual one where ICU has the rarer, or one that is not a name's. */
static const struct
{
  const char *character;
  const char *surname; /* NULL: as ICU */
  const char *given;
} own_readings[] = {
  { "朴", "piao2", NULL },
  { "覃", "qin2", NULL },
  { "缪", "miao4", NULL },
  { "刀", "dao1", NULL },
  { "尉", "wei4", NULL },
  { "乜", "nie4", NULL },
  { "么", "yao1", NULL },
  { "句", "gou1", NULL },
  { "祭", "zhai4", NULL },
  { "都", "du1", NULL },
  { "能", "nai4", NULL },
  { "洗", "xian3", NULL },
  { "藏", "zang1", NULL },
  { "车", "che1", NULL },
  { "柏", "bai3", "bai3" },
  { "晟", "sheng4", "sheng4" },
};

/* Every other reading somebody may type, beside those of ICU and the list above. */
static const struct
{
  const char *character;
  const char *readings;
} other_readings[] = {
  { "单", "shan4 dan1 chan2" }, { "單", "dan1 shan4 chan2" }, { "解", "xie4 jie3" },
  { "仇", "qiu2 chou2" }, { "区", "ou1 qu1" }, { "區", "qu1 ou1" }, { "查", "zha1 cha2" },
  { "朴", "piao2 pu3" }, { "翟", "zhai2 di2" }, { "曾", "zeng1 ceng2" }, { "尉", "wei4 yu4" },
  { "乐", "yue4 le4" }, { "樂", "yue4 le4" }, { "盖", "ge3 gai4" }, { "蓋", "ge3 gai4" },
  { "员", "yun4 yuan2" }, { "員", "yun4 yuan2" }, { "召", "shao4 zhao4" }, { "折", "she2 zhe2" },
  { "缪", "miao4 mou2 miu4" }, { "繁", "po2 fan2" }, { "种", "chong2 zhong3" },
  { "粘", "nian2 zhan1" }, { "隗", "wei3 kui2" }, { "褚", "chu3 zhu3" }, { "强", "qiang2 jiang4" },
  { "车", "che1 ju1" }, { "沈", "shen3 chen2" }, { "莘", "xin1 shen1" }, { "覃", "qin2 tan2" },
  { "谌", "chen2 shen4" }, { "俞", "yu2 shu4" }, { "藏", "zang1 cang2" }, { "柏", "bai3 bo2" },
  { "万", "wan4 mo4" }, { "贾", "jia3 gu3" }, { "那", "na4 nuo2" }, { "娜", "na4 nuo2" },
  { "牟", "mu4 mou2" }, { "长", "chang2 zhang3" }, { "長", "chang2 zhang3" }, { "重", "zhong4 chong2" },
  { "秘", "bi4 mi4" }, { "祭", "zhai4 ji4" }, { "乜", "nie4 mie1" }, { "么", "yao1 me5" },
  { "句", "gou1 ju4" }, { "都", "du1 dou1" }, { "能", "nai4 neng2" }, { "洗", "xian3 xi3" },
  { "黑", "hei1 he4" }, { "刀", "dao1 diao1" }, { "郗", "xi1 chi1" }, { "郇", "xun2 huan2" },
  { "薄", "bo2 bao2" }, { "宿", "su4 xiu3" }, { "宓", "mi4 fu2" }, { "哈", "ha3 ha1" },
  { "晟", "sheng4 cheng2" }, { "盛", "sheng4 cheng2" }, { "茜", "qian4 xi1" }, { "莎", "sha1 suo1" },
  { "行", "xing2 hang2" }, { "朝", "chao2 zhao1" }, { "偲", "si1 cai1" }, { "荨", "qian2 xun2" },
  { "莞", "guan3 wan3" }, { "澄", "cheng2 deng4" }, { "伽", "jia1 qie2 ga1" }, { "参", "can1 shen1" },
  { "颉", "jie2 xie2" }, { "禅", "chan2 shan4" }, { "奇", "qi2 ji1" }, { "觉", "jue2 jiao4" },
  { "校", "xiao4 jiao4" }, { "传", "chuan2 zhuan4" }, { "佛", "fo2 fu2" }, { "阿", "a1 e1" },
  { "拓", "tuo4 ta4" }, { "会", "hui4 kuai4" }, { "厦", "sha4 xia4" }, { "蔚", "wei4 yu4" },
  { "隽", "juan4 jun4" }, { "炅", "jiong3 gui4" }, { "仔", "zi3 zai3" }, { "侗", "dong4 tong2" },
  { "卡", "ka3 qia3" }, { "彧", "yu4" }, { "弹", "dan4 tan2" }, { "嘉", "jia1" }, { "冯", "feng2 ping2" },
  { "石", "shi2 dan4" }, { "食", "shi2 yi4" }, { "适", "shi4 kuo4" }, { "系", "xi4 ji4" },
  { "省", "sheng3 xing3" }, { "还", "huan2 hai2" }, { "调", "tiao2 diao4" }, { "降", "jiang4 xiang2" },
  { "血", "xue4 xie3" }, { "堡", "bao3 bu3" }, { "仡", "ge1 yi4" }, { "尔", "er3" }, { "提", "ti2 di1" },
  { "台", "tai2" }, { "渑", "mian3 sheng2" }, { "峙", "shi4 zhi4" }, { "筠", "jun1 yun2" },
  { "靓", "liang4 jing4" }, { "咯", "ge1 luo4 ka3" }, { "洛", "luo4" }, { "落", "luo4 la4" },
};

/* Compound surnames whose characters are read otherwise in them. */
static const struct
{
  const char *name;
  const char *first, *second;
} compounds[] = {
  { "万俟", "mo4", "qi2" },
  { "萬俟", "mo4", "qi2" },
  { "尉迟", "yu4", "chi2" },
  { "尉遲", "yu4", "chi2" },
  { "尉犁", "yu4", "li2" },
  { "澹台", "tan2", "tai2" },
  { "澹臺", "tan2", "tai2" },
  { "令狐", "ling2", "hu2" },
  { "长孙", "zhang3", "sun1" },
  { "長孫", "zhang3", "sun1" },
  { "子车", "zi3", "ju1" },
  { "乐正", "yue4", "zheng4" },
  { "宰父", "zai3", "fu3" },
  { "鲜于", "xian1", "yu2" },
};

static const struct
{
  uint32_t first, last;
} ranges[] = {
  { 0x3007, 0x3007 }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff }, { 0xf900, 0xfaff }, { 0x20000, 0x323af },
};

static ZxPinyinSyllable syllables[MAX_SYLLABLES];
static unsigned int n_syllables = 1; /* 0 is no reading */
static uint16_t given[ZX_PINYIN_LAST_CHARACTER + 1];
static uint16_t surname[ZX_PINYIN_LAST_CHARACTER + 1];
static ZxPinyinSpecial specials[MAX_SPECIALS];
static unsigned int n_specials;

static void
fail (const char *what)
{
  fprintf (stderr, "gen-pinyin: %s\n", what);
  exit (1);
}

static void
check (UErrorCode  code,
       const char *what)
{
  if (U_FAILURE (code))
    {
      fprintf (stderr, "gen-pinyin: %s: %s\n", what, u_errorName (code));
      exit (1);
    }
}

static uint16_t
get_reading (const char  *text,
             size_t       length,
             unsigned int tone)
{
  unsigned int i;

  if (length == 0 || length >= sizeof syllables[0].text)
    return 0;

  for (i = 1; i < n_syllables; i++)
    {
      if (syllables[i].length == length && memcmp (syllables[i].text, text, length) == 0)
        return (uint16_t) (i | tone << ZX_PINYIN_TONE_SHIFT);
    }

  if (n_syllables == MAX_SYLLABLES)
    fail ("more syllables than fit");

  memcpy (syllables[n_syllables].text, text, length);
  syllables[n_syllables].length = (uint8_t) length;

  return (uint16_t) (n_syllables++ | tone << ZX_PINYIN_TONE_SHIFT);
}

/* "piao2" */
static uint16_t
parse_reading (const char *text,
               size_t      length)
{
  return get_reading (text, length - 1, (unsigned int) (text[length - 1] - '0'));
}

/* What ICU answered for one character: "lǜ". Zero when it is no syllable, such as the character itself. */
static uint16_t
parse_answer (const UNormalizer2 *nfd,
              const UChar        *answer,
              int32_t             length)
{
  UErrorCode code = U_ZERO_ERROR;
  UChar apart[64];
  char text[8];
  size_t n = 0;
  unsigned int tone = 5;
  int32_t n_apart = unorm2_normalize (nfd, answer, length, apart, 64, &code);

  check (code, "decomposing");

  for (int32_t i = 0; i < n_apart; i++)
    {
      switch (apart[i])
        {
        case 0x304:
          tone = 1;
          break;
        case 0x301:
          tone = 2;
          break;
        case 0x30c:
          tone = 3;
          break;
        case 0x300:
          tone = 4;
          break;
        case 0x308:
          if (n > 0)
            text[n - 1] = 'v';
          break;
        case 0x302: /* ê */
          break;
        default:
          if (apart[i] < 'a' || apart[i] > 'z' || n == 7)
            return 0;
          text[n++] = (char) apart[i];
          break;
        }
    }

  return get_reading (text, n, tone);
}

/* Asks for characters on lines of their own; @prefix stands before each, to make it no surname. */
static void
ask (UTransliterator    *han_latin,
     const UNormalizer2 *nfd,
     uint32_t            first,
     uint32_t            last,
     const char         *prefix,
     uint16_t           *readings)
{
  UErrorCode code = U_ZERO_ERROR;
  UChar text[BATCH * 32];
  UChar *line;
  int32_t length = 0;
  int32_t limit;

  for (uint32_t character = first; character <= last; character++)
    {
      if (*prefix != '\0')
        text[length++] = 0x4e00;

      if (character > 0xffff)
        {
          text[length++] = (UChar) (0xd7c0 + (character >> 10));
          text[length++] = (UChar) (0xdc00 | (character & 0x3ff));
        }
      else
        {
          text[length++] = (UChar) character;
        }

      text[length++] = '\n';
    }

  limit = length;
  utrans_transUChars (han_latin, text, &length, BATCH * 32, 0, &limit, &code);
  check (code, "transliterating");

  line = text;

  for (uint32_t character = first; character <= last; character++)
    {
      UChar *end = u_memchr (line, '\n', (int32_t) (text + length - line));
      UChar *start = line;

      if (end == NULL)
        fail ("a line is missing");

      /* the transliterator parts words where a name begins */
      while (start < end && *start == ' ')
        start++;

      /* behind "yī " */
      if (*prefix != '\0')
        {
          start = u_memchr (start, ' ', (int32_t) (end - start));
          start = start != NULL ? start + 1 : end;
        }

      readings[character] = parse_answer (nfd, start, (int32_t) (end - start));
      line = end + 1;
    }
}

static uint32_t
decode (const char **p)
{
  UChar32 character;
  int32_t i = 0;

  U8_NEXT (*p, i, -1, character);
  if (character <= 0)
    fail ("a listed character is broken");

  *p += i;

  return (uint32_t) character;
}

static uint32_t
decode_one (const char *text)
{
  return decode (&text);
}

static ZxPinyinSpecial *
find_special (uint32_t character)
{
  for (unsigned int i = 0; i < n_specials; i++)
    {
      if (specials[i].character == character)
        return &specials[i];
    }

  if (n_specials == MAX_SPECIALS)
    fail ("more special characters than fit");

  specials[n_specials].character = character;

  return &specials[n_specials++];
}

/* Tones make no other reading: nobody types them. */
static void
add_other (ZxPinyinSpecial *special,
           uint16_t         reading)
{
  if (reading == 0)
    return;

  for (unsigned int i = 0; i < ZX_PINYIN_MAX_OTHERS; i++)
    {
      if (special->others[i] == 0)
        {
          special->others[i] = reading;
          return;
        }

      if (((special->others[i] ^ reading) & ZX_PINYIN_SYLLABLE_MASK) == 0)
        return;
    }

  fail ("a character has too many readings");
}

static int
compare_specials (const void *a,
                  const void *b)
{
  const ZxPinyinSpecial *first = a;
  const ZxPinyinSpecial *second = b;

  return first->character < second->character ? -1 : first->character > second->character;
}

static void
collect_specials (void)
{
  static uint16_t icu_surname[ZX_PINYIN_LAST_CHARACTER + 1];
  static uint16_t icu_given[ZX_PINYIN_LAST_CHARACTER + 1];

  memcpy (icu_surname, surname, sizeof surname);
  memcpy (icu_given, given, sizeof given);

  for (size_t i = 0; i < sizeof own_readings / sizeof own_readings[0]; i++)
    {
      uint32_t character = decode_one (own_readings[i].character);

      if (own_readings[i].surname != NULL)
        surname[character] = parse_reading (own_readings[i].surname, strlen (own_readings[i].surname));
      if (own_readings[i].given != NULL)
        given[character] = parse_reading (own_readings[i].given, strlen (own_readings[i].given));
    }

  for (uint32_t character = 0; character <= ZX_PINYIN_LAST_CHARACTER; character++)
    {
      if (surname[character] != given[character] || surname[character] != icu_surname[character])
        find_special (character);
    }

  for (size_t i = 0; i < sizeof other_readings / sizeof other_readings[0]; i++)
    {
      ZxPinyinSpecial *special = find_special (decode_one (other_readings[i].character));
      const char *p = other_readings[i].readings;

      while (*p != '\0')
        {
          size_t length = strcspn (p, " ");

          add_other (special, parse_reading (p, length));
          p += length + (p[length] == ' ');
        }
    }

  for (size_t i = 0; i < sizeof compounds / sizeof compounds[0]; i++)
    find_special (decode_one (compounds[i].name));

  for (unsigned int i = 0; i < n_specials; i++)
    {
      uint32_t character = specials[i].character;

      specials[i].surname = surname[character];
      add_other (&specials[i], surname[character]);
      add_other (&specials[i], given[character]);
      add_other (&specials[i], icu_surname[character]);
      add_other (&specials[i], icu_given[character]);

      if (given[character] == 0)
        {
          fprintf (stderr, "gen-pinyin: U+%04X has no reading\n", character);
          exit (1);
        }

      given[character] |= ZX_PINYIN_SPECIAL;
    }

  qsort (specials, n_specials, sizeof specials[0], compare_specials);
}

static void
write_pages (FILE *file)
{
  enum { N_PAGES = (ZX_PINYIN_LAST_CHARACTER >> ZX_PINYIN_PAGE_SHIFT) + 1 };
  static uint16_t numbers[N_PAGES];
  static const uint16_t empty[ZX_PINYIN_PAGE_SIZE];
  static uint16_t last[ZX_PINYIN_PAGE_SIZE];
  unsigned int n = 0;

  fputs ("const uint16_t zx_pinyin_pages[][ZX_PINYIN_PAGE_SIZE] = {\n  { 0 },\n", file);

  for (unsigned int page = 0; page < N_PAGES; page++)
    {
      size_t first = (size_t) page << ZX_PINYIN_PAGE_SHIFT;
      size_t left = ZX_PINYIN_LAST_CHARACTER + 1 - first;

      memset (last, 0, sizeof last);
      memcpy (last, given + first, (left < ZX_PINYIN_PAGE_SIZE ? left : ZX_PINYIN_PAGE_SIZE) * sizeof given[0]);

      if (memcmp (last, empty, sizeof last) == 0)
        continue;

      numbers[page] = (uint16_t) ++n;
      fputs ("  {", file);

      for (unsigned int i = 0; i < ZX_PINYIN_PAGE_SIZE; i++)
        fprintf (file, "%s%u,", i % 16 == 0 ? "\n    " : " ", last[i]);

      fputs ("\n  },\n", file);
    }

  fputs ("};\n\nconst uint16_t zx_pinyin_page_numbers[] = {", file);

  for (unsigned int page = 0; page < N_PAGES; page++)
    fprintf (file, "%s%u,", page % 16 == 0 ? "\n  " : " ", numbers[page]);

  fputs ("\n};\n\n", file);
}

static void
write_specials (FILE *file)
{
  fputs ("const ZxPinyinSpecial zx_pinyin_specials[] = {\n", file);

  for (unsigned int i = 0; i < n_specials; i++)
    fprintf (file, "  { 0x%x, %u, { %u, %u, %u, %u } },\n", specials[i].character, specials[i].surname,
             specials[i].others[0], specials[i].others[1], specials[i].others[2], specials[i].others[3]);

  fprintf (file, "};\n\nconst unsigned int zx_pinyin_n_specials = %u;\n\n", n_specials);
}

static int
compare_compounds (const void *a,
                   const void *b)
{
  const ZxPinyinCompound *first = a;
  const ZxPinyinCompound *second = b;

  if (first->first != second->first)
    return first->first < second->first ? -1 : 1;

  return first->second < second->second ? -1 : first->second > second->second;
}

static void
write_compounds (FILE *file)
{
  ZxPinyinCompound list[sizeof compounds / sizeof compounds[0]];
  size_t n = sizeof compounds / sizeof compounds[0];

  for (size_t i = 0; i < n; i++)
    {
      const char *p = compounds[i].name;

      list[i].first = decode (&p);
      list[i].second = decode (&p);
      list[i].readings[0] = parse_reading (compounds[i].first, strlen (compounds[i].first));
      list[i].readings[1] = parse_reading (compounds[i].second, strlen (compounds[i].second));
    }

  qsort (list, n, sizeof list[0], compare_compounds);
  fputs ("const ZxPinyinCompound zx_pinyin_compounds[] = {\n", file);

  for (size_t i = 0; i < n; i++)
    fprintf (file, "  { 0x%x, 0x%x, { %u, %u } },\n", list[i].first, list[i].second, list[i].readings[0],
             list[i].readings[1]);

  fprintf (file, "};\n\nconst unsigned int zx_pinyin_n_compounds = %u;\n\n", (unsigned int) n);
}

static void
write_syllables (FILE *file)
{
  fputs ("const ZxPinyinSyllable zx_pinyin_syllables[] = {\n", file);

  for (unsigned int i = 0; i < n_syllables; i++)
    fprintf (file, "  { \"%.7s\", %u },\n", syllables[i].text, syllables[i].length);

  fprintf (file, "};\n\nconst unsigned int zx_pinyin_n_syllables = %u;\n\n", n_syllables);
}

static void
write_own_characters (FILE *file)
{
  size_t n = sizeof own_readings / sizeof own_readings[0];

  fputs ("const uint32_t zx_pinyin_own_characters[] = {\n ", file);

  for (size_t i = 0; i < n; i++)
    fprintf (file, " 0x%x,", decode_one (own_readings[i].character));

  fprintf (file, "\n};\n\nconst unsigned int zx_pinyin_n_own_characters = %u;\n", (unsigned int) n);
}

int
main (int   argc,
      char *argv[])
{
  UErrorCode code = U_ZERO_ERROR;
  UChar id[32];
  UTransliterator *han_latin;
  const UNormalizer2 *nfd;
  FILE *file;

  if (argc != 2)
    fail ("give the file to write");

  u_uastrcpy (id, "Han-Latin/Names");
  han_latin = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
  check (code, "opening Han-Latin/Names");
  nfd = unorm2_getNFDInstance (&code);
  check (code, "opening NFD");

  for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
    {
      for (uint32_t first = ranges[i].first; first <= ranges[i].last; first += BATCH)
        {
          uint32_t last = first + BATCH - 1 < ranges[i].last ? first + BATCH - 1 : ranges[i].last;

          ask (han_latin, nfd, first, last, "", surname);
          ask (han_latin, nfd, first, last, "一", given);
        }
    }

  utrans_close (han_latin);
  u_cleanup ();
  collect_specials ();

  file = fopen (argv[1], "w");
  if (file == NULL)
    fail ("the file cannot be written");

  fputs ("/* Made by gen-pinyin from ICU's Han-Latin/Names while building. */\n\n"
         "#include \"zx-pinyin-table.h\"\n\n", file);
  write_pages (file);
  write_specials (file);
  write_compounds (file);
  write_syllables (file);
  write_own_characters (file);

  if (ferror (file) || fclose (file) != 0)
    fail ("the file cannot be written");

  return 0;
}
