#include "app/publish.hpp"

#include <mutex>

#include "app/wait_for.hpp"
#include "base/json.hpp"
#include "base/log.hpp"

namespace raccordo::app {
namespace {

/// Coverage of a smaller source would tell small counts (disclosure rule 10).
constexpr std::uint64_t kLeastForCoverage = 100;

std::map<std::string, int> coverage_of(store::CaseStore& store) {
  std::map<std::string, int> coverage;
  for (const auto& count : store.source_counts()) {
    const auto all = count.accepted + count.waiting;
    if (all >= kLeastForCoverage) coverage[count.source] = static_cast<int>(count.accepted * 100 / all);
  }
  return coverage;
}

aggregate::ReleaseRequest request_of(store::CaseStore& store, const ActiveTables& tables, const Keyring& keys,
                                     const store::ReleaseRow& ordered) {
  const auto& config = tables.book().config;
  aggregate::ReleaseRequest request;
  request.id = ordered.id;
  request.period = *model::parse_period(ordered.period, config.periodicity);
  request.periodicity = config.periodicity;
  request.rules = config.disclosure;
  request.key = keys.release_key;
  for (const auto& [name, source] : tables.sources()) request.mapping_versions[name] = source.versions;
  request.coverage = coverage_of(store);
  return request;
}

void put(store::CaseStore& store, const store::ReleaseRow& row) {
  wait_for<bool>([&](store::Done<bool> done) { store.put_release(row, std::move(done)); });
}

std::string example_of(model::Periodicity periodicity) {
  switch (periodicity) {
    case model::Periodicity::year:
      return "2017";
    case model::Periodicity::quarter:
      return "2017-Q4";
    case model::Periodicity::month:
      return "2017-12";
  }
  return "2017";
}

}  // namespace

base::Result<store::ReleaseRow, Problem> order_release(store::CaseStore& store, const Config& config,
                                                       const std::string& period, const std::string& note,
                                                       const base::Clock& clock) {
  const auto parsed = model::parse_period(period, config.periodicity);
  if (!parsed) {
    return Problem{"unknown-period", "This installation releases by " +
                                         std::string(model::to_string(config.periodicity)) +
                                         ": give a period such as " + example_of(config.periodicity) + "."};
  }
  if (!(parsed->last < base::local_date(clock.now()))) {
    return Problem{"unknown-period",
                   "Period " + period + " ends on " + base::to_string(parsed->last) +
                       ": release it after that day, as a released period does not change."};
  }
  static std::mutex
      one_at_a_time;  // between looking and reserving, in this process; the store guards the rest
  const std::lock_guard lock(one_at_a_time);
  if (const auto there = store.release_of_period(period)) {
    return Problem{"period-released", "Period " + period + " is released already (release " + there->id +
                                          ", state " + there->state +
                                          "); a released period does not change."};
  }
  store::ReleaseRow row;
  row.created_at = clock.now();
  row.id = base::new_ulid(row.created_at);
  row.period = period;
  row.note = note;
  row.state = "RUNNING";
  put(store, row);
  return row;
}

store::ReleaseRow carry_out_release(store::CaseStore& store, const ActiveTables& tables, const Keyring& keys,
                                    store::ReleaseRow ordered) {
  const auto& book = tables.book();
  const auto facts = store.snapshot();
  auto release =
      aggregate::make_release(facts, book.extracts, book.scheme, request_of(store, tables, keys, ordered));
  if (release) {
    ordered.state = "DONE";
    ordered.digest = release->digest();
    ordered.metadata = release->metadata();
    ordered.content = release->serialise();
  } else {
    ordered.state = "REFUSED";
    ordered.reason = release.error().message;
  }
  put(store, ordered);
  base::log(base::LogLevel::info, "release-ended",
            {{base::LogField::release, ordered.id},
             {base::LogField::period, ordered.period},
             {base::LogField::state, ordered.state},
             {base::LogField::reason, ordered.digest.empty() ? ordered.reason : "digest " + ordered.digest}});
  return ordered;
}

void give_up_interrupted_releases(store::CaseStore& store) {
  for (auto& row : store.releases()) {
    if (row.state != "RUNNING") continue;
    row.state = "REFUSED";
    row.reason = "The gateway stopped while it was being computed; order it again.";
    put(store, row);
  }
}

aggregate::Release open_release(const store::ReleaseRow& row) {
  auto release = aggregate::read_release(row.content);
  if (!release) throw base::SystemFault("release " + row.id + ": " + release.error().message);
  return std::move(*release);
}

base::Result<store::ReleaseRow, Problem> publish_release(store::CaseStore& store, const std::string& id,
                                                         const base::Clock& clock) {
  auto row = store.release(id);
  if (!row) return Problem{"not-found", "There is no release of that id."};
  if (row->state == "RUNNING") {
    return Problem{"release-running",
                   "The release is still being computed; publish it when its state is DONE."};
  }
  if (row->state != "DONE") return Problem{"release-refused", row->reason};
  if (row->published_at) return std::move(*row);
  open_release(*row);
  row->published_at = clock.now();
  put(store, *row);
  return std::move(*store.release(id));
}

std::string release_json(const store::ReleaseRow& row, Audience audience) {
  rapidjson::Document document(rapidjson::kObjectType);
  if (!row.metadata.empty()) document.Parse(row.metadata.c_str());
  auto& allocator = document.GetAllocator();
  const auto add = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    document.RemoveMember(name);
    document.AddMember(rapidjson::Value(name, allocator), rapidjson::Value(value.c_str(), allocator),
                       allocator);
  };
  add("id", row.id);
  add("period", row.period);
  add("state", row.state);
  if (audience == Audience::inside) {
    add("reason", row.reason);
    add("note", row.note);
  }
  add("created_at", base::to_string(row.created_at));
  document.AddMember("published", rapidjson::Value(row.published_at.has_value()), allocator);
  if (row.published_at) add("published_at", base::to_string(*row.published_at));
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  document.Accept(writer);
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
