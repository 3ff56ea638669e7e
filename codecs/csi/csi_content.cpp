#include "codecs/csi/csi_content.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codecs/csi/csi_values.hpp"

namespace raccordo::codecs {
namespace {

using model::CaseRecord;
using model::Coded;
using model::Field;
using model::Unsaid;
using model::Untranslated;
using OptionalDate = std::optional<base::Date>;

constexpr std::int16_t kFirstYear = 1850, kLastYear = 2100;
constexpr std::size_t kIstatLength = 6;

bool is_written_date(const base::Date& date, bool may_be_partial) {
  return date.year >= kFirstYear && date.year <= kLastYear && (may_be_partial || date.is_full());
}

/// A text that comes back as it is: reading trims it, and takes line breaks as blanks and control characters
/// as damage; XML 1.0 cannot hold U+FFFE and U+FFFF.
bool is_written_text(std::string_view text) {
  const auto is_control = [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20 || byte == 0x7F;
  };
  return !base::find_bad_utf8(text) && base::trim(text) == text &&
         std::none_of(text.begin(), text.end(), is_control) && text.find("\xEF\xBF\xBE") == text.npos &&
         text.find("\xEF\xBF\xBF") == text.npos;
}

/// The value of a code attribute: no blank in it.
bool is_written_code(std::string_view text) { return is_written_text(text) && text.find(' ') == text.npos; }

class Leaver {
 public:
  explicit Leaver(std::vector<Untranslated>& unsaid) : unsaid_(unsaid) {}

  void note(Field field, std::size_t item, std::string value, Unsaid why) {
    unsaid_.push_back({field, static_cast<std::uint32_t>(item), std::move(value), why});
  }
  void leave(Field field, std::size_t item, Coded& coded, Unsaid why) {
    if (coded.is_absent()) return;
    note(field, item, coded.is_mapped() ? coded.code : coded.source_code,
         coded.is_mapped() ? why : Unsaid::unmapped_code);
    coded = {};
  }
  void leave(Field field, std::size_t item, std::string& text, Unsaid why) {
    if (text.empty()) return;
    note(field, item, text, why);
    text.clear();
  }
  void leave(Field field, std::size_t item, OptionalDate& date, Unsaid why) {
    if (!date) return;
    note(field, item, to_string(*date), why);
    date.reset();
  }

  void keep_date(Field field, std::size_t item, OptionalDate& date, bool may_be_partial = false) {
    if (date && !is_written_date(*date, may_be_partial)) leave(field, item, date, Unsaid::unfit_value);
  }
  void keep_text(Field field, std::size_t item, std::string& text, std::string& own, bool is_code) {
    if (is_code ? is_written_code(text) : is_written_text(text)) return;
    leave(field, item, text, Unsaid::unfit_value);
    own.clear();
  }
  void keep_code(Field field, std::size_t item, Coded& coded, Coded& own, bool is_text = false) {
    if (own.is_absent()) {
      coded = {};  // it is among the untranslated already
    } else if (is_text ? !is_written_text(own.code) : !is_written_code(own.code)) {
      drop(field, item, coded, own, Unsaid::unfit_value);
    }
  }
  void drop(Field field, std::size_t item, Coded& coded, Coded& own, Unsaid why) {
    leave(field, item, coded, why);
    own = {};
  }

