// Data returned by the store: records, waiting fields, facts, issues, versions and cursors, selected by the
// first byte. Damaged bytes are a fault; valid ones round-trip.
#include <cstdlib>
#include <numeric>

#include "base/result.hpp"
#include "mapping/record_json.hpp"
#include "mapping/stored_record.hpp"
#include "store/codecs/facts_codec.hpp"
#include "store/codecs/issue_codec.hpp"
#include "store/interface/cursor.hpp"

namespace {

using namespace raccordo;

void read_record(std::string_view text) {
  const auto record = mapping::read_stored_record(text);
  if (!record) return;
  const auto written = mapping::stored_record(*record);
  const auto again = mapping::read_stored_record(written);
  if (!again || mapping::stored_record(*again) != written) std::abort();
  mapping::shared_record_line(*record, "");
}

void read_waiting(std::string_view text) {
  const auto fields = mapping::read_field_record(text);
  if (!fields) return;
  const auto written = mapping::field_record_json(fields->record);
  const auto again = mapping::read_field_record(written);
  if (!again || mapping::field_record_json(again->record) != written) std::abort();
}

void read_facts(std::string_view bytes) {
  static const std::vector<model::CodeNo> numbers = [] {
    std::vector<model::CodeNo> all(200);
    std::iota(all.begin(), all.end(), 0);
    return all;
  }();
  const auto written = store::encode_facts(store::decode_facts(bytes, numbers));
  if (store::encode_facts(store::decode_facts(written, numbers)) != written) std::abort();
}

void read_issue(std::string_view text) {
  const auto written = store::encode_issue(store::decode_issue(text, model::Outcome::rejected));
  if (store::encode_issue(store::decode_issue(written, model::Outcome::rejected)) != written) std::abort();
}

void read_versions_and_cursors(std::string_view text) {
  const auto key = store::read_cursor<2>(text, {0, 0});
  if (key && store::read_cursor<2>(store::write_cursor<2>(*key), {0, 0}) != key) std::abort();
  const auto versions = store::decode_versions(text);
  if (store::decode_versions(store::encode_versions(versions)) != versions) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr void (*readers[])(std::string_view) = {read_record, read_waiting, read_facts, read_issue,
                                                   read_versions_and_cursors};
  try {
    readers[data[0] % std::size(readers)]({reinterpret_cast<const char*>(data) + 1, size - 1});
  } catch (const base::SystemFault&) {  // damaged: the store says so
  }
  return 0;
}
