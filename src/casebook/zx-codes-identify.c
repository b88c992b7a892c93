/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-codes"

#include "config.h"

#include <glib/gi18n.h>

#include "zx-codes-private.h"

/* The code tables of need identification. */

const ZxCode zx_codes_applykind[] = {
  { "1", NC_("APPLYKIND", "Annual") },
  { "2", NC_("APPLYKIND", "Mid-year") },
  { "3", NC_("APPLYKIND", "Temporary hardship") },
  { "4", NC_("APPLYKIND", "Re-check") },
  { NULL, NULL },
};

const ZxCode zx_codes_appstate[] = {
  { "draft", NC_("APPSTATE", "Draft") },
  { "submitted", NC_("APPSTATE", "Applied") },
  { "verified", NC_("APPSTATE", "Verified") },
  { "evaluated", NC_("APPSTATE", "Evaluated") },
  { "class_ok", NC_("APPSTATE", "Reviewed by the class teacher") },
  { "grade_ok", NC_("APPSTATE", "Reviewed by the grade") },
  { "office_ok", NC_("APPSTATE", "Reviewed by the aid office") },
  { "decided", NC_("APPSTATE", "Decided") },
  { "noticed", NC_("APPSTATE", "On notice") },
  { "contested", NC_("APPSTATE", "Objection under way") },
  { "renotice", NC_("APPSTATE", "To be noticed again") },
  { "confirmed", NC_("APPSTATE", "Confirmed") },
  { "filed", NC_("APPSTATE", "Filed") },
  { "reported", NC_("APPSTATE", "Reported") },
  { "refused", NC_("APPSTATE", "Refused") },
  { "adjusted", NC_("APPSTATE", "Adjusted") },
  { "waived", NC_("APPSTATE", "Waived") },
  { "cancelled", NC_("APPSTATE", "Cancelled") },
  { "expired", NC_("APPSTATE", "Expired") },
  { NULL, NULL },
};

const ZxCode zx_codes_consistent[] = {
  { "1", NC_("CONSISTENT", "Agrees") },
  { "2", NC_("CONSISTENT", "Agrees in part") },
  { "3", NC_("CONSISTENT", "Does not agree") },
  { NULL, NULL },
};

const ZxCode zx_codes_emotion[] = {
  { "1", NC_("EMOTION", "Feels inferior") },
  { "2", NC_("EMOTION", "Anxious") },
  { "3", NC_("EMOTION", "Tense") },
  { "4", NC_("EMOTION", "Depressed") },
  { "5", NC_("EMOTION", "Compares with others") },
  { "6", NC_("EMOTION", "Withdrawn") },
  { "7", NC_("EMOTION", "Sensitive") },
  { "8", NC_("EMOTION", "Vain") },
  { "9", NC_("EMOTION", "Calm") },
  { NULL, NULL },
};

const ZxCode zx_codes_evalmethod[] = {
  { "1", NC_("EVALMETHOD", "Anonymous scoring sheet") },
  { "2", NC_("EVALMETHOD", "Secret ballot") },
  { "3", NC_("EVALMETHOD", "Discussion in the group") },
  { NULL, NULL },
};

const ZxCode zx_codes_factor[] = {
  { "1", NC_("FACTOR", "Household economy") },
  { "2", NC_("FACTOR", "Special group") },
  { "3", NC_("FACTOR", "Development of the region") },
  { "4", NC_("FACTOR", "Sudden event") },
  { "5", NC_("FACTOR", "Spending of the student") },
  { "6", NC_("FACTOR", "Other") },
  { NULL, NULL },
};

const ZxCode zx_codes_findstate[] = {
  { "1", NC_("FINDSTATE", "To check") },
  { "2", NC_("FINDSTATE", "Dealt with") },
  { "3", NC_("FINDSTATE", "Explained") },
  { NULL, NULL },
};

const ZxCode zx_codes_matchstate[] = {
  { "1", NC_("MATCHSTATE", "In the school") },
  { "2", NC_("MATCHSTATE", "Not in the school") },
  { "3", NC_("MATCHSTATE", "Contradictory") },
  { "4", NC_("MATCHSTATE", "Several could be meant") },
  { NULL, NULL },
};

const ZxCode zx_codes_memberrole[] = {
  { "1", NC_("MEMBERROLE", "Class teacher") },
  { "2", NC_("MEMBERROLE", "Subject teacher") },
  { "3", NC_("MEMBERROLE", "Student representative") },
  { "4", NC_("MEMBERROLE", "Parent representative") },
  { NULL, NULL },
};

