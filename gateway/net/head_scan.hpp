// HeadScan: refuses what RFC 9112 forbids in a request's head and Beast accepts: bare LF and CR, control
// characters, folded lines (sections 2.2 and 5.2). Two readers of one stream could interpret them
// differently. request_reader passes it the same bytes as the parser.
#pragma once

#include <cstdint>
#include <string_view>

namespace raccordo::net {

class HeadScan {
 public:
  /// The next bytes of the head; bytes after its empty line are ignored. False: the head is refused.
  bool feed(std::string_view bytes);

 private:
  enum class At : std::uint8_t { line_start, in_line, after_cr, after_empty_cr, ended };
  bool take(char c);
  At at_ = At::line_start;
  bool first_line_ = true;
};

}  // namespace raccordo::net
