#include "codecs/xml/record_path.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "codecs/xml/xml_format.hpp"

namespace raccordo::codecs::xml {
namespace {

bool is_name(std::string_view text) {
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text.front())) != 0) return false;
  return std::all_of(text.begin(), text.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return std::isalnum(byte) != 0 || byte == '_' || byte == '-' || byte == '.' || byte >= 0x80;
  });
}

}  // namespace

base::Result<std::optional<Name>> parse_name_test(std::string_view text, const Namespaces& namespaces) {
  if (text == "*") return std::optional<Name>();
  const auto colon = text.find(':');
  const auto prefix = colon == std::string_view::npos ? std::string_view() : text.substr(0, colon);
  const auto local = colon == std::string_view::npos ? text : text.substr(colon + 1);
  if (!is_name(local) || (colon != std::string_view::npos && !is_name(prefix))) {
    return base::fault("'" + std::string(text) + "' is not an element name");
  }
  if (prefix.empty()) return std::optional<Name>(make_name(local, ""));
  const auto found = namespaces.find(std::string(prefix));
  if (found == namespaces.end()) {
    return base::fault("the prefix '" + std::string(prefix) +
                       "' is not among the profile's namespaces; add it");
  }
  return std::optional<Name>(make_name(local, found->second, prefix));
}

base::Result<RecordPath> RecordPath::parse(std::string_view text, const Namespaces& namespaces) {
  RecordPath path;
  path.text_ = text;
  std::string_view rest = text;
  if (rest.substr(0, 2) == "//") {
    path.depth_ = Depth::any;
    rest.remove_prefix(2);
  } else if (rest.substr(0, 1) == "/") {
    rest.remove_prefix(1);
  } else {
    return base::fault("records must be an absolute path such as /batch/message, or //message for any depth");
  }
  for (const auto part : base::split(rest, '/')) {
    auto name = parse_name_test(part, namespaces);
    if (!name) return base::fault("records: " + name.error().message);
    path.steps_.push_back(*name);
  }
  if (path.depth_ == Depth::any && path.steps_.size() != 1) {
    return base::fault("records: // must be followed by exactly one element name");
  }
  return path;
}

bool RecordPath::matches(const std::vector<const Name*>& path) const {
  const auto same = [](const std::optional<Name>& step, const Name* name) { return !step || *step == *name; };
  if (depth_ == Depth::any) return same(steps_.front(), path.back());
  return path.size() == steps_.size() && std::equal(steps_.begin(), steps_.end(), path.begin(), same);
}

}  // namespace raccordo::codecs::xml

namespace raccordo::codecs {

base::Result<void> check_xml_records(std::string_view records,
                                     const std::map<std::string, std::string>& namespaces) {
  const auto path = xml::RecordPath::parse(records, namespaces);
  if (!path) return path.error();
  return {};
}

}  // namespace raccordo::codecs