 private:
  std::vector<Untranslated>& unsaid_;
};

void keep_dates(CaseRecord& record, Leaver& leaver) {
  leaver.keep_date(Field::closed, 0, record.closed);
  leaver.keep_date(Field::person_birth_date, 0, record.person.birth_date, true);
  leaver.keep_date(Field::access_date, 0, record.access.date);
  leaver.keep_date(Field::closure_date, 0, record.closure.date);
  for (std::size_t i = 0; i < record.plans.size(); ++i) {
    leaver.keep_date(Field::plan_start, i, record.plans[i].start);
    leaver.keep_date(Field::plan_end, i, record.plans[i].end);
  }
  for (std::size_t i = 0; i < record.interventions.size(); ++i) {
    leaver.keep_date(Field::intervention_start, i, record.interventions[i].start);
    leaver.keep_date(Field::intervention_end, i, record.interventions[i].end);
  }
  for (std::size_t i = 0; i < record.assessments.size(); ++i) {
    auto& date = record.assessments[i];
    if (date == base::Date{} || is_written_date(date, false)) continue;
    leaver.note(Field::assessment_date, i, to_string(date), Unsaid::unfit_value);
    date = {};
  }
}

/// A message has one day for the end of the case and for its closure.
void keep_closure(CaseRecord& record, Leaver& leaver) {
  auto& closure = record.closure;
  if (closure.date && closure.date != record.closed)
    leaver.leave(Field::closure_date, 0, closure.date, Unsaid::no_place);
  closure.date = record.closed;
}

/// ARIS is read together with SEER, as one code.
void keep_types(CaseRecord& record, CaseRecord& own, Leaver& leaver) {
  for (std::size_t i = 0; i < record.interventions.size(); ++i) {
    auto& item = record.interventions[i];
    auto& type = own.interventions[i].type;
    auto& area = own.interventions[i].area;
    const auto bar = type.code.find('|');
    const bool is_joined =
        bar != type.code.npos && bar + 1 < type.code.size() && type.code.substr(0, bar) == area.code;
    if (!type.is_absent() && !is_joined)
      leaver.drop(Field::intervention_type, i, item.type, type, Unsaid::unfit_value);
    if (type.is_absent()) leaver.drop(Field::intervention_area, i, item.area, area, Unsaid::no_place);
  }
}

bool is_istat_code(std::string_view text) { return text.size() == kIstatLength && base::is_digits(text); }

}  // namespace

std::string_view broken_csi_rule(const CaseRecord& record, std::string_view person_id) {
  if (record.kind != model::RecordKind::social_case)
    return "A message carries a case; there is none for the report of a need.";
  if (record.person.id_type == model::IdType::local || !xml::has_person_id_shape(person_id))
    return "A message names the person by a codice fiscale, an STP or ENI code or a provisional number; this "
           "person has none.";
  if (!is_istat_code(record.owner)) return "A message names the Comune of the case by its ISTAT code.";
  if (!record.opened || !is_written_date(*record.opened, false))
    return "A message needs the day on which the case was opened, of the years 1850 to 2100.";
  return "";
}

void keep_csi_content(CaseRecord& record, std::vector<Untranslated>& unsaid) {
  Leaver leaver(unsaid);
  // The time of a message has no parts of a second.
  constexpr std::int64_t kSecond = 1'000'000;
  if (record.version && record.version->micros % kSecond != 0) {
    leaver.note(Field::version, 0, base::to_string(*record.version), Unsaid::unfit_value);
    record.version->micros -= (record.version->micros % kSecond + kSecond) % kSecond;
  }
  leaver.leave(Field::managed_by, 0, record.managed_by, Unsaid::no_place);
  keep_dates(record, leaver);
  keep_closure(record, leaver);
  if (record.access.date && *record.access.date < *record.opened)
    leaver.leave(Field::access_date, 0, record.access.date, Unsaid::before_opening);
  leaver.leave(Field::access_referred_to, 0, record.access.referred_to, Unsaid::no_place);
  auto& residence = record.person.residence;
  if (!is_istat_code(residence)) leaver.leave(Field::person_residence, 0, residence, Unsaid::unfit_value);
  auto& members = record.person.household.members;
  if (members && *members < 0) {
    leaver.note(Field::household_members, 0, std::to_string(*members), Unsaid::unfit_value);
    members.reset();
  }
  for (std::size_t i = 0; i < record.interventions.size(); ++i) {
    leaver.leave(Field::intervention_quantity, i, record.interventions[i].quantity, Unsaid::no_place);
    leaver.leave(Field::intervention_unit, i, record.interventions[i].unit, Unsaid::no_place);
  }
}

void keep_csi_texts(CaseRecord& record, CaseRecord& own, std::vector<Untranslated>& unsaid) {
  Leaver leaver(unsaid);
  leaver.keep_code(Field::person_sex, 0, record.person.sex, own.person.sex);
  leaver.keep_code(Field::person_citizenship, 0, record.person.citizenship, own.person.citizenship,
                   true);  // an id, not a code
  leaver.keep_code(Field::household_type, 0, record.person.household.type, own.person.household.type);
  leaver.keep_code(Field::access_channel, 0, record.access.channel, own.access.channel);
  leaver.keep_code(Field::access_request, 0, record.access.request, own.access.request);
  leaver.keep_code(Field::closure_reason, 0, record.closure.reason, own.closure.reason);
  for (std::size_t i = 0; i < record.needs.size(); ++i)
    leaver.keep_code(Field::need_code, i, record.needs[i], own.needs[i]);
  for (std::size_t i = 0; i < record.plans.size(); ++i)
    leaver.keep_text(Field::plan_id, i, record.plans[i].id, own.plans[i].id, false);
  for (std::size_t i = 0; i < record.interventions.size(); ++i) {
    auto& item = record.interventions[i];
    auto& written = own.interventions[i];
    leaver.keep_text(Field::intervention_id, i, item.id, written.id, false);
    leaver.keep_code(Field::intervention_area, i, item.area, written.area);
    leaver.keep_code(Field::intervention_type, i, item.type, written.type);
    leaver.keep_code(Field::intervention_management, i, item.management, written.management);
    leaver.keep_text(Field::intervention_managed_by, i, item.managed_by, written.managed_by, true);
  }
  keep_types(record, own, leaver);
}

}  // namespace raccordo::codecs
