// A file of a synthetic register. Values only.
#pragma once

#include <string>

namespace raccordo::synthetic {

struct MicrodataFile {
  std::string name;  ///< without folder
  std::string content;
};

}  // namespace raccordo::synthetic
