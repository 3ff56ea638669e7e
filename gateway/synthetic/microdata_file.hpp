// A file of a synthetic register. Values only.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace raccordo::synthetic {

struct MicrodataFile {
  std::string name;  ///< without folder
  std::string content;
};

/// The names of all files that a register can have.
inline constexpr std::array<std::string_view, 6> kMicrodataFiles = {
    "persons.csv", "cases.csv", "interventions.csv", "codebook.csv", "fit.csv", "about.txt"};

}  // namespace raccordo::synthetic
