#include "app/tables/table_steps.hpp"

#include <algorithm>
#include <charconv>

#include "app/forms/page_json.hpp"
#include "app/forms/table_forms.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kActions = "table.";
constexpr std::size_t kPage = 1000, kMostSteps = 10'000;

std::int32_t version_of(const store::AuditEvent& event) {
  const auto found = event.details.find("version");
  if (found == event.details.end()) return 0;
  std::int32_t version = 0;
  const auto& text = found->second;
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

void write_step(base::JsonWriter& writer, const StepTaken& step) {
  writer.StartObject();
  base::put(writer, "action", step.action);
  base::put(writer, "at", base::to_string(step.at));
  base::put(writer, "actor", step.actor);
  base::put_if(writer, "reason", step.reason);
  writer.EndObject();
}

}  // namespace

std::vector<StepTaken> steps_of(store::CaseStore& store, const TableName& name) {
  store::AuditFilter filter;
  filter.object = name.source + "/" + name.table;
  filter.action = kActions;
  std::vector<StepTaken> steps;
  std::string cursor;
  do {
    const auto page = store.audit().list(filter, kPage, cursor);
    for (const auto& entry : page.items) {
      const auto& event = entry.event;
      const auto version = version_of(event);
      if (version == 0) continue;
      steps.push_back({version, event.at, event.action.substr(kActions.size()), event.actor, event.reason});
    }
    cursor = page.next;
  } while (!cursor.empty() && steps.size() < kMostSteps);
  std::reverse(steps.begin(), steps.end());
  return steps;
}

std::string versions_json(const std::vector<store::TableVersionRow>& rows,
                          const std::vector<StepTaken>& steps) {
  return page_json(rows, "", [&](base::JsonWriter& writer, const store::TableVersionRow& row) {
    writer.StartObject();
    write_version_members(writer, row);
    base::key(writer, "steps");
    writer.StartArray();
    for (const auto& step : steps) {
      if (step.version == row.version) write_step(writer, step);
    }
    writer.EndArray();
    writer.EndObject();
  });
}

}  // namespace raccordo::app
