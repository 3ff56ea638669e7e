#include "mapping/former_record.hpp"

#include "mapping/json_reading.hpp"

namespace raccordo::mapping {
namespace {

constexpr std::uint64_t kMostMembers = std::numeric_limits<std::int64_t>::max();
constexpr std::uint64_t kMostVersions = std::numeric_limits<std::int32_t>::max();

class FormerRecordReader {
 public:
  bool is_bad() const { return json_.is_bad(); }

  model::CaseRecord read(const JsonValue& root) {
    model::CaseRecord record;
    record.source = json_.text(root, "source");
    record.record_id = json_.text(root, "record_id");
    record.version = parsed(root, "version", base::parse_instant);
    record.kind = parsed(root, "kind", model::parse_record_kind).value_or(model::RecordKind::social_case);
    record.owner = json_.text(root, "owner");
    record.managed_by = json_.text(root, "managed_by");
    record.opened = date(root, "opened");
    record.closed = date(root, "closed");
    if (const auto* person = JsonReading::find(root, "person")) read_person(*person, record.person);
    if (const auto* access = JsonReading::find(root, "access")) {
      record.access = {date(*access, "date"), coded(*access, "channel"), coded(*access, "request"),
                       coded(*access, "referred_to")};
    }
    json_.each(root, "needs", [&](const JsonValue& item) { record.needs.push_back(coded(item, "code")); });
    json_.each(root, "assessments", [&](const JsonValue& item) {
      const auto day = date(item, "date");
      if (!day) json_.mark_bad();
      record.assessments.push_back(day.value_or(base::Date{}));
    });
    json_.each(root, "plans", [&](const JsonValue& item) { record.plans.push_back(plan(item)); });
    json_.each(root, "interventions",
               [&](const JsonValue& item) { record.interventions.push_back(intervention(item)); });
    if (const auto* closure = JsonReading::find(root, "closure")) {
      record.closure = {date(*closure, "date"), coded(*closure, "reason")};
    }
    return record;
  }

 private:
  template <class Parse>
  auto parsed(const JsonValue& object, std::string_view name, Parse parse)
      -> decltype(parse(std::string_view())) {
    const auto text = json_.text(object, name);
    if (text.empty()) return std::nullopt;
    auto value = parse(text);
    if (!value) json_.mark_bad();
    return value;
  }
  std::optional<base::Date> date(const JsonValue& object, std::string_view name) {
    return parsed(object, name, base::parse_iso_date);
  }
  std::optional<model::Money> money(const JsonValue& object, std::string_view name) {
    return parsed(object, name, model::parse_money);
  }

  model::Coded coded(const JsonValue& object, std::string_view name) {
    const auto* value = JsonReading::find(object, name);
    if (!value) return {};
    if (!value->IsObject()) json_.mark_bad();
    return {std::string(json_.text(*value, "code")), std::string(json_.text(*value, "source_code")),
            std::string(json_.text(*value, "source_label")), std::string(json_.text(*value, "table")),
            static_cast<std::int32_t>(json_.number(*value, "version", kMostVersions))};
  }

  void read_person(const JsonValue& object, model::Person& person) {
    const auto type = parsed(object, "id_type", model::parse_id_type);
    if (type) {
      person.id_type = *type;
    } else {
      json_.mark_bad();
    }
    person.sex = coded(object, "sex");
    person.birth_date = date(object, "birth_date");
    person.residence = json_.text(object, "residence");
    person.citizenship = coded(object, "citizenship");
    if (const auto* household = JsonReading::find(object, "household")) {
      person.household.type = coded(*household, "type");
      if (JsonReading::find(*household, "members")) {
        person.household.members =
            static_cast<std::int64_t>(json_.number(*household, "members", kMostMembers));
      }
    }
  }

  model::Plan plan(const JsonValue& item) {
    return {std::string(json_.text(item, "id")), date(item, "start"), date(item, "end"), money(item, "value"),
            money(item, "copayment")};
  }

  model::Intervention intervention(const JsonValue& item) {
    return {std::string(json_.text(item, "id")),
            coded(item, "area"),
            coded(item, "type"),
            date(item, "start"),
            date(item, "end"),
            money(item, "amount"),
            std::string(json_.text(item, "quantity")),
            coded(item, "unit"),
            coded(item, "management"),
            std::string(json_.text(item, "managed_by"))};
  }

  JsonReading json_;
};

}  // namespace

std::optional<model::CaseRecord> read_former_record(std::string_view json) {
  rapidjson::Document document;
  FormerRecordReader reader;
  if (parse_object(json, document)) {
    auto record = reader.read(document);
    if (!reader.is_bad() && !record.record_id.empty()) return record;
  }
  return std::nullopt;
}

}  // namespace raccordo::mapping
