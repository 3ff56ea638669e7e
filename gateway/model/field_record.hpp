// FieldRecord: one record as a codec read it from a source's document: shared fields, values in canonical
// form, codes of the source. Passed from codecs/ to gateway/mapping/.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/field.hpp"
#include "model/issue.hpp"

namespace raccordo::model {

/// Identifies a place within the current record of a Locator; only the codec interprets it.
using NodeId = std::uint64_t;

/// Renders places on demand, because most records have no issue. Valid until the decoder moves on.
class Locator {
 public:
  virtual ~Locator() = default;
  virtual Place locate(NodeId node) const = 0;
};

/// What makes two records of a source the same one: the id, or the id within one Comune (profile: `per:
/// owner`) or of one reporting body (`per: managed_by`).
enum class RecordKey : std::uint8_t { id, id_and_owner, id_and_body };

/// One value of one field.
/// Canonical forms: dates `YYYY-MM-DD` (birth also `YYYY-MM`, `YYYY`), instants RFC 3339 UTC, money
/// `-?digits.dd`, numbers `-?digits[.digits]` without exponent, integers digits, Comuni ISTAT codes (6
/// digits).
struct FieldValue {
  Field field = Field::record_id;
  std::uint32_t item = 0;  ///< index within the field's list; 0 outside lists
  std::string text;        ///< canonical value, or the source's own code if `table` is set
  std::string table;       ///< mapping table to look up; empty: the value is already shared
  std::string label;       ///< the source's own label of the code, if the profile gives one
  NodeId node = 0;
};

struct FieldRecord {
  std::uint64_t number = 0;  ///< position in the document, from 1
  std::vector<FieldValue> values;
  std::array<std::uint32_t, kLists> items{};  ///< length of each list
  std::vector<Issue> issues;                  ///< found while reading; `record` and `record_id` filled
  bool withdrawn = false;                     ///< its sender takes the record back
  bool owner_must_map = false;                ///< an owner that its table does not map does not wait for it
  const Locator* locator = nullptr;           ///< null once the record has outlived its document

  const FieldValue* find(Field field, std::uint32_t item = 0) const {
    for (const auto& value : values) {
      if (value.field == field && value.item == item) return &value;
    }
    return nullptr;
  }
  Place place_of(NodeId node) const { return locator ? locator->locate(node) : Place{}; }
};

}  // namespace raccordo::model
