// The working parts of a FaultyStore: replays, table versions, ledger, leases.
#pragma once

#include "store/interface/case_store.hpp"
#include "support/fault_plan.hpp"

namespace raccordo::store {

class FaultyReplays final : public Replays {
 public:
  FaultyReplays(Replays& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  void start(ReplayOrder order, Done<ReplayRow> done) override {
    plan_.write<ReplayRow>(std::move(done),
                           [&](Done<ReplayRow> then) { inner_.start(std::move(order), std::move(then)); });
  }
  void activate(Activation activation, Done<ActivationOutcome> done) override {
    plan_.write<ActivationOutcome>(std::move(done), [&](Done<ActivationOutcome> then) {
      inner_.activate(std::move(activation), std::move(then));
    });
  }
  void steer(std::string id, ReplayAct act, AuditEvent event, Done<std::optional<ReplayRow>> done) override {
    plan_.write<std::optional<ReplayRow>>(std::move(done), [&](Done<std::optional<ReplayRow>> then) {
      inner_.steer(std::move(id), act, std::move(event), std::move(then));
    });
  }
  Page<ReplayRow> list(std::size_t limit, std::string_view cursor, std::string_view actor) override {
    plan_.step();
    return inner_.list(limit, cursor, actor);
  }
  std::optional<ReplayRow> find(std::string_view id) override {
    plan_.step();
    return inner_.find(id);
  }
  std::unique_ptr<ReplayClaim> claim() override {
    plan_.step();
    return inner_.claim();
  }
  std::int64_t generation() override {
    plan_.step();
    return inner_.generation();
  }
  std::int64_t written() override {
    plan_.step();
    return inner_.written();
  }
  WrittenSince written_since(std::string_view source, std::int64_t mark, std::size_t limit) override {
    plan_.step();
    return inner_.written_since(source, mark, limit);
  }
  std::optional<ReplayRow> next() override {
    plan_.step();
    return inner_.next();
  }
  std::vector<WaitingRecord> waiting(std::string_view task, std::size_t limit) override {
    plan_.step();
    return inner_.waiting(task, limit);
  }
  void apply(ReplayPiece piece, Done<bool> done) override {
    plan_.write<bool>(std::move(done),
                      [&](Done<bool> then) { inner_.apply(std::move(piece), std::move(then)); });
  }
  std::vector<StoredBody> stored(std::string_view task, std::size_t limit) override {
    plan_.step();
    return inner_.stored(task, limit);
  }
  void apply(RemapPiece piece, Done<bool> done) override {
    plan_.write<bool>(std::move(done),
                      [&](Done<bool> then) { inner_.apply(std::move(piece), std::move(then)); });
  }
  std::vector<OvertakenRecord> overtaken(std::size_t limit) override {
    plan_.step();
    return inner_.overtaken(limit);
  }
  void apply(OvertakenPiece piece, Done<bool> done) override {
    plan_.write<bool>(std::move(done),
                      [&](Done<bool> then) { inner_.apply(std::move(piece), std::move(then)); });
  }
  std::vector<StoredBody> stored_after(std::string_view source, std::int64_t after,
                                       std::size_t limit) override {
    plan_.step();
    return inner_.stored_after(source, after, limit);
  }
  WaitingCounts count_waiting(std::string_view source, std::string_view table,
                              const std::vector<std::string>& codes) override {
    plan_.step();
    return inner_.count_waiting(source, table, codes);
  }
  std::vector<WaitingCode> waiting_for(std::string_view source, std::string_view table,
                                       const std::vector<std::string>& codes, std::size_t limit) override {
    plan_.step();
    return inner_.waiting_for(source, table, codes, limit);
  }

 private:
  Replays& inner_;
  support::FaultPlan& plan_;
};

class FaultyTableVersions final : public TableVersions {
 public:
  FaultyTableVersions(TableVersions& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  std::vector<TableVersionRow> active() override {
    plan_.step();
    return inner_.active();
  }
  std::vector<TableVersionRow> current() override {
    plan_.step();
    return inner_.current();
  }
  std::vector<TableVersionRow> history(std::string_view source, std::string_view table) override {
    plan_.step();
    return inner_.history(source, table);
  }
  std::optional<TableVersionRow> version(std::string_view source, std::string_view table,
                                         std::int32_t version) override {
    plan_.step();
    return inner_.version(source, table, version);
  }
  std::optional<TableVersionRow> newest(std::string_view source, std::string_view table) override {
    plan_.step();
    return inner_.newest(source, table);
  }
  std::optional<std::string> former_content(std::string_view source, std::string_view table,
                                            VersionMark mark) override {
    plan_.step();
    return inner_.former_content(source, table, mark);
  }
  void load_first(std::vector<TableVersionRow> rows, AuditEvent event, Done<std::int64_t> done) override {
    plan_.write<std::int64_t>(std::move(done), [&](Done<std::int64_t> then) {
      inner_.load_first(std::move(rows), std::move(event), std::move(then));
    });
  }
  void put_draft(TableDraft draft, Done<TableOutcome> done) override {
    plan_.write<TableOutcome>(std::move(done), [&](Done<TableOutcome> then) {
      inner_.put_draft(std::move(draft), std::move(then));
    });
  }
  void step(TableStep step, Done<TableOutcome> done) override {
    plan_.write<TableOutcome>(
        std::move(done), [&](Done<TableOutcome> then) { inner_.step(std::move(step), std::move(then)); });
  }

 private:
  TableVersions& inner_;
  support::FaultPlan& plan_;
};

class FaultyReleaseLedger final : public ReleaseLedger {
 public:
  FaultyReleaseLedger(ReleaseLedger& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  void reserve(ReleaseRow row, Done<std::optional<ReleaseRow>> done) override {
    plan_.write<std::optional<ReleaseRow>>(std::move(done), [&](Done<std::optional<ReleaseRow>> then) {
      inner_.reserve(std::move(row), std::move(then));
    });
  }
  void refuse(std::string id, std::string reason, AuditEvent event, Done<bool> done) override {
    plan_.write<bool>(std::move(done), [&](Done<bool> then) {
      inner_.refuse(std::move(id), std::move(reason), std::move(event), std::move(then));
    });
  }
  void enter(FinishedRelease release, Done<Entered> done) override {
    plan_.write<Entered>(std::move(done),
                         [&](Done<Entered> then) { inner_.enter(std::move(release), std::move(then)); });
  }
  void restore(FinishedRelease release, Done<Entered> done) override {
    plan_.write<Entered>(std::move(done),
                         [&](Done<Entered> then) { inner_.restore(std::move(release), std::move(then)); });
  }
  void publish(std::string id, base::Instant at, AuditEvent event, Done<bool> done) override {
    plan_.write<bool>(std::move(done), [&](Done<bool> then) {
      inner_.publish(std::move(id), at, std::move(event), std::move(then));
    });
  }
  std::vector<ReleaseRow> abandoned(base::Instant now) override {
    plan_.step();
    return inner_.abandoned(now);
  }
  std::vector<LedgerEntry> entries() override {
    plan_.step();
    return inner_.entries();
  }
  std::optional<std::string> evidence(std::string_view release) override {
    plan_.step();
    return inner_.evidence(release);
  }

 private:
  ReleaseLedger& inner_;
  support::FaultPlan& plan_;
};

class FaultyLeases final : public Leases {
 public:
  FaultyLeases(Leases& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  void take(std::string name, base::Instant now, Done<std::optional<LeaseRow>> done) override {
    plan_.admitted<std::optional<LeaseRow>>(std::move(done), [&](Done<std::optional<LeaseRow>> then) {
      inner_.take(std::move(name), now, std::move(then));
    });
  }
  void renew(base::Instant now, Done<bool> done) override {
    plan_.admitted<bool>(std::move(done), [&](Done<bool> then) { inner_.renew(now, std::move(then)); });
  }
  void give_back(std::string name) override {
    if (plan_.is_running()) inner_.give_back(std::move(name));
  }
  std::vector<LeaseRow> list() override {
    plan_.step();
    return inner_.list();
  }

 private:
  Leases& inner_;
  support::FaultPlan& plan_;
};

}  // namespace raccordo::store
