// HTML pages that the gateway writes itself: the pages of error codes and the index of open data.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::app {

inline std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace raccordo::app
