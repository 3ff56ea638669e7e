#include "codecs/transcode.hpp"

#include <iconv.h>

#include <algorithm>
#include <cerrno>

#include "base/result.hpp"

namespace raccordo::codecs {
namespace {

constexpr std::size_t kInput = std::size_t{32} << 10;
constexpr char kInvalid = '\xFF';

}  // namespace

struct TranscodingSource::Converter {
  explicit Converter(const std::string& encoding) : handle(iconv_open("UTF-8", encoding.c_str())) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): so iconv(3) tells a failure
    if (handle == reinterpret_cast<iconv_t>(-1)) throw base::SystemFault("iconv does not know " + encoding);
  }
  ~Converter() { iconv_close(handle); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  iconv_t handle;
};

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
  size_ += count;
  ended_ = count == 0;
}

std::size_t TranscodingSource::convert(char* into, std::size_t capacity) {
  char* in = input_.data() + at_;
  std::size_t in_left = size_ - at_;
  char* out = into;
  std::size_t out_left = capacity;
  const auto result = iconv(converter_->handle, &in, &in_left, &out, &out_left);
  const int cause = result == static_cast<std::size_t>(-1) ? errno : 0;
  at_ = size_ - in_left;
  const bool cut_off = cause == EINVAL && ended_;
  if ((cause == EILSEQ || cut_off) && out_left > 0) {
    *out = kInvalid;
    --out_left;
    at_ = cut_off ? size_ : at_ + 1;
  }
  return capacity - out_left;
}

std::size_t TranscodingSource::read(char* into, std::size_t capacity) {
  for (;;) {
    const auto count = at_ < size_ ? convert(into, capacity) : 0;
    if (count != 0) return count;
    if (ended_ && at_ == size_) return 0;
    if (!ended_) refill();
  }
}

}  // namespace raccordo::codecs
