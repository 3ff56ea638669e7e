// NDJSON: each line that is not blank is one record.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

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

/// A line.
struct CutLine final : CutRecord {
  std::string line;
  std::uint64_t at = 0;  ///< number of the line
  bool is_large = false;
};

/// What a line means as a record.
class LineOpener final : public Framer::Opener {
 public:
  explicit LineOpener(const DecodeLimits& limits) : limits_(limits) {}
  Framer::Item open(CutRecord& cut) override {
    auto& record = static_cast<CutLine&>(cut);
    return record.is_large ? large_item(record) : parsed_item(record);
  }

 private:
  static std::string where(const CutLine& cut) { return "line " + std::to_string(cut.at); }

  Framer::Item large_item(const CutLine& cut) const {
    Framer::Item item{nullptr, cut.number, {}};
    auto& issue = item.bad.emplace_back();
    issue.record = item.number;
    issue.code = model::IssueCode::record_too_large;
    issue.at.kind = model::Place::Kind::json;
    issue.message =
        where(cut) + " is larger than " + std::to_string(limits_.record) + " bytes; send less in one record";
    return item;
  }

  Framer::Item parsed_item(CutLine& cut) {
    Framer::Item item{&view_, cut.number, {}};
    auto failure = view_.open(cut.line, limits_.depth, "");
    if (!failure && !view_.is_object())
      failure = JsonFailure{JsonFailure::Kind::syntax, 0, "", "a record must be an object { ... }"};
    if (failure) {
      item.view = nullptr;
      item.bad.push_back(json_issue(*failure, item.number, "", where(cut)));
    }
    return item;
  }

  DecodeLimits limits_;
  JsonView view_;
};

class NdjsonFramer final : public Framer {
 public:
  NdjsonFramer(std::unique_ptr<TranscodingSource> transcoded, ByteSource& input, const DecodeLimits& limits,
               std::string encoding)
      : encoding_(std::move(encoding)),
        transcoded_(std::move(transcoded)),
        window_(transcoded_ ? *transcoded_ : input),
        limits_(limits),
        opener_(limits) {}

  std::optional<Item> next() override {
    if (!read_record(current_)) return std::nullopt;
    return opener_.open(current_);
  }
  std::unique_ptr<Opener> make_opener() const override { return std::make_unique<LineOpener>(limits_); }
  std::unique_ptr<CutRecord> cut() override {
    std::unique_ptr<CutLine> record;
    if (spare_.empty()) {
      record = std::make_unique<CutLine>();
    } else {
      record = std::move(spare_.back());
      spare_.pop_back();
    }
    if (!read_record(*record)) return nullptr;
    record->bytes = record->line.size();
    return record;
  }
  void take_back(std::unique_ptr<CutRecord> read) override {
    if (spare_.size() == kMostSpare || read->bytes > kMostKept) return;
    spare_.emplace_back(static_cast<CutLine*>(read.release()));
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
  static constexpr std::size_t kMostSpare = 4096, kMostKept = std::size_t{16} << 10U;

  /// The next line that is not blank.
  bool read_record(CutLine& into) {
    while (read_line(into)) {
      if (!into.is_large && into.line.find_first_not_of(kPadding) == std::string::npos) continue;
      into.number = ++end_.records;
      return true;
    }
    return false;
  }

  /// The next line without its end; a line above the limit is truncated and marked.
  bool read_line(CutLine& into) {
    into.line.clear();
    into.is_large = false;
    if (window_.peek() == -1) return false;
    into.at = ++number_;
    for (;;) {
      const auto bytes = window_.rest();
      if (bytes.empty()) return true;
      const auto end = std::min(bytes.find('\n'), bytes.size());
      const auto room = limits_.record - into.line.size();
      into.is_large = into.is_large || end > room;
      into.line.append(bytes.substr(0, std::min(end, room)));
      window_.advance(std::min(end + 1, bytes.size()));
      if (end < bytes.size()) return true;
    }
  }

  std::string encoding_;
  std::unique_ptr<TranscodingSource> transcoded_;
  ByteWindow window_;
  DecodeLimits limits_;
  LineOpener opener_;
  CutLine current_;
  std::vector<std::unique_ptr<CutLine>> spare_;
  std::uint64_t number_ = 0;
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
