// A file of SQLite as an end of a transfer.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "store/transfer/end.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace raccordo::store {

class SqliteEnd final : public TransferEnd {
 public:
  enum class Role : std::uint8_t { source, target };
  /// Opens an existing file and begins a transaction: a source sees one state.
  SqliteEnd(const std::string& file, Role role);
  ~SqliteEnd() override;

  std::vector<std::string> tables() override;
  std::vector<std::string> columns(const std::string& table) override;
  std::uint64_t count(const TransferTable& table) override;
  void read(const TransferTable& table, const Take& take) override;
  void clear(const TransferTable& table) override;
  void add(const TransferTable& table, const TransferRow& row) override;
  void finish(const TransferTable& table) override;
  std::int64_t last_number(const TransferTable& table) override;
  void set_last_number(const TransferTable& table, std::int64_t number) override;
  std::int64_t last_act() override;
  void set_last_act(std::int64_t number) override;
  /// Ends the transaction of a target; its file is then whole, without a write-ahead log.
  void commit();

 private:
  struct Finish {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finish>;
  Statement prepare(const std::string& sql);
  bool step(const Statement& statement);
  void run(const std::string& sql);
  std::int64_t number_of(const std::string& sql);

  sqlite3* db_ = nullptr;
  std::pair<std::string, Statement> insert_;  ///< table, statement
};

}  // namespace raccordo::store
