// A JSON-stat collection: the addresses of tables, series and other collections. It never reads a cell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/document.hpp"

namespace raccordo::extract {

struct CollectionItem {
  std::string_view of_class;  ///< "dataset" or "collection"
  std::string href, label_it, label_en;
};

std::string write_collection(std::string_view label, const Document& document,
                             const std::vector<CollectionItem>& items);

}  // namespace raccordo::extract
