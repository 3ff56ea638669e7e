// RecordCutter: follows the elements of a document, builds a tree for each record, drops everything else, and
// enforces the limits. XmlParser drives it with libxml2's events; it is independent of libxml2.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codecs/decoder.hpp"
#include "codecs/xml/record_path.hpp"
#include "codecs/xml/xml_tree.hpp"

namespace raccordo::codecs::xml {

/// Maximum elements and attributes of one record; more is refused as too large whatever its bytes.
inline constexpr std::size_t kMaxNodes = 250'000;

/// One record cut out of the document.
struct Framed {
  std::uint64_t number = 0;
  std::unique_ptr<XmlTree> tree;         ///< null if the record was refused
  std::optional<model::Issue> oversize;  ///< then set
};

/// Ownership: trees are returned by `ready` and given back with `recycle`. Threads: one at a time.
class RecordCutter {
 public:
  RecordCutter(RecordPath records, const DecodeLimits& limits) : path_(std::move(records)), limits_(limits) {}

  /// A start or end tag: its place in the document, in bytes after decoding to UTF-8.
  struct Tag {
    const Name* name = nullptr;
    std::uint32_t line = 0;
    std::uint64_t begin = 0, end = 0;
  };
  using Attributes = std::vector<std::pair<const Name*, std::string_view>>;

  /// False if the element is nested deeper than the limit, or the names of all open elements are too long.
  bool start(const Tag& tag, const Attributes& attributes);
  /// `end` is the offset after the end tag.
  void end(std::uint64_t end);
  void text(std::string_view text, std::uint64_t end);

  std::optional<Framed> take();
  void recycle(std::unique_ptr<XmlTree> tree) { spare_.push_back(std::move(tree)); }

  const RecordPath& path() const { return path_; }
  /// Complete records cut out so far.
  std::uint64_t records() const { return records_ - (is_in_record() ? 1 : 0); }
  std::size_t trees_made() const { return trees_made_; }
  const Name* root_name() const { return root_name_; }
  /// The record that is open, if any.
  const model::Place* open_record() const { return is_in_record() ? &record_place_ : nullptr; }

 private:
  /// An element that is open outside any record, and how many children of each name it has had so far.
  struct Ancestor {
    std::string path;
    std::map<const Name*, std::uint64_t> children;
  };

  bool is_in_record() const { return tree_ != nullptr || is_skipping_; }
  enum class Role : std::uint8_t { wrapper, record };
  std::string path_of_child(const Name& name, Role role);
  void begin_record(const Tag& tag, std::string path);
  void end_record();
  void weigh(std::uint64_t end);
  std::unique_ptr<XmlTree> fresh_tree();
  model::Issue too_large() const;

  RecordPath path_;
  DecodeLimits limits_;
  std::deque<Framed> ready_;
  std::vector<std::unique_ptr<XmlTree>> spare_;
  std::vector<Ancestor> ancestors_{1};  ///< the first is the document itself
  std::vector<const Name*> names_;      ///< of the open elements outside records
  const Name* root_name_ = nullptr;
  std::unique_ptr<XmlTree> tree_;
  bool is_skipping_ = false;
  model::Place record_place_;
  std::uint64_t record_begin_ = 0, records_ = 0;
  std::size_t depth_ = 0, record_depth_ = 0, trees_made_ = 0;
};

}  // namespace raccordo::codecs::xml
