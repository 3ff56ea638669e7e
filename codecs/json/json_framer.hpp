// JsonFramer: cuts the records array out of one JSON document. A syntax error in or around a record loses
// framing, because the document is then not JSON; a record with invalid bytes, a repeated member or above the
// size limit is one bad record. Made by make_json_framer.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "codecs/json/json_scanner.hpp"
#include "codecs/json/json_view.hpp"
#include "codecs/record_view.hpp"
#include "codecs/transcode.hpp"

namespace raccordo::codecs {

class JsonFramer final : public Framer {
 public:
  /// `names` lead to the records; `is_list` unless the one value found there is the record.
  JsonFramer(std::unique_ptr<TranscodingSource> transcoded, ByteSource& input, const DecodeLimits& limits,
             std::vector<std::string> names, const bool& is_list, std::string encoding);
  std::optional<Item> next() override;
  DocumentEnd end() const override;

 private:
  enum class State : std::uint8_t { before, first, within, over };
  bool enter();
  bool find_member(std::size_t level);
  bool skip_members(std::size_t level);
  bool leave();
  std::optional<Item> frame();
  Item large_item();
  std::optional<Item> parsed_item();
  bool read_name(std::string& name);
  bool skip_value();
  void warn_of_encoding();
  std::string record_pointer() const;
  std::string here() const;
  bool fail_framing(std::string message);

  std::unique_ptr<TranscodingSource> transcoded_;
  JsonScanner scanner_;
  DecodeLimits limits_;
  std::vector<std::string> names_;
  bool is_list_;
  std::string encoding_;
  std::string list_pointer_;
  State state_ = State::before;
  JsonView view_;
  std::string record_, scratch_;
  JsonTree aside_;
  DocumentEnd end_;
};

}  // namespace raccordo::codecs
