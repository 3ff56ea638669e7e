#include "app/persons/subject_search.hpp"

#include <algorithm>

#include "app/audit/audit_trail.hpp"
#include "app/exchange/exchange_json.hpp"
#include "app/forms/body_reader.hpp"
#include "app/forms/page_json.hpp"
#include "app/ingest/record_pipeline.hpp"
#include "app/persons/held_json.hpp"
#include "base/text.hpp"
#include "mapping/record_json.hpp"
#include "privacy/fiscal_code.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kNamedAtOnce = 500;
constexpr std::size_t kIdentifierBytes = 200;

/// Under the generation in force, and under the former ones.
struct Pseudonyms {
  std::vector<base::Digest> now, former;

  void add(const Keyring& keys, model::IdType type, std::string_view source, const base::Secret& id) {
    now.push_back(privacy::pseudonym_of(keys.pseudonym, type, source, id));
    for (const auto& key : keys.former()) former.push_back(privacy::pseudonym_of(key, type, source, id));
  }
};

using PseudonymsOrProblem = base::Result<Pseudonyms, Problem>;

/// Identifiers as people write them: in any case, with blanks.
std::string tidy(std::string_view text) {
  auto id = base::to_upper_ascii(base::trim(text));
  std::erase(id, ' ');
  return id;
}

std::optional<model::IdType> type_of(const std::string& asked, std::string_view id) {
  return asked.empty() ? privacy::shape_of(id) : model::parse_id_type(asked);
}

PseudonymsOrProblem local_pseudonyms(const std::string& source, std::string_view number,
                                     const ActiveTables& tables, const Keyring& keys,
                                     store::HeldRecords& held) {
  if (!source.empty() && tables.find(source) == nullptr) {
    return Problem{"unknown-source",
                   "There is no source of the name in `source`; GET /v1/sources lists them."};
  }
  const std::string id(base::trim(number));
  Pseudonyms pseudonyms;
  for (const auto& each : tables.sources()) {
    const auto& name = each.first;
    if (!source.empty() && name != source) continue;
    const auto add = [&](std::string known_as) {
      pseudonyms.add(keys, model::IdType::local, name, base::Secret(std::move(known_as)));
    };
    add(id);
    for (const auto& part : held.key_parts(name, id)) add(local_id_of(part, id));
  }
  return pseudonyms;
}

/// A person as the body names one.
struct Named {
  std::string id, id_type, source;
};

PseudonymsOrProblem pseudonyms_of(const Named& named, const ActiveTables& tables, const Keyring& keys,
                                  store::HeldRecords& held) {
  const auto& sent = named.id;
  if (base::trim(sent).empty() || sent.size() > kIdentifierBytes) {
    return Problem{"bad-identifier", "Give the person's identifier in `id`, as text of at most 200 bytes."};
  }
  const auto id = tidy(sent);
  const auto type = type_of(named.id_type, id);
  if (!type) {
    return Problem{"bad-identifier",
                   "`id` has the form of no known identifier, or `id_type` is unknown. Check it for errors; "
                   "id_type is one of fiscal-code, stp, eni, provisional, local, and a number of a source's "
                   "own is `local`, with its `source`."};
  }
  if (*type == model::IdType::local) return local_pseudonyms(named.source, sent, tables, keys, held);
  if (const auto fault = privacy::fault_of(*type, id)) {
    return Problem{"bad-identifier", *fault + " Check `id` for typing errors and send it again."};
  }
  Pseudonyms pseudonyms;
  pseudonyms.add(keys, *type, "", base::Secret(id));
  return pseudonyms;
}

/// Nothing if the sealed fields do not open or contain no identifier.
std::optional<base::Digest> person_of(const store::UnnamedRecord& row, const Keyring& keys) {
  const auto opened = keys.sealer.open(row.sealed_fields, quarantine_context(row.source, row.record_id));
  if (!opened) return std::nullopt;
  const auto fields = mapping::read_field_record(*opened);
  if (!fields) return std::nullopt;
  const auto* id = fields->record.find(model::Field::person_id);
  const auto* type = fields->record.find(model::Field::person_id_type);
  const auto parsed = type ? model::parse_id_type(type->text) : std::nullopt;
  if (id == nullptr || !parsed) return std::nullopt;
  return privacy::pseudonym_of(keys.pseudonym, *parsed, row.source,
                               base::Secret(base::to_upper_ascii(id->text)));
}

void write_held(base::JsonWriter& writer, const store::HeldRecord& held, const Keyring& keys) {
  writer.StartObject();
  write_held_members(writer, held, keys);
  writer.EndObject();
}

}  // namespace

std::vector<base::Digest> SubjectQuery::all() const {
  auto every = pseudonyms;
  every.insert(every.end(), former.begin(), former.end());
  return every;
}

base::Result<SubjectQuery, Problem> read_subject_query(const std::string& body, const ActiveTables& tables,
                                                       const Keyring& keys, store::HeldRecords& held) {
  Named named;
  std::string given;
  auto wrong = read_body(
      body, R"({"id":"...","id_type":"fiscal-code","reason":"..."})",
      {{"id", &named.id}, {"id_type", &named.id_type}, {"source", &named.source}, {"reason", &given}});
  if (wrong) return std::move(*wrong);
  auto reason = read_reason(given);
  if (!reason) return reason.error();
  auto pseudonyms = pseudonyms_of(named, tables, keys, held);
  if (!pseudonyms) return pseudonyms.error();
  return SubjectQuery{std::move(pseudonyms->now), std::move(*reason), std::move(pseudonyms->former)};
}

void name_waiting_records(store::CaseStore& store, const Keyring& keys) {
  std::int64_t after = 0;
  for (;;) {
    const auto rows = store.held().unnamed(after, kNamedAtOnce);
    if (rows.empty()) return;
    after = rows.back().quarantine;
    std::vector<std::pair<std::int64_t, base::Digest>> named;
    for (const auto& row : rows) {
      if (const auto person = person_of(row, keys)) named.emplace_back(row.quarantine, *person);
    }
    wait_for<bool>([&](store::Done<bool> done) { store.held().name(std::move(named), std::move(done)); });
  }
}

std::string subject_json(const std::string& request, const store::Page<store::HeldRecord>& page,
                         const std::vector<store::ExchangeRow>& exchanges, const Keyring& keys) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "request", request);
  write_page(writer, page.items, page.next,
             [&](base::JsonWriter& into, const store::HeldRecord& held) { write_held(into, held, keys); });
  base::key(writer, "exchanges");
  writer.StartArray();
  for (const auto& row : exchanges) {
    writer.StartObject();
    write_exchange_members(writer, row, keys.sealer);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
