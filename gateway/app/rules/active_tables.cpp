#include "app/rules/active_tables.hpp"

#include <algorithm>
#include <utility>

#include "base/digest.hpp"
#include "base/log.hpp"
#include "mapping/table_file.hpp"
#include "store/interface/case_store.hpp"
#include "store/interface/replays.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

using StoredVersions = std::map<std::pair<std::string, std::string>, store::TableVersionRow>;

StoredVersions stored_versions(store::CaseStore& store) {
  StoredVersions versions;
  for (auto& row : store.tables().active()) {
    auto key = std::pair(row.source, row.table);
    versions.insert_or_assign(std::move(key), std::move(row));
  }
  return versions;
}

std::shared_ptr<const mapping::Table> read_version(const store::TableVersionRow& row,
                                                   const std::string& code_system,
                                                   const model::Scheme& scheme) {
  const auto name = row.source + "/" + row.table + " version " + std::to_string(row.version);
  auto table =
      mapping::parse_table(row.content, name, {row.source, row.table, code_system, row.version}, scheme);
  if (table) return std::make_shared<const mapping::Table>(std::move(*table));
  throw base::SystemFault("stored table " + name +
                          " no longer fits the scheme: " + table.error().front().message);
}

store::TableVersionRow first_version(const mapping::Table& table, base::Instant now) {
  store::TableVersionRow row;
  row.source = table.source();
  row.table = table.name();
  row.version = 1;
  row.state = store::VersionState::active;
  row.content = mapping::write_table(table);
  row.digest = base::sha256_hex(row.content);
  row.author = store::kProgram;
  row.created_at = row.edited_at = now;
  row.activated_at = now;
  return row;
}

/// Activates tables without a stored version from their files. Returns whether there were any.
bool load_first_versions(const Rulebook& book, const StoredVersions& stored, store::CaseStore& store,
                         base::Instant now) {
  std::vector<store::TableVersionRow> rows;
  for (const auto& [name, rules] : book.sources) {
    for (const auto& table : rules.tables) {
      if (!stored.contains({name, table->name()})) rows.push_back(first_version(*table, now));
    }
  }
  if (rows.empty()) return false;
  const store::AuditEvent event{now, std::string(store::kProgram), "table.load", "mappings", "", {}};
  wait_for<std::int64_t>([&](store::Done<std::int64_t> done) {
    store.tables().load_first(std::move(rows), event, std::move(done));
  });
  return true;
}

}  // namespace

std::shared_ptr<const ActiveTables> ActiveTables::from_files(std::shared_ptr<const Rulebook> book,
                                                             const base::Clock& clock) {
  std::shared_ptr<ActiveTables> active(new ActiveTables(std::move(book)));
  for (const auto& [name, rules] : active->book().sources) {
    auto& source = active->sources_[name];
    for (const auto& table : rules.tables) source.tables.put(table);
  }
  active->finish(clock);
  return active;
}

std::shared_ptr<const ActiveTables> ActiveTables::from_store(std::shared_ptr<const Rulebook> book,
                                                             store::CaseStore& store,
                                                             const base::Clock& clock,
                                                             const ActiveTables* before) {
  std::shared_ptr<ActiveTables> active(new ActiveTables(std::move(book)));
  const bool same_book = before != nullptr && before->book_ == active->book_;
  active->generation_ = store.replays().generation();  // before the tables: they may be newer, never older
  auto stored = stored_versions(store);
  if (load_first_versions(active->book(), stored, store, clock.now())) stored = stored_versions(store);
  for (const auto& [name, rules] : active->book().sources) {
    auto& source = active->sources_[name];
    for (const auto& use : rules.profile.tables()) {
      const auto found = stored.find({name, use.table});
      if (found == stored.end()) {
        throw base::SystemFault("no version of table " + name + "/" + use.table + " is in force");
      }
      auto known = same_book ? before->find_version(name, use.table, found->second.version) : nullptr;
      if (!known) known = read_version(found->second, use.code_system, active->book().scheme);
      source.tables.put(std::move(known));
    }
  }
  active->finish(clock);
  return active;
}

std::shared_ptr<const ActiveTables> ActiveTables::with(std::shared_ptr<const mapping::Table> candidate,
                                                       const base::Clock& clock) const {
  std::shared_ptr<ActiveTables> changed(new ActiveTables(book_));
  changed->generation_ = generation_;
  for (const auto& [name, source] : sources_) changed->sources_[name].tables = source.tables;
  auto& source = changed->sources_[candidate->source()];
  source.tables.put(std::move(candidate));
  changed->finish(clock);
  return changed;
}

std::shared_ptr<const mapping::Table> ActiveTables::find_version(const std::string& source,
                                                                 const std::string& table,
                                                                 std::int32_t version) const {
  const auto* active = find(source);
  if (active == nullptr) return nullptr;
  const auto found = active->tables.tables().find(table);
  const bool same = found != active->tables.tables().end() && found->second->version() == version;
  return same ? found->second : nullptr;
}

base::FileFaults faults_of_first_versions(const Rulebook& book, store::CaseStore& store) {
  base::FileFaults faults;
  const auto stored = store.tables().current();
  for (const auto& [name, rules] : book.sources) {
    for (const auto& [table, of_file] : rules.faulty) {
      const auto in_force = [&source = name, &wanted = table](const store::TableVersionRow& row) {
        return row.source == source && row.table == wanted && row.state == store::VersionState::active;
      };
      if (std::none_of(stored.begin(), stored.end(), in_force)) {
        base::append(faults, of_file);
        continue;
      }
      base::log(base::LogLevel::warn, "table-file-faulty",
                {{base::LogField::source, name},
                 {base::LogField::table, table},
                 {base::LogField::line, std::int64_t{of_file.front().line}}});
    }
  }
  return faults;
}

void ActiveTables::finish(const base::Clock& clock) {
  std::vector<mapping::PeerTable> peers;
  for (const auto& [name, source] : sources_) {
    for (const auto& [table, value] : source.tables.tables()) {
      peers.push_back({value, std::string(code_system(name, table))});
    }
  }
  suggester_ = std::make_shared<const mapping::Suggester>(book_->scheme, std::move(peers));
  for (auto& [name, source] : sources_) {
    source.mapper = std::make_unique<const mapping::Mapper>(book_->scheme, source.tables, clock, suggester_);
    for (const auto& [table, value] : source.tables.tables()) source.versions[table] = value->version();
  }
}

std::string_view ActiveTables::code_system(std::string_view source, std::string_view table) const {
  const auto* rules = book_->find(source);
  if (rules == nullptr) return {};
  for (const auto& use : rules->profile.tables()) {
    if (use.table == table) return use.code_system;
  }
  return {};
}

const ActiveSource* ActiveTables::find(std::string_view source) const {
  const auto found = sources_.find(source);
  return found == sources_.end() ? nullptr : &found->second;
}

}  // namespace raccordo::app
