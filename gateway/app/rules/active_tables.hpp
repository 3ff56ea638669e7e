// ActiveTables: the table versions in force, each source with its mapper. Replaced as a whole; a submission
// keeps its set, so that no record is mapped with two versions.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "app/rules/rulebook.hpp"
#include "mapping/mapper.hpp"
#include "mapping/table.hpp"

namespace raccordo::store {
class CaseStore;
}

namespace raccordo::app {

struct ActiveSource {
  mapping::TableSet tables;
  std::unique_ptr<const mapping::Mapper> mapper;
  std::map<std::string, std::int32_t> versions;
};

class ActiveTables {
 public:
  /// From the files (`decode`, examples): version 0.
  static std::shared_ptr<const ActiveTables> from_files(std::shared_ptr<const Rulebook> book,
                                                        const base::Clock& clock);
  /// From the store; the file of a table without a stored version becomes ACTIVE version 1. Throws
  /// base::SystemFault if a stored version no longer matches the scheme. Versions that `before` has under the
  /// same rulebook are reused.
  static std::shared_ptr<const ActiveTables> from_store(std::shared_ptr<const Rulebook> book,
                                                        store::CaseStore& store, const base::Clock& clock,
                                                        const ActiveTables* before = nullptr);
  /// The same with `candidate` in place of the table of its name: the state after an activation.
  std::shared_ptr<const ActiveTables> with(std::shared_ptr<const mapping::Table> candidate,
                                           const base::Clock& clock) const;

  const Rulebook& book() const { return *book_; }
  std::shared_ptr<const Rulebook> shared_book() const { return book_; }
  /// This set is at least as new as this generation of the store; 0 for files.
  std::int64_t generation() const { return generation_; }
  const ActiveSource* find(std::string_view source) const;
  const std::map<std::string, ActiveSource, std::less<>>& sources() const { return sources_; }
  /// Suggestions for a missing code, by the scheme and by all tables in force.
  const mapping::Suggester& suggester() const { return *suggester_; }
  /// The code system of a table's targets; "" if no profile names the table.
  std::string_view code_system(std::string_view source, std::string_view table) const;

 private:
  explicit ActiveTables(std::shared_ptr<const Rulebook> book) : book_(std::move(book)) {}
  void finish(const base::Clock& clock);
  /// The table if this version is in force; else null.
  std::shared_ptr<const mapping::Table> find_version(const std::string& source, const std::string& table,
                                                     std::int32_t version) const;
  std::shared_ptr<const Rulebook> book_;
  std::int64_t generation_ = 0;
  std::map<std::string, ActiveSource, std::less<>> sources_;
  std::shared_ptr<const mapping::Suggester> suggester_;
};

/// Faults of the files of tables that have no version in the store yet and would be loaded now. Other faulty
/// files are drafts: they are logged.
base::FileFaults faults_of_first_versions(const Rulebook& book, store::CaseStore& store);

}  // namespace raccordo::app
