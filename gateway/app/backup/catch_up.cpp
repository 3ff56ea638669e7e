#include "app/backup/catch_up.hpp"

#include <utility>
#include <vector>

#include "app/audit/audit_trail.hpp"
#include "app/backup/journal.hpp"
#include "app/backup/sealed_file.hpp"
#include "base/log.hpp"

namespace raccordo::app {

namespace {

struct JournalLook {
  JournalState state;
  std::int64_t newest;
};

JournalLook look_at(const std::filesystem::path& journal) {
  try {
    const auto newest = newest_act(journal);
    return newest ? JournalLook{JournalState::readable, *newest} : JournalLook{JournalState::missing, 0};
  } catch (const base::SystemFault& fault) {
    base::log(base::LogLevel::error, "journal-unreadable",
              {{base::LogField::reason, std::string(fault.what())}});
    return {JournalState::unreadable, 0};
  }
}

/// Which acts that follow number `known` the journal lacks, because it was begun again; "": none.
std::string missing_acts(const std::vector<store::Keepsake>& acts, std::int64_t known) {
  for (const auto& act : acts) {
    if (act.n <= known) continue;
    if (act.n == known + 1) return "";
    return "the journal lacks the acts from number " + std::to_string(known + 1) + " to " +
           std::to_string(act.n - 1) + ", which may be erasures";
  }
  return "";
}

}  // namespace

JournalState state_of_journal(const std::filesystem::path& journal) { return look_at(journal).state; }

bool is_behind_its_journal(store::CaseStore& store, const std::filesystem::path& journal) {
  return store.keepsakes().last() < look_at(journal).newest;
}

CaughtUp catch_up(const Config& config, const StoreAccess& access, const std::string& reason) {
  const auto journal = journal_of(config.sqlite);
  const auto installation = open_with_newest_keys(config, access);
  auto& store = *installation->store;
  const auto& keys = *installation->keys;
  CaughtUp out;
  try {
    auto read = read_journal(journal, keys.sealer);
    if (!read) throw BrokenFile("there is no journal beside the store");
    out.lost = missing_acts(read->acts, store.keepsakes().last());
    auto stopped = enter_releases(store, keys, journal, read->acts, reason, out.repeated);
    if (out.lost.empty()) out.lost = std::move(stopped);
    repeat_acts(store, keys, std::move(read->acts), out.repeated);
  } catch (const BrokenFile& fault) {
    // Also if the folder is moved away then, releases are refused.
    leave_gap(store, fault.what());
    store.flush();
    throw BrokenFile(
        std::string(fault.what()) +
        ". Persons erased since this copy of the store would come back: put the newest copy of the "
        "journal in its place. To go on without it, move its folder away");
  }
  if (!out.lost.empty()) leave_gap(store, out.lost);
  auto event = act_of_command_line("store.catch-up", "store", reason);
  event.details = {{"acts", std::to_string(out.repeated.acts)},
                   {"releases", std::to_string(out.repeated.releases)}};
  if (!out.lost.empty()) event.details.emplace("lost", "yes");
  append_audit(store, std::move(event));
  pause_calls(store, "the store was older than its journal");
  store.flush();
  return out;
}

}  // namespace raccordo::app
