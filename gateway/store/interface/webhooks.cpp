#include "store/interface/webhooks.hpp"

#include <array>

namespace raccordo::store {
namespace {

constexpr std::array<std::string_view, 3> kWebhookStates = {"ACTIVE", "PAUSED", "STOPPED"};
constexpr std::array<std::string_view, 4> kEventKinds = {"submission.ended", "record.left-quarantine",
                                                         "replay.ended", "exchange.changed"};
constexpr std::array<std::string_view, 4> kEventEnds = {"PENDING", "DELIVERED", "GIVEN_UP", "DROPPED"};
constexpr std::array<std::string_view, 4> kWebhookActs = {"pause", "resume", "retry", "drop"};

}  // namespace

std::string_view to_string(WebhookState state) { return kWebhookStates.at(static_cast<std::size_t>(state)); }
std::string_view to_string(WebhookEventKind kind) { return kEventKinds.at(static_cast<std::size_t>(kind)); }
std::string_view to_string(WebhookEventEnd end) { return kEventEnds.at(static_cast<std::size_t>(end)); }
std::string_view to_string(WebhookAct act) { return kWebhookActs.at(static_cast<std::size_t>(act)); }

}  // namespace raccordo::store
