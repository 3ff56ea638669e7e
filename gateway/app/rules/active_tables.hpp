// ActiveTables: the table versions in force, each source with its mapper. Swapped whole; a submission keeps
// the set it began with, so that no record is mapped half by one version and half by another.
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
  /// Straight from the files (`decode`, examples): version 0.
  static std::shared_ptr<const ActiveTables> from_files(std::shared_ptr<const Rulebook> book,
                                                        const base::Clock& clock);
  /// From the store; a table without a stored version becomes ACTIVE version 1 of its file. Throws
  /// base::SystemFault if a stored version no longer fits the scheme. Versions that `before` holds under the
  /// same rulebook are taken from there.
  static std::shared_ptr<const ActiveTables> from_store(std::shared_ptr<const Rulebook> book,
                                                        store::CaseStore& store, const base::Clock& clock,
                                                        const ActiveTables* before = nullptr);
  /// The same with `candidate` in place of the table of its name: what an activation would lead to.
  std::shared_ptr<const ActiveTables> with(std::shared_ptr<const mapping::Table> candidate,
                                           const base::Clock& clock) const;

  const Rulebook& book() const { return *book_; }
  std::shared_ptr<const Rulebook> shared_book() const { return book_; }
  /// The store's generation of tables that this set is at least as new as; 0 for files.
  std::int64_t generation() const { return generation_; }
  const ActiveSource* find(std::string_view source) const;
  const std::map<std::string, ActiveSource, std::less<>>& sources() const { return sources_; }
  /// What a missing code may mean, by the scheme and by all tables in force.
  const mapping::Suggester& suggester() const { return *suggester_; }
  /// The code system that a table's targets come from; "" if no profile names the table.
  std::string_view code_system(std::string_view source, std::string_view table) const;

 private:
  explicit ActiveTables(std::shared_ptr<const Rulebook> book) : book_(std::move(book)) {}
  void finish(const base::Clock& clock);
  /// A table that is in force in this version; null if it is not.
  std::shared_ptr<const mapping::Table> find_version(const std::string& source, const std::string& table,
                                                     std::int32_t version) const;
  std::shared_ptr<const Rulebook> book_;
  std::int64_t generation_ = 0;
  std::map<std::string, ActiveSource, std::less<>> sources_;
  std::shared_ptr<const mapping::Suggester> suggester_;
};

/// Faults of the files of tables that have no version in the store yet and would be loaded now. Other faulty
/// files are drafts that someone is still working on: they are logged.
base::FileFaults faults_of_first_versions(const Rulebook& book, store::CaseStore& store);

}  // namespace raccordo::app
