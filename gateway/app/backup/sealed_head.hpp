// The first two lines of a sealed file: its form, and in JSON who made it when, and how its key is found.
// Internal to app/backup.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "privacy/passphrase.hpp"

namespace raccordo::app {

inline constexpr std::string_view kSealedForm = "raccordo-sealed 1\n";

/// The readable head of a file.
struct SealedFileHead {
  std::string kind;     ///< `store` or `release`
  std::string made_at;  ///< RFC 3339
  bool has_passphrase = false;
};

struct SealedLines {
  SealedFileHead head;
  std::string salt;  ///< with a passphrase only
  privacy::ScryptCost cost;
};

/// Both lines, with their line ends.
std::string write_lines(const SealedLines& lines);
/// Of the second line without its end; nothing if it is not as write_lines makes it, or its cost is higher
/// than this program ever asks for.
std::optional<SealedLines> read_lines(std::string_view json);

}  // namespace raccordo::app
