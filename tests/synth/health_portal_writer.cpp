#include <array>

#include "synth/document_writer.hpp"
#include "synth/fiscal_code.hpp"
#include "synth/hl7_text.hpp"

namespace raccordo::synth {
namespace {

constexpr std::uint32_t kExporterStyle = 7;  // as in source_case: dates reversed, errors of the exporter

const std::string& operator_code() {
  static const std::string code = make_fiscal_code("SOCIALE", "ADA", 'F', {1975, 3, 9}, "A794");
  return code;
}

/// One message. Phases in order: access, assessment, project, delivery, closure.
class Message {
 public:
  Message(const SourceCase& item, std::string& out)
      : item_(item), xml_(out), as_exporter_(item.number % kExporterStyle == 0) {}

  void write() {
    xml_.open("PRSS_IN001004ZZ", {{"xmlns", "urn:hl7-org:v3"}, {"ITSVersion", "XML_1.0"}});
    envelope();
    xml_.open("controlActProcess", {{"classCode", "CACT"}, {"moodCode", "EVN"}});
    xml_.open("subject", {{"typeCode", "SUBJ"}});
    access();
    for (std::size_t i = 0; i < item_.assessments.size(); ++i) assessment(i);
    for (const auto& plan : item_.plans) project(plan);
    for (const auto& done : item_.interventions) delivery(done);
    if (!item_.closed.empty()) closure();
    xml_.close("subject");
    xml_.close("controlActProcess");
    xml_.close("PRSS_IN001004ZZ");
  }

 private:
  void envelope() {
    xml_.empty("id", {{"root", kMessageRoot}, {"extension", item_.record_id}});
    xml_.empty("creationTime", {{"value", item_.version}});
    xml_.empty("interactionId", {{"extension", "PRSS_IN001004ZZ"}});
    xml_.empty("processingCode", {{"code", as_exporter_ ? "Produzione" : "P"}});
    xml_.empty("processingModeCode", {{"code", as_exporter_ ? "batch" : "T"}});
    xml_.empty("acceptAckCode", {{"code", "AL"}});
    device("receiver", "RCV", "RACCORDO");
    device("sender", "SND", item_.sender);
  }

  void device(std::string_view role, std::string_view type, std::string_view name) {
    xml_.open(role, {{"typeCode", type}});
    xml_.open("device", {{"classCode", "DEV"}, {"determinerCode", "INSTANCE"}});
    xml_.empty("id", {{"root", kMessageRoot}, {"extension", name}});
    xml_.close("device");
    xml_.close(role);
  }

  static std::string oid(std::string_view suffix) { return std::string(kArc) + std::string(suffix); }

  /// Opens an event of phase 1-5 with its interval.
  void open_phase(int phase, std::string_view id, std::string_view from, std::string_view until) {
    const std::string number = std::to_string(phase);
    const std::string letter(1, static_cast<char>('A' + phase - 1));
    const std::string system = oid("1.1");
    xml_.open("encounterEvent", {{"classCode", "ENC"}, {"moodCode", "EVN"}});
    xml_.empty("id", {{"root", kPhaseRoot}, {"extension", id}});
    xml_.empty("code", {{"code", as_exporter_            ? system
                                 : item_.number % 2 == 0 ? number
                                                         : letter},
                        {"codeSystem", system}});
    xml_.empty("statusCode", {{"code", until.empty() ? "active" : "completed"}});
    interval(from, until);
  }

  void interval(std::string_view from, std::string_view until) {
    if (from.empty() && until.empty()) return;
    xml_.open("effectiveTime");
    if (!from.empty()) xml_.empty("low", {{"value", from}});
    if (!until.empty()) xml_.empty("high", {{"value", until}});
    xml_.close("effectiveTime");
  }

  void access() {
    open_phase(1, "A1", item_.access, "");
    patient();
    xml_.open("consultant", {{"typeCode", "CON"}});
    xml_.open("assignedPerson", {{"classCode", "ASSIGNED"}});
    xml_.empty("id", {{"root", kFiscalCodeRoot}, {"extension", operator_code()}});
    xml_.close("assignedPerson");
    xml_.close("consultant");
    for (const auto& need : item_.needs) report(need);
    reference("TIRI", "1.3", item_.request);
    reference("MOCO", as_exporter_ ? "1.3" : "1.4", item_.channel);
    reference("AMIR", "1.10", item_.area);
    reference("CONF", "1.11", item_.household);
    reference("NUNF", "1.12", item_.members);
    reference("COER", "1.20", item_.owner);
    for (const auto& letters : item_.unknown_items) reference(letters, "1.21", "1");
    xml_.close("encounterEvent");
  }

  void patient() {
    xml_.open("subject");
    xml_.open("patient");
    xml_.open("addr", {{"use", "comune residenza"}});
    xml_.leaf("censusTract", item_.residence);
    xml_.close("addr");
    xml_.open("patientPerson");
    xml_.empty("id",
               {{"root", as_exporter_ ? kPersonRoot : kFiscalCodeRoot}, {"extension", item_.person_id}});
    xml_.open("name");
    xml_.leaf("given", item_.given);
    xml_.leaf("family", item_.family);
    xml_.close("name");
    xml_.empty("administrativeGenderCode", {{"code", item_.sex}, {"codeSystem", "2.16.840.1.113883.5.1"}});
    xml_.empty("birthTime", {{"value", item_.birth}});
    xml_.open("asCitizen");
    xml_.open("politicalOrganization", {{"classCode", "ORG"}});
    xml_.empty("id", {{"root", "2.16.840.1.113883.2.9.6.2.5"}, {"extension", item_.citizenship}});
    xml_.close("politicalOrganization");
    xml_.close("asCitizen");
    xml_.close("patientPerson");
    xml_.close("patient");
    xml_.close("subject");
  }

