#include "app/problem.hpp"

#include "app/error_catalogue.hpp"
#include "app/json_forms.hpp"
#include "base/json.hpp"

namespace raccordo::app {
namespace {
constexpr int kUsualPause = 5;  // seconds, of a 503 that knows no better
}

net::Response to_response(const Problem& problem, std::string_view request_id, std::string_view instance,
                          std::string_view public_url) {
  const ErrorPage* page = find_error(problem.code);
  if (page == nullptr) page = find_error("internal-error");
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "type", std::string(public_url) + "/errors/" + std::string(page->code));
  base::put(writer, "title", page->title_en);
  base::key(writer, "status");
  writer.Int(page->status);
  base::put(writer, "detail", problem.detail.empty() ? page->text_en : std::string_view(problem.detail));
  base::put_if(writer, "instance", instance);
  base::put(writer, "code", page->code);
  base::put(writer, "request_id", request_id);
  base::put(writer, "retry", page->retry);
  base::key(writer, "errors");
  writer.StartArray();
  for (const auto& issue : problem.errors) write_issue(writer, issue);
  writer.EndArray();
  if (!problem.receipt.empty()) {
    base::key(writer, "receipt");
    writer.RawValue(problem.receipt.data(), problem.receipt.size(), rapidjson::kObjectType);
  }
  writer.EndObject();
  net::Response response{
      page->status, {{"content-type", "application/problem+json"}}, std::string(base::view(buffer))};
  const int retry_after = problem.retry_after == 0 && page->status == 503 ? kUsualPause : problem.retry_after;
  if (retry_after > 0) response.headers.emplace_back("retry-after", std::to_string(retry_after));
  return response;
}

}  // namespace raccordo::app
