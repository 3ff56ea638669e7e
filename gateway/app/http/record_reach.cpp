#include "app/http/record_reach.hpp"

namespace raccordo::app {

store::RecordReach reach_of(const Request& request) {
  const auto& client = *request.client;
  return {client.reach(), client.name, std::string(request.asked("comune")), client.bodies,
          std::string(request.asked("managed_by"))};
}

Problem several_records() {
  return {
      "several-records",
      "In this source each Comune numbers its own cases, or each body its own reports, and this client may "
      "see several records of that record_id: add ?comune= with the ISTAT code of the Comune in charge, or "
      "?managed_by= with the code of the body."};
}

}  // namespace raccordo::app
