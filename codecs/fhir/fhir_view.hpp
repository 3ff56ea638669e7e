// FhirView: the current record of a Bundle: a resource, and all that its references lead to. Owned by the
// framer, which points it to one record after the other.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "codecs/fhir/fhir_bundle.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

/// The place of a node of a Bundle; `line` of NDJSON, 0 in a Bundle of its own.
model::Place fhir_place(const FhirBundle& bundle, std::uint32_t node, std::uint64_t line);

class FhirView final : public RecordView {
 public:
  explicit FhirView(const FhirBundle& bundle) : bundle_(bundle) {}
  /// `bytes` of the entries of the record, nearly.
  void point_to(std::uint32_t record, std::size_t bytes, std::uint64_t line);

  model::NodeId root() const override { return record_; }
  void select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) override;
  std::optional<OtherSystem> other_system(const Selector& selector, model::NodeId context) override;
  std::optional<std::string_view> text(model::NodeId node) const override;
  NodeShape shape(model::NodeId node) const override;
  bool is_within(model::NodeId node, model::NodeId around) const override;
  bool is_empty(model::NodeId node) const override;
  bool is_damaged() const override { return bundle_.tree().is_damaged(); }
  bool is_number(model::NodeId node) const override;
  void mark_read(model::NodeId node) override;
  model::Place locate(model::NodeId node) const override;
  /// The indices of the entries in which a rule has found a value, of all records so far.
  const std::unordered_set<std::uint32_t>& read() const { return read_; }

 private:
  const FhirBundle& bundle_;
  std::uint32_t record_ = 0;
  std::uint64_t line_ = 0;
  std::unordered_set<std::uint32_t> read_;
};

}  // namespace raccordo::codecs
