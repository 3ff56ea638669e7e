#include "codecs/csi/csi_message.hpp"

#include <algorithm>
#include <tuple>

#include "codecs/csi/csi_content.hpp"
#include "codecs/csi/hl7_writer.hpp"

namespace raccordo::codecs {
namespace {

using model::CaseRecord;
using OptionalDate = std::optional<base::Date>;

constexpr const char* kMessage = "PRSS_IN001004ZZ";
constexpr const char* kPhaseRoot = "2.16.840.1.113883.2.9.2.30.3.2";
/// The arc of the interchange's own code systems; `...1.1.9` is kArc + "1.9".
constexpr const char* kArc = "2.16.840.1.113883.2.9.2.30.3.2.3.1.";
constexpr const char* kFiscalCodeRoot = "2.16.840.1.113883.2.9.4.3.2";
constexpr const char* kRegionalPersonRoot = "2.16.840.1.113883.2.9.2.30.4.1";  // STP and ENI codes
constexpr const char* kCountryRoot = "2.16.840.1.113883.2.9.6.2.5";            // ISO 3166-1 numbers
constexpr const char* kGenderSystem = "2.16.840.1.113883.5.1";

std::string oid(const char* suffix) { return kArc + std::string(suffix); }

/// YYYY, YYYYMM or YYYYMMDD; empty for no date.
std::string hl7_day(const OptionalDate& date) {
  if (!date) return "";
  std::string text = to_string(*date);
  std::erase(text, '-');
  return text;
}

std::string money_text(const std::optional<model::Money>& money) { return money ? to_string(*money) : ""; }

bool says_nothing(const model::Intervention& item) {
  return item.id.empty() && item.type.is_absent() && !item.start && !item.end && !item.amount &&
         item.management.is_absent() && item.managed_by.empty();
}

bool says_nothing(const model::Plan& plan) {
  return plan.id.empty() && !plan.start && !plan.end && !plan.value && !plan.copayment;
}

/// One message. `own` has codes of the source, and only what a message can say.
class Writing {
 public:
  Writing(const CaseRecord& own, std::string_view person_id, const CsiEnvelope& envelope)
      : own_(own), person_id_(person_id), envelope_(envelope) {}

  std::string write() {
    xml_.start();
    xml_.element(kMessage, {{"xmlns", kHl7Namespace}, {"ITSVersion", "XML_1.0"}}, [&] {
      write_envelope();
      xml_.element("controlActProcess", {{"classCode", "CACT"}, {"moodCode", "EVN"}}, [&] {
        xml_.element("subject", {{"typeCode", "SUBJ"}}, [&] { write_phases(); });
      });
    });
    return xml_.finish();
  }

 private:
  /// An id that the message must have; NI (no information) if there is none.
  void write_id(const char* root, const std::string& extension) {
    if (extension.empty()) return xml_.element("id", {{"nullFlavor", "NI"}});
    xml_.element("id", {{"root", root}, {"extension", extension}});
  }

  void write_envelope() {
    write_id(kMessageRoot, envelope_.message_id);
    if (own_.version)
      xml_.element("creationTime", {{"value", hl7_time(*own_.version)}});
    else
      xml_.element("creationTime", {{"nullFlavor", "NI"}});
    xml_.element("interactionId", {{"extension", kMessage}});
    xml_.element("processingCode", {{"code", "P"}});
    xml_.element("processingModeCode", {{"code", "T"}});
    xml_.element("acceptAckCode", {{"code", "NE"}});
    write_device("receiver", "RCV", envelope_.receiver);
    write_device("sender", "SND", envelope_.sender);
  }

  void write_device(const char* role, const char* type, const std::string& name) {
    xml_.element(role, {{"typeCode", type}}, [&] {
      xml_.element("device", {{"classCode", "DEV"}, {"determinerCode", "INSTANCE"}},
                   [&] { write_id(kMessageRoot, name); });
    });
  }

  void write_phases() {
    write_access();
    for (std::size_t i = 0; i < own_.assessments.size(); ++i) write_assessment(i);
    for (std::size_t i = 0; i < own_.plans.size(); ++i) write_plan(i);
    for (std::size_t i = 0; i < own_.interventions.size(); ++i) write_intervention(i);
    write_closure();
  }

