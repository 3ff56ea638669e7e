// SeenRecords: finds a record_id that stands twice in one document. Keeps 64 keyed bits of each id, so that a
// document of millions of records needs little memory.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/digest.hpp"
#include "model/field_record.hpp"
#include "model/issue.hpp"

namespace raccordo::app {

class SeenRecords {
 public:
  /// `key` must outlive it.
  explicit SeenRecords(const base::Hmac& key);
  ~SeenRecords();
  /// Notes the record; a duplicate-record issue if its id stood in an earlier one.
  std::vector<model::Issue> note(const model::FieldRecord& fields);

 private:
  struct Numbers;
  const base::Hmac& key_;
  std::unique_ptr<Numbers> numbers_;
};

}  // namespace raccordo::app
