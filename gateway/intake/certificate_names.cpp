#include "intake/certificate_names.hpp"

#include <array>

#include "base/text.hpp"

namespace raccordo::intake {
namespace {

constexpr std::size_t kFingerprintDigits = 64;

/// `CN = x` becomes `CN=x`; an escaped blank at the end of a value stays.
std::string canonical_part(std::string_view part) {
  while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
  while (!part.empty() && part.back() == ' ' && (part.size() < 2 || part[part.size() - 2] != '\\')) {
    part.remove_suffix(1);
  }
  const std::size_t equals = part.find('=');
  if (equals == std::string_view::npos) return std::string(part);
  std::string_view value = part.substr(equals + 1);
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  return base::to_upper_ascii(base::trim(part.substr(0, equals))) + '=' + std::string(value);
}

}  // namespace

std::string canonical_fingerprint(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ':' || c == ' ') continue;
    out += c;
  }
  out = base::to_lower_ascii(out);
  return out.size() == kFingerprintDigits && base::from_hex(out).has_value() ? out : std::string();
}

std::string canonical_distinguished_name(std::string_view text) {
  std::string out;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == ',' || text[i] == '+') {
      out += canonical_part(text.substr(start, i - start)) + text[i];
      start = i + 1;
    }
  }
  return out + canonical_part(text.substr(start));
}

std::string canonical_san(std::string_view text) {
  text = base::trim(text);
  const std::string lower = base::to_lower_ascii(text);
  for (const std::string_view kind : {"dns:", "email:"}) {
    if (lower.starts_with(kind)) return lower.size() > kind.size() ? lower : std::string();
  }
  if (lower.starts_with("uri:"))
    return text.size() > 4 ? "uri:" + std::string(text.substr(4)) : std::string();
  if (lower.empty()) return {};
  if (lower.find("://") != std::string::npos) return "uri:" + std::string(text);
  return (lower.find('@') != std::string::npos ? "email:" : "dns:") + lower;
}

}  // namespace raccordo::intake
