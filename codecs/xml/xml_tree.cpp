#include "codecs/xml/xml_tree.hpp"

#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace raccordo::codecs::xml {
namespace {

constexpr std::string_view kSchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

/// The numbers of names. Only profiles and checkers add to it.
class NameNumbers {
 public:
  static NameNumbers& get() {
    static NameNumbers all;
    return all;
  }
  std::uint32_t number_of(std::uint64_t hash, std::string_view local, std::string_view uri) {
    const std::lock_guard lock(mutex_);
    if (const auto number = among(hash, local, uri); number != 0) return number;
    names_[hash].push_back({std::string(local), std::string(uri), ++count_});
    return count_;
  }
  std::uint32_t find(std::uint64_t hash, std::string_view local, std::string_view uri) const {
    const std::shared_lock lock(mutex_);
    return among(hash, local, uri);
  }

 private:
  struct Numbered {
    std::string local, uri;
    std::uint32_t number;
  };
  /// 0: none.
  std::uint32_t among(std::uint64_t hash, std::string_view local, std::string_view uri) const {
    const auto found = names_.find(hash);
    if (found == names_.end()) return 0;
    for (const auto& each : found->second) {
      if (each.local == local && each.uri == uri) return each.number;
    }
    return 0;
  }
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::uint64_t, std::vector<Numbered>> names_;  ///< by the hash of the name
  std::uint32_t count_ = 0;
};

std::uint64_t hash_of(std::string_view local, std::string_view uri) {
  const std::hash<std::string_view> hash;
  return hash(local) * 31 + hash(uri);
}

}  // namespace

Name make_name(std::string_view local, std::string_view uri, std::string_view prefix) {
  const auto hash = hash_of(local, uri);
  return {hash, std::string(local), std::string(uri), std::string(prefix),
          NameNumbers::get().number_of(hash, local, uri)};
}

Name document_name(std::string_view local, std::string_view uri, std::string_view prefix) {
  const auto hash = hash_of(local, uri);
  return {hash, std::string(local), std::string(uri), std::string(prefix),
          NameNumbers::get().find(hash, local, uri)};
}

void XmlTree::clear(std::string path) {
  elements_.clear();
  attributes_.clear();
  chars_.clear();
  values_.clear();
  path_ = std::move(path);
  positions_.clear();
  is_numbered_.clear();
  current_ = kNone;
}

XmlTree::Index XmlTree::open(const Name& name, std::uint32_t line) {
  const auto index = static_cast<Index>(elements_.size());
  Element element;
  element.name = &name;
  element.parent = current_;
  element.line = line;
  element.text_begin = static_cast<std::uint32_t>(chars_.size());
  elements_.push_back(element);
  if (current_ != kNone) {
    Element& parent = elements_[current_];
    if (parent.last_child == kNone) {
      parent.first_child = index;
    } else {
      elements_[parent.last_child].next = index;
    }
    parent.last_child = index;
  }
  current_ = index;
  return index;
}

void XmlTree::close() {
  Element& element = elements_[current_];
  element.text_end = static_cast<std::uint32_t>(chars_.size());
  current_ = element.parent;
}

void XmlTree::add_attribute(Index element, const Name& name, std::string_view value) {
  const auto index = static_cast<Index>(attributes_.size());
  const auto begin = static_cast<std::uint32_t>(values_.size());
  values_.append(value);
  attributes_.push_back({&name, element, kNone, begin, static_cast<std::uint32_t>(values_.size())});
  Element& owner = elements_[element];
  if (owner.last_attribute == kNone) {
    owner.first_attribute = index;
  } else {
    attributes_[owner.last_attribute].next = index;
  }
  owner.last_attribute = index;
}

std::string_view XmlTree::value(Index attribute) const {
  const Attribute& found = attributes_[attribute];
  return std::string_view(values_).substr(found.begin, found.end - found.begin);
}

std::string_view XmlTree::text(Index element) const {
  return slice(elements_[element].text_begin, elements_[element].text_end);
}

std::string_view XmlTree::slice(std::uint32_t begin, std::uint32_t end) const {
  return std::string_view(chars_).substr(begin, end - begin);
}

XmlTree::Index XmlTree::child(Index element, std::string_view local) const {
  Index found = elements_[element].first_child;
  while (found != kNone && elements_[found].name->local != local) found = elements_[found].next;
  return found;
}

XmlTree::Index XmlTree::next_named(Index element) const {
  const std::string& local = elements_[element].name->local;
  Index found = elements_[element].next;
  while (found != kNone && elements_[found].name->local != local) found = elements_[found].next;
  return found;
}

XmlTree::Index XmlTree::find_attribute(Index element, std::string_view local) const {
  Index found = elements_[element].first_attribute;
  while (found != kNone) {
    const Name& name = *attributes_[found].name;
    if (name.uri.empty() && name.local == local) return found;
    found = attributes_[found].next;
  }
  return kNone;
}

std::optional<std::string_view> XmlTree::attribute_of(Index element, std::string_view local) const {
  const Index found = find_attribute(element, local);
  if (found == kNone) return std::nullopt;
  return value(found);
}

bool XmlTree::is_absent(Index element) const {
  for (Index at = elements_[element].first_attribute; at != kNone; at = attributes_[at].next) {
    const Name& name = *attributes_[at].name;
    if (name.uri.empty() && name.local == "nullFlavor") return true;
    const bool is_nil = name.local == "nil" && name.uri == kSchemaInstance;
    if (is_nil && (value(at) == "true" || value(at) == "1")) return true;
  }
  return false;
}

void XmlTree::number_children(Index parent) const {
  positions_.resize(elements_.size());
  is_numbered_.resize(elements_.size());
  if (is_numbered_[parent]) return;
  is_numbered_[parent] = true;
  struct Seen {
    std::uint32_t count = 0;
    Index first = kNone;
  };
  std::unordered_map<std::string_view, Seen> seen;
  for (Index child = elements_[parent].first_child; child != kNone; child = elements_[child].next) {
    auto& [count, first] = seen[elements_[child].name->local];
    if (++count == 1) {
      first = child;
      continue;
    }
    positions_[first] = 1;
    positions_[child] = count;
  }
}

std::string XmlTree::step(Index element) const {
  number_children(elements_[element].parent);
  const auto position = positions_[element];
  return "/" + elements_[element].name->local + (position == 0 ? "" : "[" + std::to_string(position) + "]");
}

model::Place XmlTree::place_of(Index element) const {
  model::Place place;
  place.kind = model::Place::Kind::xml;
  place.number = elements_[element].line;
  std::vector<std::string> steps;
  for (Index at = element; elements_[at].parent != kNone; at = elements_[at].parent)
    steps.push_back(step(at));
  place.path = path_;
  for (auto it = steps.rbegin(); it != steps.rend(); ++it) {
    if (place.path.size() + it->size() > kLongestPath) break;  // the line is sufficient for the rest
    place.path += *it;
  }
  return place;
}

}  // namespace raccordo::codecs::xml
