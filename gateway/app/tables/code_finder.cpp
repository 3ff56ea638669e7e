#include "app/tables/code_finder.hpp"

#include "base/json.hpp"
#include "mapping/stored_record.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kMember = "\"source_code\":";

std::string in_json(const std::string& code) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  base::text(writer, code);
  return std::string(base::view(buffer));
}

/// The end of a JSON string that starts at `at`, after its closing quote.
std::size_t end_of_string(std::string_view body, std::size_t at) {
  for (++at; at < body.size(); ++at) {
    if (body[at] == '\\') {
      ++at;
    } else if (body[at] == '"') {
      return at + 1;
    }
  }
  return body.size();
}

}  // namespace

CodeFinder::CodeFinder(const std::vector<std::string>& codes) {
  for (const auto& code : codes) {
    codes_.insert(code);
    quoted_.insert(in_json(code));
  }
}

bool CodeFinder::may_hold(std::string_view body) const {
  if (mapping::is_former_body(body)) return may_hold_former(body);
  return mapping::any_source_code(body, [this](std::string_view code) { return codes_.contains(code); });
}

bool CodeFinder::may_hold_former(std::string_view body) const {
  for (auto at = body.find(kMember); at != std::string_view::npos; at = body.find(kMember, at)) {
    at += kMember.size();
    const auto end = end_of_string(body, at);
    if (quoted_.contains(body.substr(at, end - at))) return true;
    at = end;
  }
  return false;
}

}  // namespace raccordo::app
