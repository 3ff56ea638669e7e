// ReleaseDocument: what the published document of a release says beside its tables. Internal to report/.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace raccordo::report {

/// A sender from which far fewer cases came than for the period before.
struct FallenSender {
  std::string code, name;  ///< `name` is empty for a source
  bool stopped = false;    ///< else halved
};

/// A table of which totals are hidden that should be hidden last.
struct HiddenTotals {
  std::string table;
  std::string coarser;  ///< what the catalogue may ask for instead; "" if nothing is coarser
  std::size_t cells = 0;
};

struct ReleaseDocument {
  std::string created_at;     ///< RFC 3339; "" if not named
  std::string revision_date;  ///< "" for the first release of a period
  std::string senders_compared_with;
  std::vector<FallenSender> sources, comuni;
  std::map<std::string, int> coverage;  ///< whole percent of the records of a source that were mapped
  std::vector<std::string> left_out;    ///< tables without figures of inhabitants
  std::vector<std::string> withheld;    ///< tables of which only the total is shown
  std::vector<HiddenTotals> hidden_totals;
};

/// Unknown members are ignored and missing ones are empty; a fault if it is no JSON object.
base::Result<ReleaseDocument> read_release_document(const std::string& json);

}  // namespace raccordo::report