  /// An event of phase 1 to 5.
  template <class Content>
  void write_event(int phase, const std::string& id, const Content& content) {
    xml_.element("encounterEvent", {{"classCode", "ENC"}, {"moodCode", "EVN"}}, [&] {
      write_id(kPhaseRoot, id);
      xml_.element("code", {{"code", std::to_string(phase)}, {"codeSystem", oid("1.1")}});
      xml_.element("statusCode", {{"code", own_.closed ? "completed" : "active"}});
      content();
    });
  }

  void write_interval(const OptionalDate& from, const OptionalDate& until) {
    if (!from && !until) return;
    xml_.element("effectiveTime", {}, [&] {
      if (from) xml_.element("low", {{"value", hl7_day(from)}});
      if (until) xml_.element("high", {{"value", hl7_day(until)}});
    });
  }

  /// The case is opened on the first day of its phases. The day of access is the start of phase 1 as an
  /// interval; where there is none, or a later one, the opening is a day alone, which no access is read from.
  void write_access() {
    const auto& access = own_.access.date;
    write_event(1, "A1", [&] {
      if (access)
        write_interval(access, {});
      else
        xml_.element("effectiveTime", {{"value", hl7_day(own_.opened)}});
      write_patient();
      for (const auto& need : own_.needs) write_need(need);
      write_reference("TIRI", "1.3", own_.access.request.code);
      write_reference("MOCO", "1.4", own_.access.channel.code);
      const auto& household = own_.person.household;
      write_reference("CONF", "1.11", household.type.code);
      write_reference("NUNF", "1.12", household.members ? std::to_string(*household.members) : "");
      write_reference("COER", "1.20", own_.owner);
    });
    if (access && *access > *own_.opened)
      write_event(1, "A2", [&] { xml_.element("effectiveTime", {{"value", hl7_day(own_.opened)}}); });
  }

  void write_patient() {
    const auto& person = own_.person;
    xml_.element("subject", {}, [&] {
      xml_.element("patient", {}, [&] {
        if (!person.residence.empty())
          xml_.element("addr", {{"use", "comune residenza"}},
                       [&] { xml_.text_element("censusTract", person.residence); });
        xml_.element("patientPerson", {}, [&] { write_person(person); });
      });
    });
  }

  void write_person(const model::Person& person) {
    const bool is_regional = person.id_type == model::IdType::stp || person.id_type == model::IdType::eni;
    write_id(is_regional ? kRegionalPersonRoot : kFiscalCodeRoot, std::string(person_id_));
    if (!person.sex.is_absent())
      xml_.element("administrativeGenderCode", {{"code", person.sex.code}, {"codeSystem", kGenderSystem}});
    if (person.birth_date) xml_.element("birthTime", {{"value", hl7_day(person.birth_date)}});
    if (person.citizenship.is_absent()) return;
    xml_.element("asCitizen", {}, [&] {
      xml_.element("politicalOrganization", {{"classCode", "ORG"}}, [&] {
        xml_.element("id", {{"root", kCountryRoot}, {"extension", person.citizenship.code}});
      });
    });
  }

  void write_need(const model::Coded& need) {
    if (need.is_absent()) return;
    xml_.element("reason", {}, [&] {
      xml_.element("need", {{"classCode", "COND"}, {"moodCode", "EVN"}}, [&] {
        xml_.element("code", {{"code", need.code}, {"codeSystem", oid("1.9")}});
      });
    });
  }

  void write_reference(const char* letters, const char* suffix, const std::string& value) {
    if (value.empty()) return;
    xml_.element("reference", {{"typeCode", "REFR"}},
                 [&] { write_datum("commonObservationEvent", letters, suffix, value, "CD"); });
  }

  void write_datum(const char* name, const char* letters, const char* suffix, const std::string& value,
                   const char* type) {
    const bool is_money = std::string_view(type) == "MO";
    xml_.element(name, {{"classCode", "OBS"}, {"moodCode", "EVN"}}, [&] {
      xml_.element("code", {{"code", letters}, {"codeSystem", oid(suffix)}});
      xml_.element("value", {{"code", value}, {"type", type}, {"currency", is_money ? "EUR" : ""}});
    });
  }

