// Rows that are sent together: a statement for hundreds of rows costs the server less than hundreds of
// statements. Part of PgSession.
#include <algorithm>

#include "store/postgres/session.hpp"

namespace raccordo::store {
namespace {

/// Rows and bytes that wait here at most.
constexpr std::size_t kMostRows = 512, kMostBytes = 256U << 10U;

}  // namespace

void PgSession::gather_as(const char* sql, Form form, const PgValues& values) {
  const auto known =
      std::find_if(gathered_.begin(), gathered_.end(), [&](const Waiting& each) { return each.sql == sql; });
  auto& waiting = known != gathered_.end() ? *known : gathered_.emplace_back(Waiting{sql, form, {}});
  waiting.rows.add(values);
  gathered_bytes_ += values.bytes();
  if (waiting.rows.rows() >= kMostRows || gathered_bytes_ >= kMostBytes) send_gathered();
}

void PgSession::gather(const char* sql, const PgValues& values) {
  refuse_if_cut();
  if (!begun_) {
    run(sql, values);
    return;
  }
  gather_as(sql, Form::gathered, values);
}

std::int64_t PgSession::gather_numbered(const char* sql, PgValues values) {
  refuse_if_cut();
  if (!begun_) throw_without_transaction();
  const auto number = next_number(sql);
  values.add(number);
  gather_as(sql, Form::gathered_numbered, values);
  return number;
}

void PgSession::forget_gathered() {
  gathered_.clear();
  gathered_bytes_ = 0;
}

void PgSession::send_gathered() {
  if (gathered_.empty()) return;
  gathered_bytes_ = 0;
  const auto all = std::exchange(gathered_, {});
  for (const auto& each : all) post_as(each.sql, each.form, each.rows.columns());
}

}  // namespace raccordo::store
