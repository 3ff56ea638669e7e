#include "app/backup/key_rotation.hpp"

#include <limits>
#include <map>
#include <utility>

#include "app/audit/audit_trail.hpp"
#include "app/backup/journal.hpp"
#include "app/exchange/sealed_exchange.hpp"
#include "app/ingest/record_pipeline.hpp"
#include "app/ingest/reporting_body.hpp"
#include "app/ingest/sealed_person.hpp"
#include "app/rules/key_check.hpp"
#include "base/stored_damage.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

using store::SealedKind;
using Kind = store::Keepsake::Kind;
using Opened = base::Result<std::unique_ptr<Installation>>;

constexpr std::size_t kRowsAtOnce = 500;
constexpr auto kBeforeAll = std::numeric_limits<std::int64_t>::min();

Opened open_alone(const Config& config) {
  StoreAccess access;
  access.keys = StoreAccess::Keys::alone;
  auto opened = open_installation(config, access);
  if (!opened) return base::fault(opened.error().front().message);
  return std::move(*opened);
}

/// Calls `see` with every row of these kinds, in pieces; `page` after each piece.
template <class Kinds, class See, class Page>
void for_each_row(store::StoreKeys& store, const Kinds& kinds, See see, Page page) {
  for (const auto kind : kinds) {
    std::int64_t after = kBeforeAll;
    for (;;) {
      const auto rows = store.sealed_rows(kind, after, kRowsAtOnce);
      if (rows.empty()) break;
      for (const auto& row : rows) see(row);
      after = rows.back().no;
      page(rows.size());
    }
  }
}

/// As it was sealed (RecordPipeline, sealed_exchange).
std::string context_of(const store::SealedRow& row) {
  switch (row.kind) {
    case SealedKind::identifier:
      return "person";
    case SealedKind::waiting:
      return quarantine_context(row.source, row.record_id);
    case SealedKind::exchange_case:
      return "exchange|" + row.record_id + "|case";
    case SealedKind::exchange_document:
      return "exchange|" + row.record_id + "|document";
    case SealedKind::exchange_letter:
      return "exchange|" + row.record_id + "|letter";
    case SealedKind::exchange_reason:
      return "exchange|" + row.record_id + "|reason";
    case SealedKind::exchange_record_id:
    case SealedKind::origin_record_id:
      return "exchange|" + row.record_id + "|record-id";
  }
  return "";
}

/// The pseudonyms of the person of any row under each generation.
std::optional<std::vector<base::Digest>> all_pseudonyms_of(const store::SealedRow& row, const Keyring& keys) {
  if (row.kind != SealedKind::exchange_case) return pseudonyms_of(row, keys);
  try {
    const auto record = open_case(keys.sealer, row.record_id, row.sealed);
    auto parts = row.key_parts;
    parts.push_back(store::key_of_body(body_code(record.managed_by)));
    const auto id =
        privacy::SecretOpener::open(record.person.id, privacy::SecretOpener::Purpose::pseudonymise);
    return pseudonyms_of(row, readings_of(id, parts), keys);
  } catch (const base::StoredDamage&) {
    return std::nullopt;
  }
}

/// In pieces, each a transaction of its own: others write in between.
void reseal_all(store::StoreKeys& store, const privacy::Sealer& sealer, const RotationProgress& progress,
                Rotated& out) {
  std::uint64_t seen = 0;
  const auto all = store.count_sealed_rows();
  std::vector<store::Resealed> fresh;
  for_each_row(
      store, store::kSealedKinds,
      [&](const store::SealedRow& row) {
        if (sealer.is_newest(row.sealed)) return;
        const auto plain = sealer.open(row.sealed, context_of(row));
        if (plain) {
          fresh.push_back({row, sealer.seal(*plain, context_of(row))});
        } else {
          ++out.unread;
        }
      },
      [&](std::size_t rows) {
        if (!fresh.empty()) {
          out.resealed += wait_for<std::uint64_t>([&](store::Done<std::uint64_t> done) {
            store.reseal(std::exchange(fresh, {}), std::move(done));
          });
        }
        seen += rows;
        if (progress) progress(seen, all);
      });
}

store::AuditEvent event_of(const char* action, const char* key, const Rotated& rotated) {
  auto event = act_of_command_line(action, key);
  event.details = {{"generation", std::to_string(rotated.generation)}};
  if (rotated.continued) event.details.emplace("continued", "yes");
  return event;
}

