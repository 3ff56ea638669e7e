#include "codecs/transcode.hpp"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/result.hpp"
#include "base/text.hpp"
#include "codecs/byte_table.hpp"

namespace raccordo::codecs {
namespace {

constexpr std::size_t kInput = std::size_t{32} << 10;
constexpr char kInvalid = '\xFF';

}  // namespace

struct TranscodingSource::Converter {
  explicit Converter(const std::string& encoding)
      : handle(iconv_open("UTF-8", encoding.c_str())), table(ByteTable::of(encoding)) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): so iconv(3) tells a failure
    if (handle == reinterpret_cast<iconv_t>(-1)) throw base::SystemFault("iconv does not know " + encoding);
    single = table != nullptr || is_single_byte();
  }
  ~Converter() { iconv_close(handle); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  /// True if each byte is a character, so that no byte depends on the next one.
  bool is_single_byte() const {
    for (int byte = 0x80; byte < 0x100; ++byte) {
      char in[] = {static_cast<char>(byte)};
      char out[8];
      char* from = in;
      char* to = out;
      std::size_t in_left = 1;
      std::size_t out_left = sizeof out;
      const auto result = iconv(handle, &from, &in_left, &to, &out_left);
      const bool waits = result == static_cast<std::size_t>(-1) && errno == EINVAL;
      iconv(handle, nullptr, nullptr, nullptr, nullptr);
      if (waits) return false;
    }
    return true;
  }
  iconv_t handle;
  std::shared_ptr<const ByteTable> table;  ///< null: iconv converts
  bool single = false;
  bool marked = false;  ///< a byte order mark of UTF-8 came first
};

namespace {

/// The UTF-8 at the start of `bytes`, whole characters only, up to `capacity`.
std::size_t utf8_part(std::string_view bytes, std::size_t capacity) {
  const auto shown = bytes.substr(0, capacity);
  return base::find_bad_utf8(shown).value_or(shown.size());
}

/// A UTF-8 character starts here, and its end is not in memory yet.
bool is_unfinished(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes.front());
  const std::size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : lead >= 0xC2U ? 2 : 1;
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  return bytes.size() < length && std::all_of(bytes.begin() + 1, bytes.end(), continues);
}

}  // namespace

void Utf8Signs::watch(std::string_view bytes) {
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  std::size_t at = 0;
  while (at < bytes.size()) {
    auto end = at;
    std::uint64_t word = 0;
    for (; end + sizeof word <= bytes.size(); end += sizeof word) {
      std::memcpy(&word, bytes.data() + end, sizeof word);
      if ((word & kHigh) != 0) break;
    }
    if (end > at && open_ != 0) take('a');
    if (first_line_ == 0)
      line_ += static_cast<std::uint64_t>(std::count(bytes.data() + at, bytes.data() + end, '\n'));
    const auto stop = std::min(end + sizeof word, bytes.size());
    for (; end < stop; ++end) take(static_cast<unsigned char>(bytes[end]));
    at = end;
  }
}

void Utf8Signs::take(unsigned char byte) {
  if (open_ != 0) {
    if ((byte & 0xC0U) == 0x80U) {
      if (--open_ != 0) return;
      ++good_;
      if (first_line_ == 0) first_line_ = line_;
      return;
    }
    open_ = 0;
    ++bad_;
  }
  if (byte == '\n') ++line_;
  if (byte < 0x80) return;
  open_ = byte >= 0xC2 && byte < 0xE0   ? 1
          : byte >= 0xE0 && byte < 0xF0 ? 2
          : byte >= 0xF0 && byte < 0xF5 ? 3
                                        : 0;
  if (open_ == 0) ++bad_;
}

bool is_utf8_name(std::string_view encoding) {
  return encoding.empty() || encoding == "UTF-8" || encoding == "UTF8" || encoding == "US-ASCII" ||
         encoding == "ASCII";
}

