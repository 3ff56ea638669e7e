// The CSV format: rows and groups of rows as records, column names as selectors. Registered by
// codecs/registry.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "codecs/decoder.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

/// Frames a CSV document of the profile's dialect; adjacent rows with one `group_by` key form one record.
/// The arguments must outlive the framer.
std::unique_ptr<Framer> make_csv_framer(const CompiledProfile& profile, const DecodeContext& context,
                                        ByteSource& input);

/// What `columns` the selector of a column reads, for CompiledProfile::column_uses: `$root.NAME` is read
/// once.
std::string_view csv_column_name(std::string_view text);
bool is_csv_root(std::string_view text);

/// A column by its name in the header (by its number from 1 where there is no header). `$root.NAME` takes
/// it from the record's first row. The name is added to `columns` if it is not there yet.
base::Result<std::unique_ptr<Selector>> compile_csv_column(std::string_view text,
                                                           std::vector<std::string>& columns);

/// The rows of a record whose cells, trimmed, have all these values; all rows if there is no condition.
std::unique_ptr<Selector> compile_csv_rows(
    const std::vector<std::pair<std::string, std::string>>& cells_wanted, std::vector<std::string>& columns);

}  // namespace raccordo::codecs
