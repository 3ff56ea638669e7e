#include "aggregate/release/stored_form.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::string_view kFormat = "raccordo-release";

std::string seal(std::string_view id, std::string_view digest) {
  return base::sha256_hex(std::string(kFormat) + " " + std::string(id) + " " + std::string(digest));
}

}  // namespace

std::string write_stored(const std::string& id, const std::string& digest, const std::string& content) {
  return std::string(kFormat) + " " + std::string(kStoredVersion) + " " + id + " " + digest + " " +
         seal(id, digest) + "\n" + content;
}

std::optional<StoredForm> split_stored(std::string_view stored) {
  const auto line_end = stored.find('\n');
  const auto head = base::split(stored.substr(0, line_end), ' ');
  if (line_end == std::string_view::npos || head.size() != 5 || head[0] != kFormat) return std::nullopt;
  return StoredForm{head[1], head[2], head[3], head[4], stored.substr(line_end + 1)};
}

bool digest_fits(const StoredForm& form) { return base::sha256_hex(form.content) == form.digest; }
bool seal_fits(const StoredForm& form) { return seal(form.id, form.digest) == form.seal; }

}  // namespace raccordo::aggregate
