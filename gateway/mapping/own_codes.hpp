// A shared record in the codes of a source (docs/mapping.md#own-codes): the source's tables are used
// backwards; what has no code is left out and listed. Called by app/ingest for documents to recipients.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "mapping/reverse_tables.hpp"
#include "model/own_codes.hpp"

namespace raccordo::mapping {

/// `fields` are the coded fields of the source's profile (codecs::Profile::coded_fields). Values that are no
/// codes (dates, amounts, ISTAT codes of Comuni) stay as they are. Needs without code are dropped; the paths
/// in `untranslated` count the items of `record`.
model::OwnRecord to_own_codes(const model::CaseRecord& record, std::span<const model::CodedField> fields,
                              ReverseTables& tables);

/// The record as shared_record_line has it, with own codes and `untranslated` as the last member: a list of
/// `{"path","code","why"}`, empty if everything is said. `person_id` as there.
std::string own_record_line(const model::OwnRecord& own, std::string_view person_id);

}  // namespace raccordo::mapping
