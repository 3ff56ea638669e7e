// What a message of the CSI interchange can say of a case, before its codes are translated: the first step of
// csi_message.
#pragma once

#include <string_view>
#include <vector>

#include "model/own_codes.hpp"

namespace raccordo::codecs {

/// The rule that the case cannot meet; empty if there is none.
std::string_view broken_csi_rule(const model::CaseRecord& record, std::string_view person_id);

/// Takes from the record what a message has no place for, and adds it to `unsaid`. No item is removed from a
/// list. A closed case gets its day of closure, which a message cannot leave out.
void keep_csi_content(model::CaseRecord& record, std::vector<model::Untranslated>& unsaid);

/// Takes from the record what the place in the message cannot hold. `own` is the same record in codes of the
/// source; codes are taken from both.
void keep_csi_texts(model::CaseRecord& record, model::CaseRecord& own,
                    std::vector<model::Untranslated>& unsaid);

}  // namespace raccordo::codecs
