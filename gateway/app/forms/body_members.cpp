#include "app/forms/body_members.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "base/json.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

std::string list_of(const std::vector<std::string_view>& names) {
  std::string out;
  for (const auto name : names) out.append(out.empty() ? "`" : ", `").append(name).append("`");
  return out;
}

}  // namespace

std::optional<Problem> check_members(const std::string& body, std::initializer_list<std::string_view> known) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(body.data(),
                                                                                         body.size());
  if (document.HasParseError() || !document.IsObject()) return std::nullopt;
  const std::vector<std::string_view> names(known);
  std::set<std::string_view> seen;
  for (const auto& member : document.GetObject()) {
    const auto name = base::view(member.name);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      const auto near = base::nearest_name(name, names);
      return Problem{"bad-request", near.empty()
                                        ? "The body has an unknown member. Members: " + list_of(names) + "."
                                        : "The body has an unknown member `" + std::string(name) +
                                              "`; did you mean `" + near + "`?"};
    }
    if (!seen.insert(name).second) {
      return Problem{"bad-request",
                     "The member `" + std::string(name) + "` occurs twice in the body; send it once."};
    }
  }
  return std::nullopt;
}

}  // namespace raccordo::app