const ZxCode zx_codes_namestyle[] = {
  { "full", NC_("NAMESTYLE", "Full name") },
  { "masked", NC_("NAMESTYLE", "One character hidden") },
  { NULL, NULL },
};

const ZxCode zx_codes_netlevel[] = {
  { "1", NC_("NETLEVEL", "School") },
  { "2", NC_("NETLEVEL", "Grade or department") },
  { "3", NC_("NETLEVEL", "Class") },
  { NULL, NULL },
};

const ZxCode zx_codes_noaidreason[] = {
  { "01", NC_("NOAIDREASON", "Waived, signed") },
  { "02", NC_("NOAIDREASON", "Roll is elsewhere") },
  { "03", NC_("NOAIDREASON", "Aided where the child is at school") },
  { "04", NC_("NOAIDREASON", "Graduated, left or suspended") },
  { "05", NC_("NOAIDREASON", "Not at school or dropped out") },
  { "06", NC_("NOAIDREASON", "Taught at home") },
  { "07", NC_("NOAIDREASON", "Has higher aid of the same kind") },
  { "08", NC_("NOAIDREASON", "No programme in this stage") },
  { "09", NC_("NOAIDREASON", "Name or ID number to be corrected") },
  { "10", NC_("NOAIDREASON", "Account to be corrected") },
  { "11", NC_("NOAIDREASON", "Money has not come yet") },
  { "12", NC_("NOAIDREASON", "Quota reached") },
  { "13", NC_("NOAIDREASON", "Did not apply") },
  { "14", NC_("NOAIDREASON", "Papers incomplete") },
  { "15", NC_("NOAIDREASON", "Not in the group any more") },
  { "16", NC_("NOAIDREASON", "Found not to be in need") },
  { "99", NC_("NOAIDREASON", "Other") },
  { NULL, NULL },
};

const ZxCode zx_codes_noticekind[] = {
  { "1", NC_("NOTICEKIND", "Result of identification") },
  { "2", NC_("NOTICEKIND", "Aided students") },
  { "3", NC_("NOTICEKIND", "Members of the review group") },
  { "4", NC_("NOTICEKIND", "Work-study") },
  { "5", NC_("NOTICEKIND", "Donations") },
  { "6", NC_("NOTICEKIND", "Renewed notice") },
  { "7", NC_("NOTICEKIND", "Aid policy") },
  { NULL, NULL },
};

const ZxCode zx_codes_noticescope[] = {
  { "1", NC_("NOTICESCOPE", "Notice board of the school") },
  { "2", NC_("NOTICESCOPE", "Class") },
  { "3", NC_("NOTICESCOPE", "Notice board of the village") },
  { "4", NC_("NOTICESCOPE", "Website of the school") },
  { NULL, NULL },
};

const ZxCode zx_codes_noticestate[] = {
  { "1", NC_("NOTICESTATE", "Draft") },
  { "2", NC_("NOTICESTATE", "Running") },
  { "3", NC_("NOTICESTATE", "Paused by an objection") },
  { "4", NC_("NOTICESTATE", "Over") },
  { "5", NC_("NOTICESTATE", "Taken down") },
  { NULL, NULL },
};

const ZxCode zx_codes_objectchannel[] = {
  { "1", NC_("OBJECTCHANNEL", "Visit") },
  { "2", NC_("OBJECTCHANNEL", "Phone") },
  { "3", NC_("OBJECTCHANNEL", "Letter") },
  { "4", NC_("OBJECTCHANNEL", "Letter box") },
  { NULL, NULL },
};

const ZxCode zx_codes_objectorkind[] = {
  { "1", NC_("OBJECTORKIND", "Student") },
  { "2", NC_("OBJECTORKIND", "Parent") },
  { "3", NC_("OBJECTORKIND", "Teacher") },
  { "4", NC_("OBJECTORKIND", "Other person") },
  { NULL, NULL },
};

const ZxCode zx_codes_outcome[] = {
  { "1", NC_("OUTCOME", "Not founded, stays") },
  { "2", NC_("OUTCOME", "Founded, withdrawn") },
  { "3", NC_("OUTCOME", "Founded, level changed") },
  { "4", NC_("OUTCOME", "Founded, replaced") },
  { NULL, NULL },
};

const ZxCode zx_codes_result[] = {
  { "1", NC_("RESULT", "Agree") },
  { "2", NC_("RESULT", "Refuse") },
  { "3", NC_("RESULT", "Change the level") },
  { "4", NC_("RESULT", "Return for completion") },
  { NULL, NULL },
};

