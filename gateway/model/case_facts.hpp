// CaseFacts: the attributes of one stored case that counting needs, as small integers. Written by store, read
// by aggregate. Contains no identifier of a person: persons are consecutive numbers of one snapshot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "model/scheme.hpp"

namespace raccordo::model {

/// The number of a text (a shared code, an ISTAT code) in one CodePool; 0 is "absent".
using CodeNo = std::uint32_t;

/// Two-way dictionary of texts; number 0 is the empty text.
class CodePool {
 public:
  CodePool() { intern(""); }
  CodePool(const CodePool& other);
  CodePool(CodePool&&) noexcept = default;
  CodePool& operator=(const CodePool& other) { return *this = CodePool(other); }
  CodePool& operator=(CodePool&&) noexcept = default;
  ~CodePool() = default;
  CodeNo intern(std::string_view text);
  const std::string& text(CodeNo number) const { return *texts_[number]; }
  std::optional<CodeNo> find(std::string_view text) const;
  std::size_t size() const { return texts_.size(); }

 private:
  StringMap<CodeNo> numbers_;
  std::vector<const std::string*> texts_;  // keys of numbers_: stable, node-based
};

struct InterventionFacts {
  CodeNo area = 0, type = 0, management = 0;
  base::Date start, end;  ///< year 0: absent
  std::int64_t amount_cents = 0;
  bool has_amount = false;
};

struct CaseFacts {
  std::uint32_t person = 0;  ///< index into FactSet::persons
  CodeNo source = 0;
  bool is_report = false;
  CodeNo sender = 0;  ///< kind of body (model/sender.hpp); known once the source's profile is looked up
  CodeNo owner = 0;   ///< ISTAT code
  CodeNo residence = 0, citizenship = 0, channel = 0, closure = 0;
  base::Date opened, closed;  ///< year 0: absent
  std::vector<CodeNo> needs;
  std::vector<InterventionFacts> interventions;
  std::uint16_t first_layer = 0, last_layer = 0;  ///< kept in evidence: the releases to which it belongs
};

/// Resolved once per person: from the fiscal code first, else from the newest record.
struct PersonFacts {
  CodeNo sex = 0;         ///< "M", "F", "U" or absent
  base::Date birth;       ///< may be partial; year 0: absent
  std::uint64_t key = 0;  ///< stable random number of the person within this installation (not the pseudonym)
};

/// One consistent snapshot.
struct FactSet {
  CodePool codes;
  std::vector<PersonFacts> persons;
  std::vector<CaseFacts> cases;
};

}  // namespace raccordo::model
