#include "store/transfer/transfer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/result.hpp"
#include "store/sqlite/open.hpp"
#include "store/sqlite/store_identity.hpp"
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
  Transferred done;
  done.tables = shapes.size();
  for (const auto& sum : sums) done.rows += sum.rows();
  return done;
}

/// From now on the source is refused as an older copy: two stores of one identity would part.
void retire(const StorePlace& source, StoreMark mark) {
  ++mark.commits;
  write_mark(source.file, mark);
}

StoreMark mark_of_file(const std::string& file) {
  Connection db(file, OpenMode::read_only);
  return mark_of(db);
}

void sync_name(const fs::path& file) {
  const auto folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  ::fsync(opened);
  ::close(opened);
}

void remove_file(const std::string& file) {
  std::error_code ignored;
  for (const auto* end : {"", "-wal", "-shm"}) fs::remove(file + end, ignored);
}

Transferred to_postgres_store(const TransferOrder& order) {
  open_writer({order.from, 64, 1, 0, StoreOptions::Identity::must_fit, order.from_claim}).reset();
  const auto target = open_writer({order.to, 64, 1, 0, StoreOptions::Identity::must_fit, order.to_claim});
  SqliteEnd file(order.from.file, SqliteEnd::Role::source);
  target->begin_writing();
  Transferred done;
  StoreMark mark;
  try {
    PostgresEnd postgres(*target->session());
    done = move_rows(postgres, file, order);
    mark = mark_of(*target);
    target->commit();
  } catch (...) {
    if (target->in_transaction()) target->roll_back();
    throw;
  }
  write_mark(order.to.file, mark);
  retire(order.from, mark);
  return done;
}

Transferred to_file(const TransferOrder& order) {
  if (fs::exists(fs::symlink_status(order.to.file)))
    throw base::SystemFault("there is a store already, " + order.to.file +
                            ": name a file that does not exist; nothing was changed");
  const auto source = open_writer({order.from, 64, 1, 0, StoreOptions::Identity::must_fit, order.from_claim});
  const auto part = order.to.file + ".copying";
  remove_file(part);
  open_writer({StorePlace(part), 64}).reset();
  source->begin_writing();
  Transferred done;
  try {
    SqliteEnd file(part, SqliteEnd::Role::target);
    PostgresEnd postgres(*source->session());
    done = move_rows(postgres, file, order);
    file.commit();
  } catch (...) {
    if (source->in_transaction()) source->roll_back();
    remove_file(part);
    throw;
  }
  source->roll_back();
  const auto mark = mark_of_file(part);
  for (const auto* end : {"-wal", "-shm"}) {
    std::error_code ignored;
    fs::remove(part + end, ignored);
  }
  write_mark(order.to.file, mark);
  fs::rename(part, order.to.file);
  sync_name(order.to.file);
  retire(order.from, mark);
  return done;
}

}  // namespace

Transferred transfer_store(const TransferOrder& order) {
  if (order.from.is_postgres() == order.to.is_postgres())
    throw base::SystemFault(
        order.from.is_postgres()
            ? "both stores are in PostgreSQL: copy the database with pg_dump and pg_restore"
            : "both stores are files of SQLite: use `raccordo backup` and `raccordo restore`");
  return order.from.is_postgres() ? to_file(order) : to_postgres_store(order);
}

}  // namespace raccordo::store