const ZxCode zx_codes_reviewstep[] = {
  { "1", NC_("REVIEWSTEP", "Class teacher") },
  { "2", NC_("REVIEWSTEP", "Grade") },
  { "3", NC_("REVIEWSTEP", "Aid office") },
  { "4", NC_("REVIEWSTEP", "Review group of the school") },
  { "5", NC_("REVIEWSTEP", "Head") },
  { "6", NC_("REVIEWSTEP", "Poll of all teachers") },
  { "7", NC_("REVIEWSTEP", "County") },
  { NULL, NULL },
};

const ZxCode zx_codes_risk[] = {
  { "0", NC_("RISK", "None") },
  { "1", NC_("RISK", "Watch") },
  { "2", NC_("RISK", "Serious") },
  { "3", NC_("RISK", "Crisis") },
  { NULL, NULL },
};

const ZxCode zx_codes_roundstate[] = {
  { "open", NC_("ROUNDSTATE", "Open") },
  { "closed", NC_("ROUNDSTATE", "Closed") },
  { NULL, NULL },
};

const ZxCode zx_codes_stepevent[] = {
  { "submit", NC_("STEPEVENT", "Submitted") },
  { "return", NC_("STEPEVENT", "Returned for completion") },
  { "verify", NC_("STEPEVENT", "Verified") },
  { "class_review", NC_("STEPEVENT", "Evaluated by the class") },
  { "homeroom_review", NC_("STEPEVENT", "Reviewed by the class teacher") },
  { "skipped", NC_("STEPEVENT", "Grade review left out") },
  { "grade_review", NC_("STEPEVENT", "Reviewed by the grade") },
  { "office_review", NC_("STEPEVENT", "Reviewed by the aid office") },
  { "decide", NC_("STEPEVENT", "Decided by the review group") },
  { "refuse", NC_("STEPEVENT", "Refused") },
  { "publish", NC_("STEPEVENT", "Put on notice") },
  { "no_notice", NC_("STEPEVENT", "Confirmed without a notice") },
  { "object", NC_("STEPEVENT", "Objection received") },
  { "dismissed", NC_("STEPEVENT", "Objection not founded") },
  { "upheld", NC_("STEPEVENT", "Objection founded, withdrawn") },
  { "changed", NC_("STEPEVENT", "Objection founded, level changed") },
  { "replaced", NC_("STEPEVENT", "Objection founded, replaced") },
  { "stand_in", NC_("STEPEVENT", "Takes the place of another") },
  { "confirm", NC_("STEPEVENT", "Confirmed") },
  { "archive", NC_("STEPEVENT", "File confirmed by the family") },
  { "report", NC_("STEPEVENT", "Reported to the county") },
  { "send_back", NC_("STEPEVENT", "Sent back by the county") },
  { "adjust", NC_("STEPEVENT", "Adjusted") },
  { "withdraw", NC_("STEPEVENT", "Waived") },
  { "cancel", NC_("STEPEVENT", "Cancelled") },
  { "expire", NC_("STEPEVENT", "Expired") },
  { "note", NC_("STEPEVENT", "Further opinion") },
  { NULL, NULL },
};

const ZxCode zx_codes_talkkind[] = {
  { "1", NC_("TALKKIND", "Everyday talk") },
  { "2", NC_("TALKKIND", "About aid that was refused") },
  { "3", NC_("TALKKIND", "Counselling") },
  { "4", NC_("TALKKIND", "Crisis") },
  { "5", NC_("TALKKIND", "Study") },
  { "6", NC_("TALKKIND", "Career") },
  { "7", NC_("TALKKIND", "Parents") },
  { "8", NC_("TALKKIND", "Peer group") },
  { "9", NC_("TALKKIND", "Group counselling") },
  { NULL, NULL },
};

const ZxCode zx_codes_verifymethod[] = {
  { "1", NC_("VERIFYMETHOD", "Home visit") },
  { "2", NC_("VERIFYMETHOD", "Phone") },
  { "3", NC_("VERIFYMETHOD", "Village committee or neighbours") },
  { "4", NC_("VERIFYMETHOD", "The child and classmates, in private") },
  { "5", NC_("VERIFYMETHOD", "Written proof") },
  { "6", NC_("VERIFYMETHOD", "Match with department lists") },
  { "7", NC_("VERIFYMETHOD", "Certificates") },
  { "8", NC_("VERIFYMETHOD", "Spending") },
  { NULL, NULL },
};
