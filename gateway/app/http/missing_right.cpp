#include "app/http/missing_right.hpp"

namespace raccordo::app {

Problem missing_right(const std::vector<intake::Right>& rights) {
  std::string text, names;
  for (const auto right : rights) {
    const std::string name(intake::to_string(right));
    text += (text.empty() ? "`" : " or `") + name + "`";
    names += (names.empty() ? "\"" : ",\"") + name + "\"";
  }
  Problem problem{"missing-right", "This client lacks the right " + text + "."};
  problem.members.emplace_back("missing_rights", "[" + names + "]");
  return problem;
}

}  // namespace raccordo::app
