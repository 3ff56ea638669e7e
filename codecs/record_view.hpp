// The interface inside codecs/ between a format (xml/, json/, csv/: framing and selecting) and decode (types,
// required fields, issues). A format knows no shared fields; decode knows no formats.
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

/// Where a selector starts: at the given node, or, with the prefix `$root`, at the record.
enum class Anchor : std::uint8_t { context, record };

/// The kind of a node for a rule that reads a text.
enum class NodeShape : std::uint8_t {
  nothing,  ///< JSON null, xsi:nil, nullFlavor
  text,
  group,  ///< an object, an element with elements in it, a row
  list
};

/// A place where a selector met a value of another kind than it can follow: its content would be lost.
struct Misfit {
  enum class Kind : std::uint8_t {
    no_group,     ///< a member was requested of a text or a list
    no_list,      ///< elements were requested of a text or an object
    no_text,      ///< a text was requested and an object or a list found
    no_target,    ///< a reference that leads to nothing in the document
    other_type,   ///< a reference that leads to a resource of another type
    other_person  ///< a reference that leads to what is about another person
  };
  model::NodeId node = 0;
  Kind kind = Kind::no_group;
};

/// A place where a selector reached an element or an object without the requested part. Its content would be
/// lost, unless another rule reads it.
struct Gap {
  enum class Kind : std::uint8_t {
    no_attribute,  ///< the element exists without the attribute
    no_member,     ///< no child of the element, or member of the object, has the name
    surplus        ///< `[n]` of `each`: there are further ones
  };
  model::NodeId node = 0;
  Kind kind = Kind::no_attribute;
  std::string_view missing;  ///< the requested name; lives as long as the selector
};

/// What counts as a list for `each`.
enum class EachOf : std::uint8_t { list, list_or_one };

/// A node found by `each` of a list, and whether it became an item of the record.
struct ReachedItem {
  model::NodeId node = 0;
  std::size_t list = 0;  ///< index in CompiledProfile::lists
  bool is_read = false;
};

/// Above this number of issues of one record, only a first error is still added.
inline constexpr std::size_t kMostIssues = 1000;
/// True if there is room for an issue; for an error that rejects the record, until there is one.
bool has_room(const std::vector<model::Issue>& issues, model::Severity severity, model::IssueCode code);

/// The steps that the selectors of a profile may take on one record, in proportion to its size: a selector
/// such as `//a[count(preceding::a) > 1]` would otherwise take quadratic time. Each format counts visited
/// nodes.
class StepBudget {
 public:
  /// `size`: nodes of the record, plus a part of its bytes.
  void begin(std::uint64_t size) { left_ = kSteps + size * kStepsPerNode; }
  /// False, now and later, if the steps are used up.
  bool take(std::uint64_t steps) {
    left_ = steps < left_ ? left_ - steps : 0;
    return left_ != 0;
  }
  std::uint64_t left() const { return left_; }
  bool is_spent() const { return left_ == 0; }

 private:
  static constexpr std::uint64_t kSteps = 100'000, kStepsPerNode = 256;
  std::uint64_t left_ = kSteps;
};

/// Reading a text costs a step for this many of its bytes.
inline constexpr std::size_t kBytesPerStep = 64;

