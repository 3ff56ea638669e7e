#include "app/exchange/exchange_order.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "app/audit/audit_trail.hpp"
#include "app/exchange/office_contact.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kBasisBytes = 500;
constexpr std::array<std::string_view, 3> kPurposes = {kTransfer, "joint-charge", "information"};

Problem bad_request(std::string detail) { return {"bad-request", std::move(detail)}; }

/// The same day of the next year; 28 February after a 29th.
base::Date year_later(base::Date day) {
  ++day.year;
  if (!base::is_valid(day)) day.day = 28;
  return day;
}

std::optional<Problem> read_expiry(std::string_view text, base::Instant now, ExchangeOrder& order) {
  const auto day = base::parse_iso_date(text);
  if (!day || !day->is_full())
    return bad_request("`expires` must be the last day of the exchange, as an ISO date such as 2026-12-31.");
  const auto today = base::local_date(now);
  if (*day < today) return bad_request("`expires` is in the past: today is " + base::to_string(today) + ".");
  if (*day > year_later(today))
    return bad_request("`expires` may be a year ahead at most: " + base::to_string(year_later(today)) + ".");
  order.expires = *day;
  base::CivilTime end;
  end.date = base::from_days(base::to_days(*day) + 1);
  order.expires_at = base::read_local(end).instant;
  return std::nullopt;
}

std::optional<Problem> read_words(const AskedExchange& asked, ExchangeOrder& order) {
  order.purpose = asked.purpose;
  if (!is_exchange_purpose(asked.purpose))
    return bad_request("`purpose` must be transfer, joint-charge or information.");
  order.legal_basis = base::trim(asked.legal_basis);
  if (order.legal_basis.empty() || order.legal_basis.size() > kBasisBytes)
    return bad_request("`legal_basis` must name the norm that allows the exchange, in 1 to " +
                       std::to_string(kBasisBytes) + " bytes.");
  if (auto wrong = fault_in_words("legal_basis", order.legal_basis)) return wrong;
  if (auto wrong = person_in_words("legal_basis", order.legal_basis); !wrong.empty())
    return bad_request(wrong);
  order.contact = base::trim(asked.contact);
  if (auto wrong = fault_of_contact(order.contact); !wrong.empty()) return Problem{"bad-contact", wrong};
  return std::nullopt;
}

std::optional<Problem> read_recipient(std::string_view to, const intake::Client& sender,
                                      const intake::ClientSet& clients, ExchangeOrder& order) {
  const auto slash = to.find('/');
  order.recipient = to.substr(0, slash);
  if (order.recipient.empty())
    return bad_request("`to` must name the recipient, `CLIENT` or `CLIENT/OFFICE`.");
  const auto* recipient = clients.by_name(order.recipient);
  if (recipient == nullptr || !sender.exchanges_with(*recipient)) return Problem{"exchange-not-allowed", ""};
  if (slash == std::string_view::npos) return std::nullopt;
  order.office = to.substr(slash + 1);
  const auto& offices = recipient->offices;
  if (std::find(offices.begin(), offices.end(), order.office) != offices.end()) return std::nullopt;
  std::string known;
  for (const auto& office : offices) known += (known.empty() ? "" : ", ") + office;
  return Problem{"unknown-office", known.empty()
                                       ? "The recipient has no offices; leave the part behind `/` out."
                                       : "The recipient's offices are: " + known + "."};
}

}  // namespace

bool is_exchange_purpose(std::string_view word) {
  return std::find(kPurposes.begin(), kPurposes.end(), word) != kPurposes.end();
}

base::Result<ExchangeOrder, Problem> read_order(const AskedExchange& asked, const intake::Client& sender,
                                                const intake::ClientSet& clients, base::Instant now) {
  ExchangeOrder order;
  order.source = asked.source;
  if (auto wrong = read_recipient(asked.to, sender, clients, order)) return std::move(*wrong);
  if (order.source.empty())
    return bad_request("`source` must name the source whose format the document has.");
  if (!sender.may_send_on(order.source))
    return Problem{"missing-right", "This source is not among the `sources` of this client."};
  if (auto wrong = read_words(asked, order)) return std::move(*wrong);
  if (auto wrong = read_expiry(asked.expires, now, order)) return std::move(*wrong);
  return order;
}

}  // namespace raccordo::app