  void report(const SourceNeed& need) {
    xml_.open("reason");
    xml_.open("need", {{"classCode", "COND"}, {"moodCode", "EVN"}});
    xml_.empty("code", {{"code", need.code}, {"codeSystem", oid("1.9")}, {"displayName", need.label}});
    xml_.close("need");
    xml_.close("reason");
  }

  void reference(std::string_view letters, std::string_view suffix, std::string_view value) {
    if (value.empty()) return;
    xml_.open("reference", {{"typeCode", "REFR"}});
    xml_.open("commonObservationEvent", {{"classCode", "OBS"}, {"moodCode", "EVN"}});
    xml_.empty("code", {{"code", letters}, {"codeSystem", oid(suffix)}});
    xml_.empty("value", {{"code", value}, {"type", "CD"}});
    xml_.close("commonObservationEvent");
    xml_.close("reference");
  }

  void attender(std::string_view profile_suffix) {
    xml_.open("attender", {{"typeCode", "ATND"}});
    xml_.open("assignedPerson", {{"classCode", "ASSIGNED"}});
    xml_.empty("id", {{"root", kFiscalCodeRoot}, {"extension", operator_code()}});
    if (!profile_suffix.empty()) xml_.empty("code", {{"code", "1"}, {"codeSystem", oid(profile_suffix)}});
    xml_.close("assignedPerson");
    xml_.close("attender");
  }

  void assessment(std::size_t index) {
    const auto& date = item_.assessments[index];
    open_phase(2, "B" + std::to_string(index + 1), date, date);
    interval(date, "");
    attender("2.1");
    reference("AMIR", "2.2", item_.area);
    reference("FODV", "2.17", "1");
    xml_.close("encounterEvent");
  }

  void open_plan() {
    xml_.open("pertinentInformation2", {{"typeCode", "PERT"}});
    xml_.open("carePlan", {{"classCode", "PCPR"}, {"moodCode", "INT"}});
  }
  void close_plan() {
    xml_.close("carePlan");
    xml_.close("pertinentInformation2");
    xml_.close("encounterEvent");
  }

  /// The exporter puts the type where the code system belongs.
  void observation(std::string_view letters, std::string_view suffix, std::string_view type,
                   std::string_view value) {
    if (value.empty()) return;
    const std::string_view currency = type == "MO" && !as_exporter_ ? "EUR" : "";
    xml_.open("component2", {{"typeCode", "COMP"}});
    xml_.open("observation", {{"classCode", "OBS"}, {"moodCode", "EVN"}});
    xml_.empty("code", {{"code", letters}, {"codeSystem", oid(suffix)}});
    xml_.empty("value",
               {{"code", value}, {as_exporter_ ? "codeSystem" : "type", type}, {"currency", currency}});
    xml_.close("observation");
    xml_.close("component2");
  }

  void project(const SourcePlan& plan) {
    open_phase(3, "C" + plan.id, plan.start, plan.end);
    attender("3.2");
    open_plan();
    xml_.empty("id", {{"root", oid("3.1")}, {"extension", plan.id}});
    interval(plan.start, plan.end);
    observation("VAPR", "3.7", "MO", plan.value);
    observation("COEA", "3.8", "MO", plan.copayment);
    close_plan();
  }

  void delivery(const SourceIntervention& done) {
    open_phase(4, done.id, done.start, done.end);
    open_plan();
    observation("SOER", "4.3", "CD", done.managed_by);
    observation("MOER", "4.4", "CD", done.management);
    observation("ARIS", "4.5", "CD", done.area);
    observation("SEER", "4.6", "CD", done.type);
    observation("DAAS", "4.7", "ANY", done.start);
    observation("DACS", "4.8", "ANY", done.end);
    observation("IMER", "4.15", "MO", done.amount);
    close_plan();
  }

  void closure() {
    open_phase(5, "E1", item_.closed, item_.closed);
    attender("");
    open_plan();
    interval("", item_.closed);
    observation("DAVF", "5.1", "ANY", item_.closed);
    observation("MOCP", "5.3", "ANY", item_.closure);
    close_plan();
  }

  const SourceCase& item_;
  Hl7Text xml_;
  bool as_exporter_;
};

class HealthPortalWriter final : public DocumentWriter {
 public:
  std::string opening() const override { return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<messages>\n"; }
  std::string closing() const override { return "</messages>\n"; }
  std::string_view extension() const override { return "xml"; }
  void append(const SourceCase& item, std::string& out) override {
    Message(item, out).write();
    out += '\n';
  }
};

}  // namespace

std::unique_ptr<DocumentWriter> make_health_portal_writer() { return std::make_unique<HealthPortalWriter>(); }

}  // namespace raccordo::synth
