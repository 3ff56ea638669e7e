#include "net/head_scan.hpp"

namespace raccordo::net {

bool HeadScan::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (at_ == At::ended) return true;
    if (!take(c)) return false;
  }
  return true;
}

bool HeadScan::take(char c) {
  if (at_ == At::after_cr || at_ == At::after_empty_cr) {
    if (c != '\n') return false;
    at_ = at_ == At::after_empty_cr ? At::ended : At::line_start;
    first_line_ = false;
    return true;
  }
  if (c == '\r') {
    at_ = at_ == At::line_start ? At::after_empty_cr : At::after_cr;
    return true;
  }
  const bool blank = c == ' ' || c == '\t';
  if (at_ == At::line_start && blank && !first_line_) return false;
  const auto byte = static_cast<unsigned char>(c);
  if ((byte < 0x20 && c != '\t') || byte == 0x7F) return false;
  at_ = At::in_line;
  return true;
}

}  // namespace raccordo::net
