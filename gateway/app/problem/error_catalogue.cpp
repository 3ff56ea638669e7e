#include "app/problem/error_catalogue.hpp"

#include <algorithm>
#include <vector>

#include "app/problem/error_pages.hpp"

namespace raccordo::app {

std::span<const ErrorPage> all_errors() {
  static const std::vector<ErrorPage> pages = [] {
    const auto requests = request_error_pages();
    const auto records = record_error_pages();
    std::vector<ErrorPage> joined(requests.begin(), requests.end());
    const auto tables = table_error_pages();
    joined.insert(joined.end(), tables.begin(), tables.end());
    joined.insert(joined.end(), records.begin(), records.end());
    return joined;
  }();
  return pages;
}

const ErrorPage* find_error(std::string_view code) {
  const auto pages = all_errors();
  const auto found =
      std::find_if(pages.begin(), pages.end(), [&](const auto& page) { return page.code == code; });
  return found == pages.end() ? nullptr : &*found;
}

}  // namespace raccordo::app
