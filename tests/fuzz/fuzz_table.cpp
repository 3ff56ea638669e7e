// Mapping tables, as CSV or as JSON: any text loads or gives faults; loaded tables round-trip.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mapping/table_diff.hpp"
#include "mapping/table_file.hpp"
#include "mapping/table_json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo::mapping;
  const TableIdentity identity{"fuzz", "table", "", 0};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = text.starts_with('{') ? read_table_json(text) : TableDocument{std::string(text), ""};
  if (!document) return 0;
  const auto table = parse_table(document->csv, "t.csv", identity, {});
  if (!table) return 0;
  const auto written = write_table(*table);
  const auto again = parse_table(written, "t.csv", identity, {});
  if (!again || write_table(*again) != written || !diff_tables(*table, *again).empty()) std::abort();
  return 0;
}
