#include "synth/defects.hpp"

#include "synth/fiscal_code.hpp"

namespace raccordo::synth {
namespace {

using Case = SourceCase;
using Good = SynthCase;

bool is_hl7(const Dialect& dialect) { return dialect.system() == System::health_portal; }

base::Date moved(const base::Date& date, int days) { return base::from_days(base::to_days(date) + days); }

void set_type(Case& item, const std::string& code) {
  auto& done = item.interventions.front();
  const auto bar = code.find('|');
  done.type = bar == std::string::npos ? code : code.substr(bar + 1);
  if (bar != std::string::npos) done.area = code.substr(0, bar);
}

bool unknown_code(Case& item, const Good&, const Dialect&) {
  item.interventions.front().type = "SAD9";
  item.interventions.front().label = "Assistenza domiciliare (nuova)";
  return true;
}

bool expired_code(Case& item, const Good& good, const Dialect& dialect) {
  const auto expired = dialect.tables().expired("intervention");
  if (!expired) return false;
  set_type(item, expired->source_code);
  auto& done = item.interventions.front();
  done.start = dialect.intervention_date(expired->at, good.number);
  done.end.clear();
  return true;
}

bool ambiguous_code(Case& item, const Good&, const Dialect& dialect) {
  const auto code = dialect.tables().ambiguous("intervention");
  if (is_hl7(dialect) || !code) return false;
  set_type(item, *code);
  item.interventions.front().start.clear();
  item.opened.clear();
  return true;
}

bool wrong_check_character(Case& item, const Good&, const Dialect&) {
  item.person_id = spoil_check_character(item.person_id);
  return true;
}

bool missing_opening(Case& item, const Good&, const Dialect& dialect) {
  item.opened.clear();
  return !is_hl7(dialect);  // there it is the earliest phase, and cannot be missing
}

bool end_before_start(Case& item, const Good& good, const Dialect& dialect) {
  auto& done = item.interventions.front();
  done.end = dialect.intervention_date(moved(good.interventions.front().start, -10), good.number);
  return true;
}

bool access_in_future(Case& item, const Good& good, const Dialect& dialect) {
  item.access = dialect.case_date({2099, 5, 5}, good.number);
  return true;
}

bool unknown_owner(Case& item, const Good&, const Dialect& dialect) {
  switch (dialect.system()) {
    case System::health_portal:
    case System::asst:
      return false;  // falls back to the residence, or to the organization
    case System::isola_bergamasca:
      item.owner = "016999";
      break;
    case System::bergamo:
      item.owner = "Borgo Inventato";
      break;
    case System::treviglio:
      item.owner = "Z9Z9";
      break;
  }
  return true;
}

bool another_owner(Case& item, const Good&, const Dialect& dialect) {
  if (is_hl7(dialect) || dialect.system() == System::asst) return false;  // send for many Comuni
  item.owner = dialect.comune(dialect.territory().by_istat("016198"));
  return true;
}

bool bad_number(Case& item, const Good&, const Dialect&) {
  item.interventions.front().amount = "1.2.3,4";
  return true;
}

bool bad_date(Case& item, const Good& good, const Dialect& dialect) {
  item.interventions.front().start = dialect.intervention_date({2016, 2, 31}, good.number);
  return true;
}

bool other_birth_date(Case& item, const Good& good, const Dialect& dialect) {
  item.birth = dialect.case_date(moved(good.person.birth, 1), good.number);
  return true;
}

bool bad_encoding(Case& item, const Good&, const Dialect& dialect) {
  // 0x81 is not a character of Windows-1252, nor valid UTF-8 by itself.
  item.interventions.front().managed_by = "SOCIET\x81";
  return !is_hl7(dialect) && dialect.system() != System::asst;  // there it breaks the whole document
}

bool unknown_item(Case& item, const Good&, const Dialect& dialect) {
  if (!is_hl7(dialect)) return false;
  item.unknown_items.emplace_back("XYZW");
  return true;
}

bool unchanged(Case&, const Good&, const Dialect&) { return true; }

}  // namespace

std::span<const DefectKind> defect_kinds() {
  static const std::vector<DefectKind> kinds = {
      {"unknown-code", "QUARANTINED", {"unmapped-code"}, unknown_code},
      {"expired-code", "QUARANTINED", {"expired-code"}, expired_code},
      {"other-birth-date", "QUARANTINED", {"fiscal-code-mismatch"}, other_birth_date},
      {"wrong-check-character", "REJECTED", {"bad-fiscal-code"}, wrong_check_character},
      {"missing-opening", "REJECTED", {"missing-field"}, missing_opening},
      {"ambiguous-code", "REJECTED", {"missing-field", "ambiguous-code"}, ambiguous_code},
      {"end-before-start", "REJECTED", {"end-before-start"}, end_before_start},
      {"access-in-future", "REJECTED", {"date-in-future"}, access_in_future},
      {"unknown-owner", "REJECTED", {"unknown-comune"}, unknown_owner},
      {"another-owner", "REJECTED", {"not-your-comune"}, another_owner},
      {"bad-number", "REJECTED", {"bad-number"}, bad_number},
      {"bad-date", "REJECTED", {"bad-date"}, bad_date},
      {"bad-encoding", "REJECTED", {"bad-encoding"}, bad_encoding},
      {"unknown-item", "REJECTED", {"unknown-item"}, unknown_item},
  };
  return kinds;
}

const DefectKind& duplicate_kind() {
  static const DefectKind kind{"duplicate", "REJECTED", {"duplicate-record"}, unchanged};
  return kind;
}

const DefectKind& stale_kind() {
  static const DefectKind kind{"stale-version", "UNCHANGED", {"stale-version"}, unchanged};
  return kind;
}

}  // namespace raccordo::synth
