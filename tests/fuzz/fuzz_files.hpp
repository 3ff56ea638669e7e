// Files for the fuzz targets whose code reads from a folder: one input holds several files, a line `---`
// between them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "tests/support/scratch_folder.hpp"

namespace raccordo {

/// Writes the parts of the input under these names, in order; a missing part makes an empty file.
inline void write_parts(const support::ScratchFolder& folder, std::string_view input,
                        std::span<const char* const> names) {
  constexpr std::string_view kBetween = "\n---\n";
  for (const auto* name : names) {
    const auto end = input.find(kBetween);
    folder.write(name, input.substr(0, end));
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + kBetween.size());
  }
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace raccordo