bool is_iconv_name(const std::string& encoding) {
  if (encoding.find('/') != std::string::npos) return false;
  const auto handle = iconv_open("UTF-8", encoding.c_str());
  // NOLINTNEXTLINE(performance-no-int-to-ptr): so iconv(3) tells a failure
  if (handle == reinterpret_cast<iconv_t>(-1)) return false;
  iconv_close(handle);
  return true;
}

TranscodingSource::TranscodingSource(ByteSource& source, const std::string& encoding)
    : source_(source), converter_(std::make_unique<Converter>(encoding)), input_(kInput) {}

TranscodingSource::~TranscodingSource() = default;

void TranscodingSource::refill() {
  std::move(input_.data() + at_, input_.data() + size_, input_.data());
  size_ -= at_;
  at_ = 0;
  const auto count = source_.read(input_.data() + size_, input_.size() - size_);
  if (converter_->single && !converter_->marked) signs_.watch({input_.data() + size_, count});
  size_ += count;
  ended_ = count == 0;
  if (!started_ && converter_->single) skip_mark();
}

/// A byte order mark of UTF-8 before a document declared in a single-byte encoding: a program wrote UTF-8
/// anyway, or an editor left the mark. Characters of UTF-8 are then read as such, and all other bytes in the
/// encoding of the profile.
void TranscodingSource::skip_mark() {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  while (size_ < kMark.size() && !ended_) {
    const auto count = source_.read(input_.data() + size_, input_.size() - size_);
    signs_.watch({input_.data() + size_, count});
    size_ += count;
    ended_ = count == 0;
  }
  started_ = true;
  if (!std::string_view(input_.data(), size_).starts_with(kMark)) return;
  at_ = kMark.size();
  converter_->marked = true;
  signs_ = {};
}

std::uint64_t TranscodingSource::utf8_line() const { return signs_.first_line(); }

model::Issue utf8_warning(const std::string& encoding, std::uint64_t line) {
  model::Issue issue;
  issue.severity = model::Severity::warning;
  issue.code = model::IssueCode::bad_encoding;
  issue.message = "the document seems to be UTF-8, first in line " + std::to_string(line) +
                  ", and was read as " + encoding + ", so letters with accents may be wrong; send " +
                  encoding + ", or ask for the encoding in the profile to be changed";
  return issue;
}

std::size_t TranscodingSource::convert(char* into, std::size_t capacity) {
  char* in = input_.data() + at_;
  std::size_t in_left = size_ - at_;
  if (converter_->marked) {
    const std::string_view bytes(in, in_left);
    const auto whole = utf8_part(bytes, capacity);
    std::memcpy(into, in, whole);
    at_ += whole;
    if (whole != 0 || (!ended_ && is_unfinished(bytes))) return whole;
    in_left = 1;
  }
  if (converter_->table) {
    const auto done = converter_->table->convert({in, in_left}, into, capacity, kInvalid);
    at_ += done.read;
    return done.written;
  }
  char* out = into;
  std::size_t out_left = capacity;
  const auto result = iconv(converter_->handle, &in, &in_left, &out, &out_left);
  const int cause = result == static_cast<std::size_t>(-1) ? errno : 0;
  at_ = static_cast<std::size_t>(in - input_.data());
  const bool cut_off = cause == EINVAL && ended_;
  if ((cause == EILSEQ || cut_off) && out_left > 0) {
    *out = kInvalid;
    --out_left;
    at_ = cut_off ? size_ : at_ + 1;
  }
  return capacity - out_left;
}

std::size_t TranscodingSource::read(char* into, std::size_t capacity) {
  constexpr std::size_t kCharacter = 8;
  for (;;) {
    std::size_t count = at_ < size_ ? convert(into, capacity) : 0;
    // After a mark a block ends at each byte that is not UTF-8: many blocks are combined into one read.
    while (converter_->marked && count != 0 && at_ < size_ && capacity - count >= kCharacter) {
      const auto more = convert(into + count, capacity - count);
      if (more == 0) break;
      count += more;
    }
    if (count != 0) return count;
    if (ended_ && at_ == size_) return 0;
    if (!ended_) refill();
  }
}

}  // namespace raccordo::codecs
