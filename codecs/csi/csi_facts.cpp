#include "codecs/csi/csi_facts.hpp"

#include <initializer_list>

#include "base/text.hpp"

namespace raccordo::codecs::xml {
namespace {

XmlTree::Index descend(const XmlTree& tree, std::initializer_list<std::string_view> path) {
  XmlTree::Index at = 0;
  for (const auto step : path) {
    at = tree.child(at, step);
    if (at == XmlTree::kNone) return at;
  }
  return at;
}

void add(DocumentFacts& facts, const XmlTree& tree, XmlTree::Index element, std::string_view attribute,
         std::string key) {
  if (element == XmlTree::kNone) return;
  const auto value = tree.attribute_of(element, attribute);
  if (value) facts.emplace_back(std::move(key), std::string(base::trim(*value)));
}

}  // namespace

DocumentFacts read_facts(const XmlTree& tree) {
  DocumentFacts facts;
  const auto id = descend(tree, {"id"});
  const auto sender = descend(tree, {"sender", "device", "id"});
  const auto receiver = descend(tree, {"receiver", "device", "id"});
  for (const std::string_view part : {"root", "extension"}) {
    add(facts, tree, id, part, "message." + std::string(part));
    add(facts, tree, sender, part, "sender." + std::string(part));
    add(facts, tree, receiver, part, "receiver." + std::string(part));
  }
  add(facts, tree, descend(tree, {"acceptAckCode"}), "code", "accept_ack_code");
  return facts;
}

}  // namespace raccordo::codecs::xml
