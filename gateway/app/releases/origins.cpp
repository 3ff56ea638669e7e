#include "app/releases/origins.hpp"

#include <vector>

namespace raccordo::app {

void note_senders(model::FactSet& facts, const Rulebook& book) {
  const auto sources = facts.codes.size();
  std::vector<model::CodeNo> sender_of(sources, 0);
  for (model::CodeNo no = 1; no < sources; ++no) {
    if (const auto* rules = book.find(facts.codes.text(no)))
      sender_of[no] = facts.codes.intern(to_string(rules->profile.sender()));
  }
  for (auto& item : facts.cases) item.sender = sender_of[item.source];
}

}  // namespace raccordo::app
