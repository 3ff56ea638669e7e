#include "app/tables/node_barrier.hpp"

#include <algorithm>
#include <string>
#include <thread>

#include "base/log.hpp"

namespace raccordo::app {
namespace {

constexpr auto kLook = std::chrono::milliseconds(50);

}  // namespace

void wait_for_nodes(store::Nodes& nodes, std::int64_t generation, std::chrono::milliseconds patience) {
  if (!nodes.are_several()) return;
  const auto until = std::chrono::steady_clock::now() + patience;
  for (;;) {
    const auto rows = nodes.list();
    const auto behind = std::find_if(rows.begin(), rows.end(), [&](const store::NodeRow& node) {
      return node.is_live && node.generation < generation;
    });
    if (behind == rows.end()) return;
    if (std::chrono::steady_clock::now() >= until) {
      base::log(base::LogLevel::warn, "tables-not-everywhere",
                {{base::LogField::reason, "node " + behind->name}});
      return;
    }
    std::this_thread::sleep_for(kLook);
  }
}

}  // namespace raccordo::app
