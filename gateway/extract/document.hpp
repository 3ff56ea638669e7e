// Document: what a published document says beside its cells: its address, who publishes it, since when.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace raccordo::extract {

/// Whether SDMX-CSV has codes only, names in columns of their own, or both in one column (`D: name`).
enum class Labels { id, name, both };
std::optional<Labels> parse_labels(std::string_view text);

struct Document {
  std::string href;       ///< address without query; "": unknown, not written
  std::string source;     ///< the publisher; "": not written
  base::Instant updated;  ///< when the newest release in it was computed; 0: not written
  Labels labels = Labels::id;
};

/// `updated` as RFC 3339, "" if unknown.
std::string updated_text(const Document& document);

}  // namespace raccordo::extract
