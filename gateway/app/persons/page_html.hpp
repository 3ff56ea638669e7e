// The frame of the HTML documents for data protection: one self-contained page in Italian that prints well.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::app {

/// `body` is HTML; the title, plain text, is its first heading.
std::string html_page(std::string_view title, std::string_view body);

}  // namespace raccordo::app
