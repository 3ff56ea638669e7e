// The stored form of a release: digest and seal in the first line, then the content. Internal to aggregate/.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace raccordo::aggregate {

/// Version of the form that is written and read.
inline constexpr std::string_view kStoredVersion = "1";

/// The stored form: one line `raccordo-release 1 <id> <digest> <seal>`, then the content. The digest is
/// SHA-256 of the content, the seal SHA-256 of id and digest.
std::string write_stored(const std::string& id, const std::string& digest, const std::string& content);

/// The first line of the stored form, and the rest. Unchecked.
struct StoredForm {
  std::string_view version, id, digest, seal, content;
};
/// Nothing if these bytes are not a release.
std::optional<StoredForm> split_stored(std::string_view stored);
/// True if digest and seal match the content and the id.
bool digest_fits(const StoredForm& form);
bool seal_fits(const StoredForm& form);

}  // namespace raccordo::aggregate
