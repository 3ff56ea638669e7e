// HeadScan: what RFC 9112 forbids in the lines of a request's head and Beast lets pass: bare LF and CR,
// control characters, folded lines (sections 2.2 and 5.2). Two readers of one stream could disagree on them.
// Fed by request_reader with the very bytes the parser sees.
#pragma once

#include <cstdint>
#include <string_view>

namespace raccordo::net {

class HeadScan {
 public:
  /// The next bytes of the head; what follows its empty line is not looked at. False: the head is refused.
  bool feed(std::string_view bytes);

 private:
  enum class At : std::uint8_t { line_start, in_line, after_cr, after_empty_cr, ended };
  bool take(char c);
  At at_ = At::line_start;
  bool first_line_ = true;
};

}  // namespace raccordo::net
