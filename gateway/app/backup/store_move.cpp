#include "app/backup/store_move.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include "app/audit/audit_trail.hpp"
#include "app/backup/durable_file.hpp"
#include "app/rules/key_check.hpp"
#include "app/rules/keyring.hpp"
#include "base/unreachable.hpp"
#include "store/interface/key_turn.hpp"
#include "store/interface/store_claim.hpp"
#include "store/interface/unfinished_copy.hpp"
#include "store/open/open_store.hpp"
#include "store/open/store_check.hpp"
#include "store/transfer/handover.hpp"
#include "store/transfer/transfer.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

/// Bodies that wait and the journal, in the folder of the store.
constexpr const char* kFolders[] = {"spool", "journal"};
constexpr std::size_t kPiece = std::size_t{1} << 20;

bool has_files(const fs::path& folder) {
  std::error_code none;
  return fs::exists(folder, none) && !fs::is_empty(folder, none);
}

void copy_durably(const fs::path& from, const fs::path& to) {
  std::ifstream in(from, std::ios::binary);
  if (!in) throw base::SystemFault("cannot read " + from.string());
  DurableFile out(to);
  std::string piece(kPiece, '\0');
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    out.write(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())));
  }
  if (in.bad()) throw base::SystemFault("cannot read " + from.string());
  out.commit();
}

/// Bodies that wait and the journal of a store, copied; without keep() they are removed again.
class CopiedFiles {
 public:
  CopiedFiles() = default;
  CopiedFiles(const CopiedFiles&) = delete;
  CopiedFiles& operator=(const CopiedFiles&) = delete;
  ~CopiedFiles() {
    std::error_code ignored;
    for (const auto& folder : made_) fs::remove_all(folder, ignored);
  }
  void copy(const fs::path& from, const fs::path& to, const MoveProgress& progress) {
    if (!has_files(from)) return;
    made_.push_back(to);
    fs::create_directories(to);
    fs::permissions(to, fs::perms::owner_all);
    for (const auto& entry : fs::recursive_directory_iterator(from)) {
      const auto target = to / fs::relative(entry.path(), from);
      if (entry.is_directory()) {
        fs::create_directory(target);
        fs::permissions(target, fs::perms::owner_all);
        continue;
      }
      copy_durably(entry.path(), target);
      progress("files", ++count_, 0);
    }
    sync_folder_of(to);
  }
  std::uint64_t count() const { return count_; }
  void keep() { made_.clear(); }

 private:
  std::vector<fs::path> made_;
  std::uint64_t count_ = 0;
};

std::optional<base::Fault> fault_of_order(const Config& from, const Config& to) {
  const auto fault = [](std::string words) { return base::fault(std::move(words)); };
  if (!store::store_exists(from.place()))
    return fault("there is no store " + from.place().shown() + " to copy");
  if (store::older_schema_of(from.place()))
    return fault("the store " + from.place().shown() +
                 " has the schema of an older version: start `raccordo serve` on it once");
  const auto keys = load_keyring(to);
  if (!keys) return keys.error();
  const auto checks = store::read_key_checks(from.place());
  if (checks) {
    if (auto wrong = fault_of_keys(*checks, **keys))
      return fault(to.file.string() + ": the keys of the copy must be those of the store: " + *wrong);
  }
  if (auto moved = store::fault_of_moved(from.place()); moved && !store::unfinished_copy(to.place()))
    return fault(std::move(*moved));
  const auto journal = from.sqlite.parent_path() / "journal";
  if (!store::has_identity_beside(from.place()))
    return fault(
        from.sqlite.parent_path().string() +
        " is not the folder that the gateway uses for this database: it has no identity of the store. Name "
        "that folder in `store.files` of " +
        from.file.string());
  if (store::last_act_of(from.place()) > 0 && !has_files(journal))
    return fault("the store has acts of a journal, and there is none in " + journal.string() +
                 ": name the folder that the gateway uses in `store` of " + from.file.string());
  const auto there = to.sqlite.parent_path();
  // Those of a copy that was cut off are its own.
  if (there == from.sqlite.parent_path() || store::unfinished_copy(to.place())) return std::nullopt;
  for (const auto* name : kFolders) {
    if (has_files(there / name))
      return fault("there are files of another store in " + (there / name).string() +
                   ": name an empty folder in `store`, or set them aside");
  }
  return std::nullopt;
}

