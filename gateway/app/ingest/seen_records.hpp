// SeenRecords: finds a record_id that occurs twice in one document. Keeps 64 keyed bits of each id, so that a
// document of millions of records needs little memory (9 to 18 bytes a record). Threads: one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "model/field_record.hpp"
#include "model/issue.hpp"

namespace raccordo::app {

class SeenRecords {
 public:
  /// `key` must outlive it.
  explicit SeenRecords(const base::Hmac& key);
  explicit SeenRecords(const base::Hmac&& key) = delete;
  ~SeenRecords();
  /// A duplicate-record issue if an earlier noted record has the same name. `name` is the id, with the owner
  /// if that is part of the key.
  std::vector<model::Issue> find(const model::FieldRecord& fields, std::string_view name) const;
  /// Notes a record that was not rejected: a corrected copy may follow a rejected one.
  void note(std::string_view name);
  /// The same by bits, where the caller has a keyed digest of the name (bits_of).
  bool holds(std::uint64_t bits) const;
  void note(std::uint64_t bits);
  static std::uint64_t bits_of(const base::Digest& digest);
  /// The issue of a repeated id at this place.
  static model::Issue issue_at(model::Place place);

 private:
  std::uint64_t bits_of(std::string_view name) const;
  struct Marks;
  const base::Hmac& key_;
  std::unique_ptr<Marks> marks_;
  /// A record is searched and then noted: its bits are computed once.
  mutable std::string last_name_;
  mutable std::optional<std::uint64_t> last_bits_;
};

}  // namespace raccordo::app
