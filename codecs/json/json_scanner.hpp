// JsonScanner: finds the end of a JSON value without parsing it, so that one record at a time can be cut out
// of a document of any size. JsonTree then parses the record strictly.
#pragma once

#include <cstdint>
#include <string>

#include "codecs/byte_window.hpp"

namespace raccordo::codecs {

class JsonScanner {
 public:
  JsonScanner(ByteSource& source, std::size_t depth) : window_(source), depth_(depth) {}

  enum class Scan : std::uint8_t {
    ok,
    too_large,  ///< complete, but only the first `capacity` bytes were kept
    too_deep,
    cut_off,  ///< the document ended within the value
    no_value  ///< invalid beginning of a value
  };
  /// Reads one value into `out`, keeping at most `capacity` bytes.
  Scan value(std::string& out, std::size_t capacity);

  /// The next byte that is not white space, unread; -1 at the end.
  int next_token();
  /// Reads that byte if it is `wanted`.
  bool take(char wanted);

  std::uint64_t offset() const { return window_.offset(); }
  std::uint64_t line() const { return window_.line(); }

 private:
  Scan word(std::string& out, std::size_t capacity);
  Scan nested(std::string& out, std::size_t capacity);
  ByteWindow window_;
  std::size_t depth_;
};

}  // namespace raccordo::codecs
