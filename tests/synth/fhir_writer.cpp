#include "synth/fhir_writer.hpp"

#include <array>
#include <cstdio>

#include "synth/fhir_parts.hpp"

namespace raccordo::synth {
namespace {

using base::JsonWriter;
using base::key;
using base::put;
using base::put_if;

/// The parts of a Bundle; each has an address of its own.
enum class Part : unsigned { patient = 1, episode, access, organization, need, assessment, plan, service };

/// Of the number of the case and the place of the part, so that no two are equal.
std::string address(const SourceCase& item, Part part, std::size_t place = 0) {
  std::array<char, 64> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), "urn:uuid:%08x-0000-4000-8000-%04x%08x",
                                   item.number, static_cast<unsigned>(part), static_cast<unsigned>(place));
  return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string_view identifier_system(std::string_view id) {
  return id.starts_with("STP")   ? "http://hl7.it/sid/stp"
         : id.starts_with("ENI") ? "http://hl7.it/sid/eni"
                                 : "http://hl7.it/sid/codiceFiscale";
}

/// Writes the entries of one case.
class BundleWriter {
 public:
  BundleWriter(const SourceCase& item, JsonWriter& writer) : item_(item), writer_(writer) {}

  void write() {
    writer_.StartObject();
    put(writer_, "resourceType", "Bundle");
    put(writer_, "type", "collection");
    put_if(writer_, "timestamp", item_.version);
    put_list(writer_, "entry", [&] {
      put_patient();
      put_episode();
      put_organization();
      if (has_access()) put_access();
      for (std::size_t i = 0; i < item_.needs.size(); ++i) put_need(i);
      for (std::size_t i = 0; i < item_.assessments.size(); ++i) put_assessment(i);
      for (std::size_t i = 0; i < item_.plans.size(); ++i) put_plan(i);
      for (std::size_t i = 0; i < item_.interventions.size(); ++i) put_service(i);
    });
    writer_.EndObject();
  }

 private:
  bool has_access() const { return !(item_.access + item_.channel + item_.request).empty(); }

  void start(Part part, std::string_view type, std::size_t place = 0) {
    writer_.StartObject();
    put(writer_, "fullUrl", address(item_, part, place));
    key(writer_, "resource");
    writer_.StartObject();
    put(writer_, "resourceType", type);
  }
  void end() {
    writer_.EndObject();
    writer_.EndObject();
  }
  void put_subject() { put_reference(writer_, "subject", address(item_, Part::patient)); }

  void put_patient() {
    start(Part::patient, "Patient");
    put_citizenship();
    put_identifier(writer_, identifier_system(item_.person_id), item_.person_id);
    put_list_of_one(writer_, "name", [&] {
      put(writer_, "family", item_.family);
      put_list(writer_, "given", [&] { base::text(writer_, item_.given); });
    });
    put_if(writer_, "gender", item_.sex);
    put_if(writer_, "birthDate", item_.birth);
    if (!item_.residence.empty()) put_address();
    end();
  }

  void put_citizenship() {
    if (item_.citizenship.empty()) return;
    put_list_of_one(writer_, "extension", [&] {
      put(writer_, "url", "http://hl7.org/fhir/StructureDefinition/patient-citizenship");
      put_list_of_one(writer_, "extension", [&] {
        put(writer_, "url", "code");
        put_concept(writer_, "valueCodeableConcept", item_.citizenship);
      });
    });
  }

  void put_address() {
    put_list_of_one(writer_, "address", [&] {
      put(writer_, "use", "home");
      put_object(writer_, "_city", [&] {
        put_list_of_one(writer_, "extension", [&] {
          put(writer_, "url", "http://hl7.org/fhir/StructureDefinition/iso21090-SC-coding");
          put_object(writer_, "valueCoding", [&] { put(writer_, "code", item_.residence); });
        });
      });
    });
  }

  void put_episode() {
    start(Part::episode, "EpisodeOfCare");
    put_episode_extensions();
    put_identifier(writer_, "urn:asst:case", item_.record_id);
    put(writer_, "status", item_.closed.empty() ? "active" : "finished");
    put_reference(writer_, "patient", address(item_, Part::patient));
    put_reference(writer_, "managingOrganization", address(item_, Part::organization));
    put_period(writer_, "period", item_.opened, item_.closed);
    if (has_access()) {
      put_list_of_one(writer_, "referralRequest",
                      [&] { put(writer_, "reference", address(item_, Part::access)); });
    }
    end();
  }

  void put_episode_extensions() {
    if ((item_.household + item_.members + item_.closure).empty()) return;
    put_list(writer_, "extension", [&] {
      put_code_extension(writer_, "household-type", item_.household);
      if (!item_.members.empty()) {
        put_extension(writer_, "household-members",
                      [&] { put_number_text(writer_, "valueInteger", item_.members); });
      }
      put_code_extension(writer_, "closure-reason", item_.closure);
    });
  }