/// What must be held from before the first row until after the last.
struct Holds {
  std::unique_ptr<store::StoreClaim> from, to;
  std::unique_ptr<store::KeyTurn> turn;
};

base::Result<Holds> hold(const Config& from, const Config& to) {
  Holds holds;
  std::error_code ignored;
  fs::create_directories(to.sqlite.parent_path(), ignored);
  const auto now = base::system_clock().now();
  for (auto [config, claim] : {std::pair(&from, &holds.from), std::pair(&to, &holds.to)}) {
    auto taken = store::StoreClaim::take(config->sqlite.string(), now);
    if (!taken) return taken.error();
    *claim = std::move(*taken);
  }
  auto turn = store::KeyTurn::take(from.sqlite.string());
  if (!turn) return turn.error();
  holds.turn = std::move(*turn);
  if (auto closed = holds.turn->close_gate(std::chrono::seconds(0)); !closed) return closed.error();
  return holds;
}

/// A copy is made while no node runs.
store::StorePlace place_alone(const Config& config) {
  auto place = config.place();
  place.node.clear();
  return place;
}

void enter_in_audit(const Config& from, const Config& to, const store::StoreClaim& claim,
                    const std::string& reason, const StoreMoved& moved) {
  if (store::has_own_entry(from.place(), to.place())) return;
  store::StoreOptions options{place_alone(to)};
  options.claim = &claim;
  options.identity = store::StoreOptions::Identity::of_copy;
  const auto store = store::open_store(options);
  auto event = act_of_command_line("store.copy", "store", reason);
  event.details = {{"from", from.place().is_postgres() ? "postgres" : "sqlite"},
                   {"to", to.place().is_postgres() ? "postgres" : "sqlite"}};
  if (moved.rows > 0) event.details.emplace("rows", std::to_string(moved.rows));
  append_audit(*store, std::move(event));
  store->flush();
}

/// Copies files and rows, wholly or not at all.
StoreMoved copy_all(const Config& from, const Config& to, const Holds& holds, const MoveProgress& progress) {
  CopiedFiles files;
  const auto here = from.sqlite.parent_path();
  const auto there = to.sqlite.parent_path();
  try {
    if (here != there) {
      for (const auto* name : kFolders) {
        fs::remove_all(there / name);  // of a copy that was cut off
        files.copy(here / name, there / name, progress);
      }
    }
    const auto done = store::transfer_store(
        {place_alone(from), place_alone(to), holds.from.get(), holds.to.get(), progress});
    files.keep();
    return {done.tables, done.rows, files.count()};
  } catch (const base::OutcomeUnknown&) {
    files.keep();
    throw;
  } catch (...) {
    store::drop_copy_note(to.place());
    throw;
  }
}

/// A copy that was cut off after its rows had arrived; nothing if there is none. A fault if the source was
/// used since.
base::Result<std::optional<StoreMoved>> find_cut_off(const Config& from, const Config& to,
                                                     const Holds& holds) {
  const auto begun = store::unfinished_copy(to.place());
  if (!begun || !store::holds_copy(to.place(), *begun)) return std::optional<StoreMoved>();
  if (store::is_handed_over(from.place(), *begun)) return std::optional(StoreMoved{});
  if (store::copy_of(place_alone(from), *holds.from) == *begun) return std::optional(StoreMoved{});
  return base::fault("the store " + from.place().shown() + " was used since it was copied. " +
                     store::fault_of_copy(to.place()).value_or(""));
}

}  // namespace

base::Result<StoreMoved> move_store(const Config& from, const Config& to, const std::string& reason,
                                    const MoveProgress& progress) {
  if (auto wrong = fault_of_order(from, to)) return std::move(*wrong);
  const auto holds = hold(from, to);
  if (!holds) return holds.error();
  const auto cut_off = find_cut_off(from, to, *holds);
  if (!cut_off) return cut_off.error();
  StoreMoved moved;
  if (*cut_off) {
    moved = **cut_off;
  } else {
    store::note_copy(to.place(), store::copy_of(place_alone(from), *holds->from));
    moved = copy_all(from, to, *holds, progress);
  }
  // From here on everything may be repeated: the rows are there, and the note keeps the copy from being used.
  store::name_copy(to.place());
  enter_in_audit(from, to, *holds->to, reason, moved);
  store::retire(from.place(), to.place());
  store::drop_moved_note(to.place());
  store::drop_copy_note(to.place());
  return moved;
}

}  // namespace raccordo::app
