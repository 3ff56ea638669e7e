// JSON and text forms of the audit: entries as `GET /v1/audit` and `audit list` show them, and the result of
// `audit verify`.
#pragma once

#include <string>

#include "store/interface/audit_log.hpp"

namespace raccordo::app {

/// `{"items":[...],"next":...,"head":{...}}`, newest first.
std::string audit_page_json(const store::Page<store::AuditEntry>& page, const store::AuditHead& head);
/// One entry on one line, for people.
std::string audit_line(const store::AuditEntry& entry);

/// `{"whole":true,"entries":..,"first":..,"head":{...},"heads":{...},"broken":null}`.
std::string audit_check_json(const store::AuditCheck& check);
/// What is broken and what it means; one sentence.
std::string in_words(const store::AuditBreak& broken);

}  // namespace raccordo::app