  void put_organization() {
    start(Part::organization, "Organization");
    put_identifier(writer_, "http://hl7.it/sid/fls", kAsstNumber);
    end();
  }

  void put_access() {
    start(Part::access, "ServiceRequest");
    if (!item_.channel.empty())
      put_list(writer_, "extension", [&] { put_code_extension(writer_, "access-channel", item_.channel); });
    put(writer_, "status", "completed");
    put(writer_, "intent", "order");
    put_concept(writer_, "code", item_.request);
    put_subject();
    put_if(writer_, "authoredOn", item_.access);
    end();
  }

  void put_need(std::size_t place) {
    start(Part::need, "Condition", place);
    put_concept(writer_, "code", item_.needs[place].code, item_.needs[place].label);
    put_subject();
    end();
  }

  /// Every third case is assessed at a visit.
  void put_assessment(std::size_t place) {
    const auto& date = item_.assessments[place];
    if (item_.number % 3 == 0) {
      start(Part::assessment, "Encounter", place);
      put(writer_, "status", "finished");
      put_object(writer_, "class", [&] {
        put(writer_, "system", "http://terminology.hl7.org/CodeSystem/v3-ActCode");
        put(writer_, "code", "HH");
      });
      put_subject();
      put_period(writer_, "period", date, {});
      return end();
    }
    start(Part::assessment, "Observation", place);
    put(writer_, "status", "final");
    put_category(writer_, "assessment");
    put_concept(writer_, "code", "assessment");
    put_subject();
    put(writer_, "effectiveDateTime", date);
    end();
  }

  void put_plan(std::size_t place) {
    const auto& plan = item_.plans[place];
    start(Part::plan, "CarePlan", place);
    if (!(plan.value + plan.copayment).empty()) {
      put_list(writer_, "extension", [&] {
        put_money_extension(writer_, "plan-value", plan.value);
        put_money_extension(writer_, "plan-copayment", plan.copayment);
      });
    }
    put_identifier(writer_, {}, plan.id);
    put(writer_, "status", "active");
    put(writer_, "intent", "order");
    put_subject();
    put_period(writer_, "period", plan.start, plan.end);
    end();
  }

  /// What has no quantity is a Procedure.
  void put_service(std::size_t place) {
    const auto& done = item_.interventions[place];
    const bool is_procedure = done.quantity.empty();
    start(Part::service, is_procedure ? "Procedure" : "ServiceRequest", place);
    if (!(done.amount + done.management).empty()) {
      put_list(writer_, "extension", [&] {
        put_money_extension(writer_, "amount", done.amount);
        put_code_extension(writer_, "management", done.management);
      });
    }
    put_identifier(writer_, {}, done.id);
    put(writer_, "status", is_procedure ? "completed" : "active");
    if (!is_procedure) put(writer_, "intent", "order");
    is_procedure ? put_concept(writer_, "category", done.area) : put_category(writer_, done.area);
    put_concept(writer_, "code", done.type, done.label);
    put_subject();
    put_period(writer_, is_procedure ? "performedPeriod" : "occurrencePeriod", done.start, done.end);
    if (!done.managed_by.empty()) put_performer(done.managed_by, is_procedure);
    if (!is_procedure) put_quantity(done);
    end();
  }

  /// The body that provides the service, by its number in the national register.
  void put_performer(std::string_view body, bool is_procedure) {
    const auto put_body = [&] {
      put_object(writer_, "identifier", [&] {
        put(writer_, "system", "http://hl7.it/sid/fls");
        put(writer_, "value", body);
      });
    };
    put_list_of_one(writer_, "performer",
                    [&] { is_procedure ? put_object(writer_, "actor", put_body) : put_body(); });
  }

  void put_quantity(const SourceIntervention& done) {
    put_object(writer_, "quantityQuantity", [&] {
      put_number_text(writer_, "value", done.quantity);
      put_if(writer_, "code", done.unit);
    });
  }

  const SourceCase& item_;
  JsonWriter& writer_;
};

class FhirWriter final : public DocumentWriter {
 public:
  std::string opening() const override { return ""; }
  std::string closing() const override { return ""; }
  std::string_view extension() const override { return "ndjson"; }
  void append(const SourceCase& item, std::string& out) override { out += fhir_bundle(item) + "\n"; }
};

}  // namespace

std::string fhir_bundle(const SourceCase& item) {
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  BundleWriter(item, writer).write();
  return std::string(base::view(buffer));
}

std::unique_ptr<DocumentWriter> make_fhir_writer() { return std::make_unique<FhirWriter>(); }

}  // namespace raccordo::synth
