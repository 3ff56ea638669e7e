// A mapping table from edit to activation by two people: edit, submit, approve, activate, then the tasks of
// the replayer. Used by the tests of activation, replays and releases.
#pragma once

#include <memory>
#include <string>

#include "app/tables/activation.hpp"
#include "app/tables/replayer.hpp"
#include "app/tables/table_desk.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {

inline const TableName kIntervention{kIsola, "intervention"};

class TableStory : public Scene {
 public:
  /// The content in force, with `from` replaced by `to`.
  std::string edited(const std::string& from, const std::string& to) {
    auto csv = store().tables().newest(kIntervention.source, kIntervention.table)->content;
    const auto at = csv.find(from);
    EXPECT_NE(at, csv.npos) << from;
    return csv.replace(at, from.size(), to);
  }
  void send(const std::string& cases, const std::string& id) {
    const auto document = "{\"cartelle\":[" + cases + "]}";
    codecs::MemorySource input(document);
    run_document_and_wait(isola_job(home_, clock_, id), input);
  }
  TableDesk desk() { return {store(), newest_tables(), clock_}; }
  /// Draft, review and approval of a content; returns the version.
  std::int32_t approve(const std::string& content) {
    const auto draft =
        desk().put({kIntervention, TableForm::csv, content, "", std::nullopt, {"anna", "more codes"}});
    EXPECT_TRUE(draft) << draft.error().detail;
    take(store::TableAction::submit, *draft, "anna");
    take(store::TableAction::approve, *draft, "bruno");
    return draft->version;
  }
  ActivationOrder order(std::int32_t version, const std::string& reason = "") {
    return {store::TableAction::activate, kIntervention, version, {"bruno", reason}};
  }
  std::string outcome_of(const ActivationOrder& wanted) {
    const auto done = activate(store(), newest_tables(), wanted, clock_);
    return done ? std::string(store::to_string(done->version.state)) : std::string(done.error().code);
  }
  /// Runs all tasks to their end.
  void replay() {
    Replayer replayer({store(), *home_.keys, clock_, [this] { return newest_tables(); }});
    while (replayer.step()) continue;
  }
  std::string body_of(const std::string& id) { return store().held().record(kIsola, id)->body; }

 protected:
  void take(store::TableAction action, const store::TableVersionRow& row, const std::string& who) {
    const auto now = store().tables().version(row.source, row.table, row.version);
    const auto done = desk().step(action, kIntervention, now->mark(), {who, ""});
    EXPECT_TRUE(done) << done.error().detail;
  }
};

inline constexpr const char* kSad8Row =
    "ANZ|SAD8,,anziani.assistenza-domiciliare,equivalent,APPROVED,,,\nMIN|CRD,";

}  // namespace raccordo::app