/// One framed record, open for reading until the next one is framed.
class RecordView : public model::Locator {
 public:
  virtual model::NodeId root() const = 0;
  /// Appends the nodes that `selector` finds from `context`, in document order. A selector that starts with
  /// `$root` starts at the record whatever the context. Appends to misfits() the nodes it could not follow.
  virtual void select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) = 0;
  /// The items of a list, for `each`.
  virtual void select_items(const Selector& selector, EachOf, std::vector<model::NodeId>& out) {
    select(selector, root(), out);
  }
  std::vector<Misfit>& misfits() { return misfits_; }
  std::vector<Gap>& gaps() { return gaps_; }
  /// A rule has found this node; its container is not unread.
  virtual void mark_read(model::NodeId) {}
  /// True if no rule has found anything in the node of a gap, though something may be missed there.
  virtual bool is_unread(const Gap&) const { return false; }
  /// True if the selector selects a child that the node of a gap has.
  virtual bool may_read(const Selector&, model::NodeId) const { return false; }
  /// Something of an organization, or of the record itself, that the selector passes over because its
  /// `system` is none of those that the selector names; FHIR only.
  struct OtherSystem {
    model::NodeId node = 0;
    std::string systems;  ///< those that it names
  };
  virtual std::optional<OtherSystem> other_system(const Selector&, model::NodeId) { return std::nullopt; }
  virtual NodeShape shape(model::NodeId) const { return NodeShape::text; }
  /// True if `node` is `around` or within it.
  virtual bool is_within(model::NodeId node, model::NodeId around) const { return node == around; }
  /// True if an item in which no rule found anything has no content.
  virtual bool is_empty(model::NodeId) const { return true; }
  /// True if texts of this record may hold bytes that are not UTF-8.
  virtual bool is_damaged() const { return false; }
  /// Adds an issue for every part of the record that no rule has read: rows, and cells of rows.
  virtual void check_reached(const std::vector<ReachedItem>&, std::vector<model::Issue>&) const {}
  /// The text of a node, untrimmed, UTF-8; nothing for JSON null, xsi:nil, nullFlavor. Valid as long as the
  /// record is open.
  virtual std::optional<std::string_view> text(model::NodeId node) const = 0;
  /// True for a JSON number: its text is read as written, whatever the profile's `numbers`.
  virtual bool is_number(model::NodeId) const { return false; }
  /// True if the node says `true`: in JSON the word itself, elsewhere the text.
  virtual bool is_true(model::NodeId node) const;
  StepBudget& budget() { return budget_; }

 private:
  std::vector<Misfit> misfits_;
  std::vector<Gap> gaps_;
  StepBudget budget_;
};

/// On what condition its sender wants a record stored.
struct RecordCondition {
  std::string record_id;   ///< the number that the sender took for the record's
  bool is_create = false;  ///< only if no record of that number is stored
  model::Place at;
};

/// Cuts a document into records.
class Framer {
 public:
  virtual ~Framer() = default;
  struct Item {
    RecordView* view = nullptr;  ///< null if the record could not be read at all; then `bad` is set
    std::uint64_t number = 0;    ///< from 1
    std::vector<model::Issue>
        bad;                   ///< record-too-large, bad-encoding, a bad NDJSON line, a ragged CSV row ...
    bool is_doubtful = false;  ///< something in it can change the meaning of all: it withdraws nothing
    std::optional<RecordCondition> condition = std::nullopt;
  };
  /// The next record; nothing at the end, or when framing is lost.
  virtual std::optional<Item> next() = 0;
  virtual DocumentEnd end() const = 0;
  /// What an answer to the document must know, as far as it was read.
  virtual DocumentFacts facts() const { return {}; }

  /// Opens records that were cut out. Threads: one at a time; each thread has its own.
  class Opener {
   public:
    virtual ~Opener() = default;
    /// The view is valid until the next call, as long as `cut` lives.
    virtual Item open(CutRecord& cut) = 0;
  };
  /// Null if the format's records are framed and opened in one. Only once next() has given a record.
  virtual std::unique_ptr<Opener> make_opener() const { return nullptr; }
  /// As Decoder::cut and Decoder::take_back.
  virtual std::unique_ptr<CutRecord> cut() { return nullptr; }
  virtual void take_back(std::unique_ptr<CutRecord>) {}
};

/// A checker named in `checks:` of a profile: rules of an interchange that selectors cannot express, so
/// that the framer of the format does not contain them. Registered by name in codecs/registry.cpp. Immutable;
/// used by several threads at once.
class RecordChecker {
 public:
  virtual ~RecordChecker() = default;
  /// Called first for each record that was framed: may mark it, for selectors to find.
  virtual void prepare(RecordView&) const {}
  /// What an answer to the document must know, as far as this prepared record tells.
  virtual DocumentFacts facts(const RecordView&) const { return {}; }
  /// Called after the rules: may add issues and values (e.g. `opened` as the earliest phase).
  virtual void check(RecordView& view, const DecodeContext& context, model::FieldRecord& record) const = 0;
};

}  // namespace raccordo::codecs
