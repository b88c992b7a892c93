/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-codes"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zx-codes-private.h"

/* The code tables that records share; the labels are translated with the table's name as context.
 * Ethnic groups: GB/T 3304; sex: GB/T 2261.1; relations follow the shape of GB/T 4761. */

static const ZxCode codes_attachkind[] = {
  { "1", NC_("ATTACHKIND", "Household book") },
  { "2", NC_("ATTACHKIND", "Identity card") },
  { "3", NC_("ATTACHKIND", "Allowance certificate") },
  { "4", NC_("ATTACHKIND", "Disability certificate") },
  { "5", NC_("ATTACHKIND", "Destitute support certificate") },
  { "6", NC_("ATTACHKIND", "Orphan paper") },
  { "7", NC_("ATTACHKIND", "Poverty list proof") },
  { "8", NC_("ATTACHKIND", "Medical records and bills") },
  { "9", NC_("ATTACHKIND", "Disaster proof") },
  { "10", NC_("ATTACHKIND", "Death, court or divorce paper") },
  { "11", NC_("ATTACHKIND", "Scanned application") },
  { "12", NC_("ATTACHKIND", "Commitment") },
  { "13", NC_("ATTACHKIND", "Photo of a notice") },
  { "14", NC_("ATTACHKIND", "Payment voucher") },
  { "15", NC_("ATTACHKIND", "Signature sheet") },
  { "16", NC_("ATTACHKIND", "Home visit photo") },
  { "17", NC_("ATTACHKIND", "Meeting papers") },
  { "18", NC_("ATTACHKIND", "Agreement") },
  { "19", NC_("ATTACHKIND", "Official notice") },
  { "20", NC_("ATTACHKIND", "Return receipt of a notice") },
  { "21", NC_("ATTACHKIND", "Activity photo") },
  { "29", NC_("ATTACHKIND", "Other") },
  { NULL, NULL },
};

static const ZxCode codes_board[] = {
  { "1", NC_("BOARD", "Day pupil") },
  { "2", NC_("BOARD", "Boarder") },
  { "3", NC_("BOARD", "Lodging") },
  { "9", NC_("BOARD", "Other") },
  { NULL, NULL },
};

static const ZxCode codes_cat[] = {
  { "01", NC_("CAT", "Lifted-out-of-poverty household") },
  { "02", NC_("CAT", "Unstable after poverty") },
  { "03", NC_("CAT", "On the edge of poverty") },
  { "04", NC_("CAT", "Sudden severe hardship") },
  { "05", NC_("CAT", "Minimum living allowance") },
  { "06", NC_("CAT", "Destitute support") },
  { "07", NC_("CAT", "Orphan") },
  { "08", NC_("CAT", "De facto unattended child") },
  { "09", NC_("CAT", "Disabled pupil") },
  { "10", NC_("CAT", "Child of a disabled parent") },
  { "11", NC_("CAT", "Martyr's child") },
  { "12", NC_("CAT", "Near-allowance family") },
  { "13", NC_("CAT", "Hardship from unavoidable spending") },
  { "14", NC_("CAT", "Preferential-treatment family") },
  { "15", NC_("CAT", "Worker in hardship") },
  { "16", NC_("CAT", "Serious illness in the family") },
  { "17", NC_("CAT", "Natural disaster") },
  { "18", NC_("CAT", "Accident") },
  { "19", NC_("CAT", "One parent dead or single parent") },
  { "20", NC_("CAT", "Divorced parents") },
  { "21", NC_("CAT", "Parent jailed, in rehabilitation or lost") },
  { "22", NC_("CAT", "Poor migrant worker's child") },
  { "23", NC_("CAT", "Ethnic minority in hardship") },
  { "24", NC_("CAT", "Several children at school") },
  { "99", NC_("CAT", "Other hardship") },
  { NULL, NULL },
};

