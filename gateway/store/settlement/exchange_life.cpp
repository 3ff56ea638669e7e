#include "store/settlement/exchange_life.hpp"

#include <algorithm>
#include <array>

namespace raccordo::store {
namespace {

using State = ExchangeState;
constexpr std::optional<State> kNone = std::nullopt;
using StateRow = std::array<std::optional<State>, kExchangeStates>;

/// By act, then by state.
constexpr std::array<StateRow, kExchangeActs> kAfter = {{
    //             SENT              FETCHED           ACCEPTED         REFUSED EXPIRED WITHDRAWN
    /* fetch    */ {State::fetched, State::fetched, State::accepted, kNone, kNone, kNone},
    /* accept   */ {State::accepted, State::accepted, kNone, kNone, kNone, kNone},
    /* refuse   */ {State::refused, State::refused, kNone, kNone, kNone, kNone},
    /* expire   */ {State::expired, State::expired, kNone, kNone, kNone, kNone},
    /* withdraw */ {State::withdrawn, State::withdrawn, kNone, kNone, kNone, kNone},
}};

constexpr std::array<std::string_view, kExchangeStates> kStateWords = {"SENT",    "FETCHED", "ACCEPTED",
                                                                       "REFUSED", "EXPIRED", "WITHDRAWN"};
constexpr std::array<std::string_view, kExchangeActs> kActWords = {"fetch", "accept", "refuse", "expire",
                                                                   "withdraw"};

}  // namespace

std::string_view to_string(ExchangeState state) { return kStateWords.at(static_cast<std::size_t>(state)); }
std::string_view to_string(ExchangeAct act) { return kActWords.at(static_cast<std::size_t>(act)); }

std::optional<ExchangeState> parse_exchange_state(std::string_view text) {
  const auto* const found = std::find(kStateWords.begin(), kStateWords.end(), text);
  if (found == kStateWords.end()) return std::nullopt;
  return static_cast<ExchangeState>(found - kStateWords.begin());
}

std::optional<ExchangeState> next_state(ExchangeState from, ExchangeAct act) {
  return kAfter.at(static_cast<std::size_t>(act)).at(static_cast<std::size_t>(from));
}

}  // namespace raccordo::store
