// The parts of a FaultyStore that store and report: audit, held records, credentials, figures, fills, care.
#pragma once

#include "store/interface/case_store.hpp"
#include "support/fault_plan.hpp"

namespace raccordo::store {

class FaultyAuditLog final : public AuditLog {
 public:
  FaultyAuditLog(AuditLog& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  void append(AuditEvent event, Done<AuditHead> done) override {
    plan_.write<AuditHead>(std::move(done),
                           [&](Done<AuditHead> then) { inner_.append(std::move(event), std::move(then)); });
  }
  Page<AuditEntry> list(const AuditFilter& filter, std::size_t limit, std::string_view cursor) override {
    plan_.step();
    return inner_.list(filter, limit, cursor);
  }
  AuditHead head() override {
    plan_.step();
    return inner_.head();
  }
  AuditCheck verify(std::vector<AuditHead> heads) override {
    plan_.step();
    return inner_.verify(std::move(heads));
  }
  void expire(base::Instant cutoff, AuditEvent event, Done<std::uint64_t> done) override {
    plan_.write<std::uint64_t>(std::move(done), [&](Done<std::uint64_t> then) {
      inner_.expire(cutoff, std::move(event), std::move(then));
    });
  }

 private:
  AuditLog& inner_;
  support::FaultPlan& plan_;
};

class FaultyHeldRecords final : public HeldRecords {
 public:
  FaultyHeldRecords(HeldRecords& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  std::optional<HeldRecord> record(std::string_view source, std::string_view record_id,
                                   const RecordReach& reach) override {
    plan_.step();
    return inner_.record(source, record_id, reach);
  }
  Page<HeldRecord> of_person(const std::vector<base::Digest>& pseudonyms, std::size_t limit,
                             std::string_view cursor, const model::Comuni& comuni) override {
    plan_.step();
    return inner_.of_person(pseudonyms, limit, cursor, comuni);
  }
  void erase_person(std::vector<base::Digest> pseudonyms, AuditEvent event, Done<SubjectErasure> done,
                    const model::Comuni& comuni) override {
    plan_.write<SubjectErasure>(std::move(done), [&](Done<SubjectErasure> then) {
      inner_.erase_person(std::move(pseudonyms), std::move(event), std::move(then), comuni);
    });
  }
  PersonTrail trail_of(const std::vector<base::Digest>& pseudonyms) override {
    plan_.step();
    return inner_.trail_of(pseudonyms);
  }
  void restrict_person(base::Digest pseudonym, RestrictionStep step, AuditEvent event,
                       Done<RestrictionChange> done) override {
    plan_.write<RestrictionChange>(std::move(done), [&](Done<RestrictionChange> then) {
      inner_.restrict_person(pseudonym, step, std::move(event), std::move(then));
    });
  }
  std::vector<std::string> key_parts(std::string_view source, std::string_view record_id) override {
    plan_.step();
    return inner_.key_parts(source, record_id);
  }
  std::vector<UnnamedRecord> unnamed(std::int64_t after, std::size_t limit) override {
    plan_.step();
    return inner_.unnamed(after, limit);
  }
  void name(std::vector<std::pair<std::int64_t, base::Digest>> pseudonyms, Done<bool> done) override {
    plan_.write<bool>(std::move(done),
                      [&](Done<bool> then) { inner_.name(std::move(pseudonyms), std::move(then)); });
  }

 private:
  HeldRecords& inner_;
  support::FaultPlan& plan_;
};

class FaultyCredentials final : public Credentials {
 public:
  FaultyCredentials(Credentials& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  KeyChecks key_checks() override {
    plan_.step();
    return inner_.key_checks();
  }
  void add_key_checks(KeyChecks checks, Done<bool> done) override {
    plan_.write<bool>(std::move(done),
                      [&](Done<bool> then) { inner_.add_key_checks(std::move(checks), std::move(then)); });
  }
  std::vector<SealedPerson> some_persons(std::size_t limit) override {
    plan_.step();
    return inner_.some_persons(limit);
  }
  void saw(CertificateSeen seen, Done<bool> done) override {
    plan_.write<bool>(std::move(done),
                      [&](Done<bool> then) { inner_.saw(std::move(seen), std::move(then)); });
  }
  std::vector<CertificateSeen> certificates() override {
    plan_.step();
    return inner_.certificates();
  }

 private:
  Credentials& inner_;
  support::FaultPlan& plan_;
};

class FaultyKeepsakes final : public Keepsakes {
 public:
  FaultyKeepsakes(Keepsakes& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  std::vector<Keepsake> after(std::int64_t n, std::size_t limit) override {
    plan_.step();
    return inner_.after(n, limit);
  }
  std::int64_t last() override {
    plan_.step();
    return inner_.last();
  }
  void drop(std::int64_t through, Done<bool> done) override {
    plan_.write<bool>(std::move(done), [&](Done<bool> then) { inner_.drop(through, std::move(then)); });
  }
  void renumber(std::int64_t through, Done<bool> done) override {
    plan_.write<bool>(std::move(done), [&](Done<bool> then) { inner_.renumber(through, std::move(then)); });
  }
  void repeat(std::vector<Keepsake> acts, std::vector<AuditEvent> events, Done<bool> done) override {
    plan_.write<bool>(std::move(done), [&](Done<bool> then) {
      inner_.repeat(std::move(acts), std::move(events), std::move(then));
    });
  }
  std::string ledger_gap() override {
    plan_.step();
    return inner_.ledger_gap();
  }
  void set_ledger_gap(std::string why, Done<bool> done) override {
    plan_.write<bool>(std::move(done),
                      [&](Done<bool> then) { inner_.set_ledger_gap(std::move(why), std::move(then)); });
  }

 private:
  Keepsakes& inner_;
  support::FaultPlan& plan_;
};

class FaultyFigures final : public Figures {
 public:
  FaultyFigures(Figures& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  std::vector<SourceTraffic> traffic(base::Instant first, base::Instant second) override {
    plan_.step();
    return inner_.traffic(first, second);
  }
  std::vector<DayTraffic> days(base::Instant since) override {
    plan_.step();
    return inner_.days(since);
  }
  std::vector<CoverageRow> coverage(const CoverageQuery& query) override {
    plan_.step();
    return inner_.coverage(query);
  }
  StoreSize size() override {
    plan_.step();
    return inner_.size();
  }

 private:
  Figures& inner_;
  support::FaultPlan& plan_;
};

class FaultyFieldFills final : public FieldFills {
 public:
  FaultyFieldFills(FieldFills& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  model::FillCounts last_records(std::string_view source) override {
    plan_.step();
    return inner_.last_records(source);
  }
  std::vector<FallenField> fallen() override {
    plan_.step();
    return inner_.fallen();
  }

 private:
  FieldFills& inner_;
  support::FaultPlan& plan_;
};

class FaultyStoreCare : public StoreCare {
 public:
  FaultyStoreCare(StoreCare& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  WriteFigures writes() override {
    plan_.step();
    return inner_.writes();
  }
  StoreMedium medium() const override { return inner_.medium(); }
  std::optional<StoreTrouble> trouble() const override { return inner_.trouble(); }
  void probe(base::Instant now) override {
    plan_.step();
    inner_.probe(now);
  }
  std::uint64_t free_bytes() override {
    plan_.step();
    return inner_.free_bytes();
  }
  std::uint64_t log_bytes() override {
    plan_.step();
    return inner_.log_bytes();
  }
  void check_in_place() override {
    plan_.step();
    inner_.check_in_place();
  }
  void keep_mark() override {
    plan_.step();
    inner_.keep_mark();
  }
  StoredTimes times() override {
    plan_.step();
    return inner_.times();
  }
  void rely_on(base::Instant now, Done<bool> done) override {
    plan_.admitted<bool>(std::move(done), [&](Done<bool> then) { inner_.rely_on(now, std::move(then)); });
  }

 private:
  StoreCare& inner_;
  support::FaultPlan& plan_;
};

}  // namespace raccordo::store
