#include "app/backup/repeat_acts.hpp"

#include <set>
#include <utility>

#include "app/audit/audit_trail.hpp"
#include "app/backup/kept_releases.hpp"
#include "app/backup/key_rotation.hpp"
#include "app/backup/sealed_file.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using Kind = store::Keepsake::Kind;

const char* action_of(Kind kind) {
  switch (kind) {
    case Kind::erase_record:
      return "record.erase";
    case Kind::erase_person:
      return "subject.erase";
    case Kind::restrict:
      return "subject.restrict";
    case Kind::lift:
      return "subject.lift";
    case Kind::publish:
      return "release.publish";
    case Kind::release:
      return "release.create";
    case Kind::end_exchange:
      return "exchange.end";
  }
  return "";
}

store::AuditEvent told(const store::Keepsake& act) {
  const bool has_object =
      act.kind == Kind::publish || act.kind == Kind::release || act.kind == Kind::end_exchange;
  auto event =
      act_of_command_line(action_of(act.kind), has_object ? act.object : "journal " + std::to_string(act.n),
                          act.reason.empty() ? "repeated after a restore" : act.reason);
  event.details = {{"first", base::to_string(act.at)}, {"by", act.actor}, {"repeated", "yes"}};
  return event;
}

/// Returns what stops it, "" if nothing.
std::string enter_files(store::CaseStore& store, const privacy::Sealer& sealer, const fs::path& journal,
                        const std::string& reason, Repeated& out) {
  const auto entries = store.ledger().entries();
  const auto last = entries.empty() ? 0 : entries.back().seq;
  try {
    for (const auto& file : kept_releases(journal)) {
      const auto kept = read_kept_release(file, {&sealer, std::nullopt});
      if (kept.entry.seq <= last) continue;
      if (auto wrong = enter_kept_release(store, kept, reason); !wrong.empty()) return wrong;
      ++out.releases;
    }
  } catch (const BrokenFile& fault) {
    return fault.what();
  }
  return "";
}

/// A release that the acts name and the ledger has not; "" if there is none.
std::string missing_release(store::CaseStore& store, const std::vector<store::Keepsake>& acts) {
  std::set<base::Digest> rows;
  for (const auto& entry : store.ledger().entries()) rows.insert(entry.hash);
  for (const auto& act : acts) {
    if (act.kind == Kind::release && !rows.contains(act.mark))
      return "the journal has no file of release " + act.object + ", which was made since the backup";
  }
  return "";
}

}  // namespace

std::unique_ptr<Installation> open_with_newest_keys(const Config& config, StoreAccess access) {
  access.keys = StoreAccess::Keys::alone;
  for (;;) {
    auto opened = open_installation(config, access);
    if (!opened) throw BrokenFile(opened.error().front().message);
    const auto& keys = *(*opened)->keys;
    if (keys.in_force() == keys.generations().size()) return std::move(*opened);
    renew_restored(*(*opened)->store, keys);
  }
}

std::string enter_releases(store::CaseStore& store, const Keyring& keys, const fs::path& journal,
                           const std::vector<store::Keepsake>& acts, const std::string& reason,
                           Repeated& out) {
  auto wrong = enter_files(store, keys.sealer, journal, reason, out);
  return wrong.empty() ? missing_release(store, acts) : wrong;
}

void repeat_acts(store::CaseStore& store, const Keyring& keys, std::vector<store::Keepsake> all,
                 Repeated& out) {
  translate_marks(store, keys, all);
  const auto known = store.keepsakes().last();
  std::vector<store::Keepsake> acts;
  std::vector<store::AuditEvent> events;
  for (auto& act : all) {
    if (act.n <= known) continue;
    // A release has its entry already.
    if (act.kind != Kind::release) events.push_back(told(act));
    acts.push_back(std::move(act));
  }
  out.acts = events.size();
  wait_for<bool>([&](store::Done<bool> done) {
    store.keepsakes().repeat(std::move(acts), std::move(events), std::move(done));
  });
}

void leave_gap(store::CaseStore& store, const std::string& why) {
  wait_for<bool>([&](store::Done<bool> done) { store.keepsakes().set_ledger_gap(why, std::move(done)); });
}

void pause_calls(store::CaseStore& store, const std::string& why) {
  wait_for<std::uint64_t>([&](store::Done<std::uint64_t> done) {
    store.webhooks().pause_all(act_of_command_line("webhook.pause", "webhooks", why), std::move(done));
  });
}

}  // namespace raccordo::app
