// NDJSON: each line that is not blank is one record.
#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "codecs/byte_window.hpp"
#include "codecs/compiled_profile.hpp"
#include "codecs/json/json_format.hpp"
#include "codecs/json/json_view.hpp"
#include "codecs/transcode.hpp"

namespace raccordo::codecs {
namespace {

/// White space, and the padding that old systems write at the end of a file: NUL and Ctrl-Z.
constexpr std::string_view kPadding{" \t\r\n\f\v\0\x1A", 8};

class NdjsonFramer final : public Framer {
 public:
  NdjsonFramer(std::unique_ptr<TranscodingSource> transcoded, ByteSource& input, const DecodeLimits& limits,
               std::string encoding)
      : encoding_(std::move(encoding)),
        transcoded_(std::move(transcoded)),
        window_(transcoded_ ? *transcoded_ : input),
        limits_(limits) {}

  std::optional<Item> next() override {
    while (read_line()) {
      if (is_large_) return large_item();
      if (line_.find_first_not_of(kPadding) != std::string::npos) return parsed_item();
    }
    return std::nullopt;
  }
  DocumentEnd end() const override {
    auto end = end_;
    const auto line = transcoded_ ? transcoded_->utf8_line() : 0;
    if (line != 0) {
      end.warnings.push_back(utf8_warning(encoding_, line));
      end.warnings.back().at.kind = model::Place::Kind::json;
    }
    return end;
  }

 private:
  /// The next line without its end; a line above the limit is truncated and marked.
  bool read_line() {
    line_.clear();
    is_large_ = false;
    if (window_.peek() == -1) return false;
    ++number_;
    for (;;) {
      const auto bytes = window_.rest();
      if (bytes.empty()) return true;
      const auto end = std::min(bytes.find('\n'), bytes.size());
      const auto room = limits_.record - line_.size();
      is_large_ = is_large_ || end > room;
      line_.append(bytes.substr(0, std::min(end, room)));
      window_.advance(std::min(end + 1, bytes.size()));
      if (end < bytes.size()) return true;
    }
  }

  std::string where() const { return "line " + std::to_string(number_); }

  Item large_item() {
    Item item{nullptr, ++end_.records, {}};
    auto& issue = item.bad.emplace_back();
    issue.record = item.number;
    issue.code = model::IssueCode::record_too_large;
    issue.at.kind = model::Place::Kind::json;
    issue.message =
        where() + " is larger than " + std::to_string(limits_.record) + " bytes; send less in one record";
    return item;
  }

  Item parsed_item() {
    Item item{&view_, ++end_.records, {}};
    auto failure = view_.open(line_, limits_.depth, "");
    if (!failure && !view_.is_object())
      failure = JsonFailure{JsonFailure::Kind::syntax, 0, "", "a record must be an object { ... }"};
    if (failure) {
      item.view = nullptr;
      item.bad.push_back(json_issue(*failure, item.number, "", where()));
    }
    return item;
  }

  std::string encoding_;
  std::unique_ptr<TranscodingSource> transcoded_;
  ByteWindow window_;
  DecodeLimits limits_;
  JsonView view_;
  std::string line_;
  std::uint64_t number_ = 0;
  bool is_large_ = false;
  DocumentEnd end_;
};

}  // namespace

std::unique_ptr<Framer> make_ndjson_framer(const CompiledProfile& profile, const DecodeContext& context,
                                           ByteSource& input) {
  std::unique_ptr<TranscodingSource> transcoded;
  if (!is_utf8_name(profile.encoding))
    transcoded = std::make_unique<TranscodingSource>(input, profile.encoding);
  return std::make_unique<NdjsonFramer>(std::move(transcoded), input, context.limits, profile.encoding);
}

}  // namespace raccordo::codecs
