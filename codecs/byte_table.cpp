#include "codecs/byte_table.hpp"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>

namespace raccordo::codecs {
namespace {

constexpr std::size_t kAscii = 0x80;

/// Closes the handle of iconv at the end.
class Converter {
 public:
  explicit Converter(const std::string& encoding) : handle_(iconv_open("UTF-8", encoding.c_str())) {}
  ~Converter() {
    if (is_open()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  // NOLINTNEXTLINE(performance-no-int-to-ptr): so iconv(3) tells a failure
  bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  /// The UTF-8 of one byte in `out`; its size, 0 if the encoding does not have it, -1 if it depends on
  /// others.
  int letter(char byte, std::array<char, 8>& out) {
    char* from = &byte;
    char* to = out.data();
    std::size_t in_left = 1, out_left = out.size();
    const bool failed = iconv(handle_, &from, &in_left, &to, &out_left) == static_cast<std::size_t>(-1);
    const int cause = failed ? errno : 0;
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    if (failed) return cause == EILSEQ ? 0 : -1;
    // Nothing comes out if the byte only changes the state, or waits for an accent.
    return to == out.data() ? -1 : static_cast<int>(to - out.data());
  }

 private:
  iconv_t handle_;
};

}  // namespace

std::shared_ptr<const ByteTable> ByteTable::read(const std::string& encoding) {
  Converter converter(encoding);
  if (!converter.is_open()) return nullptr;
  auto table = std::make_shared<ByteTable>();
  for (std::size_t byte = 0; byte < table->letters_.size(); ++byte) {
    auto& letter = table->letters_[byte];
    std::array<char, 8> out{};
    const int size = converter.letter(static_cast<char>(byte), out);
    if (size < 0 || static_cast<std::size_t>(size) > letter.bytes.size()) return nullptr;
    letter.size = static_cast<std::uint8_t>(size);
    std::copy_n(out.begin(), letter.bytes.size(), letter.bytes.begin());
    const bool is_itself = size == 1 && letter.bytes[0] == static_cast<char>(byte);
    table->keeps_ascii_ = table->keeps_ascii_ && (byte >= kAscii || is_itself);
  }
  return table;
}

std::shared_ptr<const ByteTable> ByteTable::of(const std::string& encoding) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const ByteTable>> known;  // one for each profile at most
  const std::lock_guard lock(mutex);
  const auto found = known.find(encoding);
  if (found != known.end()) return found->second;
  return known.emplace(encoding, read(encoding)).first->second;
}

ByteTable::Progress ByteTable::convert(std::string_view bytes, char* into, std::size_t capacity,
                                       char invalid) const {
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  Progress done;
  while (done.read < bytes.size()) {
    std::uint64_t eight = 0;
    while (keeps_ascii_ && done.read + sizeof eight <= bytes.size() &&
           done.written + sizeof eight <= capacity) {
      std::memcpy(&eight, bytes.data() + done.read, sizeof eight);
      if ((eight & kHigh) != 0) break;
      std::memcpy(into + done.written, &eight, sizeof eight);
      done.read += sizeof eight;
      done.written += sizeof eight;
    }
    if (done.read == bytes.size()) break;
    const auto& letter = letters_[static_cast<unsigned char>(bytes[done.read])];
    const auto size = std::max<std::size_t>(letter.size, 1);
    if (done.written + size > capacity) break;
    if (letter.size == 0)
      into[done.written] = invalid;
    else
      std::copy_n(letter.bytes.begin(), size, into + done.written);
    ++done.read;
    done.written += size;
  }
  return done;
}

}  // namespace raccordo::codecs
