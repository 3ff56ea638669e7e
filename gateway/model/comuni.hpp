// Comuni: the Comuni whose records a client may hold (docs/records.md#ownership). A value: made from a client
// of clients.yaml and passed with requests to the store, which checks it inside its transaction.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace raccordo::model {

/// All Comuni, or some by ISTAT code; none by default. Cheap to copy.
class Comuni {
 public:
  using Codes = std::set<std::string, std::less<>>;

  Comuni() : codes_(std::make_shared<const Codes>()) {}
  explicit Comuni(Codes codes) : codes_(std::make_shared<const Codes>(std::move(codes))) {}
  static Comuni all() {
    Comuni comuni;
    comuni.codes_.reset();
    return comuni;
  }

  bool is_all() const { return !codes_; }
  bool holds(std::string_view owner) const { return !codes_ || codes_->contains(owner); }
  /// The codes; only if they are not all.
  const Codes& codes() const { return *codes_; }

 private:
  std::shared_ptr<const Codes> codes_;  ///< null: all
};

}  // namespace raccordo::model
