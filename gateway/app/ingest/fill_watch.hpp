// FillWatch: compares which fields a document fills with the earlier records of its source
// (field-fell-empty). Made and called by DocumentRun, on its thread; reads the store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/field_fill.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

class FillWatch {
 public:
  /// `store` null: a dry run, without earlier records.
  FillWatch(store::CaseStore* store, std::string source) : store_(store), source_(std::move(source)) {}
  /// Notes a record of the document by the fields that it fills.
  void add(model::FillMask filled) { counts_.add(filled); }
  /// Reads the counts before this document, once; must be called before any record of it is applied.
  void read_before();
  /// The warnings of the document; afterwards verdict() has the rest.
  std::vector<model::Issue> judge();
  const store::FillVerdict& verdict() const { return verdict_; }

 private:
  store::CaseStore* store_;
  std::string source_;
  model::FillCounts counts_;
  std::optional<model::FillCounts> before_;
  store::FillVerdict verdict_;
};

}  // namespace raccordo::app
