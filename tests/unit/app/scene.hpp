// Scene: an installation on the shipped mappings whose store can fail, run by the driver
// (support/fault_driver.hpp); and documents of Isola Bergamasca for it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "app/ingest/document_run.hpp"
#include "app/rules/installation.hpp"
#include "store/interface/wait_for.hpp"
#include "store/open/open_store.hpp"
#include "support/fault_driver.hpp"
#include "support/faulty_store.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/shipped_book.hpp"
#include "unit/store/lease_samples.hpp"

namespace raccordo::app {

inline constexpr const char* kIsola = "isola-bergamasca";

/// Shared by all scenes: rules, and a store into which the first versions of all tables are loaded.
struct SceneTemplate {
  SceneTemplate() {
    base::set_local_timezone("Europe/Rome");
    auto config = shipped_config(folder);
    config.clients = folder.write("clients.yaml",
                                  "clients:\n"
                                  "  - {name: isola, san: 'dns:isola.example', rights: [submit], sources: "
                                  "[isola-bergamasca], comuni: all}\n"
                                  "  - {name: ats, san: 'dns:ats.example', comuni: all, rights: [extract, "
                                  "see-metadata, see-bodies, replay,"
                                  " edit-tables, approve-tables, administer]}\n");
    book = load_book(config);
    const auto store = store::open_store({config.sqlite.string()});
    tables = ActiveTables::from_store(book, *store, clock);
    store->flush();
  }
  static const SceneTemplate& get() {
    static const SceneTemplate shared;
    return shared;
  }
  support::ScratchFolder folder;
  support::FixedClock clock;
  std::shared_ptr<const Rulebook> book;
  std::shared_ptr<const ActiveTables> tables;
};

class Scene {
 public:
  Scene() {
    const auto& shared = SceneTemplate::get();
    for (const auto* name : {"r.db", "r.db.identity"}) {
      std::filesystem::copy_file(shared.folder.path() / name, folder_.path() / name);
    }
    home_.book = shared.book;
    home_.keys = example_keyring();
    open();
  }
  virtual ~Scene() = default;
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  support::FaultPlan& plan() { return plan_; }
  /// The program ends in any state, and another one starts on the same store.
  virtual void restart() {
    home_.store.reset();
    store_ = nullptr;
    store::leave_behind(file());
    open();
    wait_for<bool>([&](store::Done<bool> done) { store().recover(std::move(done)); });
    wait_for<std::uint64_t>(
        [&](store::Done<std::uint64_t> done) { store().fail_abandoned(clock_.now(), std::move(done)); });
  }

 protected:
  store::CaseStore& store() { return *store_; }
  std::string file() const { return (folder_.path() / "r.db").string(); }
  std::shared_ptr<const ActiveTables> newest_tables() {
    return ActiveTables::from_store(home_.book, store(), clock_, home_.tables.get());
  }
  /// Number of audit entries of this action.
  std::size_t told(const std::string& action) {
    store::AuditFilter filter;
    filter.action = action;
    return store().audit().list(filter, 100, "").items.size();
  }
  std::uint64_t accepted() { return counts().accepted; }
  std::uint64_t waiting() { return counts().waiting; }

  support::ScratchFolder folder_;
  support::FixedClock clock_;
  support::FaultPlan plan_;
  Installation home_;
  store::CaseStore* store_ = nullptr;  ///< the store, which `home_` or a service owns

 private:
  void open() {
    home_.store = support::faulty(store::open_store({file()}), plan_);
    store_ = home_.store.get();
    store().use_record_key(base::Hmac(std::string(32, 'r')));
    home_.tables = ActiveTables::from_store(home_.book, store(), clock_, SceneTemplate::get().tables.get());
  }
  store::CaseStore::SourceCount counts() {
    for (auto& count : store().source_counts()) {
      if (count.source == kIsola) return count;
    }
    return {};
  }
};

/// One case of Isola Bergamasca with one intervention of the code.
inline std::string case_of(int number, const std::string& code = "SAD", const std::string& area = "ANZ") {
  return R"({"id":"IB-)" + std::to_string(number) +
         R"(","aggiornata":"2017-11-03T10:00:00+01:00","comune":"016170","apertura":"2016-03-01",)"
         R"("assistito":{"cf":"RTONNA48D52A794K","nato_il":"1948-04-12"},)"
         R"("interventi":[{"id":"1","area":")" +
         area + R"(","codice":")" + code + R"(","dal":"2016-04-01"}]})";
}

/// `accepted` cases that map, then `waiting` ones whose code SAD8 is in no table.
inline std::string isola_document(int accepted, int waiting = 0) {
  std::string text;
  for (int i = 0; i < accepted + waiting; ++i) {
    text += (i == 0 ? "" : ",") + case_of(i, i < accepted ? "SAD" : "SAD8");
  }
  return "{\"cartelle\":[" + text + "]}";
}

/// A submission by a client of the sources, as a job.
inline DocumentJob isola_job(const Installation& home, const base::Clock& clock, const std::string& id) {
  DocumentJob job;
  job.tables = home.tables;
  job.keys = home.keys;
  job.client = std::shared_ptr<const intake::Client>(home.book, home.book->clients.by_name("isola"));
  job.clock = &clock;
  job.store = home.store.get();
  job.submission.id = id;
  job.submission.source = kIsola;
  job.submission.client = "isola";
  job.submission.received_at = clock.now();
  return job;
}

}  // namespace raccordo::app
