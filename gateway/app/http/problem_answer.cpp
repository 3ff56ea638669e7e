#include "app/http/problem_answer.hpp"

#include <algorithm>

#include "app/forms/json_forms.hpp"
#include "app/http/answer_language.hpp"
#include "app/problem/error_catalogue.hpp"
#include "app/problem/translation.hpp"
#include "base/json.hpp"
#include "fhir/outcome.hpp"
#include "privacy/identifier_in_text.hpp"

namespace raccordo::app {
namespace {
constexpr int kUsualPause = 5;  // default seconds of a 503
constexpr std::size_t kFaultsShown = 1'000;

void write_fault(base::JsonWriter& writer, const Problem& problem, const base::FileFault& fault,
                 const Phrase& title, Language language) {
  const bool pointed = problem.places == Problem::Places::pointers;
  writer.StartObject();
  base::put(writer, "severity", model::to_string(model::Severity::error));
  base::put(writer, "code", problem.code);
  base::put_if(writer, "file", fault.file);
  if (fault.line > 0 || !fault.column.empty()) {
    base::key(writer, "at");
    writer.StartObject();
    if (fault.line > 0) {
      base::key(writer, "row");
      writer.Int(fault.line);
    }
    base::put_if(writer, pointed ? "pointer" : "column", fault.column);
    writer.EndObject();
  }
  const auto said = translated(fault.message, language);
  base::put(writer, "message", said ? std::string_view(*said) : title.in(language));
  if (language != Language::en) base::put_if(writer, "technical", fault.message);
  writer.EndObject();
}

void write_errors(base::JsonWriter& writer, const Problem& problem, const ErrorPage& page,
                  Language language) {
  base::key(writer, "errors");
  writer.StartArray();
  for (const auto& issue : problem.errors) write_issue(writer, issue, language);
  const auto shown = std::min(problem.faults.size(), kFaultsShown);
  for (std::size_t i = 0; i < shown; ++i)
    write_fault(writer, problem, problem.faults[i], page.title, language);
  writer.EndArray();
  if (shown == problem.faults.size()) return;
  base::key(writer, "errors_truncated");
  writer.Bool(true);
}

/// FHIR clients read an OperationOutcome, not a problem.
bool is_fhir(std::string_view path) { return path == "/fhir" || path.starts_with("/fhir/"); }

net::Response with_pause(net::Response response, int retry_after, Language language) {
  name_language(response, language);
  if (retry_after > 0) response.headers.emplace_back("retry-after", std::to_string(retry_after));
  return response;
}

}  // namespace

net::Response to_response(const Problem& problem, std::string_view request_id, std::string_view instance,
                          std::string_view public_url, Language language) {
  const ErrorPage* page = find_error(problem.code);
  if (page == nullptr) page = find_error("internal-error");
  const auto english = problem.detail.empty() ? page->text.en : std::string_view(problem.detail);
  const int retry_after = problem.retry_after == 0 && page->status == 503 ? kUsualPause : problem.retry_after;
  if (is_fhir(instance)) {
    const auto address = std::string(public_url) + "/errors/" + std::string(page->code);
    std::string detail(language == Language::en ? english : page->text.in(language));
    if (language != Language::en && !problem.detail.empty()) detail += " technical: " + problem.detail;
    return with_pause(
        {page->status,
         {{"content-type", "application/fhir+json"}},
         fhir::write_outcome({page->status, page->code, page->title.in(language), detail, address})},
        retry_after, language);
  }
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "type", std::string(public_url) + "/errors/" + std::string(page->code));
  base::put(writer, "title", page->title.in(language));
  base::key(writer, "status");
  writer.Int(page->status);
  base::put(writer, "detail", language == Language::en ? english : page->text.in(language));
  if (language != Language::en) base::put_if(writer, "technical", problem.detail);
  // A person's identifier that a client put into a path by mistake is not repeated.
  if (!privacy::holds_identifier(instance)) base::put_if(writer, "instance", instance);
  base::put(writer, "code", page->code);
  base::put(writer, "request_id", request_id);
  base::put(writer, "retry", page->retry);
  write_errors(writer, problem, *page, language);
  for (const auto& [name, json] : problem.members) {
    base::key(writer, name);
    writer.RawValue(json.data(), json.size(), rapidjson::kObjectType);
  }
  if (!problem.receipt.empty()) {
    base::key(writer, "receipt");
    writer.RawValue(problem.receipt.data(), problem.receipt.size(), rapidjson::kObjectType);
  }
  writer.EndObject();
  return with_pause(
      {page->status, {{"content-type", "application/problem+json"}}, std::string(base::view(buffer))},
      retry_after, language);
}

}  // namespace raccordo::app