  /// The day of an assessment is the second interval; when its phase began and ended is not known.
  void write_assessment(std::size_t index) {
    const auto& date = own_.assessments[index];
    if (date == base::Date{}) return;
    write_event(2, "B" + std::to_string(index + 1), [&] {
      xml_.element("effectiveTime", {{"nullFlavor", "NI"}});
      write_interval(date, {});
    });
  }

  template <class Content>
  void write_care_plan(const Content& content) {
    xml_.element("pertinentInformation2", {{"typeCode", "PERT"}}, [&] {
      xml_.element("carePlan", {{"classCode", "PCPR"}, {"moodCode", "INT"}}, content);
    });
  }

  void write_observation(const char* letters, const char* suffix, const std::string& value,
                         const char* type) {
    if (value.empty()) return;
    xml_.element("component2", {{"typeCode", "COMP"}},
                 [&] { write_datum("observation", letters, suffix, value, type); });
  }

  void write_plan(std::size_t index) {
    const auto& plan = own_.plans[index];
    if (says_nothing(plan)) return;
    write_event(3, "C" + std::to_string(index + 1), [&] {
      write_care_plan([&] {
        if (!plan.id.empty()) write_id(oid("3.1").c_str(), plan.id);
        write_interval(plan.start, plan.end);
        write_observation("VAPR", "3.7", money_text(plan.value), "MO");
        write_observation("COEA", "3.8", money_text(plan.copayment), "MO");
      });
    });
  }

  /// Of an intervention without id the one of its event would be read, so there is none.
  void write_intervention(std::size_t index) {
    const auto& item = own_.interventions[index];
    if (says_nothing(item)) return;
    const auto bar = item.type.code.find('|');
    const auto service = bar == std::string::npos ? "" : item.type.code.substr(bar + 1);
    write_event(4, item.id.empty() ? "" : "D" + std::to_string(index + 1), [&] {
      write_care_plan([&] {
        if (!item.id.empty()) write_id(kPhaseRoot, item.id);
        write_observation("SOER", "4.3", item.managed_by, "CD");
        write_observation("MOER", "4.4", item.management.code, "CD");
        write_observation("ARIS", "4.5", item.area.code, "CD");
        write_observation("SEER", "4.6", service, "CD");
        write_observation("DAAS", "4.7", hl7_day(item.start), "ANY");
        write_observation("DACS", "4.8", hl7_day(item.end), "ANY");
        write_observation("IMER", "4.15", money_text(item.amount), "MO");
      });
    });
  }

  void write_closure() {
    if (!own_.closed && own_.closure.reason.is_absent()) return;
    write_event(5, "E1", [&] {
      write_care_plan([&] {
        write_interval({}, own_.closed);
        write_observation("MOCP", "5.3", own_.closure.reason.code, "ANY");
      });
    });
  }

  const CaseRecord& own_;
  std::string_view person_id_;
  const CsiEnvelope& envelope_;
  Hl7Writer xml_;
};

/// In the order of the shared record: fields, then lists item by item.
void put_in_order(std::vector<model::Untranslated>& unsaid) {
  const auto place = [](const model::Untranslated& one) {
    return std::tuple(model::info(one.field).list, one.item, one.field);
  };
  std::stable_sort(unsaid.begin(), unsaid.end(),
                   [&](const auto& left, const auto& right) { return place(left) < place(right); });
}

}  // namespace

base::Result<CsiMessage, NotExpressible> make_csi_message(const CaseRecord& record,
                                                          std::string_view person_id,
                                                          const CsiEnvelope& envelope,
                                                          const ToOwnCodes& to_own_codes) {
  if (const auto rule = broken_csi_rule(record, person_id); !rule.empty())
    return NotExpressible{std::string(rule)};
  CsiMessage message;
  message.said = record;
  // Dates are settled before codes, because the reader's dates choose the rows of tables.
  keep_csi_content(message.said, message.untranslated);
  auto own = to_own_codes(message.said);
  std::move(own.untranslated.begin(), own.untranslated.end(), std::back_inserter(message.untranslated));
  keep_csi_texts(message.said, own.record, message.untranslated);
  put_in_order(message.untranslated);
  message.xml = Writing(own.record, person_id, envelope).write();
  return message;
}

}  // namespace raccordo::codecs
