#include <iostream>

#include "app/audit/audit_trail.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/verbs.hpp"
#include "app/forms/audit_forms.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "store/open/open_store.hpp"
#include "store/open/store_check.hpp"

namespace raccordo::app {
namespace {

int verify(store::CaseStore& store, const AuditOptions& options, Output output) {
  auto heads = heads_in_releases(store);
  for (const auto& text : options.heads) heads.push_back(*store::parse_head(text));
  const auto check = store.audit().verify(std::move(heads));
  if (output == Output::json) std::cout << audit_check_json(check) << '\n';
  if (check.broken) {
    auto& out = output == Output::json ? std::cerr : std::cout;
    out << "audit: the chain is broken: " << in_words(*check.broken) << ".\n";
    return 1;
  }
  if (output == Output::text) {
    std::cout << "audit: " << check.entries << " entries, the chain is whole; head "
              << store::to_string(check.head) << "; " << check.heads_agree << " heads kept elsewhere agree";
    if (check.heads_too_old > 0) std::cout << ", " << check.heads_too_old << " are older than what is kept";
    std::cout << ".\n";
  }
  return 0;
}

int list(store::CaseStore& store, const AuditOptions& options, Output output) {
  store::AuditFilter filter{options.actor, options.object, options.action, {}, {}};
  if (!options.since.empty()) filter.since = base::parse_instant(options.since);
  if (!options.until.empty()) filter.until = base::parse_instant(options.until);
  constexpr std::size_t kMostDigits = 18;
  if (!options.cursor.empty() && (!base::is_digits(options.cursor) || options.cursor.size() > kMostDigits)) {
    return report_failure("bad-request", "--cursor must be what the page before ended with", output);
  }
  const auto page = store.audit().list(filter, options.limit, options.cursor);
  if (output == Output::json) {
    std::cout << audit_page_json(page, store.audit().head()) << '\n';
    return 0;
  }
  for (const auto& entry : page.items) std::cout << audit_line(entry) << '\n';
  if (page.items.empty()) std::cout << "No entry.\n";
  if (!page.next.empty()) std::cout << "More: repeat with --cursor " << page.next << '\n';
  return 0;
}

}  // namespace

int run_audit(const Config& config, const AuditOptions& options, Output output) {
  const auto place = options.store.empty() ? config.place() : store::StorePlace(options.store);
  if (!store::store_exists(place)) {
    return report_failure("not-found", "there is no store " + place.shown() + " to read", output);
  }
  const auto store = store::open_store({place});
  return options.verb == "list" ? list(*store, options, output) : verify(*store, options, output);
}

}  // namespace raccordo::app
