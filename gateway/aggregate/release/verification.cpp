#include "aggregate/release/verification.hpp"

#include <algorithm>
#include <array>

#include "aggregate/release/cell_checks.hpp"
#include "aggregate/release/release_reader.hpp"
#include "aggregate/release/release_writer.hpp"
#include "aggregate/release/stored_form.hpp"
#include "base/digest.hpp"
#include "base/json.hpp"

namespace raccordo::aggregate {
namespace {

using rapidjson::Value;

constexpr int kLeastK = 3;

/// The input of the checks: the row of the store and its content.
struct Subject {
  const StoredRelease& stored;
  const StoredForm& form;
  const ReleaseParts& parts;
};

void add(Verification& found, std::string table, std::string what) {
  found.breaches.push_back({std::move(table), "", std::move(what)});
}

void check_identity(const StoredRelease& stored, const StoredForm& form, Verification& found) {
  if (form.id != stored.id) add(found, "", "The stored tables are those of another release.");
  if (form.digest != stored.digest) {
    add(found, "", "The digest beside the tables is not the one of the list of releases.");
  }
  if (!digest_fits(form)) add(found, "", "The digest does not fit the tables: they were changed.");
  if (!seal_fits(form)) add(found, "", "The seal does not fit id and digest: the first line was changed.");
}

void check_rules(const Subject& subject, Verification& found) {
  if (subject.parts.applied.k < kLeastK) {
    add(found, "", "k is " + std::to_string(subject.parts.applied.k) + ", below 3.");
  }
  if (subject.parts.period != subject.stored.period) {
    add(found, "", "The tables are of the period " + subject.parts.period + ", not of that of the release.");
  }
}

/// Members of `told` that differ from `wanted`, each named.
void compare(const Value& wanted, const Value& told, const std::string& table, Verification& found) {
  for (const auto& member : wanted.GetObject()) {
    const std::string name(base::view(member.name));
    if (name == "tables") continue;
    const auto other = told.FindMember(member.name);
    if (other == told.MemberEnd() || other->value != member.value) {
      add(found, table,
          name == "digest" && !table.empty() ? "The digest of the table does not fit: its cells were changed."
                                             : "The metadata differ from the tables in `" + name + "`.");
    }
  }
}

void compare_tables(const Value& wanted, const Value& told, Verification& found) {
  const auto tables = told.FindMember("tables");
  if (tables == told.MemberEnd() || !tables->value.IsArray()) {
    return add(found, "", "The metadata name no tables.");
  }
  if (tables->value.Size() != wanted["tables"].Size()) {
    add(found, "",
        "The metadata list " + std::to_string(tables->value.Size()) + " tables, the release holds " +
            std::to_string(wanted["tables"].Size()) + ".");
  }
  for (rapidjson::SizeType i = 0; i < std::min(tables->value.Size(), wanted["tables"].Size()); ++i) {
    const auto& table = wanted["tables"][i];
    if (!tables->value[i].IsObject()) {
      add(found, table["id"].GetString(), "The metadata of the table cannot be read.");
    } else {
      compare(table, tables->value[i], table["id"].GetString(), found);
    }
  }
}

void check_metadata(const Subject& subject, Verification& found) {
  rapidjson::Document told;
  told.Parse(subject.stored.metadata.data(), subject.stored.metadata.size());
  if (told.HasParseError() || !told.IsObject()) return add(found, "", "The metadata cannot be read.");
  rapidjson::Document wanted;
  const auto text = write_metadata(subject.parts, std::string(subject.form.digest));
  wanted.Parse(text.data(), text.size());
  compare(wanted, told, "", found);
  compare_tables(wanted, told, found);
}

void check_tables(const Subject& subject, Verification& found) {
  for (const auto& table : subject.parts.tables) {
    const auto summary = summarise(table);
    ++found.tables;
    found.cells += summary.cells;
    found.hidden += summary.hidden;
    check_cells(table, subject.parts.applied.k, found.breaches);
  }
}

using Check = void (*)(const Subject&, Verification&);
/// In this order. The check of certificates is added here.
constexpr std::array<Check, 3> kChecks = {check_rules, check_metadata, check_tables};

}  // namespace

Verification verify_release(const StoredRelease& stored) {
  Verification found;
  const auto form = split_stored(stored.content);
  if (!form) {
    add(found, "", "The stored content is not a release.");
    return found;
  }
  check_identity(stored, *form, found);
  auto parts = read_content(form->content);
  if (!parts) {
    add(found, "", "The tables cannot be read: " + parts.error().message + ".");
    return found;
  }
  parts->id = std::string(stored.id);
  for (const auto check : kChecks) check({stored, *form, *parts}, found);
  return found;
}

}  // namespace raccordo::aggregate
