#include "app/http/path_hint.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kUsual = "There is no such path; /openapi.yaml lists them.";

/// `/v1/sources/{source}/records/` and then more than one segment, or `/explain` behind more than one.
bool has_slash_in_record_id(const std::vector<std::string_view>& segments) {
  constexpr std::size_t kBefore = 5;  // "", v1, sources, SOURCE, records
  if (segments.size() <= kBefore + 1 || segments[1] != "v1" || segments[2] != "sources") return false;
  return segments[4] == "records";
}

}  // namespace

std::string path_hint(std::string_view path) {
  const auto segments = base::split(path, '/');
  const auto is_decodable = [](std::string_view segment) {
    const auto text = base::percent_decode(segment);
    return text && !base::find_bad_utf8(*text);
  };
  if (!std::all_of(segments.begin(), segments.end(), is_decodable)) {
    return "A name in this path is not percent-encoded UTF-8: write `%` as %25, and a letter such as \u00e8 "
           "as "
           "%C3%A8.";
  }
  if (has_slash_in_record_id(segments)) {
    return "A record_id is one segment of the path: write each `/` in it as %2F, e.g. 2017/123 as "
           "2017%2F123, "
           "also `?` as %3F and `#` as %23.";
  }
  return std::string(kUsual);
}

}  // namespace raccordo::app
