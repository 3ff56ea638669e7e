#include "app/problem/error_catalogue.hpp"

#include <algorithm>

#include "app/problem/catalogue.hpp"

namespace raccordo::app {

std::span<const ErrorPage> all_errors() { return catalogue().pages; }

const ErrorPage* find_error(std::string_view code) {
  const auto pages = all_errors();
  const auto found =
      std::find_if(pages.begin(), pages.end(), [&](const auto& page) { return page.code == code; });
  return found == pages.end() ? nullptr : &*found;
}

}  // namespace raccordo::app
