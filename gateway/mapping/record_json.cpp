#include "mapping/record_json.hpp"

#include "base/json.hpp"

namespace raccordo::mapping {
namespace {

using base::JsonBuffer;
using base::JsonWriter;

constexpr std::size_t kUsualRecordBytes = 4096;

/// The printed line has codes only; the stored form keeps their origin.
enum class Form : std::uint8_t { line, stored };

class RecordWriter {
 public:
  RecordWriter(JsonBuffer& buffer, Form form) : writer_(buffer), form_(form) {}

  void write(const model::CaseRecord& record, std::string_view person_id) {
    writer_.StartObject();
    base::put_if(writer_, "source", record.source);
    base::put_if(writer_, "record_id", record.record_id);
    if (record.version) base::put(writer_, "version", to_string(*record.version));
    if (record.kind != model::RecordKind::social_case) base::put(writer_, "kind", to_string(record.kind));
    base::put_if(writer_, "owner", record.owner);
    base::put_if(writer_, "managed_by", record.managed_by);
    put_date("opened", record.opened);
    put_date("closed", record.closed);
    put_person(record.person, person_id);
    put_access(record.access);
    put_list("needs", record.needs, [&](const model::Coded& need) { put_coded("code", need); });
    put_list("assessments", record.assessments, [&](const base::Date& date) { put_date("date", date); });
    put_list("plans", record.plans, [&](const model::Plan& plan) { put_plan(plan); });
    put_list("interventions", record.interventions,
             [&](const model::Intervention& item) { put_intervention(item); });
    put_closure(record.closure);
    writer_.EndObject();
  }

 private:
  template <class Item, class Put>
  void put_list(std::string_view name, const std::vector<Item>& items, Put put) {
    if (items.empty()) return;
    base::key(writer_, name);
    writer_.StartArray();
    for (const auto& item : items) {
      writer_.StartObject();
      put(item);
      writer_.EndObject();
    }
    writer_.EndArray();
  }

  void put_date(std::string_view name, const std::optional<base::Date>& date) {
    if (date) base::put(writer_, name, to_string(*date));
  }

  void put_money(std::string_view name, const std::optional<model::Money>& money) {
    if (money) base::put(writer_, name, to_string(*money));
  }

  void put_coded(std::string_view name, const model::Coded& coded) {
    if (coded.is_absent()) return;
    base::key(writer_, name);
    if (form_ == Form::line && coded.is_mapped()) {
      base::text(writer_, coded.code);
      return;
    }
    writer_.StartObject();
    if (form_ == Form::stored) base::put_if(writer_, "code", coded.code);
    base::put_if(writer_, "source_code", coded.source_code);
    if (form_ == Form::stored) {
      base::put_if(writer_, "source_label", coded.source_label);
      base::put_if(writer_, "table", coded.table);
      if (!coded.table.empty()) {
        base::key(writer_, "version");
        writer_.Int(coded.table_version);
      }
    }
    writer_.EndObject();
  }

  void put_person(const model::Person& person, std::string_view person_id) {
    base::key(writer_, "person");
    writer_.StartObject();
    base::put(writer_, "id_type", to_string(person.id_type));
    if (form_ == Form::line) base::put_if(writer_, "id", person_id);
    put_coded("sex", person.sex);
    put_date("birth_date", person.birth_date);
    base::put_if(writer_, "residence", person.residence);
    put_coded("citizenship", person.citizenship);
    put_household(person.household);
    writer_.EndObject();
  }

  void put_household(const model::Household& household) {
    if (household.type.is_absent() && !household.members) return;
    base::key(writer_, "household");
    writer_.StartObject();
    put_coded("type", household.type);
    if (household.members) {
      base::key(writer_, "members");
      writer_.Int64(*household.members);
    }
    writer_.EndObject();
  }

  void put_access(const model::Access& access) {
    if (!access.date && access.channel.is_absent() && access.request.is_absent() &&
        access.referred_to.is_absent())
      return;
    base::key(writer_, "access");
    writer_.StartObject();
    put_date("date", access.date);
    put_coded("channel", access.channel);
    put_coded("request", access.request);
    put_coded("referred_to", access.referred_to);
    writer_.EndObject();
  }

  void put_plan(const model::Plan& plan) {
    base::put_if(writer_, "id", plan.id);
    put_date("start", plan.start);
    put_date("end", plan.end);
    put_money("value", plan.value);
    put_money("copayment", plan.copayment);
  }

  void put_intervention(const model::Intervention& item) {
    base::put_if(writer_, "id", item.id);
    put_coded("area", item.area);
    put_coded("type", item.type);
    put_date("start", item.start);
    put_date("end", item.end);
    put_money("amount", item.amount);
    base::put_if(writer_, "quantity", item.quantity);
    put_coded("unit", item.unit);
    put_coded("management", item.management);
    base::put_if(writer_, "managed_by", item.managed_by);
  }

  void put_closure(const model::Closure& closure) {
    if (!closure.date && closure.reason.is_absent()) return;
    base::key(writer_, "closure");
    writer_.StartObject();
    put_date("date", closure.date);
    put_coded("reason", closure.reason);
    writer_.EndObject();
  }

  JsonWriter writer_;
  Form form_;
};

std::string write(const model::CaseRecord& record, Form form, std::string_view person_id) {
  JsonBuffer buffer(nullptr, kUsualRecordBytes);
  RecordWriter(buffer, form).write(record, person_id);
  return std::string(base::view(buffer));
}

}  // namespace

std::string shared_record_line(const model::CaseRecord& record, std::string_view person_id) {
  return write(record, Form::line, person_id);
}

std::string stored_record_json(const model::CaseRecord& record) { return write(record, Form::stored, {}); }

}  // namespace raccordo::mapping
