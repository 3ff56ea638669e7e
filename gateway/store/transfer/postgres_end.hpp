// A store in PostgreSQL as an end of a transfer.
#pragma once

#include <map>
#include <string>

#include "store/postgres/session.hpp"
#include "store/transfer/end.hpp"

namespace raccordo::store {

class PostgresEnd final : public TransferEnd {
 public:
  /// The session is in a transaction that its owner ends.
  /// Nobody waits for it: its statements may take their time.
  explicit PostgresEnd(PgSession& session) : session_(session) {
    session_.wait_at_most(std::chrono::seconds(0));
  }

  /// All tables of the store, sorted by name.
  std::vector<TransferTable> shapes();
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

 private:
  std::int64_t number_of(const std::string& sql);
  void write(const TransferTable& table, std::size_t rows, const PgValues& values);
  std::string sequence_of(const TransferTable& table) const;

  PgSession& session_;
  std::map<std::string, std::string> statements_;  ///< by their text, at an address that stays
  std::vector<PgValues> waiting_;                  ///< rows not yet written
};

}  // namespace raccordo::store
