#include "app/persons/subject_export.hpp"

#include <set>

#include "app/audit/audit_trail.hpp"
#include "app/exchange/exchange_json.hpp"
#include "app/exchange/sealed_exchange.hpp"
#include "app/forms/json_forms.hpp"
#include "app/persons/held_json.hpp"
#include "base/json.hpp"
#include "mapping/record_json.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kRecordsAtOnce = 100;
constexpr std::size_t kActsOfARecord = 1000;

/// `fiscal-code|RSSMRA80A01F205X`, as sealed with each person.
void write_identity(base::JsonWriter& writer, const store::HeldIdentity& held, const Keyring& keys) {
  writer.StartObject();
  if (const auto plain = keys.sealer.open(held.sealed_id, "person")) {
    const auto bar = plain->find('|');
    base::put(writer, "id_type", plain->substr(0, bar));
    if (bar != std::string::npos) base::put(writer, "id", plain->substr(plain->rfind('|') + 1));
  }
  base::put_if(writer, "sex", held.sex);
  if (held.birth) base::put(writer, "birth_date", base::to_string(*held.birth));
  writer.EndObject();
}

void write_restriction(base::JsonWriter& writer, const store::Restriction& restriction) {
  writer.StartObject();
  base::put(writer, "since", base::to_string(restriction.since));
  base::put(writer, "by", restriction.actor);
  base::put(writer, "reason", restriction.reason);
  writer.EndObject();
}

/// What was done with a record, newest first, from the audit.
void write_acts(base::JsonWriter& writer, const ExportDesk& desk, const store::HeldRecord& held) {
  base::key(writer, "acts");
  writer.StartArray();
  if (!held.state.record_id.empty()) {
    store::AuditFilter filter;
    filter.object = record_name(desk.keys.names, held.source, held.state.record_id);
    for (const auto& entry : desk.store.audit().list(filter, kActsOfARecord, "").items) {
      writer.StartObject();
      base::put(writer, "at", base::to_string(entry.event.at));
      base::put(writer, "by", entry.event.actor);
      base::put(writer, "action", entry.event.action);
      base::put_if(writer, "reason", entry.event.reason);
      writer.EndObject();
    }
  }
  writer.EndArray();
}

/// The submissions that brought the stored contents of a record.
void note_submissions(std::set<std::string>& names, const store::HeldRecord& held) {
  names.insert(held.state.submission);
  if (held.state.last_attempt) names.insert(held.state.last_attempt->submission);
  if (held.waiting) names.insert(held.waiting->submission);
  for (const auto& row : held.beside) names.insert(row.submission);
}

void write_submission(base::JsonWriter& writer, const store::SubmissionRow& row) {
  base::put(writer, "id", row.id);
  base::put(writer, "source", row.source);
  base::put(writer, "client", row.client);
  base::put(writer, "received_at", base::to_string(row.received_at));
  base::put(writer, "state", model::to_string(row.state));
}

void write_submissions(base::JsonWriter& writer, const ExportDesk& desk, const std::set<std::string>& names,
                       const store::PersonTrail& trail) {
  base::key(writer, "submissions");
  writer.StartArray();
  for (const auto& name : names) {
    const auto row = name.empty() ? std::nullopt : desk.store.submission(name);
    if (!row) continue;
    writer.StartObject();
    write_submission(writer, *row);
    const auto found = trail.keys_of_submissions.find(name);
    base::put_number(writer, "idempotency_keys",
                     found == trail.keys_of_submissions.end() ? std::uint64_t{0} : found->second);
    writer.EndObject();
  }
  writer.EndArray();
}

/// Documents received and not processed yet: nobody knows whether they contain the person.
void write_unread(base::JsonWriter& writer, const ExportDesk& desk, const store::PersonTrail& trail) {
  base::key(writer, "unread_documents");
  writer.StartArray();
  for (const auto& row : trail.unread) {
    if (!desk.comuni.is_all()) continue;
    writer.StartObject();
    write_submission(writer, row);
    writer.EndObject();
  }
  writer.EndArray();
}

