// The seam inside codecs/ between a format (xml/, json/, csv/: framing and selecting) and what is common to
// all (decode: types, required, issues). A format knows nothing of shared fields; decode knows nothing of
// formats.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codecs/decoder.hpp"
#include "model/field_record.hpp"
#include "model/issue.hpp"

namespace raccordo::codecs {

/// A selector compiled for one format. Immutable; may be used by several threads at once.
class Selector {
 public:
  virtual ~Selector() = default;
};

/// Where a selector begins: at the node it is given, or, with the prefix `$root`, at the record.
enum class Anchor : std::uint8_t { context, record };

/// One framed record, open for reading until the framer moves on.
class RecordView : public model::Locator {
 public:
  virtual model::NodeId root() const = 0;
  /// Appends the nodes that `selector` finds from `context`, in document order. A selector that starts with
  /// `$root` looks from the record whatever the context.
  virtual void select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) = 0;
  /// The text of a node, untrimmed, UTF-8; nothing for JSON null, xsi:nil, nullFlavor.
  virtual std::optional<std::string> text(model::NodeId node) const = 0;
  /// True for a JSON number: its text is taken as it is, whatever the profile's `numbers`.
  virtual bool is_number(model::NodeId) const { return false; }
};

/// Cuts a document into records.
class Framer {
 public:
  virtual ~Framer() = default;
  struct Item {
    RecordView* view = nullptr;  ///< null if the record could not be read at all; then `bad` is set
    std::uint64_t number = 0;    ///< from 1
    std::vector<model::Issue>
        bad;  ///< record-too-large, bad-encoding, a bad NDJSON line, a ragged CSV row ...
  };
  /// The next record; nothing at the end, or when framing is lost.
  virtual std::optional<Item> next() = 0;
  virtual DocumentEnd end() const = 0;
  virtual DocumentFacts facts() const { return {}; }
};

/// A checker named in `checks:` of a profile: rules of one format that selectors cannot say. May add issues
/// and values (e.g. `opened` as the earliest phase). Registered by name in codecs/registry.cpp.
class RecordChecker {
 public:
  virtual ~RecordChecker() = default;
  virtual void check(RecordView& view, const DecodeContext& context, model::FieldRecord& record) const = 0;
};

}  // namespace raccordo::codecs