static const ZxCode codes_cause[] = {
  { "1", NC_("CAUSE", "Illness") },
  { "2", NC_("CAUSE", "Disability") },
  { "3", NC_("CAUSE", "Schooling") },
  { "4", NC_("CAUSE", "Disaster") },
  { "5", NC_("CAUSE", "Lack of labour") },
  { "6", NC_("CAUSE", "Lack of skills") },
  { "7", NC_("CAUSE", "Lack of money") },
  { "8", NC_("CAUSE", "Death in the family") },
  { "9", NC_("CAUSE", "Divorce") },
  { "10", NC_("CAUSE", "Other") },
  { NULL, NULL },
};

static const ZxCode codes_change[] = {
  { "1", NC_("CHANGE", "Death") },
  { "2", NC_("CHANGE", "Serious illness") },
  { "3", NC_("CHANGE", "Unemployment") },
  { "4", NC_("CHANGE", "Disaster") },
  { "5", NC_("CHANGE", "Accident") },
  { NULL, NULL },
};

static const ZxCode codes_channel[] = {
  { "1", NC_("CHANNEL", "Phone") },
  { "2", NC_("CHANNEL", "Chat or video") },
  { "3", NC_("CHANNEL", "Text message") },
  { "4", NC_("CHANNEL", "Meeting at school") },
  { "5", NC_("CHANNEL", "Parents' meeting") },
  { NULL, NULL },
};

static const ZxCode codes_contactreason[] = {
  { "1", NC_("CONTACTREASON", "Study") },
  { "2", NC_("CONTACTREASON", "Attendance") },
  { "3", NC_("CONTACTREASON", "Aid policy") },
  { "4", NC_("CONTACTREASON", "Hardship") },
  { "5", NC_("CONTACTREASON", "Online lessons") },
  { "6", NC_("CONTACTREASON", "Safety") },
  { "7", NC_("CONTACTREASON", "State of mind") },
  { "9", NC_("CONTACTREASON", "Other") },
  { NULL, NULL },
};

static const ZxCode codes_daykind[] = {
  { "1", NC_("DAYKIND", "Holiday") },
  { "2", NC_("DAYKIND", "Make-up workday") },
  { NULL, NULL },
};

static const ZxCode codes_disab[] = {
  { "0", NC_("DISAB", "None") },
  { "1", NC_("DISAB", "Sight") },
  { "2", NC_("DISAB", "Hearing") },
  { "3", NC_("DISAB", "Speech") },
  { "4", NC_("DISAB", "Limbs") },
  { "5", NC_("DISAB", "Intellect") },
  { "6", NC_("DISAB", "Mind") },
  { "7", NC_("DISAB", "Several") },
  { "9", NC_("DISAB", "Other") },
  { NULL, NULL },
};

static const ZxCode codes_dislv[] = {
  { "1", NC_("DISLV", "Grade one") },
  { "2", NC_("DISLV", "Grade two") },
  { "3", NC_("DISLV", "Grade three") },
  { "4", NC_("DISLV", "Grade four") },
  { NULL, NULL },
};

static const ZxCode codes_enrol[] = {
  { "1", NC_("ENROL", "Enrolled") },
  { "2", NC_("ENROL", "Suspended") },
  { "3", NC_("ENROL", "Transferred out") },
  { "4", NC_("ENROL", "Graduated") },
  { "5", NC_("ENROL", "Suspected dropout") },
  { "6", NC_("ENROL", "Dropped out") },
  { "7", NC_("ENROL", "Deceased") },
  { "8", NC_("ENROL", "Taught at home") },
  { "9", NC_("ENROL", "Left otherwise") },
  { NULL, NULL },
};

