#include "model/receipt.hpp"

#include <array>

namespace raccordo::model {

std::string_view to_string(SubmissionState state) {
  constexpr std::array<std::string_view, 6> names = {"PROCESSING", "COMPLETED", "TRUNCATED",
                                                     "FAILED",     "RECEIVED",  "WAITING"};
  return names[static_cast<std::size_t>(state)];
}

bool is_open(SubmissionState state) {
  return state == SubmissionState::processing || state == SubmissionState::received ||
         state == SubmissionState::waiting;
}

void Counts::count(Outcome outcome) {
  ++received;
  switch (outcome) {
    case Outcome::accepted:
      ++accepted;
      break;
    case Outcome::unchanged:
      ++unchanged;
      break;
    case Outcome::quarantined:
      ++quarantined;
      break;
    case Outcome::rejected:
      ++rejected;
      break;
  }
}

}  // namespace raccordo::model
