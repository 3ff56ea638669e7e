#include "model/receipt.hpp"

#include <array>

namespace raccordo::model {

std::string_view to_string(SubmissionState state) {
  constexpr std::array<std::string_view, 4> names = {"RUNNING", "COMPLETED", "TRUNCATED", "FAILED"};
  return names[static_cast<std::size_t>(state)];
}

}  // namespace raccordo::model
