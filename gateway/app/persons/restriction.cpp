#include "app/persons/restriction.hpp"

#include <utility>

#include "base/json.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

/// The pseudonym under which the person is restricted already: perhaps a former one, if nothing of the person
/// was stored when the key was rotated. Else the one in force.
base::Digest restricted_as(store::HeldRecords& held, const SubjectQuery& query) {
  for (const auto& former : query.former) {
    if (!held.trail_of({former}).restrictions.empty()) return former;
  }
  return query.pseudonyms.front();
}

}  // namespace

base::Result<store::RestrictionChange, Problem> change_restriction(store::CaseStore& store,
                                                                   const SubjectQuery& query,
                                                                   store::RestrictionStep step,
                                                                   store::AuditEvent event) {
  if (query.pseudonyms.size() != 1) {
    return Problem{"bad-identifier",
                   "A local number may mean one person in each source: give its `source` as well."};
  }
  event.action = step == store::RestrictionStep::restrict ? "subject.restrict" : "subject.lift";
  const auto pseudonym = restricted_as(store.held(), query);
  auto change = wait_for<store::RestrictionChange>([&](store::Done<store::RestrictionChange> done) {
    store.held().restrict_person(pseudonym, step, std::move(event), std::move(done));
  });
  if (change.result == store::RestrictionChange::Result::nothing) {
    return Problem{"not-found",
                   "Nothing is stored about this person. If documents still wait to be processed, ask again "
                   "once they are."};
  }
  return change;
}

std::string restriction_json(const std::string& request, store::RestrictionStep step,
                             const store::RestrictionChange& change) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "request", request);
  base::key(writer, "restricted");
  writer.Bool(step == store::RestrictionStep::restrict);
  base::key(writer, "changed");
  writer.Bool(change.result == store::RestrictionChange::Result::done);
  if (change.restriction) base::put(writer, "since", base::to_string(change.restriction->since));
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::string erasure_json(const std::string& request, const store::SubjectErasure& erased) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "request", request);
  base::key(writer, "erased");
  writer.StartObject();
  base::put_number(writer, "records", erased.records);
  base::put_number(writer, "waiting", erased.waiting);
  base::put_number(writer, "issues", erased.issues);
  base::put_number(writer, "restrictions", erased.restrictions);
  base::put_number(writer, "exchanges", erased.exchanges);
  writer.EndObject();
  base::put_number(writer, "waiting_submissions", erased.open_submissions);
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
