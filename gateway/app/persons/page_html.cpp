#include "app/persons/page_html.hpp"

#include "base/html.hpp"

namespace raccordo::app {
namespace {

using base::escape_html;

constexpr std::string_view kStyle =
    "body{font:11pt/1.45 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#111;background:#fff}"
    "h1{font-size:1.5em}h2{font-size:1.2em;margin-top:1.6em}dl{margin:.2em 0 .2em 0}"
    "dt{font-weight:bold;margin-top:.3em}dd{margin:0 0 0 1.5em;overflow-wrap:anywhere}ol{padding-left:1.5em}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #777;padding:.3em .5em;text-align:left;"
    "vertical-align:top}li{break-inside:avoid-page}@media print{body{margin:0;max-width:none}}";

}  // namespace

std::string html_page(std::string_view title, std::string_view body) {
  std::string out = "<!doctype html>\n<html lang=\"it\"><head><meta charset=\"utf-8\"><title>";
  out += escape_html(title);
  out.append("</title><style>").append(kStyle).append("</style></head>\n<body><h1>");
  out += escape_html(title);
  return out.append("</h1>\n").append(body).append("</body></html>\n");
}

}  // namespace raccordo::app
