// escape_html: text in pages that the gateway writes itself (error codes, index of open data, yearly report,
// what is held on a person).
#pragma once

#include <string>
#include <string_view>

namespace raccordo::base {

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
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace raccordo::base
