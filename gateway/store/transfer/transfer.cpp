#include "store/transfer/transfer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/result.hpp"
#include "store/sqlite/open.hpp"
#include "store/transfer/postgres_end.hpp"
#include "store/transfer/row_sum.hpp"
#include "store/transfer/sqlite_end.hpp"

namespace raccordo::store {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kRowsOfProgress = 4096;
/// A store of which one of these has a row was used.
constexpr const char* kUse[] = {"audit",          "records",   "submissions", "ledger",
                                "table_versions", "keepsakes", "releases",    "exchanges"};

class Progress {
 public:
  explicit Progress(const TransferOrder& order) : order_(order) {}
  void begin(std::string_view step, std::uint64_t all) {
    step_ = step;
    rows_ = 0;
    all_ = all;
    order_.at(step_, 0, all_);
  }
  void row() {
    if (++rows_ % kRowsOfProgress == 0 || rows_ == all_) order_.at(step_, rows_, all_);
  }

 private:
  const TransferOrder& order_;
  std::string_view step_;
  std::uint64_t rows_ = 0, all_ = 0;
};

/// Both databases have the same tables and columns in the same version of the program.
void check_shapes(TransferEnd& file, const std::vector<TransferTable>& shapes) {
  std::vector<std::string> names;
  for (const auto& table : shapes) {
    names.push_back(table.name);
    std::vector<std::string> columns;
    for (const auto& column : table.columns) columns.push_back(column.name);
    std::sort(columns.begin(), columns.end());
    if (columns != file.columns(table.name))
      throw base::SystemFault("database: table " + table.name + " has other columns in the two stores");
  }
  if (names != file.tables()) throw base::SystemFault("database: the two stores have other tables");
}

void check_unused(TransferEnd& target, const std::vector<TransferTable>& shapes, const StorePlace& place) {
  for (const auto& table : shapes) {
    const bool tells = std::find(std::begin(kUse), std::end(kUse), table.name) != std::end(kUse);
    if (tells && target.count(table) > 0)
      throw base::SystemFault("the store " + place.shown() +
                              " was used already: give an empty database; nothing was changed");
  }
}

std::vector<RowSum> copy_rows(TransferEnd& from, TransferEnd& to, const std::vector<TransferTable>& shapes,
                              Progress& progress) {
  std::uint64_t all = 0;
  for (const auto& table : shapes) all += from.count(table);
  progress.begin("copy", all);
  std::vector<RowSum> sums;
  for (const auto& table : shapes) {
    // Append-only tables are empty, and refuse even that.
    if (to.count(table) > 0) to.clear(table);
    auto& sum = sums.emplace_back();
    from.read(table, [&](const TransferRow& row) {
      sum.add(table, row);
      to.add(table, row);
      progress.row();
    });
    to.finish(table);
    if (!table.number.empty()) to.set_last_number(table, from.last_number(table));
  }
  return sums;
}

void compare_rows(TransferEnd& to, const std::vector<TransferTable>& shapes, const std::vector<RowSum>& sums,
                  Progress& progress) {
  std::uint64_t all = 0;
  for (const auto& sum : sums) all += sum.rows();
  progress.begin("compare", all);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    RowSum sum;
    to.read(shapes[i], [&](const TransferRow& row) {
      sum.add(shapes[i], row);
      progress.row();
    });
    if (!(sum == sums[i]))
      throw base::SystemFault("database: table " + shapes[i].name +
                              " differs after the copy; the target was left as it was");
  }
}

Transferred move_rows(PostgresEnd& postgres, SqliteEnd& file, const TransferOrder& order) {
  const auto shapes = postgres.shapes();
  check_shapes(file, shapes);
  TransferEnd& from = order.from.is_postgres() ? static_cast<TransferEnd&>(postgres) : file;
  TransferEnd& to = order.from.is_postgres() ? static_cast<TransferEnd&>(file) : postgres;
  check_unused(to, shapes, order.to);
  Progress progress(order);
  const auto sums = copy_rows(from, to, shapes, progress);
  compare_rows(to, shapes, sums, progress);
  to.set_last_act(from.last_act());
  if (to.last_act() != from.last_act())
    throw base::SystemFault(
        "database: the number of the last act differs after the copy; the target was left as it "
        "was");
  Transferred done;
  done.tables = shapes.size();
  for (const auto& sum : sums) done.rows += sum.rows();
  return done;
}

void sync_name(const fs::path& file) {
  const auto folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  ::fsync(opened);
  ::close(opened);
}

Transferred to_postgres_store(const TransferOrder& order) {
  const auto target = open_writer({order.to, 64, 1, 0, StoreOptions::Identity::of_copy, order.to_claim});
  SqliteEnd file(order.from.file, SqliteEnd::Role::source);
  target->begin_writing();
  try {
    PostgresEnd postgres(*target->session());
    const auto done = move_rows(postgres, file, order);
    target->commit();
    return done;
  } catch (...) {
    if (target->in_transaction()) target->roll_back();
    throw;
  }
}

/// The file that is written, until it has its name.
class PartFile {
 public:
  explicit PartFile(std::string name) : name_(std::move(name)) { remove(); }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile() { remove(); }
  const std::string& name() const { return name_; }
  void become(const std::string& file) {
    std::error_code ignored;
    for (const auto* end : {"-wal", "-shm"}) fs::remove(name_ + end, ignored);
    fs::rename(name_, file);
    sync_name(file);
  }

 private:
  void remove() const {
    std::error_code ignored;
    for (const auto* end : {"", "-wal", "-shm", ".identity"}) fs::remove(name_ + end, ignored);
  }
  std::string name_;
};

Transferred to_file(const TransferOrder& order) {
  if (fs::exists(fs::symlink_status(order.to.file)))
    throw base::SystemFault("there is a store already, " + order.to.file +
                            ": name a file that does not exist; nothing was changed");
  const auto source = open_writer({order.from, 64, 1, 0, StoreOptions::Identity::must_fit, order.from_claim});
  PartFile part(order.to.file + ".copying");
  open_writer({StorePlace(part.name()), 64}).reset();
  source->begin_writing();
  Transferred done;
  try {
    SqliteEnd file(part.name(), SqliteEnd::Role::target);
    PostgresEnd postgres(*source->session());
    done = move_rows(postgres, file, order);
    file.commit();
  } catch (...) {
    if (source->in_transaction()) source->roll_back();
    throw;
  }
  source->roll_back();
  part.become(order.to.file);
  return done;
}

}  // namespace

Transferred export_store(const StorePlace& from, const std::string& file,
                         const std::function<void(std::string_view, std::uint64_t, std::uint64_t)>& at) {
  open_writer({StorePlace(file), 64}).reset();
  PgSession session(from.postgres, PgSession::Use::reading, "raccordo backup");
  session.begin();
  SqliteEnd to(file, SqliteEnd::Role::target);
  PostgresEnd postgres(session);
  const auto done = move_rows(postgres, to, {from, StorePlace(file), nullptr, nullptr, at});
  to.commit();
  session.roll_back();
  return done;
}

Transferred transfer_store(const TransferOrder& order) {
  if (order.from.is_postgres() == order.to.is_postgres())
    throw base::SystemFault(
        order.from.is_postgres()
            ? "both stores are in PostgreSQL: copy the database with pg_dump and pg_restore"
            : "both stores are files of SQLite: use `raccordo backup` and `raccordo restore`");
  return order.from.is_postgres() ? to_file(order) : to_postgres_store(order);
}

}  // namespace raccordo::store
