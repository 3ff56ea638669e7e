#include "app/tables/explanation.hpp"

#include <algorithm>

#include "app/exchange/sealed_exchange.hpp"
#include "app/forms/json_forms.hpp"
#include "app/ingest/record_pipeline.hpp"
#include "app/problem/phrases.hpp"
#include "base/stored_damage.hpp"
#include "mapping/coded_values.hpp"
#include "mapping/record_json.hpp"
#include "mapping/stored_record.hpp"
#include "mapping/table_file.hpp"
#include "privacy/code_masking.hpp"

namespace raccordo::app {
namespace {

/// One version of a table, read once for all its values.
struct ReadVersion {
  store::TableVersionRow row;
  std::optional<mapping::Table> table;
};

class Explainer {
 public:
  Explainer(store::CaseStore& store, const ActiveTables& tables, const store::HeldRecord& record,
            base::JsonWriter& writer, Language language)
      : store_(store), tables_(tables), record_(record), writer_(writer), language_(language) {}

  Language language() const { return language_; }

  void values(const model::CaseRecord& record, const std::vector<model::Issue>& issues) {
    base::key(writer_, "values");
    writer_.StartArray();
    for (const auto& value : mapping::coded_values(record)) write_value(value, issues);
    writer_.EndArray();
  }

 private:
  const ReadVersion& version(const std::string& table, std::int32_t number) {
    const auto key = std::pair(table, number);
    const auto known = versions_.find(key);
    if (known != versions_.end()) return known->second;
    ReadVersion read;
    if (auto row = store_.tables().version(record_.source, table, number)) {
      auto parsed = mapping::parse_table(row->content, table, {record_.source, table, "", number},
                                         tables_.book().scheme);
      if (parsed) read.table = std::move(*parsed);
      read.row = std::move(*row);
    }
    return versions_.emplace(key, std::move(read)).first->second;
  }

  void write_value(const mapping::CodedValue& value, const std::vector<model::Issue>& issues) {
    const auto& coded = *value.coded;
    writer_.StartObject();
    base::put(writer_, "field", value.field);
    base::put_if(writer_, "source_code", coded.source_code);
    base::put_if(writer_, "source_label", coded.source_label);
    if (coded.is_mapped()) base::put(writer_, "target", coded.code);
    if (coded.table.empty()) {
      base::put(writer_, "why", sentence_in("shared-code-sent", language_));
    } else {
      write_table(value);
      if (!coded.is_mapped()) write_issue_of(coded, issues);
    }
    writer_.EndObject();
  }

  void write_table(const mapping::CodedValue& value) {
    const auto& coded = *value.coded;
    base::put(writer_, "table", coded.table);
    base::key(writer_, "table_version");
    writer_.Int(coded.table_version);
    const auto& read = version(coded.table, coded.table_version);
    if (read.table) {
      const auto found = read.table->find(coded.source_code, value.date);
      if (found.row != nullptr) write_row(*found.row);
    }
    if (read.row.version != 0) write_approval(read.row);
  }

  void write_row(const mapping::Row& row) {
    base::key(writer_, "row");
    writer_.StartObject();
    base::key(writer_, "line");
    writer_.Int(row.line);
    base::put(writer_, "source_code", row.source_code);
    base::put_if(writer_, "source_label", row.source_label);
    base::put_if(writer_, "target_code", row.target_code);
    base::put(writer_, "relationship", mapping::to_string(row.relationship));
    base::put(writer_, "status", mapping::to_string(row.status));
    if (row.valid_from) base::put(writer_, "valid_from", base::to_string(*row.valid_from));
    if (row.valid_to) base::put(writer_, "valid_to", base::to_string(*row.valid_to));
    base::put_if(writer_, "comment", row.comment);
    writer_.EndObject();
  }

