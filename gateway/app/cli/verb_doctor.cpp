#include <algorithm>
#include <iostream>

#include "app/cli/faults.hpp"
#include "app/cli/verbs.hpp"
#include "app/service/examination.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "store/open/store_check.hpp"

namespace raccordo::app {
namespace {

std::string_view name_of(Condition condition) {
  return condition == Condition::well ? "well" : condition == Condition::warning ? "warning" : "wrong";
}

void print_json(const std::vector<Observation>& found, Condition worst) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "condition", name_of(worst));
  base::key(writer, "observations");
  writer.StartArray();
  for (const auto& each : found) {
    writer.StartObject();
    base::put(writer, "what", each.what);
    base::put(writer, "condition", name_of(each.condition));
    base::put(writer, "message", each.words);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  std::cout << base::view(buffer) << '\n';
}

/// The store that cannot be opened is a finding, too.
void examine_open(const Config& config, base::Instant now, std::vector<Observation>& found) {
  const auto wrong = [&](const std::string& words) { found.push_back({"store", Condition::wrong, words}); };
  try {
    if (!store::store_exists(config.place()))
      return wrong("There is no store " + config.place().shown() + " yet: `raccordo serve` makes it.");
    const auto installation = open_installation(config);
    if (!installation) {
      for (const auto& fault : installation.error()) wrong(fault.file + ": " + fault.message + ".");
      return;
    }
    auto more = examine_store(**installation, now);
    found.insert(found.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    for (const auto& words : store::store_warnings(config.place()))
      found.push_back({"database", Condition::warning, words + "."});
  } catch (const base::SystemFault& fault) {
    wrong(std::string(fault.what()) + ".");
  }
}

}  // namespace

int run_doctor(const Config& config, Output output) {
  const auto now = base::system_clock().now();
  auto found = examine_files(config, now);
  examine_open(config, now, found);
  auto worst = Condition::well;
  for (const auto& each : found) worst = std::max(worst, each.condition);
  if (output == Output::json) {
    print_json(found, worst);
  } else {
    for (const auto& each : found)
      std::cout << (each.condition == Condition::well      ? "  well     "
                    : each.condition == Condition::warning ? "! warning  "
                                                           : "X WRONG    ")
                << each.what << ": " << each.words << '\n';
  }
  return worst == Condition::well ? 0 : worst == Condition::wrong ? 1 : kDoctorWarns;
}

}  // namespace raccordo::app
