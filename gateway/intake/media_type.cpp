#include "intake/media_type.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace raccordo::intake {
namespace {

/// A media type with its parameters; names and the type in lower case.
struct MediaType {
  std::string type;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::string_view parameter(std::string_view name) const {
    for (const auto& [key, value] : parameters) {
      if (key == name) return value;
    }
    return {};
  }
};

/// Splits at a separator outside of quotes (RFC 9110, section 5.6.4).
std::vector<std::string_view> split_unquoted(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  std::size_t start = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quote != 0 && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      quote = quote == 0 ? '"' : 0;
    } else if (quote == 0 && text[i] == separator) {
      out.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  out.push_back(text.substr(start));
  return out;
}

std::string unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

MediaType parse(std::string_view text) {
  MediaType out;
  const auto parts = split_unquoted(text, ';');
  out.type = base::to_lower_ascii(base::trim(parts.front()));
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::string_view part = base::trim(parts[i]);
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    out.parameters.emplace_back(base::to_lower_ascii(base::trim(part.substr(0, equals))),
                                unquoted(base::trim(part.substr(equals + 1))));
  }
  return out;
}

/// Lower case without marks, one name for all aliases in use.
std::string canonical_encoding(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kAliases = {
      {{"usascii", "ascii"},
       {"ansix341968", "ascii"},
       {"latin1", "iso88591"},
       {"isoir100", "iso88591"},
       {"l1", "iso88591"},
       {"latin9", "iso885915"},
       {"cp1252", "windows1252"},
       {"xcp1252", "windows1252"},
       {"mswin1252", "windows1252"},
       {"iso106461utf8", "utf8"}}};
  std::string plain;
  for (const char c : base::to_lower_ascii(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
  }
  const auto alias =
      std::find_if(kAliases.begin(), kAliases.end(), [&](const auto& entry) { return entry.first == plain; });
  return alias == kAliases.end() ? plain : std::string(alias->second);
}

/// Thousandths; nothing if it is not `0`, `1` or `0.ddd`.
std::optional<int> parse_quality(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int value = (text[0] - '0') * 1000;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int weight = 100;
  for (std::size_t i = 2; i < text.size(); ++i, weight /= 10) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value += (text[i] - '0') * weight;
  }
  return value <= 1000 ? std::optional<int>(value) : std::nullopt;
}

struct Range {
  std::string type;
  int quality = 1000;
};

/// 3 for the type itself, 2 for `type/*`, 1 for `*/*`, 0 for no match.
int specificity(const Range& range, std::string_view offer) {
  if (range.type == offer) return 3;
  if (range.type == "*/*") return 1;
  if (!range.type.ends_with("/*")) return 0;
  return offer.starts_with(std::string_view(range.type).substr(0, range.type.size() - 1)) ? 2 : 0;
}

std::optional<std::vector<Range>> parse_ranges(std::string_view accept) {
  std::vector<Range> out;
  for (const std::string_view part : split_unquoted(accept, ',')) {
    if (base::trim(part).empty()) continue;
    const MediaType media = parse(part);
    if (media.type.find('/') == std::string::npos) return std::nullopt;
    Range range{media.type, 1000};
    if (const auto quality = media.parameter("q"); !quality.empty()) {
      const auto parsed = parse_quality(quality);
      if (!parsed) return std::nullopt;
      range.quality = *parsed;
    }
    out.push_back(std::move(range));
  }
  return out;
}

/// The most specific range decides, not the best (RFC 9110, section 12.5.1).
int quality_of(const std::vector<Range>& ranges, std::string_view offer) {
  int best = 0;
  int quality = 0;
  for (const Range& range : ranges) {
    const int fit = specificity(range, offer);
    if (fit > best || (fit == best && fit > 0 && range.quality > quality)) {
      best = fit;
      quality = range.quality;
    }
  }
  return quality;
}

}  // namespace

namespace {

/// A sequence of letters and digits as long as the shortest identifier of a person.
bool may_identify(std::string_view text) {
  constexpr std::size_t kShortest = 11;
  std::size_t length = 0;
  bool has_digit = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    length = digit || letter ? length + 1 : 0;
    has_digit = length > 0 && (has_digit || digit);
    if (length >= kShortest && has_digit) return true;
  }
  return false;
}

}  // namespace

std::string sent_words(std::string_view field, std::string_view value) {
  constexpr std::size_t kLongest = 100;
  const auto name = base::trim(value.substr(0, value.find(';')));
  const auto as = " was sent as " + std::string(field);
  if (base::trim(value).empty()) return "no " + std::string(field) + " was sent";
  const auto is_token = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$&^_.+-/:").find(c) != std::string_view::npos;
  };
  const bool fits =
      !name.empty() && name.size() <= kLongest && std::count(name.begin(), name.end(), '/') <= 1;
  if (!fits || may_identify(name) || !std::all_of(name.begin(), name.end(), is_token))
    return "a value that is not repeated here" + as;
  return "`" + std::string(name) + "`" + as;
}

std::optional<DocumentType> match_document(std::string_view content_type, model::DocumentFormat source) {
  const MediaType media = parse(content_type);
  const auto format = model::body_format_of_type(source, media.type);
  if (!format) return std::nullopt;
  return DocumentType{*format, base::to_lower_ascii(media.parameter("charset")),
                      std::string(media.parameter("fhirversion"))};
}

bool is_accept(std::string_view accept) { return parse_ranges(accept).has_value(); }

bool names_r4(std::string_view fhir_version) { return fhir_version == "4.0" || fhir_version == "4.0.1"; }

std::string accept_of_r4(std::string_view accept) {
  std::string out;
  bool is_cut = false;
  for (const auto part : split_unquoted(accept, ',')) {
    const auto media = parse(part);
    const auto version = media.parameter("fhirversion");
    const bool is_other = !version.empty() && !names_r4(version);
    is_cut = is_cut || is_other;
    if (!is_other) out.append(out.empty() ? "" : ",").append(part);
  }
  return is_cut && base::trim(out).empty() ? "application/x-none" : out;
}

bool names_encoding(std::string_view charset, std::string_view encoding) {
  const auto sent = canonical_encoding(charset);
  const auto wanted = canonical_encoding(encoding);
  if (sent == wanted) return true;
  if (sent == "ascii") return !wanted.starts_with("utf16") && !wanted.starts_with("utf32");
  if (sent == "iso88591") return wanted == "windows1252";
  // UTF-16 with a byte order mark declares its byte order.
  return sent == "utf16" && wanted.starts_with("utf16");
}

std::optional<std::size_t> negotiate(std::string_view accept, std::span<const std::string_view> offers) {
  if (offers.empty()) return std::nullopt;
  const auto ranges = parse_ranges(accept);
  if (!ranges || ranges->empty()) return 0;
  std::optional<std::size_t> chosen;
  int best = 0;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const int quality = quality_of(*ranges, offers[i]);
    if (quality > best) {
      best = quality;
      chosen = i;
    }
  }
  return chosen;
}

}  // namespace raccordo::intake
