#include "app/tables/table_etag.hpp"

#include <array>
#include <charconv>

#include "base/text.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kDigestShown = 16;
/// As TableForm.
constexpr std::array<std::string_view, 3> kSuffixes = {"-json", "-csv", "-map"};

/// `8.3-0123456789abcdef`: common to all formats of one content.
std::string stem_of(const store::TableVersionRow& row) {
  return std::to_string(row.version) + "." + std::to_string(row.revision) + "-" +
         row.digest.substr(0, kDigestShown);
}

template <class Number>
std::optional<Number> read_number(std::string_view& text, char end) {
  Number number{};
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto length = static_cast<std::size_t>(rest - text.data());
  if (error != std::errc() || length == text.size() || *rest != end) return std::nullopt;
  text.remove_prefix(length + 1);
  return number;
}

std::optional<store::VersionMark> read_mark(std::string_view stem) {
  const auto version = read_number<std::int32_t>(stem, '.');
  if (!version) return std::nullopt;
  const auto revision = read_number<std::int64_t>(stem, '-');
  if (!revision) return std::nullopt;
  return store::VersionMark{*version, *revision};
}

}  // namespace

std::string table_etag(const store::TableVersionRow& row, TableForm form) {
  return "\"" + stem_of(row) + std::string(kSuffixes[static_cast<std::size_t>(form)]) + "\"";
}

IfMatch read_if_match(std::string_view header, const store::TableVersionRow& there) {
  IfMatch match;
  match.any = base::trim(header) == "*";
  for (auto tag : base::split(header, ',')) {
    tag = base::trim(tag);
    if (tag.size() < 2 || !tag.starts_with('"') || !tag.ends_with('"')) continue;
    const auto inside = tag.substr(1, tag.size() - 2);
    const auto stem = inside.substr(0, inside.rfind('-'));
    match.met = match.met || stem == stem_of(there);
    if (!match.first) match.first = read_mark(stem);
  }
  return match;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  return base::trim(if_none_match) == "*" || if_none_match.find(etag) != std::string_view::npos;
}

}  // namespace raccordo::app
