#include "intake/admission.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace raccordo::intake {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;
}  // namespace

Headers Share::headers() const {
  return {{"RateLimit-Limit", std::to_string(limit)},
          {"RateLimit-Remaining", std::to_string(remaining)},
          {"RateLimit-Reset", std::to_string(reset.count())}};
}

struct Ticket::State {
  explicit State(const AdmissionLimits& admission_limits) : limits(admission_limits) {}
  const AdmissionLimits limits;
  mutable std::mutex mutex;
  std::unordered_map<std::string, std::size_t> by_client;
  std::size_t at_work = 0;
  std::uint64_t bytes = 0;
  std::uint64_t refused = 0;
  std::size_t gateways = 1;

  std::size_t per_client() const {
    return limits.per_client == 0 ? 0 : std::max<std::size_t>(1, limits.per_client / gateways);
  }

  Refusal refusal(int status, std::size_t limit) const {
    Refusal out;
    out.status = status;
    out.retry_after = limits.retry_after;
    out.limit = limit;
    return out;
  }
};

Headers Refusal::headers() const {
  Headers out = Share{limit, remaining, retry_after}.headers();
  out.insert(out.begin(), {"Retry-After", std::to_string(retry_after.count())});
  return out;
}

Ticket::Ticket(std::shared_ptr<State> state, std::string client)
    : state_(std::move(state)), client_(std::move(client)) {}

Ticket::Ticket(Ticket&& other) noexcept
    : state_(std::move(other.state_)),
      client_(std::move(other.client_)),
      bytes_(std::exchange(other.bytes_, 0)) {}

Ticket& Ticket::operator=(Ticket&& other) noexcept {
  if (this == &other) return *this;
  give_back();
  state_ = std::move(other.state_);
  client_ = std::move(other.client_);
  bytes_ = std::exchange(other.bytes_, 0);
  return *this;
}

Ticket::~Ticket() { give_back(); }

void Ticket::give_back() {
  if (!state_) return;
  {
    const std::lock_guard lock(state_->mutex);
    state_->bytes -= bytes_;
    --state_->at_work;
    const auto mine = state_->by_client.find(client_);
    if (--mine->second == 0) state_->by_client.erase(mine);
  }
  state_.reset();
  bytes_ = 0;
}

bool Ticket::grow(std::uint64_t bytes) {
  const std::lock_guard lock(state_->mutex);
  if (bytes > state_->limits.body_bytes - state_->bytes) return false;
  state_->bytes += bytes;
  bytes_ += bytes;
  return true;
}

void Ticket::release_bytes() {
  const std::lock_guard lock(state_->mutex);
  state_->bytes -= bytes_;
  bytes_ = 0;
}

Admission::Admission(const AdmissionLimits& limits) : state_(std::make_shared<Ticket::State>(limits)) {}

void Admission::share_among(std::size_t gateways) {
  const std::lock_guard lock(state_->mutex);
  state_->gateways = std::max<std::size_t>(1, gateways);
}

std::variant<Ticket, Refusal> Admission::enter(const std::string& client) {
  const std::lock_guard lock(state_->mutex);
  const AdmissionLimits& limits = state_->limits;
  const auto found = state_->by_client.find(client);
  const bool has_none =
      found == state_->by_client.end();  // other clients' load does not exclude a client without submissions
  ++state_->refused;
  if (state_->at_work >= limits.submissions + (has_none ? limits.first_ones : 0)) {
    return state_->refusal(503, limits.submissions);
  }
  if (found != state_->by_client.end() && found->second >= state_->per_client()) {
    return state_->refusal(429, state_->per_client());
  }
  if (limits.per_client == 0) return state_->refusal(429, 0);
  --state_->refused;
  ++state_->by_client[client];
  ++state_->at_work;
  return Ticket(state_, client);
}

Refusal Admission::out_of_memory() const { return state_->refusal(503, state_->limits.submissions); }

Share Admission::share_of(const std::string& client) const {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->by_client.find(client);
  const std::size_t mine = found == state_->by_client.end() ? 0 : found->second;
  const std::size_t limit = state_->per_client();
  return {limit, limit - std::min(limit, mine), state_->limits.retry_after};
}

std::uint64_t Admission::refused() const {
  const std::lock_guard lock(state_->mutex);
  return state_->refused;
}

std::size_t Admission::at_work() const {
  const std::lock_guard lock(state_->mutex);
  return state_->at_work;
}

std::uint64_t Admission::bytes_held() const {
  const std::lock_guard lock(state_->mutex);
  return state_->bytes;
}

}  // namespace raccordo::intake
