#include "store/sqlite/replays.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>

#include "store/interface/process_owner.hpp"
#include "store/interface/wait_for.hpp"
#include "store/sqlite/activation.hpp"
#include "store/sqlite/leases.hpp"
#include "store/sqlite/remap.hpp"
#include "store/sqlite/replay_apply.hpp"
#include "store/sqlite/replay_rows.hpp"

namespace raccordo::store {
namespace {

/// A lock on a separate file: the operating system releases it when the program ends, even if it is killed.
class FileClaim final : public ReplayClaim {
 public:
  explicit FileClaim(int descriptor) : descriptor_(descriptor) {}
  ~FileClaim() override { ::close(descriptor_); }
  FileClaim(const FileClaim&) = delete;
  FileClaim& operator=(const FileClaim&) = delete;
  bool is_held() override { return true; }

 private:
  int descriptor_;
};

constexpr std::string_view kClaimName = "replays";
/// Much less than kNodeLasts.
constexpr auto kClaimTrusted = std::chrono::seconds(5);

/// Of several nodes: a lease, which the node's heartbeat renews and another node takes over once it is over.
class LeaseClaim final : public ReplayClaim {
 public:
  explicit LeaseClaim(SqliteWriter& writer) : writer_(writer) {}
  ~LeaseClaim() override {
    try {
      post_write(
          writer_,
          [](Connection& db) {
            return db.change("DELETE FROM leases WHERE name = ?1 AND owner = ?2", kClaimName,
                             this_process()) > 0;
          },
          Done<bool>(), 1, Admission::always);
    } catch (...) {  // NOLINT(bugprone-empty-catch): the lease ends by itself
    }
  }
  LeaseClaim(const LeaseClaim&) = delete;
  LeaseClaim& operator=(const LeaseClaim&) = delete;
  bool is_held() override {
    const auto now = std::chrono::steady_clock::now();
    if (taken_ && now - *taken_ < kClaimTrusted) return true;
    taken_.reset();
    const bool is_ours = app::wait_for<bool>([&](Done<bool> done) {
      post_write(
          writer_, [](Connection& db) { return !take_lease(db, kClaimName, {}); }, std::move(done), 1,
          Admission::always);
    });
    if (is_ours) taken_ = now;
    return is_ours;
  }

 private:
  SqliteWriter& writer_;
  std::optional<std::chrono::steady_clock::time_point> taken_;
};

}  // namespace

/// Called at the start of every submission, so on a connection that is always free.
class SqliteReplays::GenerationReader {
 public:
  explicit GenerationReader(const StorePlace& place) : connection_(place, OpenMode::read_only) {}
  std::int64_t read() {
    const std::lock_guard lock(mutex_);
    return read_generation(connection_);
  }

