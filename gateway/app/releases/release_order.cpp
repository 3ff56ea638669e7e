#include "app/releases/release_order.hpp"

#include <algorithm>

#include "app/audit/audit_trail.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

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

/// The newest revision date that has passed, if `last` was made before it; else nothing.
std::optional<base::Date> due_revision(const Config& config, const store::ReleaseRow& last,
                                       const base::Date& today) {
  const auto& dates = config.revisions;  // ascending
  const auto coming = std::upper_bound(dates.begin(), dates.end(), today);
  if (coming == dates.begin()) return std::nullopt;
  const auto due = *std::prev(coming);
  if (base::local_date(last.created_at) >= due || last.revision_date >= base::to_string(due))
    return std::nullopt;
  return due;
}

std::string when_again(const Config& config, const base::Date& today) {
  const auto coming = std::upper_bound(config.revisions.begin(), config.revisions.end(), today);
  if (coming == config.revisions.end()) {
    return "; a released period does not change, and no revision date is to come (release.revisions).";
  }
  return "; it may be released again from the next revision date on, " + base::to_string(*coming) + ".";
}

Problem being_released(const store::ReleaseRow& there) {
  return {"period-released",
          "Period " + there.period + " is being released at this moment (release " + there.id +
              ", state RUNNING): ask for that release until its state is DONE, then use it. Order the period "
              "again only if that one ends as REFUSED."};
}

Problem released_already(const store::ReleaseRow& there, const std::string& again) {
  if (there.state == "RUNNING") return being_released(there);
  return {"period-released", "Period " + there.period + " is released already (release " + there.id +
                                 (there.revision_date.empty() ? "" : ", revision of " + there.revision_date) +
                                 ", state " + there.state + ")" + again};
}

/// The problem of a period that is invalid, or has not ended.
std::optional<Problem> check_period(const Config& config, const std::string& period,
                                    const base::Date& today) {
  const auto parsed = model::parse_period(period, config.periodicity);
  if (!parsed) {
    return Problem{"unknown-period", "This installation releases by " +
                                         std::string(model::to_string(config.periodicity)) +
                                         ": give a period such as " + example_of(config.periodicity) + "."};
  }
  if (parsed->last < today) return std::nullopt;
  return Problem{"unknown-period", "Period " + period + " ends on " + base::to_string(parsed->last) +
                                       ": release it after that day, as a released period does not change."};
}

Problem incomplete_ledger(const std::string& gap) {
  return {"ledger-incomplete", "The store was restored from a backup and may lack releases made since (" +
                                   gap +
                                   "): a new one would not be compared with them. Run `raccordo release "
                                   "import-ledger` with their files, "
                                   "or without any if none was made."};
}

/// The existing release of that period; an abandoned RUNNING one is refused first.
std::optional<store::ReleaseRow> standing_release(store::CaseStore& store, const std::string& period,
                                                  const base::Clock& clock) {
  auto there = store.release_of_period(period);
  if (!there || there->state != "RUNNING") return there;
  give_up_interrupted_releases(store, clock);
  return store.release_of_period(period);
}

constexpr const char* kAbandoned =
    "The program that computed it has ended, so nobody works on it: order the period again.";

}  // namespace

base::Result<store::ReleaseRow, Problem> order_release(store::CaseStore& store, const Config& config,
                                                       const ReleaseOrder& order, const base::Clock& clock) {
  const auto now = clock.now();
  const auto today = base::local_date(now);
  if (auto wrong = fault_in_words("note", order.note)) return std::move(*wrong);
  if (auto wrong = check_period(config, order.period, today)) return std::move(*wrong);
  if (const auto gap = store.keepsakes().ledger_gap(); !gap.empty()) return incomplete_ledger(gap);
  store::ReleaseRow row;
  if (const auto there = standing_release(store, order.period, clock)) {
    const auto due = due_revision(config, *there, today);
    if (there->state != "DONE" || !due) return released_already(*there, when_again(config, today));
    row.revision_date = base::to_string(*due);
  }
  row.created_at = now;
  row.id = base::new_ulid(now);
  row.period = order.period;
  row.note = order.note;
  row.ordered_by = order.actor;
  row.state = "RUNNING";
  // Another one may have been ordered since the check: the store decides.
  const auto faster =
      wait_for<std::optional<store::ReleaseRow>>([&](store::Done<std::optional<store::ReleaseRow>> done) {
        store.ledger().reserve(row, std::move(done));
      });
  if (faster) return released_already(*faster, when_again(config, today));
  return row;
}

void refuse_release(store::CaseStore& store, const store::ReleaseRow& row, const std::string& reason,
                    base::Instant now) {
  store::AuditEvent event{now, std::string(store::kProgram), "release.refuse", row.id, row.note, {}};
  event.details = {{"period", row.period},
                   {"revision_date", row.revision_date},
                   {"refused", reason},
                   {"ordered_by", row.ordered_by}};
  wait_for<bool>([&](store::Done<bool> done) {
    store.ledger().refuse(row.id, reason, std::move(event), std::move(done));
  });
}

void tell_abandoned(store::CaseStore& store, std::span<store::ReleaseRow> rows, const base::Clock& clock) {
  const auto is_running = [](const auto& row) { return row.state == "RUNNING"; };
  if (std::none_of(rows.begin(), rows.end(), is_running)) return;
  for (const auto& gone : store.ledger().abandoned(clock.now())) {
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const auto& each) { return each.id == gone.id; });
    if (row != rows.end()) row->reason = kAbandoned;
  }
}

void give_up_interrupted_releases(store::CaseStore& store, const base::Clock& clock) {
  for (const auto& row : store.ledger().abandoned(clock.now())) {
    refuse_release(store, row, kInterrupted, clock.now());
  }
}

}  // namespace raccordo::app
