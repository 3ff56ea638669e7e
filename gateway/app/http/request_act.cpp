#include "app/http/request_act.hpp"

#include <utility>

#include "privacy/identifier_in_text.hpp"

namespace raccordo::app {

store::AuditEvent act_of(const Request& request, const base::Clock& clock, std::string action,
                         std::string object, std::string reason) {
  store::AuditEvent event{clock.now(),       request.client->name, std::move(action),
                          std::move(object), std::move(reason),    {}};
  // A caller may have chosen its own request id.
  const auto& id = request.head.request_id;
  if (!privacy::holds_identifier(id)) event.details.emplace("request", id);
  return event;
}

}  // namespace raccordo::app
