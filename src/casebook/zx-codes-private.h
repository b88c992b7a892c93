/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zx-codes.h"

G_BEGIN_DECLS

/* Tables of zx-codes-identify.c, for the list of all of them. */
extern const ZxCode zx_codes_applykind[];
extern const ZxCode zx_codes_appstate[];
extern const ZxCode zx_codes_consistent[];
extern const ZxCode zx_codes_emotion[];
extern const ZxCode zx_codes_evalmethod[];
extern const ZxCode zx_codes_factor[];
extern const ZxCode zx_codes_findstate[];
extern const ZxCode zx_codes_matchstate[];
extern const ZxCode zx_codes_memberrole[];
extern const ZxCode zx_codes_namestyle[];
extern const ZxCode zx_codes_netlevel[];
extern const ZxCode zx_codes_noaidreason[];
extern const ZxCode zx_codes_noticekind[];
extern const ZxCode zx_codes_noticescope[];
extern const ZxCode zx_codes_noticestate[];
extern const ZxCode zx_codes_objectchannel[];
extern const ZxCode zx_codes_objectorkind[];
extern const ZxCode zx_codes_outcome[];
extern const ZxCode zx_codes_result[];
extern const ZxCode zx_codes_reviewstep[];
extern const ZxCode zx_codes_risk[];
extern const ZxCode zx_codes_roundstate[];
extern const ZxCode zx_codes_stepevent[];
extern const ZxCode zx_codes_talkkind[];
extern const ZxCode zx_codes_verifymethod[];

G_END_DECLS