static const ZxCode codes_grade[] = {
  { "K0", NC_("GRADE", "Nursery") },
  { "K1", NC_("GRADE", "Kindergarten 1") },
  { "K2", NC_("GRADE", "Kindergarten 2") },
  { "K3", NC_("GRADE", "Kindergarten 3") },
  { "P1", NC_("GRADE", "Grade 1") },
  { "P2", NC_("GRADE", "Grade 2") },
  { "P3", NC_("GRADE", "Grade 3") },
  { "P4", NC_("GRADE", "Grade 4") },
  { "P5", NC_("GRADE", "Grade 5") },
  { "P6", NC_("GRADE", "Grade 6") },
  { "J1", NC_("GRADE", "Grade 7") },
  { "J2", NC_("GRADE", "Grade 8") },
  { "J3", NC_("GRADE", "Grade 9") },
  { "H1", NC_("GRADE", "Senior 1") },
  { "H2", NC_("GRADE", "Senior 2") },
  { "H3", NC_("GRADE", "Senior 3") },
  { "V1", NC_("GRADE", "Vocational 1") },
  { "V2", NC_("GRADE", "Vocational 2") },
  { "V3", NC_("GRADE", "Vocational 3") },
  { "S1", NC_("GRADE", "Special education 1") },
  { "S2", NC_("GRADE", "Special education 2") },
  { "S3", NC_("GRADE", "Special education 3") },
  { "S4", NC_("GRADE", "Special education 4") },
  { "S5", NC_("GRADE", "Special education 5") },
  { "S6", NC_("GRADE", "Special education 6") },
  { "S7", NC_("GRADE", "Special education 7") },
  { "S8", NC_("GRADE", "Special education 8") },
  { "S9", NC_("GRADE", "Special education 9") },
  { NULL, NULL },
};

static const ZxCode codes_health[] = {
  { "10", NC_("HEALTH", "Healthy or good") },
  { "20", NC_("HEALTH", "Fair or weak") },
  { "30", NC_("HEALTH", "Chronic illness") },
  { "40", NC_("HEALTH", "Physical defect") },
  { "50", NC_("HEALTH", "Disabled") },
  { "60", NC_("HEALTH", "Seriously ill") },
  { "70", NC_("HEALTH", "Deceased") },
  { "80", NC_("HEALTH", "Lost contact") },
  { NULL, NULL },
};

static const ZxCode codes_housing[] = {
  { "1", NC_("HOUSING", "Brick and concrete") },
  { "2", NC_("HOUSING", "Brick and wood") },
  { "3", NC_("HOUSING", "Earth and wood") },
  { "4", NC_("HOUSING", "Unsafe house") },
  { "5", NC_("HOUSING", "Rented") },
  { "6", NC_("HOUSING", "Resettlement house") },
  { "7", NC_("HOUSING", "Borrowed") },
  { NULL, NULL },
};

static const ZxCode codes_hukou[] = {
  { "1", NC_("HUKOU", "Rural") },
  { "2", NC_("HUKOU", "Urban") },
  { NULL, NULL },
};

static const ZxCode codes_idtype[] = {
  { "1", NC_("IDTYPE", "Resident identity card") },
  { "6", NC_("IDTYPE", "Hong Kong SAR passport or identity document") },
  { "7", NC_("IDTYPE", "Macao SAR passport or identity document") },
  { "8", NC_("IDTYPE", "Mainland travel permit for Taiwan residents") },
  { "9", NC_("IDTYPE", "Permanent residence abroad") },
  { "A", NC_("IDTYPE", "Passport") },
  { "Z", NC_("IDTYPE", "Other") },
  { NULL, NULL },
};

static const ZxCode codes_income[] = {
  { "1", NC_("INCOME", "Crops") },
  { "2", NC_("INCOME", "Livestock") },
  { "3", NC_("INCOME", "Migrant work") },
  { "4", NC_("INCOME", "Own business") },
  { "5", NC_("INCOME", "Wages") },
  { "6", NC_("INCOME", "Public allowances") },
  { "7", NC_("INCOME", "Relatives") },
  { "8", NC_("INCOME", "Other") },
  { NULL, NULL },
};

static const ZxCode codes_left[] = {
  { "0", NC_("LEFT", "Not left behind") },
  { "1", NC_("LEFT", "One parent away") },
  { "2", NC_("LEFT", "Both parents away") },
  { NULL, NULL },
};

static const ZxCode codes_level[] = {
  { "1", NC_("LEVEL", "Special hardship") },
  { "2", NC_("LEVEL", "Hardship") },
  { "3", NC_("LEVEL", "Some hardship") },
  { "0", NC_("LEVEL", "No hardship") },
  { NULL, NULL },
};