/// Cases of the person that lie, or lay, here for another body, each with the record as it was sent.
void write_exchanges(base::JsonWriter& writer, const ExportDesk& desk, const SubjectQuery& query,
                     base::Instant at) {
  base::key(writer, "exchanges");
  writer.StartArray();
  for (const auto& row : desk.store.exchanges().of_person(query.pseudonyms, desk.comuni)) {
    const auto content = desk.store.exchanges().content(row.id);
    if (!content) continue;
    writer.StartObject();
    write_exchange_members(writer, as_of(row, at), desk.keys.sealer);
    base::key(writer, "record");
    const auto record = mapping::stored_record_json(open_case(desk.keys.sealer, row.id, content->record));
    writer.RawValue(record.data(), record.size(), rapidjson::kObjectType);
    writer.EndObject();
  }
  writer.EndArray();
}

/// The releases made so far: their sealed evidence may contain the person under a random number.
void write_releases(base::JsonWriter& writer, store::CaseStore& store) {
  base::key(writer, "releases");
  writer.StartArray();
  for (const auto& row : store.releases()) {
    if (row.state != "DONE") continue;
    writer.StartObject();
    base::put(writer, "id", row.id);
    base::put(writer, "period", row.period);
    base::put(writer, "created_at", base::to_string(row.created_at));
    writer.EndObject();
  }
  writer.EndArray();
}

void write_periods(base::JsonWriter& writer, const Retention& retention) {
  base::key(writer, "kept_for");
  writer.StartObject();
  base::put_number(writer, "records_years_after_closure", retention.records_years_after_closure);
  base::put_number(writer, "quarantine_days", retention.quarantine_days);
  base::put_number(writer, "submissions_days", retention.submissions_days);
  base::put_number(writer, "audit_days", retention.audit_days);
  base::put_number(writer, "exchange_days", retention.exchange_days);
  writer.EndObject();
}

/// The array `records`; false if the document grows beyond `limit`.
bool write_records(base::JsonWriter& writer, const base::JsonBuffer& buffer, const ExportDesk& desk,
                   const SubjectQuery& query, std::size_t limit, std::set<std::string>& submissions,
                   std::uint64_t& count) {
  base::key(writer, "records");
  writer.StartArray();
  std::string cursor;
  do {
    auto page = desk.store.held().of_person(query.all(), kRecordsAtOnce, cursor, desk.comuni);
    for (const auto& held : page.items) {
      writer.StartObject();
      write_held_members(writer, held, desk.keys);
      write_acts(writer, desk, held);
      writer.EndObject();
      note_submissions(submissions, held);
      ++count;
      if (buffer.GetSize() > limit) return false;
    }
    cursor = std::move(page.next);
  } while (!cursor.empty());
  writer.EndArray();
  return true;
}

}  // namespace

base::Result<SubjectExport, Problem> export_subject(const ExportDesk& desk, const SubjectQuery& query,
                                                    const std::string& request, base::Instant at,
                                                    std::size_t limit) {
  const auto trail = desk.store.held().trail_of(query.all());
  SubjectExport out;
  std::set<std::string> submissions;
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "request", request);
  base::put(writer, "created_at", base::to_string(at));
  if (!write_records(writer, buffer, desk, query, limit, submissions, out.records)) {
    return Problem{"export-too-large",
                   "More than " + std::to_string(limit >> 20) +
                       " MiB are stored about this person: export them on the machine of the gateway with "
                       "`raccordo subjects export`."};
  }
  base::key(writer, "identities");
  writer.StartArray();
  // A client of some Comuni learns nothing of a person of others.
  if (out.records > 0) {
    for (const auto& identity : trail.identities) write_identity(writer, identity, desk.keys);
  }
  writer.EndArray();
  base::key(writer, "restrictions");
  writer.StartArray();
  if (out.records > 0) {
    for (const auto& restriction : trail.restrictions) write_restriction(writer, restriction);
  }
  writer.EndArray();
  write_submissions(writer, desk, submissions, trail);
  base::put_number(writer, "waiting_for_replay",
                   desk.comuni.is_all() ? trail.waiting_for_replay : std::uint64_t{0});
  write_unread(writer, desk, trail);
  write_exchanges(writer, desk, query, at);
  write_releases(writer, desk.store);
  write_periods(writer, desk.tables.book().config.retention);
  writer.EndObject();
  out.json = std::string(base::view(buffer));
  return out;
}

}  // namespace raccordo::app