  void write_approval(const store::TableVersionRow& row) {
    base::key(writer_, "version");
    writer_.StartObject();
    base::put(writer_, "author", row.author);
    base::put_if(writer_, "reviewer", row.reviewer);
    base::put_if(writer_, "reason", row.reason);
    if (row.approved_at) base::put(writer_, "approved_at", base::to_string(*row.approved_at));
    if (row.activated_at) base::put(writer_, "activated_at", base::to_string(*row.activated_at));
    writer_.EndObject();
  }

  void write_issue_of(const model::Coded& coded, const std::vector<model::Issue>& issues) {
    const auto found = std::find_if(issues.begin(), issues.end(), [&](const model::Issue& issue) {
      return issue.table == coded.table && coded.source_code.starts_with(issue.value);
    });
    if (found == issues.end()) return;
    base::put(writer_, "code", model::to_string(found->code));
    base::put(writer_, "why", message_in(*found, language_));
    if (!found->suggestions.empty()) write_suggestions(writer_, found->suggestions);
  }

  store::CaseStore& store_;
  const ActiveTables& tables_;
  const store::HeldRecord& record_;
  base::JsonWriter& writer_;
  Language language_;
  std::map<std::pair<std::string, std::int32_t>, ReadVersion> versions_;
};

void write_waiting(base::JsonWriter& writer, Explainer& explainer, const ActiveTables& tables,
                   const Keyring& keys, const store::HeldRecord& record) {
  const auto& row = *record.waiting;
  base::key(writer, "waiting");
  writer.StartObject();
  base::put(writer, "quarantine_id", std::to_string(row.id));
  base::put(writer, "version", base::to_string(row.version));
  const auto opened = keys.sealer.open(row.sealed_fields, quarantine_context(row.source, row.record_id));
  const auto* active = tables.find(row.source);
  auto fields = opened ? mapping::read_field_record(*opened) : base::fault("the sealed fields do not open");
  if (fields && active != nullptr) {
    const auto mapped = active->mapper->map(fields->record, row.source, privacy::code_mask(keys.names));
    explainer.values(mapped.record, mapped.issues);
  }
  base::key(writer, "issues");
  writer.StartArray();
  for (const auto& issue : row.issues) write_issue(writer, issue, explainer.language());
  writer.EndArray();
  writer.EndObject();
}

/// The transfers of other bodies that the record continues.
void write_origin(base::JsonWriter& writer, const Keyring& keys,
                  const std::vector<store::RecordOrigin>& origins) {
  base::key(writer, "origin");
  writer.StartArray();
  for (const auto& each : origins) {
    writer.StartObject();
    base::put(writer, "exchange", each.exchange);
    base::put(writer, "from", each.sender);
    base::put(writer, "source", each.source);
    base::put(writer, "record_id",
              open_text(keys.sealer, each.exchange, ExchangeText::record_id, each.sealed_record_id));
    base::put(writer, "sent_at", base::to_string(each.sent_at));
    base::put(writer, "accepted_at", base::to_string(each.accepted_at));
    writer.EndObject();
  }
  writer.EndArray();
}

}  // namespace

std::string explanation_json(store::CaseStore& store, const ActiveTables& tables, const Keyring& keys,
                             const store::HeldRecord& record, Language language) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  Explainer explainer(store, tables, record, writer, language);
  writer.StartObject();
  base::put(writer, "source", record.source);
  base::put(writer, "record_id", record.state.record_id);
  base::put(writer, "owner", record.state.owner);
  base::put(writer, "outcome", model::to_string(record.state.outcome));
  if (record.accepted_version) {
    const auto body = mapping::read_stored_record(record.body);
    if (!body) throw base::StoredDamage("record: " + body.error().message);
    base::key(writer, "accepted");
    writer.StartObject();
    base::put(writer, "version", base::to_string(*record.accepted_version));
    explainer.values(*body, {});
    writer.EndObject();
  }
  if (record.waiting) write_waiting(writer, explainer, tables, keys, record);
  if (!record.origins.empty()) write_origin(writer, keys, record.origins);
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