 private:
  std::mutex mutex_;
  Connection connection_;
};

SqliteReplays::SqliteReplays(const StorePlace& place, SqliteReaders& readers, SqliteWriter& writer,
                             CodeDictionary& codes)
    : claim_file_(place.file + "-replay"),
      is_shared_(place.is_postgres() && !place.node.empty()),
      readers_(readers),
      writer_(writer),
      codes_(codes),
      generation_(std::make_unique<GenerationReader>(place)) {}

SqliteReplays::~SqliteReplays() = default;

void SqliteReplays::start(ReplayOrder order, Done<ReplayRow> done) {
  post_write(
      writer_, [order = std::move(order)](Connection& db) { return start_replay(db, order, 0); },
      std::move(done));
}

void SqliteReplays::activate(Activation activation, Done<ActivationOutcome> done) {
  const auto shared = std::make_shared<const Activation>(std::move(activation));
  post_write(
      writer_, [shared](Connection& db) { return activate_version(db, *shared); }, std::move(done));
}

void SqliteReplays::steer(std::string id, ReplayAct act, AuditEvent event,
                          Done<std::optional<ReplayRow>> done) {
  post_write(
      writer_,
      [id = std::move(id), act, event = std::move(event)](Connection& db) {
        return steer_replay(db, id, act, event);
      },
      std::move(done));
}

Page<ReplayRow> SqliteReplays::list(std::size_t limit, std::string_view cursor, std::string_view actor) {
  return read_replays(*readers_.lease(), limit, cursor, actor);
}

std::optional<ReplayRow> SqliteReplays::find(std::string_view id) {
  return read_replay(*readers_.lease(), id);
}

std::unique_ptr<ReplayClaim> SqliteReplays::claim() {
  if (is_shared_) {
    if (is_lease_of_others(*readers_.lease(), kClaimName)) return nullptr;  // without a write
    auto claim = std::make_unique<LeaseClaim>(writer_);
    return claim->is_held() ? std::move(claim) : nullptr;
  }
  const int descriptor = ::open(claim_file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    throw base::SystemFault("database: cannot open " + claim_file_ + ": " + std::strerror(errno));
  }
  auto claim = std::make_unique<FileClaim>(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return nullptr;
  return claim;
}

std::int64_t SqliteReplays::generation() { return generation_->read(); }

std::optional<ReplayRow> SqliteReplays::next() { return next_replay(*readers_.lease()); }

std::vector<WaitingRecord> SqliteReplays::waiting(std::string_view task, std::size_t limit) {
  return read_waiting_records(*readers_.lease(), task, limit);
}

void SqliteReplays::apply(ReplayPiece piece, Done<bool> applied) {
  const auto weight = piece.records.size() + 1;
  const auto shared = std::make_shared<const ReplayPiece>(std::move(piece));
  post_write(
      writer_, [&codes = codes_, shared](Connection& db) { return apply_replay(db, codes, *shared); },
      std::move(applied), weight);
}

std::vector<StoredBody> SqliteReplays::stored(std::string_view task, std::size_t limit) {
  return read_bodies_of(*readers_.lease(), task, limit);
}

void SqliteReplays::apply(RemapPiece piece, Done<bool> applied) {
  const auto weight = piece.records.size() + 1;
  const auto shared = std::make_shared<const RemapPiece>(std::move(piece));
  post_write(
      writer_, [&codes = codes_, shared](Connection& db) { return apply_remap(db, codes, *shared); },
      std::move(applied), weight);
}

std::vector<OvertakenRecord> SqliteReplays::overtaken(std::size_t limit) {
  return read_overtaken(*readers_.lease(), limit);
}

void SqliteReplays::apply(OvertakenPiece piece, Done<bool> applied) {
  const auto weight = piece.done.size() + 1;
  const auto shared = std::make_shared<const OvertakenPiece>(std::move(piece));
  post_write(
      writer_, [&codes = codes_, shared](Connection& db) { return apply_overtaken(db, codes, *shared); },
      std::move(applied), weight);
}

std::int64_t SqliteReplays::written() { return read_written(*readers_.lease()); }

WrittenSince SqliteReplays::written_since(std::string_view source, std::int64_t mark, std::size_t limit) {
  return read_written_since(*readers_.lease(), source, mark, limit);
}

std::vector<StoredBody> SqliteReplays::stored_after(std::string_view source, std::int64_t after,
                                                    std::size_t limit) {
  return read_bodies_after(*readers_.lease(), source, after, limit);
}

Replays::WaitingCounts SqliteReplays::count_waiting(std::string_view source, std::string_view table,
                                                    const std::vector<std::string>& codes) {
  return read_waiting_counts(*readers_.lease(), source, table, codes);
}

std::vector<Replays::WaitingCode> SqliteReplays::waiting_for(std::string_view source, std::string_view table,
                                                             const std::vector<std::string>& codes,
                                                             std::size_t limit) {
  return read_waiting_codes(*readers_.lease(), source, table, codes, limit);
}

}  // namespace raccordo::store