store::RenewedPseudonyms renew_pseudonyms(store::CaseStore& store, const Keyring& keys,
                                          store::PseudonymRenewal renewal) {
  const auto newest = keys.generations().size();
  renewal.pseudonym = [&keys](const store::SealedRow& row) -> std::optional<base::Digest> {
    auto all = all_pseudonyms_of(row, keys);
    if (!all) return std::nullopt;
    return all->back();
  };
  renewal.digest = [&keys, newest](const base::Digest& digest) {
    return keys.renewed(digest, keys.in_force(), newest);
  };
  renewal.check_name = kPseudonymCheck;
  renewal.check = pseudonym_check(keys, newest);
  return wait_for<store::RenewedPseudonyms>([&](store::Done<store::RenewedPseudonyms> done) {
    store.renew_pseudonyms(std::move(renewal), std::move(done));
  });
}

bool concerns_person(const store::Keepsake& act) {
  return act.kind == Kind::erase_person || act.kind == Kind::restrict || act.kind == Kind::lift;
}

}  // namespace

base::Result<Rotated> rotate_sealing(const Config& config, store::KeyTurn& turn,
                                     const RotationProgress& progress) {
  Rotated out;
  {
    const auto before = open_alone(config);
    if (!before) return before.error();
    const auto known = (*before)->keys->sealer.generation();
    out.continued = static_cast<std::size_t>((*before)->store->resealed_through()) < known;
    out.generation = out.continued ? known : known + 1;
    if (!out.continued) {
      if (auto wrong = privacy::append_generation(config.sealing_key); !wrong) return wrong.error();
    }
  }
  const auto now = open_alone(config);
  if (!now) return now.error();
  auto& store = *(*now)->store;
  append_audit(store, event_of("keys.rotate", "sealing", out));
  turn.open_gate();
  reseal_all(store, (*now)->keys->sealer, progress, out);
  auto event = event_of("keys.reseal", "sealing", out);
  event.details["rows"] = std::to_string(out.resealed);
  wait_for<bool>([&](store::Done<bool> done) {
    store.note_resealed(static_cast<std::int64_t>(out.generation), std::move(event), std::move(done));
  });
  return out;
}

base::Result<Rotated> rotate_pseudonym(const Config& config, store::KeyTurn& turn,
                                       const RotationProgress& progress) {
  Rotated out;
  {
    const auto before = open_alone(config);
    if (!before) return before.error();
    const auto& keys = *(*before)->keys;
    out.continued = keys.in_force() < keys.generations().size();
    if (!out.continued) {
      if (auto wrong = privacy::append_generation(config.pseudonym_key); !wrong) return wrong.error();
    }
  }
  {
    const auto now = open_alone(config);
    if (!now) return now.error();
    const auto& keys = *(*now)->keys;
    out.generation = keys.generations().size();
    store::PseudonymRenewal renewal;
    renewal.event = event_of("keys.rotate", "pseudonym", out);
    if (progress) renewal.progress = [&progress](std::uint64_t rows) { progress(rows, 0); };
    out.pseudonyms = renew_pseudonyms(*(*now)->store, keys, std::move(renewal));
    try_journal(*(*now)->store, keys.sealer, config.sqlite);
  }
  turn.open_gate();
  return out;
}

void renew_restored(store::CaseStore& store, const Keyring& keys) {
  Rotated rotated;
  rotated.generation = keys.generations().size();
  if (keys.in_force() == rotated.generation) return;
  store::PseudonymRenewal renewal;
  renewal.event = event_of("keys.rotate", "pseudonym", rotated);
  renewal.event.reason = "the backup is older than the rotation";
  renewal.journal =
      store::RenewalInJournal::not_told;  // it has the acts, and its numbers must not be used again
  renew_pseudonyms(store, keys, std::move(renewal));
}

void translate_marks(store::CaseStore& store, const Keyring& keys, std::vector<store::Keepsake>& acts) {
  std::map<base::Digest, std::optional<base::Digest>> marks;
  for (const auto& act : acts) {
    if (concerns_person(act)) marks.emplace(act.mark, std::nullopt);
  }
  if (marks.empty() || keys.generations().size() == 1) return;
  for_each_row(
      store, store::kKindsWithPerson,
      [&](const store::SealedRow& row) {
        const auto all = all_pseudonyms_of(row, keys);
        if (!all) return;
        for (const auto& each : *all) {
          const auto found = marks.find(each);
          if (found != marks.end()) found->second = *row.pseudonym;
        }
      },
      [](std::size_t) {});
  for (auto& act : acts) {
    if (!concerns_person(act)) continue;
    if (const auto& now = marks.at(act.mark)) act.mark = *now;
  }
}

}  // namespace raccordo::app