static const ZxCode codes_nation[] = {
  { "01", NC_("NATION", "Han") },
  { "02", NC_("NATION", "Mongol") },
  { "03", NC_("NATION", "Hui") },
  { "04", NC_("NATION", "Tibetan") },
  { "05", NC_("NATION", "Uygur") },
  { "06", NC_("NATION", "Miao") },
  { "07", NC_("NATION", "Yi") },
  { "08", NC_("NATION", "Zhuang") },
  { "09", NC_("NATION", "Bouyei") },
  { "10", NC_("NATION", "Korean") },
  { "11", NC_("NATION", "Manchu") },
  { "12", NC_("NATION", "Dong") },
  { "13", NC_("NATION", "Yao") },
  { "14", NC_("NATION", "Bai") },
  { "15", NC_("NATION", "Tujia") },
  { "16", NC_("NATION", "Hani") },
  { "17", NC_("NATION", "Kazak") },
  { "18", NC_("NATION", "Dai") },
  { "19", NC_("NATION", "Li") },
  { "20", NC_("NATION", "Lisu") },
  { "21", NC_("NATION", "Va") },
  { "22", NC_("NATION", "She") },
  { "23", NC_("NATION", "Gaoshan") },
  { "24", NC_("NATION", "Lahu") },
  { "25", NC_("NATION", "Sui") },
  { "26", NC_("NATION", "Dongxiang") },
  { "27", NC_("NATION", "Naxi") },
  { "28", NC_("NATION", "Jingpo") },
  { "29", NC_("NATION", "Kirgiz") },
  { "30", NC_("NATION", "Tu") },
  { "31", NC_("NATION", "Daur") },
  { "32", NC_("NATION", "Mulao") },
  { "33", NC_("NATION", "Qiang") },
  { "34", NC_("NATION", "Blang") },
  { "35", NC_("NATION", "Salar") },
  { "36", NC_("NATION", "Maonan") },
  { "37", NC_("NATION", "Gelao") },
  { "38", NC_("NATION", "Xibe") },
  { "39", NC_("NATION", "Achang") },
  { "40", NC_("NATION", "Pumi") },
  { "41", NC_("NATION", "Tajik") },
  { "42", NC_("NATION", "Nu") },
  { "43", NC_("NATION", "Uzbek") },
  { "44", NC_("NATION", "Russian") },
  { "45", NC_("NATION", "Ewenki") },
  { "46", NC_("NATION", "Deang") },
  { "47", NC_("NATION", "Bonan") },
  { "48", NC_("NATION", "Yugur") },
  { "49", NC_("NATION", "Gin") },
  { "50", NC_("NATION", "Tatar") },
  { "51", NC_("NATION", "Derung") },
  { "52", NC_("NATION", "Oroqen") },
  { "53", NC_("NATION", "Hezhen") },
  { "54", NC_("NATION", "Monba") },
  { "55", NC_("NATION", "Lhoba") },
  { "56", NC_("NATION", "Jino") },
  { "97", NC_("NATION", "Other") },
  { "98", NC_("NATION", "Naturalised") },
  { NULL, NULL },
};

static const ZxCode codes_need[] = {
  { "1", NC_("NEED", "Medical care") },
  { "2", NC_("NEED", "Clothes and daily things") },
  { "3", NC_("NEED", "House repair") },
  { "4", NC_("NEED", "Help with study") },
  { "5", NC_("NEED", "Somebody to talk to") },
  { "6", NC_("NEED", "Applying for an allowance") },
  { "9", NC_("NEED", "Other") },
  { NULL, NULL },
};

