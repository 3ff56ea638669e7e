// Everything that is stored about one person, as one document (art. 15 GDPR): JSON, and the same as a page in
// Italian. Called by the routes of /v1/subjects and by `raccordo subjects`. Logs nothing.
#pragma once

#include <string>

#include "app/persons/subject_search.hpp"

namespace raccordo::app {

/// The context of an export.
struct ExportDesk {
  store::CaseStore& store;
  const ActiveTables& tables;
  const Keyring& keys;
  model::Comuni comuni = model::Comuni::all();  ///< only contents of these
};

struct SubjectExport {
  std::string json;
  std::uint64_t records = 0;
};

/// Larger exports are not sent over HTTPS.
inline constexpr std::size_t kExportBytes = std::size_t{64} << 20;

/// Reads everything; `request` and `at` identify the request in the document. The problem is
/// `export-too-large`: more than `limit` bytes.
base::Result<SubjectExport, Problem> export_subject(const ExportDesk& desk, const SubjectQuery& query,
                                                    const std::string& request, base::Instant at,
                                                    std::size_t limit);

/// The export as an HTML page in Italian that prints well: everything in the JSON, codes with their labels.
std::string export_page(const std::string& json, const model::Scheme& scheme);

}  // namespace raccordo::app
