// A file of a synthetic register. Values only.
#pragma once

#include <string>
#include <vector>

namespace raccordo::synthetic {

struct MicrodataFile {
  std::string name;  ///< without folder
  std::string content;
};

/// Every name that a register may have.
const std::vector<std::string>& microdata_file_names();

}  // namespace raccordo::synthetic