static const ZxCode codes_observation[] = {
  { "1", NC_("OBSERVATION", "Somebody looks after the child") },
  { "2", NC_("OBSERVATION", "A quiet place for homework") },
  { "3", NC_("OBSERVATION", "The house is safe") },
  { "4", NC_("OBSERVATION", "No absence this term") },
  { "5", NC_("OBSERVATION", "Knows the aid policy") },
  { "6", NC_("OBSERVATION", "The allowance has arrived") },
  { "7", NC_("OBSERVATION", "Somebody was ill lately") },
  { "8", NC_("OBSERVATION", "Income is worse than last term") },
  { "9", NC_("OBSERVATION", "Mood and friends need care") },
  { NULL, NULL },
};

static const ZxCode codes_poli[] = {
  { "01", NC_("POLI", "Party member") },
  { "02", NC_("POLI", "Probationary party member") },
  { "03", NC_("POLI", "Youth league member") },
  { "12", NC_("POLI", "None") },
  { "13", NC_("POLI", "Young pioneer") },
  { NULL, NULL },
};

static const ZxCode codes_rel[] = {
  { "51", NC_("REL", "Father") },
  { "52", NC_("REL", "Mother") },
  { "57", NC_("REL", "Stepfather or adoptive father") },
  { "58", NC_("REL", "Stepmother or adoptive mother") },
  { "61", NC_("REL", "Grandfather (father's side)") },
  { "62", NC_("REL", "Grandmother (father's side)") },
  { "63", NC_("REL", "Grandfather (mother's side)") },
  { "64", NC_("REL", "Grandmother (mother's side)") },
  { "71", NC_("REL", "Elder brother") },
  { "73", NC_("REL", "Younger brother") },
  { "75", NC_("REL", "Elder sister") },
  { "77", NC_("REL", "Younger sister") },
  { "81", NC_("REL", "Uncle or aunt") },
  { "90", NC_("REL", "Guardian outside the family") },
  { "91", NC_("REL", "Welfare institution") },
  { "99", NC_("REL", "Other") },
  { NULL, NULL },
};

static const ZxCode codes_role[] = {
  { "1", NC_("ROLE", "Administrator") },
  { "2", NC_("ROLE", "Principal") },
  { "3", NC_("ROLE", "Aid officer") },
  { "4", NC_("ROLE", "Class teacher") },
  { "5", NC_("ROLE", "Accountant") },
  { "6", NC_("ROLE", "Counsellor") },
  { "7", NC_("ROLE", "Read-only inspector") },
  { NULL, NULL },
};

static const ZxCode codes_rowstate[] = {
  { "waiting", NC_("ROWSTATE", "To correct") },
  { "corrected", NC_("ROWSTATE", "Corrected") },
  { "set_aside", NC_("ROWSTATE", "Set aside") },
  { NULL, NULL },
};

static const ZxCode codes_schoolkind[] = {
  { "1", NC_("SCHOOLKIND", "Public") },
  { "2", NC_("SCHOOLKIND", "Private") },
  { NULL, NULL },
};

static const ZxCode codes_sex[] = {
  { "1", NC_("SEX", "Male") },
  { "2", NC_("SEX", "Female") },
  { "0", NC_("SEX", "Unknown") },
  { "9", NC_("SEX", "Not stated") },
  { NULL, NULL },
};

static const ZxCode codes_signway[] = {
  { "1", NC_("SIGNWAY", "Signed on screen") },
  { "2", NC_("SIGNWAY", "Signed on paper") },
  { "3", NC_("SIGNWAY", "Not convenient") },
  { NULL, NULL },
};

static const ZxCode codes_stage[] = {
  { "1", NC_("STAGE", "Preschool") },
  { "2", NC_("STAGE", "Primary") },
  { "3", NC_("STAGE", "Junior high") },
  { "4", NC_("STAGE", "Senior high") },
  { "5", NC_("STAGE", "Vocational") },
  { "6", NC_("STAGE", "Special education") },
  { NULL, NULL },
};

static const ZxCode codes_visitkind[] = {
  { "1", NC_("VISITKIND", "Routine") },
  { "2", NC_("VISITKIND", "Verification") },
  { "3", NC_("VISITKIND", "Quarterly helper visit") },
  { "4", NC_("VISITKIND", "Return to school") },
  { "5", NC_("VISITKIND", "Left-behind care") },
  { "6", NC_("VISITKIND", "New pupil") },
  { "7", NC_("VISITKIND", "Emergency") },
  { "8", NC_("VISITKIND", "Festival") },
  { "9", NC_("VISITKIND", "Home teaching") },
  { NULL, NULL },
};

