#include "app/service/webhook_calls.hpp"

#include <algorithm>
#include <string>

#include "app/forms/webhook_json.hpp"

namespace raccordo::app {
namespace {

using Kind = store::WebhookEventKind;
using Verdict = store::WebhookSettlement::Verdict;
using store::WebhookEvent;

constexpr std::int64_t kFirstPause = 5, kLongestPause = 3600;
constexpr int kGone = 410, kTimeout = 408, kTooEarly = 425, kTooMany = 429;

bool is_success(int status) { return status >= 200 && status < 300; }

/// The receiver answered that it does not take this call; a later one would most likely fare the same.
bool is_refusal(int status) {
  return status >= 300 && status < 500 && status != kTimeout && status != kTooEarly && status != kTooMany;
}

base::HttpsUrl address_of(const store::WebhookEvent& event, const intake::WebhookTarget& target) {
  if (event.reply_to.empty()) return target.url;
  const auto url = base::read_https_url(event.reply_to);
  return url && base::lies_below(*url, target.url) ? *url : target.url;
}

}  // namespace

std::vector<store::WebhookEvent> take_call(std::vector<store::WebhookEvent> pending) {
  std::size_t count = 0;
  while (count < pending.size() && count < kEventsOfACall && pending[count].kind == Kind::record_left)
    ++count;
  pending.resize(std::min(std::max<std::size_t>(count, 1), pending.size()));
  return pending;
}

net::Call make_call(const std::vector<store::WebhookEvent>& events, const intake::WebhookTarget& target,
                    const base::Hmac& key, base::Instant now, std::shared_ptr<const net::CallRules> rules) {
  net::Call call;
  call.url = address_of(events.front(), target);
  call.body = call_body(events);
  call.rules = std::move(rules);
  call.headers = {{"Content-Type", "application/json"},
                  {"User-Agent", "raccordo"},
                  {"Raccordo-Signature", call_signature(key, now, call.body)}};
  if (events.front().kind != Kind::record_left)
    call.headers.emplace_back("X-Correlation-ID", events.front().object);
  return call;
}

std::string answer_of(const net::CallResult& result) {
  return result.end == net::CallEnd::answered ? std::to_string(result.status)
                                              : std::string(to_string(result.end));
}

std::string_view outcome_of(const net::CallResult& result) {
  if (result.end != net::CallEnd::answered) return to_string(result.end);
  if (is_success(result.status)) return "delivered";
  if (result.status == kGone) return "gone";
  return is_refusal(result.status) ? "refused" : "failed";
}

std::chrono::seconds pause_after(std::uint64_t failures, double chance) {
  const auto doublings = std::min<std::uint64_t>(failures, 20);
  const auto whole = std::min(kLongestPause, kFirstPause << doublings);
  return std::chrono::seconds(whole - static_cast<std::int64_t>(static_cast<double>(whole) / 2 * chance));
}

store::WebhookSettlement settlement_of(const std::vector<store::WebhookEvent>& events,
                                       const net::CallResult& result, std::uint64_t failures,
                                       base::Instant now, double chance) {
  store::WebhookSettlement out;
  out.client = events.front().client;
  for (const auto& event : events) out.events.push_back(event.n);
  out.answer = answer_of(result);
  out.now = now;
  const bool answered = result.end == net::CallEnd::answered;
  if (answered && is_success(result.status)) {
    out.verdict = Verdict::delivered;
    return out;
  }
  out.verdict = answered && result.status == kGone ? Verdict::gone : Verdict::failed;
  const auto is_spent = [](const WebhookEvent& event) { return event.attempts + 1 >= kMostRefusals; };
  out.give_up = answered && result.status != kGone && is_refusal(result.status) && is_spent(events.front());
  // Events that joined the call later have tries left.
  if (out.give_up) {
    out.events.clear();
    for (const auto& event : events) {
      if (is_spent(event)) out.events.push_back(event.n);
    }
  }
  const auto pause = std::max(pause_after(out.give_up ? 0 : failures, chance), result.retry_after);
  out.next_at = {now.micros + std::chrono::microseconds(pause).count()};
  return out;
}

}  // namespace raccordo::app
