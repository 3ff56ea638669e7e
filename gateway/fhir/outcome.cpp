#include "fhir/outcome.hpp"

#include "fhir/json_forms.hpp"

namespace raccordo::fhir {
namespace {

/// FHIR R4, value set issue-type.
std::string_view issue_type(int status) {
  switch (status) {
    case 400:
    case 422:
      return "invalid";
    case 401:
      return "login";
    case 403:
      return "forbidden";
    case 404:
      return "not-found";
    case 405:
    case 406:
    case 415:
      return "not-supported";
    case 408:
      return "timeout";
    case 409:
    case 412:
      return "conflict";
    case 413:
    case 431:
      return "too-long";
    case 429:
      return "throttled";
    case 503:
      return "transient";
    default:
      return status >= 500 ? "exception" : "processing";
  }
}

void write_issue(JsonWriter& writer, const Failure& failure, const Remark& remark) {
  object(writer, [&] {
    base::put(writer, "severity", "error");
    base::put(writer, "code", issue_type(failure.status));
    object(writer, "details", [&] {
      list(writer, "coding", [&] {
        object(writer, [&] {
          base::put(writer, "system", failure.page.substr(0, failure.page.rfind('/')));
          base::put(writer, "code", failure.code);
        });
      });
      base::put(writer, "text", failure.title);
    });
    const auto place = remark.pointer.empty() ? std::string() : remark.pointer + ": ";
    base::put_if(writer, "diagnostics", place + remark.message);
  });
}

}  // namespace

std::string write_outcome(const Failure& failure, const Remarks& remarks) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  object(writer, [&] {
    base::put(writer, "resourceType", "OperationOutcome");
    list(writer, "issue", [&] {
      if (remarks.empty()) write_issue(writer, failure, {"", std::string(failure.detail)});
      for (const auto& remark : remarks) write_issue(writer, failure, remark);
    });
  });
  return text_of(buffer);
}

}  // namespace raccordo::fhir