static const ZxCodeTable tables[] = {
  { "APPLYKIND", zx_codes_applykind },
  { "APPSTATE", zx_codes_appstate },
  { "ATTACHKIND", codes_attachkind },
  { "BOARD", codes_board },
  { "CAT", codes_cat },
  { "CAUSE", codes_cause },
  { "CHANGE", codes_change },
  { "CHANNEL", codes_channel },
  { "CONSISTENT", zx_codes_consistent },
  { "CONTACTREASON", codes_contactreason },
  { "DAYKIND", codes_daykind },
  { "DISAB", codes_disab },
  { "DISLV", codes_dislv },
  { "EMOTION", zx_codes_emotion },
  { "ENROL", codes_enrol },
  { "EVALMETHOD", zx_codes_evalmethod },
  { "FACTOR", zx_codes_factor },
  { "FINDSTATE", zx_codes_findstate },
  { "GRADE", codes_grade },
  { "HEALTH", codes_health },
  { "HOUSING", codes_housing },
  { "HUKOU", codes_hukou },
  { "IDTYPE", codes_idtype },
  { "INCOME", codes_income },
  { "LEFT", codes_left },
  { "LEVEL", codes_level },
  { "MATCHSTATE", zx_codes_matchstate },
  { "MEMBERROLE", zx_codes_memberrole },
  { "NAMESTYLE", zx_codes_namestyle },
  { "NATION", codes_nation },
  { "NEED", codes_need },
  { "NETLEVEL", zx_codes_netlevel },
  { "NOAIDREASON", zx_codes_noaidreason },
  { "NOTICEKIND", zx_codes_noticekind },
  { "NOTICESCOPE", zx_codes_noticescope },
  { "NOTICESTATE", zx_codes_noticestate },
  { "OBJECTCHANNEL", zx_codes_objectchannel },
  { "OBJECTORKIND", zx_codes_objectorkind },
  { "OBSERVATION", codes_observation },
  { "OUTCOME", zx_codes_outcome },
  { "POLI", codes_poli },
  { "REL", codes_rel },
  { "RESULT", zx_codes_result },
  { "REVIEWSTEP", zx_codes_reviewstep },
  { "RISK", zx_codes_risk },
  { "ROLE", codes_role },
  { "ROUNDSTATE", zx_codes_roundstate },
  { "ROWSTATE", codes_rowstate },
  { "SCHOOLKIND", codes_schoolkind },
  { "SEX", codes_sex },
  { "SIGNWAY", codes_signway },
  { "STAGE", codes_stage },
  { "STEPEVENT", zx_codes_stepevent },
  { "TALKKIND", zx_codes_talkkind },
  { "VERIFYMETHOD", zx_codes_verifymethod },
  { "VISITKIND", codes_visitkind },
  { NULL, NULL },
};

const ZxCodeTable *
zx_code_tables_get (void)
{
  return tables;
}

const ZxCodeTable *
zx_code_table_find (const char *name)
{
  for (const ZxCodeTable *table = tables; table->name != NULL; table++)
    if (strcmp (table->name, name) == 0)
      return table;

  return NULL;
}

static const ZxCode *
find_code (const ZxCodeTable *self,
           const char        *code)
{
  if (code == NULL)
    return NULL;

  for (const ZxCode *entry = self->codes; entry->code != NULL; entry++)
    if (strcmp (entry->code, code) == 0)
      return entry;

  return NULL;
}

const char *
zx_code_table_get_label (const ZxCodeTable *self,
                         const char        *code)
{
  const ZxCode *entry = find_code (self, code);

  return entry != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, self->name, entry->label) : NULL;
}

gboolean
zx_code_table_contains (const ZxCodeTable *self,
                        const char        *code)
{
  return find_code (self, code) != NULL;
}
