#include "codecs/xml/name_table.hpp"

namespace raccordo::codecs::xml {
namespace {

std::string_view view(const unsigned char* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

}  // namespace

const Name& NameTable::name_of(const NamePointers& pointers) {
  const auto [place, is_new] = names_.try_emplace(pointers);
  auto& known = place->second;
  if (!is_new) return known;
  known = document_name(view(pointers.local), view(pointers.uri), view(pointers.prefix));
  if (names_.size() > kMostNames) {
    excess_ = "more than " + std::to_string(kMostNames) +
              " different names of elements and attributes; check that this is the kind of document that the "
              "source sends";
  } else if (known.uri.size() > kLongestNamespace) {
    excess_ =
        "the name of a namespace is longer than " + std::to_string(kLongestNamespace) + " bytes; shorten it";
  }
  return known;
}

}  // namespace raccordo::codecs::xml
