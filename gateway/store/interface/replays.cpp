#include "store/interface/replays.hpp"

#include <array>

namespace raccordo::store {
namespace {

constexpr std::array<std::string_view, 5> kStates = {"QUEUED", "PROCESSING", "PAUSED", "CANCELLED",
                                                     "COMPLETED"};
constexpr std::array<std::string_view, 2> kKinds = {"waiting", "stored"};
constexpr std::array<std::string_view, 3> kActs = {"pause", "resume", "cancel"};

}  // namespace

std::string_view to_string(ReplayState state) { return kStates.at(static_cast<std::size_t>(state)); }
std::string_view to_string(ReplayKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }
std::string_view to_string(ReplayAct act) { return kActs.at(static_cast<std::size_t>(act)); }

bool is_open(ReplayState state) { return state == ReplayState::queued || state == ReplayState::processing; }

std::optional<ReplayState> next_state(ReplayKind kind, ReplayState from, ReplayAct act) {
  const bool ended = from == ReplayState::cancelled || from == ReplayState::completed;
  switch (act) {
    case ReplayAct::pause:
      return ended ? std::nullopt : std::optional(ReplayState::paused);
    case ReplayAct::resume:
      if (ended) return std::nullopt;
      return from == ReplayState::paused ? ReplayState::queued : from;
    case ReplayAct::cancel:
      if (kind == ReplayKind::stored) return std::nullopt;
      return from == ReplayState::completed ? std::nullopt : std::optional(ReplayState::cancelled);
  }
  return std::nullopt;
}

}  // namespace raccordo::store
