#include "app/ingest/record_pipeline.hpp"

#include <algorithm>

#include "app/audit/audit_trail.hpp"
#include "app/ingest/case_row.hpp"
#include "app/ingest/reporting_body.hpp"
#include "base/text.hpp"
#include "mapping/coded_values.hpp"
#include "mapping/packed_fields.hpp"
#include "mapping/record_json.hpp"
#include "mapping/stored_record.hpp"
#include "model/field_fill.hpp"
#include "privacy/code_masking.hpp"
#include "privacy/report_checks.hpp"

namespace raccordo::app {
namespace {

/// A record uses few tables: a linear search is faster than a map.
std::vector<store::CodedCount> count_coded(const model::CaseRecord& record) {
  constexpr std::size_t usual_tables = 12;
  std::vector<store::CodedCount> counts;
  counts.reserve(usual_tables);
  mapping::for_each_coded(record, [&](const model::Coded& coded) {
    const auto& table = coded.table;
    if (table.empty() || coded.is_absent()) return;
    auto found =
        std::find_if(counts.begin(), counts.end(), [&](const auto& each) { return each.table == table; });
    if (found == counts.end()) found = counts.insert(found, {table, 0, 0});
    ++found->coded;
    if (coded.is_mapped()) ++found->mapped;
  });
  return counts;
}

}  // namespace

std::string quarantine_context(std::string_view source, std::string_view record_id) {
  return "quarantine|" + std::string(source) + "|" + std::string(record_id);
}

std::string local_id_of(std::string_view key_part, std::string_view record_id) {
  return std::string(key_part) + '|' + std::string(record_id);
}

base::Digest erasure_mark(const base::Hmac& key, std::string_view source, std::string_view record_id) {
  return key.compute("record|" + std::string(source) + "|" + std::string(record_id));
}

std::string RecordPipeline::seen_name(const CheckedRecord& checked) const {
  const auto& record = checked.record;
  return setting_.key == model::RecordKey::id ? record.record_id : key_part(record) + '|' + record.record_id;
}

/// Where the id alone is the name, the mark serves: a digest costs more than the search.
std::uint64_t RecordPipeline::seen_bits(const CheckedRecord& checked) const {
  if (setting_.key == model::RecordKey::id) return SeenRecords::bits_of(checked.mark);
  return SeenRecords::bits_of(setting_.keys->names.compute(seen_name(checked)));
}

std::string RecordPipeline::key_part(const model::CaseRecord& record) const {
  switch (setting_.key) {
    case model::RecordKey::id:
      return "";
    case model::RecordKey::id_and_owner:
      return record.owner;
    case model::RecordKey::id_and_body:
      return store::key_of_body(body_code(record.managed_by));
  }
  return "";
}

base::Secret RecordPipeline::person_id(const model::CaseRecord& record) const {
  const auto& person = record.person;
  if (person.id_type != model::IdType::local || setting_.key == model::RecordKey::id) return person.id;
  const auto id = privacy::SecretOpener::open(person.id, privacy::SecretOpener::Purpose::pseudonymise);
  if (base::to_upper_ascii(id) != base::to_upper_ascii(record.record_id)) return person.id;
  return base::Secret(local_id_of(key_part(record), id));
}

CheckedRecord RecordPipeline::check(const model::FieldRecord& fields, const SeenRecords* seen) const {
  auto mapped =
      setting_.tables->mapper->map(fields, setting_.source, privacy::code_mask(setting_.keys->names));
  CheckedRecord checked{
      std::move(mapped.record), std::move(mapped.issues), std::move(mapped.waiting), {}, {}};
  if (!checked.record.version) checked.record.version = setting_.received_at;
  if (checked.record.kind == model::RecordKind::report) privacy::keep_year_of_unknown(checked.record.person);
  checked.person = privacy::check_identity(checked.record, fields, base::local_date(setting_.clock->now()),
                                           checked.issues);
  check_comune(fields, checked);
  privacy::check_number(fields, checked.record, checked.issues);
  check_report(fields, checked);
  checked.mark = erasure_mark(setting_.keys->names, setting_.source, checked.record.record_id);
  if (seen != nullptr) {
    const auto* id = fields.find(model::Field::record_id);
    if (id != nullptr && seen->holds(seen_bits(checked)))
      checked.issues.push_back(SeenRecords::issue_at(fields.place_of(id->node)));
  }
  for (auto& issue : checked.issues) {
    issue.record = fields.number;
    issue.record_id = checked.record.record_id;
  }
  checked.outcome = model::settle(checked.issues, setting_.on_unmapped);
  checked.beyond_retention = setting_.retention && is_beyond(*setting_.retention, checked.record);
  if (checked.beyond_retention && checked.outcome != model::Outcome::rejected) {
    checked.issues.push_back(beyond_retention_warning(*setting_.retention, checked.record, fields));
    checked.issues.back().outcome = checked.outcome;
  }
  return checked;
}

void RecordPipeline::check_comune(const model::FieldRecord& fields, CheckedRecord& checked) const {
  const auto& owner = checked.record.owner;
  if (setting_.client == nullptr || owner.empty() || setting_.client->may_hold(owner)) return;
  auto issue = model::not_your_comune_issue(fields.number, checked.record.record_id, owner);
  if (const auto* value = fields.find(model::Field::owner)) issue.at = fields.place_of(value->node);
  checked.issues.push_back(std::move(issue));
}

void RecordPipeline::check_report(const model::FieldRecord& fields, CheckedRecord& checked) const {
  const auto& record = checked.record;
  if (record.kind != model::RecordKind::report) return;
  privacy::check_body(record, fields, checked.issues);
  if (setting_.key != model::RecordKey::id_and_body || setting_.client == nullptr) return;
  if (setting_.client->may_report_for(body_code(record.managed_by))) return;
  auto issue = model::not_your_body_issue(fields.number, record.record_id);
  if (const auto* value = fields.find(model::Field::managed_by)) issue.at = fields.place_of(value->node);
  checked.issues.push_back(std::move(issue));
}

void RecordPipeline::name_person(store::PersonRow& row, model::IdType type, const base::Secret& id) const {
  row.pseudonym = privacy::pseudonym_of(setting_.keys->pseudonym, type, setting_.source, id);
  for (const auto& key : setting_.keys->former())
    row.former.push_back(privacy::pseudonym_of(key, type, setting_.source, id));
}

store::PersonRow RecordPipeline::person_row(const CheckedRecord& checked) const {
  const auto& person = checked.record.person;
  store::PersonRow row;
  const auto secret = person_id(checked.record);
  name_person(row, person.id_type, secret);
  const auto id = privacy::SecretOpener::open(secret, privacy::SecretOpener::Purpose::seal);
  const auto plain = std::string(model::to_string(person.id_type)) + "|" + std::string(id);
  row.sealed_id = setting_.keys->sealer.seal(plain, "person");
  row.sex = checked.person.sex;
  row.birth_date = checked.person.birth_date;
  row.from_fiscal_code = checked.person.from_fiscal_code;
  return row;
}

/// Owns everything it needs: it may be called after the document is gone. The values of a record, of which
/// there are dozens, wait in one text.
std::function<std::string()> RecordPipeline::seal_later(model::FieldRecord fields,
                                                        const std::string& record_id) const {
  if (fields.issues.empty()) {
    return [packed = mapping::pack_fields(fields), keys = setting_.keys,
            context = quarantine_context(setting_.source, record_id)] {
      return keys->sealer.seal(mapping::field_record_json(mapping::unpack_fields(packed)), context);
    };
  }
  fields.locator = nullptr;
  auto kept = std::make_shared<const model::FieldRecord>(std::move(fields));
  return [kept, keys = setting_.keys, context = quarantine_context(setting_.source, record_id)] {
    return keys->sealer.seal(mapping::field_record_json(*kept), context);
  };
}

void RecordPipeline::note_unnamed(const model::FieldRecord& fields, const CheckedRecord& checked,
                                  store::PreparedRecord& prepared) const {
  const auto& record = checked.record;
  const bool is_report =
      record.kind == model::RecordKind::report || setting_.key == model::RecordKey::id_and_body;
  if (!is_report || record.record_id.empty()) return;
  const auto number = setting_.key == model::RecordKey::id ? record.record_id
                                                           : local_id_of(key_part(record), record.record_id);
  prepared.unnamed = privacy::pseudonym_of(setting_.keys->pseudonym, model::IdType::local, setting_.source,
                                           base::Secret(number));
  const bool has_identifier =
      fields.find(model::Field::person_id) != nullptr && record.person.id_type != model::IdType::local;
  const bool is_mistyped =
      std::any_of(checked.issues.begin(), checked.issues.end(), [](const model::Issue& issue) {
        return issue.code == model::IssueCode::bad_fiscal_code && issue.severity == model::Severity::error;
      });
  if (has_identifier || is_mistyped || checked.outcome == model::Outcome::accepted) return;
  auto event = act_of_gateway(*setting_.clock, "record.erase",
                              record_name(setting_.keys->names, setting_.source, record.record_id));
  event.details.emplace("consent", "taken back");
  prepared.unnamed_event = std::make_shared<const store::AuditEvent>(std::move(event));
}

store::PreparedRecord RecordPipeline::prepare(model::FieldRecord fields, CheckedRecord checked) const {
  store::PreparedRecord prepared;
  prepared.number = fields.number;
  prepared.record_id = checked.record.record_id;
  prepared.outcome = checked.outcome;
  if (const auto* id = fields.find(model::Field::record_id)) prepared.at = fields.place_of(id->node);
  prepared.has_version = fields.find(model::Field::version) != nullptr;
  prepared.version = checked.record.version.value_or(setting_.received_at);
  prepared.owner = checked.record.owner;
  prepared.filled = model::fill_of(fields);
  prepared.beyond_retention = checked.beyond_retention;
  prepared.per_owner = setting_.key == model::RecordKey::id_and_owner;
  if (setting_.key == model::RecordKey::id_and_body) {
    prepared.body_key = key_part(checked.record);
    prepared.is_of_body = names_body(*setting_.keys, quarantine_context(setting_.source, prepared.record_id),
                                     body_code(checked.record.managed_by));
  }
  note_unnamed(fields, checked, prepared);
  prepared.mark = checked.mark;
  if (checked.outcome != model::Outcome::rejected) {
    prepared.content = setting_.keys->renewed(mapping::content_digest(fields, setting_.keys->names));
    prepared.coded = count_coded(checked.record);
  }
  if (checked.outcome == model::Outcome::accepted) {
    prepared.person = person_row(checked);
    prepared.body = mapping::stored_record(checked.record);
    prepared.facts = case_row_of(std::move(checked.record));
    if (!prepared.seal) prepared.seal = seal_later(std::move(fields), prepared.record_id);
  } else if (checked.outcome == model::Outcome::quarantined) {
    const auto& person = checked.record.person;
    name_person(prepared.person, person.id_type, person_id(checked.record));
    prepared.sealed_fields = setting_.keys->sealer.seal(
        mapping::field_record_json(fields), quarantine_context(setting_.source, prepared.record_id));
    for (auto& code : checked.waiting) {
      prepared.waiting.push_back({std::move(code.table), std::move(code.code), std::move(code.label),
                                  std::move(code.parent), code.date});
    }
  }
  prepared.issues = std::move(checked.issues);
  return prepared;
}

}  // namespace raccordo::app
