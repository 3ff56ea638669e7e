#include "codecs/json/json_tree.hpp"

#include "base/text.hpp"

namespace raccordo::codecs {
namespace {

/// A name with half of a surrogate pair is shown with a question mark in its place.
void append_name(std::string& out, std::string_view name) {
  const bool is_text = !base::find_bad_utf8(name);
  for (const char c : name) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += is_text || static_cast<unsigned char>(c) < 0x80 ? c : '?';
  }
}

}  // namespace

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
  append_name(out, self.key);
  return out;
}

}  // namespace raccordo::codecs
