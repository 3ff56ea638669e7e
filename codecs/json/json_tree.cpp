#include "codecs/json/json_tree.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::codecs {

/// RapidJSON's events into the flat tree. Returning false stops the parser; `failure` then says why.
class JsonTreeBuilder {
 public:
  JsonTreeBuilder(JsonTree& tree, std::size_t depth) : tree_(tree), depth_(depth) {
    tree_.nodes_.clear();
    tree_.open_.clear();
  }

  std::optional<JsonFailure> failure;

  bool Null() { return add(JsonKind::null, {}); }
  bool Bool(bool value) { return add(JsonKind::boolean, value ? "true" : "false"); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    return add(JsonKind::number, {text, size});
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return add(JsonKind::string, {text, size});
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    key_ = {text, size};
    return true;
  }
  bool StartObject() { return open(JsonKind::object); }
  bool StartArray() { return open(JsonKind::array); }
  bool EndObject(rapidjson::SizeType) {
    const auto object = tree_.open_.back().node;
    tree_.open_.pop_back();
    return has_unique_names(object);
  }
  bool EndArray(rapidjson::SizeType) {
    tree_.open_.pop_back();
    return true;
  }
  // Numbers come as RawNumber; the parser still wants these to exist.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

 private:
  bool add(JsonKind kind, std::string_view text) {
    const auto index = static_cast<std::uint32_t>(tree_.nodes_.size());
    auto& node = tree_.nodes_.emplace_back();
    node.kind = kind;
    node.text = text;
    node.key = key_;
    key_ = {};
    if (tree_.open_.empty()) return true;
    auto& parent = tree_.open_.back();
    node.parent = parent.node;
    if (parent.last == kNoJsonNode) {
      tree_.nodes_[parent.node].first = index;
    } else {
      tree_.nodes_[parent.last].next = index;
      node.position = tree_.nodes_[parent.last].position + 1;
    }
    parent.last = index;
    return true;
  }

  bool open(JsonKind kind) {
    if (tree_.open_.size() >= depth_) {
      failure = JsonFailure{JsonFailure::Kind::depth, 0, "",
                            "nested deeper than " + std::to_string(depth_) + " levels; flatten it"};
      return false;
    }
    add(kind, {});
    tree_.open_.push_back({static_cast<std::uint32_t>(tree_.nodes_.size() - 1), kNoJsonNode});
    return true;
  }

  bool has_unique_names(std::uint32_t object) {
    auto& names = tree_.names_;
    names.clear();
    for (auto child = tree_.nodes_[object].first; child != kNoJsonNode; child = tree_.nodes_[child].next)
      names.push_back(tree_.nodes_[child].key);
    constexpr std::size_t kFew = 16;
    if (names.size() <= kFew) {
      for (std::size_t i = 1; i < names.size(); ++i) {
        if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
            names.begin() + static_cast<std::ptrdiff_t>(i))
          return duplicate(object);
      }
      return true;
    }
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) == names.end() || duplicate(object);
  }

  bool duplicate(std::uint32_t object) {
    failure = JsonFailure{JsonFailure::Kind::duplicate, 0, tree_.pointer(object),
                          "an object has the same member twice; keep the one that is meant"};
    return false;
  }

  JsonTree& tree_;
  std::size_t depth_;
  std::string_view key_;
};

std::optional<JsonFailure> JsonTree::parse(std::string& text, std::size_t depth) {
  if (const auto bad = base::find_bad_utf8(text))
    return JsonFailure{JsonFailure::Kind::encoding, *bad, "",
                       "holds bytes that are not UTF-8; send UTF-8, or state the encoding in the profile"};
  // The parser would take a NUL byte for the end.
  if (const auto nul = text.find('\0'); nul != std::string::npos)
    return JsonFailure{JsonFailure::Kind::syntax, nul, "", "a NUL byte stands in the text; send UTF-8"};
  constexpr auto kFlags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag;
  JsonTreeBuilder builder(*this, depth);
  rapidjson::InsituStringStream stream(text.data());
  rapidjson::Reader reader;
  const auto result = reader.Parse<kFlags>(stream, builder);
  if (!result.IsError()) return std::nullopt;
  if (builder.failure) {
    builder.failure->offset = result.Offset();
    return builder.failure;
  }
  return JsonFailure{JsonFailure::Kind::syntax, result.Offset(),
                     open_.empty() ? "" : pointer(open_.back().node),
                     std::string("not valid JSON: ") + rapidjson::GetParseError_En(result.Code())};
}

std::uint32_t JsonTree::member(std::uint32_t object, std::string_view name) const {
  if (nodes_[object].kind != JsonKind::object) return kNoJsonNode;
  auto child = nodes_[object].first;
  while (child != kNoJsonNode && nodes_[child].key != name) child = nodes_[child].next;
  return child;
}

std::string JsonTree::pointer(std::uint32_t node) const {
  const auto& self = nodes_[node];
  if (self.parent == kNoJsonNode) return "";
  auto out = pointer(self.parent) + "/";
  if (nodes_[self.parent].kind == JsonKind::array) return out + std::to_string(self.position);
  for (const char c : self.key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

}  // namespace raccordo::codecs
