#include <algorithm>
#include <span>

#include "app/forms/page_json.hpp"
#include "app/http/routes.hpp"
#include "mapping/scheme_search.hpp"

namespace raccordo::app {
namespace {

void write_code(base::JsonWriter& writer, const model::Code& code) {
  const auto age = [&](std::string_view name, const std::optional<int>& years) {
    if (!years) return;
    base::key(writer, name);
    writer.Int(*years);
  };
  writer.StartObject();
  base::put(writer, "code", code.code);
  base::put(writer, "label_it", code.label_it);
  base::put(writer, "label_en", code.label_en);
  base::put_if(writer, "parent", code.parent);
  if (code.valid_from) base::put(writer, "valid_from", to_string(*code.valid_from));
  if (code.valid_to) base::put(writer, "valid_to", to_string(*code.valid_to));
  age("age_min", code.age_min);
  age("age_max", code.age_max);
  writer.EndObject();
}

net::Response answer_scheme(Service& service, const Request& request, const std::string&) {
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  const auto codes =
      mapping::search_scheme(request.tables->book().scheme, request.parameter("system"), request.asked("q"));
  if (!codes) {
    return not_found(request,
                     "The scheme has no such code system; it has area, intervention, need, territory and the "
                     "other files of mappings/scheme.");
  }
  const std::size_t begin = paging->cursor.empty() ? 0 : std::stoul(paging->cursor);
  const auto end = std::max(begin, std::min(codes->size(), begin + paging->limit));
  const auto shown = std::span(*codes).subspan(std::min(begin, codes->size()), end - begin);
  const auto next = end < codes->size() ? next_of(service, request, std::to_string(end)) : std::string();
  return json_response(200, page_json(shown, next, write_code));
}

}  // namespace

void add_scheme_routes(RouteTable& table) {
  table.push_back(
      Route{"GET", "/v1/scheme/{system}", Access::any_client, {}, answer_scheme}.knowing(paged({"q"})));
}

}  // namespace raccordo::app
